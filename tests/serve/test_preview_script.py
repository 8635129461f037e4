"""The preview script's own words and reckoning, called in Node as the script calls them."""

from __future__ import annotations

from typing import Any

import pytest

import scripts
from generator.serve.overlay import FILES, FOLDER, overlay
from sites import BuiltSite

NONE = {"error": 0, "warning": 0, "note": 0}


def answer(name: str, *args: Any) -> Any:
    return scripts.answers("preview-words.js", (name, list(args)), folder=FOLDER)[0]


def problem(severity: str, message: str = "m", **more: Any) -> dict[str, Any]:
    return {
        "severity": severity,
        "code": "c",
        "path": "content/a.md",
        "line": 3,
        "message": message,
        "here": False,
        **more,
    }


def state(*problems: dict[str, Any], failed: bool = True, page: bool = True) -> dict[str, Any]:
    def counts(found: list[dict[str, Any]]) -> dict[str, int]:
        return {rank: sum(one["severity"] == rank for one in found) for rank in NONE}

    here = [one for one in problems if one["here"]]
    return {
        "failed": failed,
        "page": {} if page else None,
        "problems": list(problems),
        "counts": {"here": counts(here), "site": counts(list(problems))},
    }


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/", "index.html"),
        ("/ar/", "ar/index.html"),
        ("/about.html", "about.html"),
        ("/about", "about.html"),
        ("/tags/%D8%AD%D9%84%D8%A8.html", "tags/حلب.html"),
        ("//other/", "other/index.html"),
    ],
)
def test_an_address_stands_for_an_output(address: str, path: str) -> None:
    assert answer("outputPath", address) == path


@pytest.mark.parametrize(
    ("text", "start", "length", "wanted"),
    [
        ("see [x](y.md)", 8, 4, ["see [x](", "y.md", ")"]),
        ("في [حلب](none.md) اليوم", 9, 7, ["في [حلب](", "none.md", ") اليوم"]),
        ("😀😀 x", 1, 1, ["😀", "😀", " x"]),
        # A place in the middle of a letter takes all of it.
        ("e\u0301x", 1, 1, ["", "e\u0301", "x"]),
        ("👩\u200d👧 a", 2, 1, ["", "👩\u200d👧", " a"]),
        ("حَلب", 0, 1, ["", "حَ", "لب"]),
        # Behind the last letter, there is only a gap to show.
        ("title", 5, 1, ["title", "", ""]),
        ("title", None, 0, ["title", "", ""]),
        ("", 0, 1, ["", "", ""]),
    ],
)
def test_a_line_is_parted_at_whole_letters(
    text: str, start: int | None, length: int, wanted: list[str]
) -> None:
    assert answer("pieces", text, start, length) == wanted


def test_problems_are_counted_in_words() -> None:
    one, two = {**NONE, "warning": 1}, {**NONE, "warning": 1, "note": 1}
    assert answer("tally", {"here": NONE, "site": NONE}) == "No problems"
    assert answer("tally", {"here": NONE, "site": one}) == "1 problem, none here"
    assert answer("tally", {"here": one, "site": one}) == "1 problem, here"
    assert answer("tally", {"here": one, "site": two}) == "2 problems, 1 here"
    assert answer("worst", two) == "warning"
    assert answer("worst", NONE) == "none"


def test_the_heading_says_what_one_sees() -> None:
    error = problem("error")
    assert answer("heading", state(error)) == (
        "This page is as it was before: 1 mistake keeps the site from being built"
    )
    assert answer("heading", state(error, error, page=False)) == (
        "This page cannot be shown yet: 2 mistakes keep the site from being built"
    )
    assert answer("heading", state(problem("note"), failed=False)) == "1 problem, none here"


def test_problems_stand_in_groups() -> None:
    mine = problem("warning", here=True)
    error, other = problem("error"), problem("note")
    assert answer("groups", state(error, mine, other)) == [
        ["", [error]],
        ["On this page", [mine]],
        ["Also", [other]],
    ]
    assert answer("groups", state(mine, other, failed=False)) == [
        ["On this page", [mine]],
        ["Elsewhere", [other]],
    ]
    assert answer("groups", state(failed=False)) == []


def test_errors_open_the_drawer_and_stay_folded_until_they_are_others() -> None:
    first = state(problem("error", "first"))
    raised = answer("settled", {"open": "", "folded": "", "raised": False}, first)
    assert raised == {"open": "problems", "folded": "", "raised": True}
    folded = {"open": "", "folded": answer("mistakes", first), "raised": True}
    assert answer("settled", folded, first) == folded
    # The same mistake, a line further down, between other warnings.
    moved = state(problem("error", "first", line=9), problem("warning"))
    assert answer("settled", folded, moved) == folded
    both = state(problem("error", "first"), problem("error", "second"))
    assert answer("settled", folded, both)["open"] == "problems"
    mended = {"open": "", "folded": "", "raised": False}
    assert answer("settled", raised, state(failed=False)) == mended
    assert answer("settled", folded, state(failed=False)) == mended


