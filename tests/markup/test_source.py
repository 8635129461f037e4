"""Limits, invisible characters, and what is told about them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.markup import Surroundings, convert, source

Around = Callable[..., Surroundings]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n" + "x" * (source.LONGEST_LINE + 1), 2),
        ("ab\n" * (source.LONGEST_TEXT // 3 + 1), 1),
    ],
    ids=["line", "text"],
)
def test_over_the_limits_nothing_is_converted(text: str, line: int, surroundings: Around) -> None:
    body, problems = convert(text, surroundings())
    assert [(p.code, p.place.line) for p in problems] == [("too-long", line)]
    assert body.parts == ()


def test_at_the_limit_all_is_well(surroundings: Around) -> None:
    body, problems = convert("x" * source.LONGEST_LINE, surroundings())
    assert not problems
    assert body.words == 1


def test_overrides_are_left_out_and_isolates_stay(surroundings: Around) -> None:
    text = "\u202aa\u202bb\u202cc\u202dd\u202ee \u2066f\u2069 \u2067g\u2068h\u200f"
    body, problems = convert(text, surroundings())
    assert body.parts == ("<p>abcde \u2066f\u2069 \u2067g\u2068h\u200f</p>\n",)
    assert [p.code for p in problems] == ["bidi-control"] * 5
    assert "U+202A" in problems[0].message
    assert all(p.message.isprintable() and p.hint.isprintable() for p in problems)


def test_signs_among_the_presentation_forms_are_words_like_others(surroundings: Around) -> None:
    assert not convert("ﷲ ﷺ ﷽ ﷼ ﴾١﴿", surroundings())[1]
    assert [p.code for p in convert("ﻋﺮﺑﻲ", surroundings())[1]] == ["presentation-forms"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("وسم Save_Aleppo2# هنا", True),
        ("حلب_تحترق# اليوم", True),
        ("قف مع AleppoIsBurning#، اليوم", True),
        ("وسم #SaveAleppo هنا", False),
        ("C# و F# لغتان", False),
        ("https://example.org/page# هنا", False),
        ("English Tag# only", False),
        ("عربي `Tag#` رمز", False),
    ],
)
def test_a_hashtag_typed_back_to_front(text: str, wrong: bool, surroundings: Around) -> None:
    codes = [p.code for p in convert(text, surroundings())[1]]
    assert codes == (["reversed-hashtag"] if wrong else [])


def test_the_hint_says_how_the_hashtag_is_written(surroundings: Around) -> None:
    (problem,) = convert("وسم Aleppo# هنا", surroundings())[1]
    assert "'#Aleppo'" in problem.hint


def test_placeholders_cannot_be_forged(surroundings: Around) -> None:
    text = "**a** \x02klzzwxh:0000\x03 \ufdd00\ufdd1 \x02wzxhzdk:0\x03\n\n::: share"
    body, _ = convert(text, surroundings())
    assert body.parts[0] == "<p><strong>a</strong> klzzwxh:0000 0 wzxhzdk:0</p>\n"
    assert len(body.parts) == 2
