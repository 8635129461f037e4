"""After each kind of change an incremental build makes what a clean one makes, and back again.

A run takes every fortieth change of the tables, beside the random rows; HANDBILL_EVERY=1 takes all.
"""

from __future__ import annotations

import os

import pytest

from . import page_changes, record_changes, theme_changes
from .conftest import Shared
from .edits import Edit
from .living import differing, tree

TABLES = (page_changes, record_changes, theme_changes)
CHANGES = {name: edit for table in TABLES for name, edit in table.CHANGES.items()}
NOTHING = {name: edit for table in TABLES for name, edit in table.NOTHING.items()}
MISTAKES = {name: edit for table in TABLES for name, edit in table.MISTAKES.items()}
EVERY = int(os.environ.get("HANDBILL_EVERY", "40"))


def _goes_and_comes(shared: Shared, edit: Edit, ends: str) -> bool:
    """Make the change and take it back; whether the site was another one in between.

    A site in which something went wrong is not handed on: the next test has a new one.
    """
    site = shared.site()
    sound = False
    try:
        edit(site.root)
        assert site.agrees() == ends, site.problems
        between = tree(site.output)
        site.restore()
        assert site.build().written, site.problems
        assert differing(tree(site.output), shared.base) == []
        sound = True
    finally:
        if not sound:
            shared.spoil()
    return between != shared.base


@pytest.mark.parametrize("name", list(CHANGES)[::EVERY])
def test_a_change_is_seen_and_taken_back(shared: Shared, name: str) -> None:
    assert _goes_and_comes(shared, CHANGES[name], "written")


@pytest.mark.parametrize("name", list(NOTHING)[::EVERY])
def test_what_changes_nothing_changes_nothing(shared: Shared, name: str) -> None:
    assert not _goes_and_comes(shared, NOTHING[name], "written")


@pytest.mark.parametrize("name", list(MISTAKES)[::EVERY])
def test_a_mistake_leaves_the_site_that_stands_and_is_mended(shared: Shared, name: str) -> None:
    assert not _goes_and_comes(shared, MISTAKES[name], "refused")


def test_no_name_stands_in_two_tables() -> None:
    sizes = [len(t.CHANGES) + len(t.NOTHING) + len(t.MISTAKES) for t in TABLES]
    assert len({*CHANGES, *NOTHING, *MISTAKES}) == sum(sizes)
