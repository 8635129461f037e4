"""However a name is written or escaped, it comes to one form; and no text is too odd to be read."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.guard.folding import fold, plain, squeeze

# Two ways to write what is one name to people.
ALIKE = [
    ("Amina", "AMINA"),
    ("Amina", "𝐀𝐦𝐢𝐧𝐚"),
    ("Amina", "Ａｍｉｎａ"),
    ("Amina", "A\u00admi\u200bn\u2060a"),
    ("Zoë", "ZOE\u0308"),
    ("İpek Işık", "ipek isik"),
    ("Łukasz", "lukasz"),
    ("Straße", "STRASSE"),
    ("Æsa Þórr", "aesa thorr"),
    ("Νίκος", "ΝΙΚΟΣ"),
    ("Фёдор", "ФЕДОР"),
    ("Андрей", "АНДРЕИ\u0306"),
    ("أحمد", "احمد"),
    ("آمنة", "امنه"),
    ("مُحَمَّد", "محمد"),
    ("محـــمد", "محمد"),
    ("کامران", "كامران"),
    ("یاسمین", "ياسمين"),
    ("منى", "مني"),
    ("\ufea1\ufe91\ufef4\ufe90", "حبيب"),
    ("שָׁלוֹם", "שלום"),
    ("आमिना", unicodedata.normalize("NFD", "आमिना")),
    ("মৌ", unicodedata.normalize("NFD", "মৌ")),
    ("김민수", unicodedata.normalize("NFD", "김민수")),
    ("ﾔﾏﾀﾞ", "ヤマダ"),
    ("room ٣", "room 3"),
    ("room ३", "room 3"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert squeeze(one) == squeeze(other) != b""


# Vowel signs tell names apart where vowels have no other letters.
@pytest.mark.parametrize(
    ("one", "other"), [("राम", "रीमा"), ("কমল", "কামাল"), ("Юлія", "Юлии"), ("Sami", "Sama")]
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert squeeze(one) != squeeze(other)


def test_a_name_with_vowel_signs_is_one_word() -> None:
    assert fold("आमिना").isalnum()


ESCAPED = [
    "Amin&#97;",
    "Amin&#x61;",
    "Amin&#0000000000097;",
    "&#65;&#109;&#105;&#110;&#97;",
    "Amin&amp;#97;",
    "%41mina",
    "%2541mina",
    "%252541mina",
    r"Amin\u0061",
    r"Amin\x61",
    r"Amin\u{61}",
    r"Amin\\u0061",
    r"%5Cu0041mina",
]


@pytest.mark.parametrize("text", ESCAPED)
def test_escapes_come_off(text: str) -> None:
    assert fold(plain(text)) == "amina"


@pytest.mark.parametrize("text", [r"\ud83c\udf38", "&#127800;", "%F0%9F%8C%B8", r"\u{1F338}"])
def test_signs_beyond_two_bytes_come_off_whole(text: str) -> None:
    assert plain(text) == "🌸"


@pytest.mark.parametrize("label", ["xn--mller-kva", "XN--mller-kva", "Xn--MLLER-kva"])
def test_host_names_are_read_in_letters(label: str) -> None:
    assert fold(plain(f"https://{label}.example.org/")) == "https://muller.example.org/"


def test_an_escape_for_the_end_of_a_line_parts_words() -> None:
    assert plain(r"one\ntwo") == "one two"


@pytest.mark.parametrize(
    "text",
    [
        "&#" + "9" * 5000 + ";",
        "&#" + "0" * 5000 + ";",
        "&#x" + "f" * 5000 + ";",
        "&#xD800;",
        r"\ud800",
        r"\udc00\ud800",
        r"\u{110000}",
        "\\",
        "%",
        "%ff%fe",
        "xn--" + "9" * 70_000,
        "xn--\u0661",
        "&amp;" * 10_000,
        "%25" * 10_000,
    ],
)
def test_what_is_no_escape_is_no_trouble(text: str) -> None:
    assert isinstance(squeeze(fold(plain(text))), bytes)


WHATEVER = st.text() | st.text("&#xX;%u\\{}0123456789abDdfFn-", max_size=40)


@given(WHATEVER)
def test_every_text_can_be_folded(text: str) -> None:
    folded = fold(plain(text))
    assert squeeze(folded) == squeeze(fold(folded))


@given(WHATEVER)
def test_case_and_unicode_form_make_no_difference(text: str) -> None:
    assert squeeze(unicodedata.normalize("NFD", text)) == squeeze(
        unicodedata.normalize("NFC", text)
    )


@given(st.text(st.characters(codec="utf-8", categories=("L", "Nd")), min_size=1), st.integers(1, 3))
def test_percent_signs_come_off_in_rounds(name: str, rounds: int) -> None:
    escaped = name
    for _ in range(rounds):
        escaped = quote(escaped)
    assert plain(escaped) == name
