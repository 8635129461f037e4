"""The theme's words: every language has the same keys and placeholders, and the forms it needs."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from babel import Locale

from generator import default_templates
from generator.locales import locale
from generator.render.words import load_words

LOCALES = default_templates() / "locales"
CODES = sorted(file.stem for file in LOCALES.glob("*.yaml"))
PLACEHOLDER = re.compile(r"\{\w+\}")

Entry = str | Mapping[str, str]
Read = Callable[[str], Mapping[str, Entry]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads one language's file where no English one lies beside it, which would fill its gaps."""

    def words(code: str) -> Mapping[str, Entry]:
        folder = tmp_path / code / "locales"
        folder.mkdir(parents=True)
        shutil.copy(LOCALES / f"{code}.yaml", folder)
        found, own, problems = load_words((folder.parent,), code, locale(code))
        assert own
        assert problems == []
        return found.entries

    return words


def forms(entry: Entry) -> Mapping[str, str]:
    return {"other": entry} if isinstance(entry, str) else entry


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def test_five_languages_are_spoken() -> None:
    assert {"ar", "de", "en", "es", "fr"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_the_same_keys(code: str, read: Read) -> None:
    english = read("en")
    own = english if code == "en" else read(code)
    assert sorted(own) == sorted(english)
    assert [key for key, entry in own.items() if not all(forms(entry).values())] == []


@pytest.mark.parametrize("code", [code for code in CODES if code != "en"])
def test_placeholders_are_those_of_the_english_words(code: str, read: Read) -> None:
    english, own = read("en"), read(code)
    for key, entry in own.items():
        wanted = placeholders(forms(english[key])["other"])
        assert placeholders(forms(entry)["other"]) == wanted, key
        for form in forms(entry).values():
            assert placeholders(form) <= wanted, key


@pytest.mark.parametrize("code", CODES)
def test_plural_words_have_exactly_the_forms_of_their_language(code: str, read: Read) -> None:
    english = read("en")
    own = english if code == "en" else read(code)
    needed = {*Locale.parse(code).plural_form.tags, "other"}
    for key, entry in english.items():
        if not isinstance(entry, str):
            assert not isinstance(own[key], str), key
            assert set(own[key]) == needed, key
