"""Time that passes and options that change, without any file being another one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from .conftest import MakeLiving, Shared
from .edits import more
from .living import differing, tree

MOMENTS = {
    "a page is published": datetime(2026, 7, 1, 1, tzinfo=UTC),
    "an action is over": datetime(2026, 7, 3, tzinfo=UTC),
    "a page is over": datetime(2026, 8, 1, 1, tzinfo=UTC),
    "years later": datetime(2031, 1, 1, tzinfo=UTC),
}
OPTIONS: dict[str, dict[str, Any]] = {
    "drafts": {"drafts": True},
    "nothing remembered": {"cache": False},
    "drafts, nothing remembered": {"drafts": True, "cache": False},
}


@pytest.mark.parametrize("name", MOMENTS)
def test_a_moment_changes_what_is_due(shared: Shared, name: str) -> None:
    site = shared.site()
    assert site.agrees(now=MOMENTS[name]) == "written"
    assert tree(site.output) != shared.base
    assert site.agrees() == "written"
    assert differing(tree(site.output), shared.base) == []


def test_a_moment_at_which_nothing_is_due_changes_nothing(shared: Shared) -> None:
    site = shared.site()
    assert site.agrees(now=datetime(2026, 6, 2, tzinfo=UTC)) == "written"
    assert differing(tree(site.output), shared.base) == []


@pytest.mark.parametrize("name", OPTIONS)
def test_an_option_is_switched_on_and_off(shared: Shared, name: str) -> None:
    site = shared.site()
    assert site.agrees(**OPTIONS[name]) == "written"
    assert (tree(site.output) != shared.base) == ("drafts" in OPTIONS[name])
    assert site.agrees() == "written"
    assert differing(tree(site.output), shared.base) == []


def test_warnings_that_are_remembered_refuse_a_strict_build(shared: Shared) -> None:
    site = shared.site()
    assert site.agrees(strict=True) == "refused"
    assert site.agrees() == "written"
    assert differing(tree(site.output), shared.base) == []


def test_a_change_is_seen_after_a_build_that_remembered_nothing(living: MakeLiving) -> None:
    site = living()
    more("content/about.md", "\nOne.\n")(site.root)
    assert site.agrees(cache=False) == "written"
    more("content/about.md", "\nTwo.\n")(site.root)
    assert site.agrees() == "written"
    assert "Two." in site.out("about.html")


def test_drafts_and_the_finished_site_take_turns(living: MakeLiving) -> None:
    site = living()
    for turn in range(3):
        more("content/draft.md", f"\nLine {turn}.\n")(site.root)
        assert site.agrees(drafts=True) == "written"
        assert f"Line {turn}." in site.out("draft.html")
        assert site.agrees() == "written"
        assert not site.exists("draft.html")
