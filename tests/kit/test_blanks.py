"""Placeholders and blanks: what is filled in by whom, and what is left as it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kit.blanks import blanks_in, filled, pieces, slots_in

WHO = {"name": "Amina Example", "role": "Mayor"}


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("Dear {name},", "Dear Amina Example,"),
        ("{role} {name}", "Mayor Amina Example"),
        ("{ name }", "Amina Example"),
        ("I am [your name].", "I am [your name]."),
        ("أنا [اسمكم] يا {name}", "أنا [اسمكم] يا Amina Example"),
        ("{} and []", "{} and []"),
        ("{two\nlines} [two\nlines]", "{two\nlines} [two\nlines]"),
        ("[" + "x" * 41 + "]", "[" + "x" * 41 + "]"),
        ("[[nested]]", "[[nested]]"),
    ],
)
def test_slots_are_filled_and_blanks_stay(written: str, made: str) -> None:
    assert filled(written, WHO) == made


def test_what_is_filled_in_brings_no_lines_and_no_slots_along() -> None:
    assert filled("Dear {name}!", {"name": "A\r\nBcc: {role} [x]"}) == "Dear A Bcc: {role} [x]!"


def test_a_blank_that_stands_twice_is_asked_for_once() -> None:
    assert blanks_in("[town] [your name]", "[your name], [date]") == ("town", "your name", "date")


def test_slots_are_found_where_they_stand() -> None:
    text = "Dear {role} {nmae}"
    assert [(p.text, text[p.start]) for p in slots_in(text)] == [("role", "{"), ("nmae", "{")]


@given(st.text())
def test_words_without_brackets_are_left_alone(text: str) -> None:
    plain = text.translate({ord(sign): None for sign in "{}[]"})
    assert filled(plain, WHO) == plain


@given(st.text(alphabet="ab{}[]\n "))
def test_pieces_follow_each_other(text: str) -> None:
    starts = [piece.start for piece in pieces(text)]
    assert starts == sorted(set(starts))
