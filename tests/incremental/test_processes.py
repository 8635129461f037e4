"""Builds by other processes: killed at any moment, with other seeds, several at once."""

from __future__ import annotations

import random

import pytest

from generator.problems import EnvironmentFault

from .apart import Apart, Order
from .campaign import picture
from .conftest import MakeLiving
from .edits import instead, more, put
from .living import Living, differing, tree
from .page_changes import ABOUT, ROOM, SECOND

# At so many moments a build is killed, spread over all that it does to files.
KILLS = 5


def _edit(site: Living, turn: int) -> None:
    """A body, a title that other pages show, and a picture."""
    more(ABOUT, f"\nLine {turn}.\n")(site.root)
    instead(SECOND, "title: ", f"title: {turn} ")(site.root)
    put(ROOM, picture("navy", (64 + turn, 40), "JPEG"))(site.root)


def test_a_killed_build_leaves_nothing_that_is_wrong(living: MakeLiving, apart: Apart) -> None:
    site = living()
    _edit(site, 0)
    touches = apart.done(Order(site.root, {})).touches
    chance = random.Random(7)
    for turn in range(1, KILLS + 1):
        _edit(site, turn)
        dies_at = 1 + touches * (turn - 1) // KILLS + chance.randrange(max(1, touches // KILLS))
        died = apart.done(Order(site.root, {}, dies_at=dies_at))
        assert died.result is None or died.touches < dies_at
        if turn % 2:
            # Half of them go on with the same files, the others with an edit more.
            more("content/index.md", f"\nLine {turn}.\n")(site.root)
        assert site.agrees() == "written"


def test_a_first_build_that_was_killed_is_no_harm(living: MakeLiving, apart: Apart) -> None:
    site = living()
    before = tree(site.output)
    fresh = Living(site.root.with_name("fresh"), site.files_given, apart)
    for dies_at in (5, 40, 150):
        died = apart.done(Order(fresh.root, {}, dies_at=dies_at))
        assert died.result is None
    assert fresh.build().written
    assert differing(tree(fresh.output), before) == []


def test_edits_back_and_forth_between_killed_builds(living: MakeLiving, apart: Apart) -> None:
    """What a killed build remembered of files that are again as they were is not used wrongly."""
    site = living()
    before = tree(site.output)
    touches = apart.done(Order(site.root, {}, copy=site.root.with_name("counted"))).touches
    for part in (3, 2):
        _edit(site, part)
        apart.done(Order(site.root, {}, dies_at=touches // part))
        site.restore()
        assert site.agrees() == "written"
        assert differing(tree(site.output), before) == []


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "77", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4294967295", "PYTHONOPTIMIZE": "2"},
    ],
    ids=["another seed", "far away", "optimised"],
)
def test_what_one_process_remembers_another_uses(
    living: MakeLiving, variables: dict[str, str]
) -> None:
    site = living()
    other = Apart(**variables)
    try:
        _edit(site, 0)
        answer = other.done(Order(site.root, {}))
        assert answer.result is not None, answer.fault
        theirs = tree(site.output)
        more("content/help/vigil.md", "\nA line.\n")(site.root)
        assert site.agrees() == "written"
        instead("content/help/vigil.md", "\nA line.\n", "")(site.root)
        assert site.agrees() == "written"
        assert differing(tree(site.output), theirs) == []
    finally:
        other.close()


def test_two_builds_at_once_leave_one_whole_site(living: MakeLiving, apart: Apart) -> None:
    """Each is finished or told that the other one is at work; what stands is right."""
    site = living()
    for turn in range(4):
        _edit(site, turn)
        apart.begin(Order(site.root, {}))
        fault = _fault_of_building(site)
        answer = apart.end()
        assert [told for told in (fault, answer.fault) if told and "another" not in told] == []
        assert site.agrees() == "written"


def _fault_of_building(site: Living) -> str:
    try:
        site.build()
    except EnvironmentFault as fault:
        return str(fault)
    return ""
