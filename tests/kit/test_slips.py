import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kit.slips import slips
from generator.problems import CODES

KNOWN = ("AleppoIsBurning", "MakeFacebookRed", "حلب_تحترق")


def codes(text: str, language: str = "en") -> list[str]:
    return [slip.code for slip in slips(text, language, KNOWN)]


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        ("كلمة ﺣﻠﺐ هنا", "presentation-forms", "ﺣﻠﺐ"),
        ("a \u202eb", "turned-words", "\u202e"),
        ("حلب\u200fب", "bidi-control", "\u200f"),
        ("a\u200eb", "bidi-control", "\u200e"),
        ("حلب \u2068facebook", "turned-words", "\u2068"),
        ("\u2069a\u2068", "turned-words", "\u2069"),
        ("\ufeffTurn red", "invisible-character", "\ufeff"),
        ("Face\u200bbook", "invisible-character", "\u200b"),
        ("Face\u00adbook", "invisible-character", "\u00ad"),
        ("red\u200c", "invisible-character", "\u200c"),
        ("حلب\u200c تحترق", "invisible-character", "\u200c"),
        ("caf\ufffd", "lost-character", "\ufffd"),
    ],
)
def test_a_slip_is_told_where_it_stands(text: str, code: str, part: str) -> None:
    found = slips(text, "en", KNOWN)[0]
    assert found.code == code
    assert text[found.start : found.start + found.length] == part


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",
        "في ١٤٣٧ ه\u200d ",
        "👩🏽\u200d⚕️ and 👨\u200d👩\u200d👧",
        "كتب \u2068@facebook\u2069 اليوم",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert codes(text) == []


def test_what_cannot_be_seen_is_told_by_the_words_beside_it() -> None:
    (found,) = slips("Turn your\u200b photo", "en", ())
    assert "U+200B stands here behind 'Turn your'" in found.message
    (first,) = slips("\ufeffTurn your photo red", "en", ())
    assert "before 'Turn your'" in first.message


@given(
    st.text(alphabet="#＃aلB-'7 .\u200f\u200e\u2068\u2069\u202e\u200c\u200d\ufeffﺣ\n", max_size=30)
)
def test_any_text_is_read_and_every_slip_stands_in_it(text: str) -> None:
    for slip in slips(text, "en", KNOWN):
        assert slip.code in CODES
        assert 0 <= slip.start < slip.start + slip.length <= len(text)
        assert slip.hint


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("اكتبوا علی الآن", "look-alike-letter", "علی"),
        ("كلمة کتاب", "look-alike-letter", "کتاب"),
    ],
)
def test_letters_of_other_keyboards_are_told_in_arabic(text: str, code: str, word: str) -> None:
    (found,) = slips(text, "ar-SY", KNOWN)
    assert (found.code, text[found.start : found.start + found.length]) == (code, word)
    assert slips(text, "fa", KNOWN) == []


def test_the_hint_has_the_arabic_letters() -> None:
    (found,) = slips("کتابی", "ar", KNOWN)
    assert found.hint.startswith("write 'كتابي'")
    assert "'ک' (U+06A9), 'ی' (U+06CC)" in found.message


@pytest.mark.parametrize("text", ["كتاب عربي", "قال پوتین", "#فارسی"])
def test_words_of_another_language_are_left_alone(text: str) -> None:
    assert slips(text, "ar", ("فارسی",)) == []
