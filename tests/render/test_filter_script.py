"""The timeline filter's own reckoning, called in Node as the page's script calls it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scripts

EVENTS = [
    {"text": "The market is hit", "tags": ["markets", "air raids"]},
    {"text": "قُصف مستشفى القدس", "tags": ["hospitals", "air raids"]},
    {"text": "Été: a truce of 48 hours", "tags": []},
]


def answers(*calls: tuple[str, list[Any]]) -> list[Any]:
    return scripts.answers("filter.js", *calls, more="[(number) => `<${number}>`]")


def fold(*texts: str) -> list[str]:
    return answers(*(("fold", [text]) for text in texts))


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Aleppo", "ALEPPO"),
        ("Été", "ete"),
        ("ﬁre", "fire"),
        ("  two \n\t words ", "two words"),
        ("حَلَب", "حلب"),
        ("حلـــب", "حلب"),
        ("أحمد إدلب آب ٱلله", "احمد ادلب اب الله"),
        ("مستشفى المدينة", "مستشفي المدينه"),
        ("٢٨ نيسان ٢٠١٦", "28 نيسان 2016"),
    ],
)
def test_spellings_of_one_word_are_one(written: str, typed: str) -> None:
    one, other = fold(written, typed)
    assert one == other == typed.casefold()


def test_words_that_differ_stay_different() -> None:
    words = ["حلب", "حمص", "Aleppo", "Homs", "28", "82", ""]
    assert len(set(fold(*words))) == len(words)


@settings(max_examples=5)
@given(st.lists(st.text(), min_size=100, max_size=100))
def test_folding_twice_is_folding_once(texts: list[str]) -> None:
    once = fold(*texts)
    assert fold(*once) == once


@pytest.mark.parametrize(
    ("query", "tag", "found"),
    [
        ("", "", [0, 1, 2]),
        ("   ", "", [0, 1, 2]),
        ("MARKET", "", [0]),
        ("hit market", "", [0]),
        ("market truce", "", []),
        ("mark", "", [0]),
        ("ete", "", [2]),
        ("٤٨", "", [2]),
        ("مستشفي", "", [1]),
        ("", "air raids", [0, 1]),
        ("القدس", "air raids", [1]),
        ("القدس", "markets", []),
        ("", "raids", []),
    ],
)
def test_an_event_holds_every_word_and_the_topic(query: str, tag: str, found: list[int]) -> None:
    held = answers(*(("matches", [event, query, tag]) for event in EVENTS))
    assert [number for number, fits in enumerate(held) if fits] == found


def test_topics_stand_once_in_the_order_of_the_language() -> None:
    words = [{"tags": ["zeal", "ähre"]}, {"tags": ["öl", "zeal", "apfel"]}, {"tags": []}]
    german, swedish, none = answers(
        ("topics", [words, "de"]), ("topics", [words, "sv"]), ("topics", [[], "en"])
    )
    assert german == ["ähre", "apfel", "öl", "zeal"]
    assert swedish == ["apfel", "zeal", "ähre", "öl"]
    assert none == []


def test_the_status_says_both_numbers_as_the_language_writes_them() -> None:
    said = answers(("status", ["{total}: {shown} shown", 3, 12]), ("status", ["nothing", 0, 0]))
    assert said == ["<12>: <3> shown", "nothing"]
