"""What builds of made-up campaigns take: build.py [PAGES …], 100, 1,000 and 10,000 by default.

Compare ratios of one run, never seconds of two: other work on the machine moves them twofold.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path

from campaign import Spot, at_least_ten, page_end, style, voice_text, write_site
from measured import Run, described, handbill, heads, row, run, summary

RUNS = 5
# A large site takes long, and its times scatter less.
_LARGE, _FEWER_RUNS = 5000, 3
_STARTS = 20

_HOW = """\
Each command is a process of its own; its wall and CPU seconds (children included) and the peak of
its largest process come from the system when it ends. Sites are built with `--no-kit`. After one
build that is not counted, rounds go through all kinds of change in turn, so that other work on the
machine meets each of them alike. Cold means that `output/` and `.handbill/` are removed first.
After each edit the new words are looked up in the output. Figures are medians of 5 rounds (3 from
5,000 pages on), with the smallest beside them; memory is the largest seen."""

COLD, SAME = "cold", "nothing changed"


def main(sizes: list[int], rounds: int | None) -> None:
    with described("Builds", _HOW):
        heads("pages", "what changed", "wall s", "smallest", "CPU s", "peak MiB", "ms a page")
        for size in sizes:
            with tempfile.TemporaryDirectory() as folder:
                root = Path(folder)
                write_site(root, size)
                found = changes(root, size, rounds or (RUNS if size < _LARGE else _FEWER_RUNS))
            for name, runs in found.items():
                of = summary(runs)
                seconds = (f"{value:.2f}" for value in (of.wall, of.least, of.cpu))
                each = f"{1000 * of.wall / size:.2f}"
                row(f"{size:,}", name, *seconds, f"{of.memory:.0f}", each)
        print()
        starts(4 * rounds if rounds else _STARTS)


def changes(root: Path, size: int, rounds: int) -> Mapping[str, list[Run]]:
    """The builds of each kind of change, one of each kind in a round."""
    edits = {
        "one page": page_end(root, size // 2),
        "one voice of a data file": voice_text(root, size * 3 // 20),
        "a style sheet": style(root),
    }
    build(root)
    found: dict[str, list[Run]] = {name: [] for name in (COLD, SAME, *edits)}
    for number in range(rounds):
        found[COLD].append(build(root))
        found[SAME].append(unchanged(root))
        for name, spot in edits.items():
            found[name].append(edited(root, spot, f"words{number}new"))
    return found


def unchanged(root: Path) -> Run:
    """A build with nothing to do. Raises RuntimeError where it changed the site."""
    manifest = root / "output/manifest.json"
    before = manifest.read_bytes()
    found = build(root, cold=False)
    if manifest.read_bytes() != before:
        raise RuntimeError("a build changed a site of which nothing had changed")
    return found


def edited(root: Path, spot: Spot, words: str) -> Run:
    """A build after an edit. Raises RuntimeError where its words are not in the output."""
    spot.write(words)
    found = build(root, cold=False)
    if not spot.stands(root / "output", words):
        raise RuntimeError(f"'{words}' was written to {spot.file.name}, and is not in the output")
    return found


def build(root: Path, *more: str, cold: bool = True) -> Run:
    """One build without the share kit, or with `more` options. Raises CalledProcessError."""
    for name in ("output", ".handbill") if cold else ():
        shutil.rmtree(root / name, ignore_errors=True)
    # What was written before must not be on its way to the disk while the build is timed.
    os.sync()
    return run(handbill("--quiet", "--site", root, "build", *(more or ("--no-kit",))))


def starts(times: int) -> None:
    """How long it takes until something can be done at all."""
    python = (sys.executable, "-P", "-c")
    commands = {
        "Python alone": [*python, "pass"],
        "`handbill --version`": handbill("--version"),
        "`handbill --help`": handbill("--help"),
        "Python and `import generator.build`": [*python, "import generator.build"],
    }
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(times + 1):
        for name, command in commands.items():
            measured = run(command)
            found[name] += [measured] if number else []
    heads(f"start, {times} times", "wall ms", "smallest", "CPU ms", "peak MiB")
    for name, runs in found.items():
        of = summary(runs)
        times_of = (f"{1000 * value:.0f}" for value in (of.wall, of.least, of.cpu))
        row(name, *times_of, f"{of.memory:.0f}")
    print()


if __name__ == "__main__":
    parser = ArgumentParser(description="Wall and CPU seconds and memory of builds.")
    parser.add_argument("pages", type=at_least_ten, nargs="*", default=[100, 1000, 10_000])
    parser.add_argument("--rounds", type=int, help="instead of 5, or 3 for large sites")
    given = parser.parse_args()
    main(given.pages, given.rounds)
