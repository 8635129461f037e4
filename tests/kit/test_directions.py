import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kit.directions import signs

LRM, RLM, ALM = "\u200e", "\u200f", "\u061c"


@pytest.mark.parametrize(
    ("text", "harms"),
    [
        (f"حلب{RLM}ب", ["stray"]),
        (f"حلب {RLM}ب", ["stray"]),
        (f"حلب{RLM} - ب", ["stray"]),
        (f"{LRM}Turn red", ["stray"]),
        (f"Turn red! {LRM}", ["stray"]),
        (f"Turn{LRM}\nحلب", ["stray"]),
        (f"حلب (a){RLM}{RLM}.", ["stray"]),
        (f"حلب (a){RLM}{LRM}.", ["stray", "stray"]),
        (f"حلب{ALM}{RLM}ب", ["stray", "stray"]),
        (f"Face{RLM}book", ["inside"]),
        (f"حل{LRM}ب", ["inside"]),
        (f"Face{RLM}{RLM}book", ["inside", "inside"]),
        ("a \u202eb\u202c", ["turns"]),
        ("a \u202bb\u202c", ["stray", "stray"]),
        ("a \u202bb", ["turns"]),
        ("a\u202c b", ["turns"]),
        ("a \u2067b", ["turns"]),
        ("a \u2067b\n\u2069", ["turns", "turns"]),
        ("a \u2067b\u202c\u2069", ["turns"]),
    ],
)
def test_what_turns_words_and_what_does_nothing(text: str, harms: list[str]) -> None:
    assert [sign.harm for sign in signs(text)] == harms


@pytest.mark.parametrize(
    "text",
    [
        f"قال «a»{RLM} ثم",
        f"{RLM}Facebook حلب",
        f"اكتبوا C++{LRM} الآن",
        f"حلب 10{RLM}-5 ب",
        f"{LRM}حلب is Aleppo",
        "كتب \u2068@facebook\u2069 اليوم",
        "a \u2067b \u2066c\u2069\u2069",
    ],
)
def test_what_a_writer_needs_is_left_alone(text: str) -> None:
    assert signs(text) == []


@given(st.text(alphabet=f"aب1 .\n{LRM}{RLM}{ALM}\u202a\u202b\u202c\u202e\u2067\u2069"))
def test_every_sign_is_told_once_and_stands_there(text: str) -> None:
    starts = [sign.start for sign in signs(text)]
    assert starts == sorted(set(starts))
    assert all(text[start] not in "aب1 .\n" for start in starts)
