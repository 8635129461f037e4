"""Quoted words: their language is told, or is that of the site if its letters are, or is unknown."""

from __future__ import annotations

import pytest

from generator.kinds.post import Post
from generator.kinds.statement import Statement
from generator.kinds.text import Speech
from generator.kinds.wording import suits

BOTH = Speech("en", ("en", "ar"))


@pytest.mark.parametrize(
    ("words", "code", "fits"),
    [
        ("Where are they?", "en", True),
        ("Où sont-ils ?", "fr", True),
        ("أين هم؟", "en", False),
        ("أين هم؟", "ar", True),
        ("أين هم؟", "ar-SY", True),
        ("آنها کجا هستند؟", "fa", True),
        ("Where are they?", "ar", False),
        ("Где они?", "uk", True),
        ("Где они?", "el", False),
        ("Gde su?", "sr", True),
        ("他们在哪里", "zh-Hant", True),
        ("彼らはどこですか", "ja", True),
        ("כאן", "he", True),
        # What stands in Latin letters everywhere says nothing of the language.
        ("أين هم؟ https://example.org/a/long/address @example_amina #MakeFacebookRed", "ar", True),
        ("#MakeFacebookRed https://example.org/", "ar", True),
        ("2016 !?", "ar", True),
        ("", "ar", True),
    ],
)
def test_letters_are_those_of_a_language(words: str, code: str, fits: bool) -> None:
    assert suits(words, code) is fits


@pytest.mark.parametrize(
    ("values", "speech", "lang"),
    [
        ({"text": "x"}, BOTH, ""),
        ({"text": "x", "lang": "fr"}, BOTH, "fr"),
        ({"text": {"ar": "س"}}, BOTH, "ar"),
        ({"text": {"ar": "س"}, "lang": "fa"}, BOTH, "fa"),
        ({"text": "x"}, Speech("en", ("en",)), "en"),
        ({"text": "x"}, Speech("ar", ("ar",)), ""),
        ({"text": "س"}, Speech("ar", ("ar",)), "ar"),
        ({"text": "س", "lang": "ckb"}, Speech("en", ("en",)), "ckb"),
        ({}, Speech("en", ("en",)), ""),
    ],
)
def test_the_language_of_words(values: dict[str, object], speech: Speech, lang: str) -> None:
    assert Post.model_validate(values, context=speech).lang == lang
    statement = {"id": "a", "who": "x", **values}
    assert Statement.model_validate(statement, context=speech).lang == lang
