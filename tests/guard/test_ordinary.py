"""Words that any site says: of the theme, of its address, and names that are words."""

from __future__ import annotations

import pytest

from generator.guard.folding import fold
from generator.guard.ordinary import ordinary_words

WORDS = ordinary_words(["Lire la suite", "Résumé"], ["https://free-zamalek.example.org/", ""])


@pytest.mark.parametrize("word", ["lire", "suite", "resume", "zamalek", "example", "org", "grace"])
def test_what_any_site_says_is_ordinary(word: str) -> None:
    assert word in WORDS


@pytest.mark.parametrize("word", ["إيمان", "надежда", "esperanza"])
def test_names_that_are_words_are_ordinary_in_their_folded_form(word: str) -> None:
    assert fold(word) in WORDS


@pytest.mark.parametrize("word", ["amina", "kareem", "Lire", ""])
def test_other_words_are_not(word: str) -> None:
    assert word not in WORDS