def test_what_the_reader_opened_stays_open() -> None:
    opened = {"open": "problems", "folded": "", "raised": False}
    warned = state(problem("warning"), failed=False)
    assert answer("settled", opened, warned) == opened
    details = {"open": "details", "folded": "", "raised": True}
    assert answer("settled", details, warned)["open"] == "details"


def test_weights_are_rounded() -> None:
    sizes = [answer("size", count) for count in (0, 1, 999, 1000, 14_500, 999_499, 999_500, 2e6)]
    assert sizes == "0 bytes|1 byte|999 bytes|1 KB|15 KB|999 KB|1.0 MB|2.0 MB".split("|")
    page = {"packed": 9_000, "scripts": 1_000, "pictures": 300_000, "html": 40_000}
    assert answer("weight", page) == "9 KB, 310 KB with pictures"
    assert answer("reading", {"words": 1200, "minutes": 6}) == "1,200 words, 6 minutes"
    assert answer("reading", {"words": 0, "minutes": 0}) == ""


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, []),
        ({"draft": True, "publish": "2030-01-01"}, ["Draft, not public"]),
        ({"publish": "2030-01-01"}, ["Not public before 1 January 2030"]),
        ({"publish": "2020-01-01"}, []),
        ({"expires": "2030-02-03T12:00Z"}, ["Expires on 3 February 2030"]),
        ({"publish": "2030-01"}, ["Not public before 2030-01"]),
    ],
)
def test_when_a_page_is_shown(facts: dict[str, Any], said: list[str]) -> None:
    whole = {"draft": False, "publish": "", "expires": "", **facts}
    assert answer("showing", whole, "2026-11-21") == said


@pytest.mark.parametrize(
    ("state", "url", "here"),
    [
        ("here", "/ar/index.html", True),
        ("here", "", True),
        ("older", "/ar/index.html", True),
        ("older", "/ar/", True),
        ("older", "/index.html", False),
        ("missing", "", False),
    ],
)
def test_a_page_knows_itself_among_the_translations(state: str, url: str, here: bool) -> None:
    assert answer("isHere", {"state": state, "url": url}, "ar/index.html") is here


def test_share_texts_near_their_limit_come_first() -> None:
    counts = [("Mail", 900, 0), ("Threads", 100, 500), ("Bluesky", 270, 300), ("X", 300, 280)]
    share = [{"network": n, "count": c, "limit": m} for n, c, m in counts]
    assert answer("shares", {"share": share}) == [
        {"network": "X", "taken": "300 of 280", "note": "too long"},
        {"network": "Bluesky", "taken": "270 of 300", "note": "nearly full"},
        {"network": "Threads", "taken": "100 of 500", "note": ""},
        {"network": "Mail", "taken": "900", "note": ""},
    ]


@pytest.mark.parametrize(
    ("event", "wanted"),
    [
        ({"key": "e", "code": "KeyE"}, "edit"),
        # The same key on an Arabic and on a Dvorak keyboard.
        ({"key": "ث", "code": "KeyE"}, "edit"),
        ({"key": "e", "code": "KeyD"}, "edit"),
        ({"key": ".", "code": "KeyE"}, ""),
        ({"key": "E", "code": "KeyE"}, ""),
        ({"key": "?", "code": "Slash"}, "details"),
        ({"key": "؟", "code": "Slash"}, "details"),
        ({"key": "e", "code": "KeyE", "ctrlKey": True}, ""),
        ({"key": "e", "code": "KeyE", "metaKey": True}, ""),
        ({"key": "e", "code": "KeyE", "altKey": True}, ""),
        ({"key": "e", "code": "KeyE", "repeat": True}, ""),
        ({"key": "e", "code": "KeyE", "isComposing": True}, ""),
    ],
)
def test_keys(event: dict[str, Any], wanted: str) -> None:
    assert answer("command", event) == wanted


def test_the_script_obeys_the_policy_of_pages() -> None:
    script = overlay("preview.js").decode()
    forbidden = ["innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "Function(", ".cssText"]
    assert [word for word in forbidden if word in script] == []
    assert all((FOLDER / part).is_file() for parts in FILES.values() for part in parts)


def test_nothing_of_it_is_published(sample: BuiltSite) -> None:
    assert b"_handbill" not in sample.everything()
    assert b"handbill-preview" not in sample.everything()
