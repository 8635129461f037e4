"""What is taken out of names and words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kinds.values import _CONTROLS as REFUSED_IN_NAMES
from generator.ledger.imports.cleaning import (
    BROKEN,
    CONTROLS,
    DIRECTIONS,
    TAGS,
    clean_line,
    clean_text,
)


@pytest.mark.parametrize(
    ("written", "clean", "taken"),
    [
        ("Amina", "Amina", set()),
        ("<b>x</b>", "x", {TAGS}),
        ("I <3 books", "I <3 books", set()),
        ("a\u202egnp.exe", "agnp.exe", {DIRECTIONS}),
        ("\u200f\u2066أمينة\u2069", "أمينة", {DIRECTIONS}),
        ("a\x00b\x1b[0m", "ab[0m", {CONTROLS}),
        ("two\nlines\u2028more", "two lines more", set()),
        ("half \ud83d", "half \ufffd", {BROKEN}),
        ("👩‍👩‍👧 می‌خوانیم", "👩‍👩‍👧 می‌خوانیم", set()),
        ("e\u0301", "é", set()),
    ],
)
def test_names(written: str, clean: str, taken: set[str]) -> None:
    told: set[str] = set()
    assert clean_line(written, told) == clean
    assert told == taken


@pytest.mark.parametrize(
    ("written", "clean", "taken"),
    [
        ("a\r\nb\u2029c  \nd\n\n\ne", "a\nb\nc\nd\n\n\ne", set()),
        ("<b>x</b>", "<b>x</b>", set()),
        ("a \u202eb\u202c", "a b", {DIRECTIONS}),
        # Isolates that are closed keep the words in order; others would turn what follows.
        ("\u2068@amina\u2069 كتبت", "\u2068@amina\u2069 كتبت", set()),
        ("\u2068@amina\nb\u2069", "@amina\nb", {DIRECTIONS}),
        ("\u2069\u2068", "", {DIRECTIONS}),
        ("\u200fأ\u200f", "\u200fأ\u200f", set()),
        ("a\tb\x07", "a b", {CONTROLS}),
    ],
)
def test_words(written: str, clean: str, taken: set[str]) -> None:
    told: set[str] = set()
    assert clean_text(written, told) == clean
    assert told == taken


ODD = st.text(
    alphabet=st.sampled_from("\u202e\u2066\u2069\u200f\0\n\r\ud800\ufffe<b>/ a") | st.characters()
)


@given(ODD)
def test_a_clean_name_is_a_name_that_a_record_takes(written: str) -> None:
    name = clean_line(written, set())
    assert not REFUSED_IN_NAMES.search(name)
    assert clean_line(name, set()) == name or "<" in name
    name.encode("utf-8")


@given(ODD)
def test_clean_words_stay_as_they_are(written: str) -> None:
    words = clean_text(written, set())
    assert clean_text(words, set()) == words
    assert unicodedata.is_normalized("NFC", words)
    words.encode("utf-8")
