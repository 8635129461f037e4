"""What counts as taken down, and which addresses are lost: by comparing two releases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from generator.deploy.addresses import lost_addresses
from generator.deploy.records import Record
from generator.deploy.takedown import lasting, must_forget, taken_down
from generator.problems import Place
from generator.targets.plan import plan
from generator.targets.table import TARGETS
from generator.write.manifest import MANIFEST, SUMS, Listing

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
PLACE = Place("site.yaml", 9, 3, 4)


def listing(*paths: str) -> Listing:
    return {path: (len(path), path) for path in (*paths, SUMS, MANIFEST)}


def record(hidden: str) -> Record:
    return Record("there", "0" * 64, NOW, listing("index.html"), {}, hidden)


@pytest.mark.parametrize(
    ("before", "now", "gone"),
    [
        ("voices/amina.html", "", ["voices/amina.html"]),
        (
            "media/square.0123456789.jpg",
            "media/square.abcdef0123.jpg",
            ["media/square.0123456789.jpg"],
        ),
        ("assets/site.0123456789.css", "assets/site.abcdef0123.css", []),
        ("kit/en/index-preview.01234567.png", "kit/en/index-preview.89abcdef.png", []),
        ("kit/en/voices-preview.01234567.png", "", ["kit/en/voices-preview.01234567.png"]),
        (f"{SUMS}.sig", "", []),
    ],
)
def test_what_is_gone_counts_unless_it_was_only_drawn_anew(
    before: str, now: str, gone: list[str]
) -> None:
    assert taken_down(listing("index.html", before), listing("index.html", now)) == gone


@pytest.mark.parametrize(
    ("known", "hidden", "forgets"),
    [
        (None, "", False),  # nobody is hidden: nothing that was published can be too much
        (record(""), "", False),
        (record("a"), "", False),
        (record("a"), "a", False),
        (record("a"), "b", True),
        (record(""), "b", True),
        (None, "b", True),  # deployed from another machine: nobody knows what was hidden then
    ],
)
def test_older_releases_go_when_somebody_was_protected_since(
    known: Record | None, hidden: str, forgets: bool
) -> None:
    same = listing("index.html")
    assert must_forget(same, same, known, hidden) is forgets
    assert not must_forget({}, same, known, hidden)  # the first release has none before it


def test_every_kind_of_target_says_what_it_cannot_undo() -> None:
    assert all(len(lasting(kind)) == 2 for kind in TARGETS)


def test_a_lost_address_is_told_with_its_alias() -> None:
    before = listing("index.html", "en/second-hospital.html", "a.css", "404.html")
    now = listing("index.html", "en/hospitals.html")
    sources = {"index.html": "content/index.md", "en/hospitals.html": "content/hospitals.en.md"}
    (problem,) = lost_addresses(before, now, sources, PLACE)
    assert (problem.code, problem.place) == ("lost-address", PLACE)
    assert "/en/second-hospital.html" in problem.message
    assert "'aliases: [/en/second-hospital.html]' in content/hospitals.en.md" in problem.hint


def test_where_no_page_is_like_it_none_is_guessed() -> None:
    sources = {"index.html": "content/index.md"}
    (problem,) = lost_addresses(listing("updates/index.html"), listing(), sources, PLACE)
    assert "content/" not in problem.hint


def test_pages_come_after_what_they_show_and_the_manifest_comes_last() -> None:
    new = listing("b/x.html", "index.html", "sw.js", "feed.xml", "a.css", "old.png")
    changes = plan(new, {"old.png": (1, "other"), "gone.html": (1, "x")})
    assert changes.steps() == [
        ["a.css"],
        ["old.png"],
        ["b/x.html", "index.html"],
        ["feed.xml", "sw.js"],
        [SUMS],
        [MANIFEST],
    ]
    assert changes.removed == ("gone.html",)
    assert changes.size == sum(size for size, _ in new.values())
