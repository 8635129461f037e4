"""The pledges' reckoning: days, and a calendar file that is the build's to the letter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.kit.calendar import Day, calendar, escaped, folded, reminder_lines
from generator.kit.counting import MEASURES
from generator.kit.networks import NETWORKS, Network
from scripts import answers

DAYS = st.dates(date(1, 1, 1), date(9998, 12, 31))
WORDS = st.text(max_size=200)


def pledge(*calls: tuple[str, list[Any]]) -> list[Any]:
    return answers("pledge.js", *calls)


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2026-05-01", "2026-05-01", ""),
        ("2026-05-01", "2026-05-02", ""),
        ("2026-05-02", "2026-05-01", "order"),
        ("", "2026-05-01", "missing"),
        ("2026-05-01", "", "missing"),
        ("2026-02-30", "2026-05-01", "missing"),
        ("2026-13-01", "2026-05-01", "missing"),
        ("yesterday", "2026-05-01", "missing"),
        ("0099-05-01", "2026-05-01", ""),
    ],
)
def test_days_are_both_there_and_in_order(start: str, end: str, wrong: str) -> None:
    assert pledge(("wrong", [start, end])) == [wrong]


@settings(max_examples=5)
@given(st.lists(st.tuples(DAYS, st.integers(0, 300)), min_size=50, max_size=50))
def test_days_are_added_as_the_calendar_has_them(asked: list[tuple[date, int]]) -> None:
    kept = [(day, more) for day, more in asked if day < date(9998, 1, 1)]
    made = pledge(*(("later", [day.isoformat(), more]) for day, more in kept))
    assert made == [(day + timedelta(days=more)).isoformat() for day, more in kept]


@settings(max_examples=8)
@given(st.lists(WORDS, min_size=40, max_size=40))
def test_words_are_escaped_and_folded_as_by_the_build(texts: list[str]) -> None:
    assert pledge(*(("escaped", [text]) for text in texts)) == list(map(escaped, texts))
    lines = [text.replace("\r", "").replace("\n", "") for text in texts]
    assert pledge(*(("folded", [line]) for line in lines)) == list(map(folded, lines))


@settings(max_examples=8)
@given(st.lists(st.tuples(DAYS, WORDS, WORDS), min_size=20, max_size=20))
def test_the_file_is_the_builds(asked: list[tuple[date, str, str]]) -> None:
    url = "https://example.org/take-action.html#a"
    calls, wanted = [], []
    for day, title, words in asked:
        fields = {"on": day.isoformat(), "summary": title, "description": words, "url": url}
        calls.append(("calendar", [[{"uid": "abc-start", **fields}, {"uid": "abc-end", **fields}]]))
        basic = day.isoformat().replace("-", "")
        uids = (f"abc-{end}-{basic}@handbill" for end in ("start", "end"))
        wanted.append(
            calendar("Pledge", [reminder_lines(Day(uid, day, title, words, url)) for uid in uids])
        )
    assert pledge(*calls) == wanted


def test_when_it_holds_stands_before_the_hashtags() -> None:
    made = pledge(
        ("withDays", ["I stay away.", "From 1 until 2 May.", "\n#KeepTheLibrary"]),
        ("withDays", ["I stay away.", "", ""]),
    )
    assert made == ["I stay away. From 1 until 2 May.\n#KeepTheLibrary", "I stay away."]


@pytest.mark.parametrize(
    ("text", "own", "fits"),
    [
        ("I stay.\n#A #B", {"tail": "\n#A"}, "I stay.\n#A"),
        ("Mine, without them.", {"tail": "\n#A"}, "Mine, without them."),
        ("I stay.\n#A #B", {"tail": "\n#A #B", "rule": "weights", "room": "10"}, "I stay."),
        ("I stay.\n#A #B", {"tail": "\n#A", "rule": "weights", "room": "6"}, None),
        ("لن أعود.\n#A #B", {"tail": "", "rule": "graphemes", "room": "8"}, "لن أعود."),
    ],
)
def test_each_network_gets_what_it_has_room_for(
    text: str, own: dict[str, str], fits: str | None
) -> None:
    assert pledge(("fitting", [text, "\n#A #B", own])) == [fits]


def test_links_count_alike_where_networks_shorten_them() -> None:
    link = "https://example.org/" + "x" * 40
    rules = ("weights", "mastodon", "graphemes")
    made = pledge(*(("length", [f"a {link}", rule]) for rule in rules))
    made += pledge(("length", ["Read a.org", "weights"]))
    assert made == [25, 25, 62, 28]


@settings(max_examples=8)
@given(st.lists(WORDS, min_size=40, max_size=40))
def test_no_text_is_taken_for_shorter_than_it_is(texts: list[str]) -> None:
    asked: list[tuple[str, Network]] = []
    for text in (text.replace(".", "") for text in texts):
        asked += [(text, NETWORKS[name]) for name in ("x", "bluesky", "mastodon", "reddit")]
    made = pledge(*(("length", [text, network.rule]) for text, network in asked))
    for (text, network), length in zip(asked, made, strict=True):
        assert length >= MEASURES[network.rule or "characters"](normalize("NFC", text))
