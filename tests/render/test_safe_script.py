"""The composer's reckoning: what is put into a message, and how many short messages it takes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.kit import counting
from scripts import answers

SAID = {
    "text": "I am looking for someone.",
    "named": "I am looking for {who}.",
    "reach": "Reach me: {reach}",
}


def compose(said: dict[str, str], **blanks: str) -> str:
    (text,) = answers("safe.js", ("compose", [said, blanks]))
    assert isinstance(text, str)
    return text


def sms(*texts: str) -> list[Any]:
    return answers("safe.js", *(("sms", [text]) for text in texts))


def test_a_text_without_anything_filled_in_stays_as_it_is() -> None:
    assert compose(SAID) == compose(SAID, who="", reach="  ", name="\u200f\n") == SAID["text"]


def test_what_is_filled_in_stands_on_lines_of_its_own() -> None:
    text = compose(SAID, who=" Amina ", reach="07700\t900000", name="Sami")
    assert text == "I am looking for Amina.\nReach me: 07700 900000\nSami"


def test_a_text_that_is_about_nobody_takes_no_name_of_somebody() -> None:
    assert compose({**SAID, "named": ""}, who="Amina") == SAID["text"]


@pytest.mark.parametrize("typed", ["$&", "$1 $$", "{reach}", "{who}", "a\\b"])
def test_signs_that_mean_something_to_machines_are_only_words(typed: str) -> None:
    text = compose(SAID, who=typed, reach=typed)
    assert text == f"I am looking for {typed}.\nReach me: {typed}"


def test_invisible_signs_and_line_ends_do_not_get_in() -> None:
    (text,) = answers("safe.js", ("blank", ["\u202e a\u0000b\r\nc\u2066\u00a0 d "]))
    assert text == "a b c d"


@pytest.mark.parametrize(
    ("text", "used", "room", "parts"),
    [
        ("", 0, 160, 1),
        ("a" * 160, 160, 160, 1),
        ("a" * 161, 161, 306, 2),
        ("€" * 80, 160, 160, 1),
        ("ب" * 70, 70, 70, 1),
        ("ب" * 71, 71, 134, 2),
        ("ب" * 135, 135, 201, 3),
        ("’" + "a" * 70, 71, 134, 2),
        ("é" * 160, 160, 160, 1),
        ("á" * 71, 71, 134, 2),
        ("😀" * 35, 70, 70, 1),
        # 67 leaves no room for half of a pair, so that 33 of them go into each part.
        ("😀" * 67, 134, 201, 3),
        ("{" * 77 + "a" * 150, 304, 306, 2),
    ],
)
def test_short_messages_are_counted(text: str, used: int, room: int, parts: int) -> None:
    assert sms(text) == [{"used": used, "room": room, "parts": parts}]


_SIGNS = st.text(st.sampled_from("aé{€\n ç’بă😀[") | st.characters(codec="utf-8"), max_size=400)


@settings(max_examples=6)
@given(st.lists(_SIGNS, min_size=60, max_size=60))
def test_both_sides_count_alike(texts: list[str]) -> None:
    counts = map(counting.sms, texts)
    wanted = [{"used": c.used, "room": c.limit, "parts": c.parts} for c in counts]
    assert sms(*texts) == wanted
