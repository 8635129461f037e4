"""Random rows of edits: whatever was built before, a build ends where a clean one does.

A run makes ROWS rows. HANDBILL_ROWS=300 makes a longer one, and HANDBILL_ROWS=7:8 row 7 alone:
rows are alike in every run, and what fails tells its number and its steps.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from . import page_changes, record_changes, theme_changes
from .apart import Apart
from .campaign import files
from .edits import Edit, Missed, gone, more, moved, put, rewritten, swapped, touched
from .living import Living, differing, tree

ROWS = 1
EDITS = 12

_TABLES = (page_changes, record_changes, theme_changes)
_NAMED = {name: edit for t in _TABLES for name, edit in (t.CHANGES | t.NOTHING).items()}
_MISTAKES = {name: edit for t in _TABLES for name, edit in t.MISTAKES.items()}
_MOMENTS = [datetime(2026, month, 2, tzinfo=UTC) for month in (4, 6, 7, 9)]


def _rows() -> range:
    first, _, end = os.environ.get("HANDBILL_ROWS", str(ROWS)).rpartition(":")
    return range(int(first or 0), int(end))


class Row:
    """One row of edits on a site; `steps` is what was done, for whoever has to find the fault."""

    def __init__(self, site: Living, number: int) -> None:
        self.site = site
        self.steps: list[str] = []
        self._chance = random.Random(number)
        self._refused = 0

    def edit(self) -> None:
        """One edit that fits what stands there."""
        while True:
            name, edit = self._pick()
            try:
                edit(self.site.root)
            except (Missed, UnicodeDecodeError):
                continue
            self.steps.append(name)
            return

    def build(self) -> str:
        """Build and compare; now and then with other options, and after mistakes mend them."""
        options = self._options()
        self.steps.append(f"build {options}" if options else "build")
        ends = self.site.agrees(**options)
        self._refused = self._refused + 1 if ends == "refused" else 0
        if self._refused:
            self._mend(all_of_it=self._refused > 1)
        return ends

    def _pick(self) -> tuple[str, Edit]:
        kind = self._chance.random()
        if kind < 0.65:
            name = self._chance.choice(list(_NAMED))
            return name, _NAMED[name]
        if kind < 0.75:
            name = self._chance.choice(list(_MISTAKES))
            return name, _MISTAKES[name]
        return self._chance.choice(list(self._others()))

    def _others(self) -> Iterator[tuple[str, Edit]]:
        """Edits of whatever files there are."""
        one, other = self._file(".md"), self._file(".md")
        any_one = self._file("")
        data = (self.site.root / one).read_bytes()
        yield f"{one} is put twice", put(one.replace(".md", "-too.md"), data)
        yield f"{one} gets a line", more(one, f"\nLine {self._chance.random()}.\n")
        yield f"{one} and {other} are swapped", swapped(one, other)
        yield f"{one} is {other}", put(one, (self.site.root / other).read_bytes())
        yield f"{one} is deleted", gone(one)
        yield f"{one} is renamed", moved(one, one.replace(".md", "-now.md"))
        yield f"{any_one} is touched", touched(any_one)
        yield f"{any_one} is saved", rewritten(any_one)
        for _ in range(3):
            given = self._chance.choice(list(files()))
            yield f"{given} is as it was", put(given, files()[given])

    def _file(self, ending: str) -> str:
        paths = (
            path for path in (self.site.root / "content").rglob(f"*{ending}") if path.is_file()
        )
        return self._chance.choice(sorted(p.relative_to(self.site.root).as_posix() for p in paths))

    def _options(self) -> dict[str, Any]:
        options: dict[str, Any] = {}
        if self._chance.random() < 0.2:
            options["drafts"] = True
        if self._chance.random() < 0.2:
            options["now"] = self._chance.choice(_MOMENTS)
        if self._chance.random() < 0.1:
            options["cache"] = False
        return options

    def _mend(self, *, all_of_it: bool) -> None:
        """Take back what the problems point at, or everything."""
        self.steps.append("mend all" if all_of_it else "mend")
        if all_of_it:
            self.site.restore()
            return
        for name in {problem.place.path for problem in self.site.problems} & files().keys():
            put(name, files()[name])(self.site.root)


@pytest.mark.parametrize("number", _rows())
def test_a_row_of_edits(tmp_path: Path, apart: Apart, number: int) -> None:
    site = Living(tmp_path / "site", files(), apart)
    assert site.agrees() == "written"
    first = tree(site.output)
    row = Row(site, number)
    chance = random.Random(-1 - number)
    ends = []
    try:
        while sum(not step.startswith(("build", "mend")) for step in row.steps) < EDITS:
            for _ in range(chance.choice([1, 1, 2, 4])):
                row.edit()
            ends.append(row.build())
        site.restore()
        assert site.agrees() == "written"
        assert differing(tree(site.output), first) == []
    except BaseException as fault:
        fault.add_note(f"row {number}: " + "; ".join(row.steps))
        raise
    assert "written" in ends
