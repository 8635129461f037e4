"""What the preview takes: serve.py [PAGES …], 100 and 1,000 by default.

Compare ratios of one run, never seconds of two: other work on the machine moves them twofold.
"""

from __future__ import annotations

import math
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from campaign import Spot, at_least_ten, page_end, voice_text, write_site
from measured import described, heads, row, spread_of
from preview import Preview, Weight, previewing

REBUILDS, MANY_REBUILDS = 200, 2000
EDITS = 10
_NEXT_STARTS = 3
# Somebody who writes looks up now and then.
_PAUSE = 1.0

_HOW = """\
`handbill serve` runs as a process of its own, {kit}. A file is saved whole; from then on
its page is asked for over one kept connection, every 5 ms, until the answer holds the new words: a
page for a Markdown file, the page of a voice for a data file of all voices. {edits} edits of each
sort, of different pages, a second apart. Then {rebuilds:,} rebuilds follow one upon the other. A
first start finds no `.handbill/`, the next three find what it has left. Memory and open files of
the server are what Linux tells in /proc; the other processes are those that draw cards."""


@dataclass(frozen=True)
class Found:
    """Seconds of starts and edits, and the server's weight after so many edits."""

    first: float
    next: Sequence[float]
    served: Mapping[str, Sequence[float]]
    weights: Mapping[int, Weight]


def main(sizes: list[int], rebuilds: int, edits: int, options: list[str]) -> None:
    kit = f"with `{' '.join(options)}`" if options else "with the share kit"
    with described("Preview", _HOW.format(kit=kit, edits=edits, rebuilds=rebuilds)):
        found = {}
        for size in sizes:
            with tempfile.TemporaryDirectory() as folder:
                found[size] = measure(Path(folder), size, rebuilds, edits, options)
        heads("pages", "what", "median ms", "smallest", "largest")
        for size, of in found.items():
            row(f"{size:,}", "first start to first page", *spread_of([of.first]))
            row(f"{size:,}", "next starts to first page", *spread_of(of.next))
            for name, seconds in of.served.items():
                row(f"{size:,}", f"{name} edited → served", *spread_of(seconds))
        print()
        heads("pages", "rebuilds", "server MiB", "its peak", "other processes", "open files")
        for size, of in found.items():
            for number, one in of.weights.items():
                cells = (one.memory, one.peak, one.others, one.files)
                row(f"{size:,}", f"{number:,}", *map(_cell, cells))
        print()


def measure(root: Path, size: int, rebuilds: int, edits: int, options: list[str]) -> Found:
    """A start, a writer in no hurry, then one without rest, and more starts."""
    write_site(root, size)
    weights = {}
    with previewing(root, *options) as preview:
        weights[0] = preview.weight()
        calm = {
            "page": [page_end(root, number) for number in _over(size, edits)],
            "data file": [voice_text(root, number) for number in _over(size * 3 // 10, edits)],
        }
        served = {name: _calmly(preview, spots) for name, spots in calm.items()}
        done = 2 * edits
        weights[done] = preview.weight()
        spots = [page_end(root, number) for number in _over(size, rebuilds)]
        for number, spot in enumerate(spots, 1):
            preview.served(spot, f"rebuilt{number}new")
            if number in (rebuilds // 2, rebuilds):
                weights[done + number] = preview.weight()
        first = preview.seconds
    following = []
    for _ in range(_NEXT_STARTS):
        with previewing(root, *options) as preview:
            following.append(preview.seconds)
    return Found(first, following, served, weights)


def _over(size: int, times: int) -> list[int]:
    """So many numbers below `size`, far from each other, each as seldom as can be."""
    step = next(
        step for step in range(size * 3 // 8 + 1, 2 * size + 2) if math.gcd(step, size) == 1
    )
    return [(number * step) % size for number in range(times)]


def _calmly(preview: Preview, spots: Sequence[Spot]) -> list[float]:
    seconds = []
    for number, spot in enumerate(spots):
        time.sleep(_PAUSE)
        seconds.append(preview.served(spot, f"calm{number}new"))
    return seconds


def _cell(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.0f}"


if __name__ == "__main__":
    parser = ArgumentParser(description="How soon the preview serves what was written.")
    parser.add_argument("pages", type=at_least_ten, nargs="*", default=[100, 1000])
    parser.add_argument("--rebuilds", type=int, default=REBUILDS)
    parser.add_argument("--long", action="store_true", help=f"{MANY_REBUILDS:,} rebuilds")
    parser.add_argument("--edits", type=int, default=EDITS)
    parser.add_argument("--no-kit", action="store_true", help="leave out cards, posters and zips")
    given = parser.parse_args()
    main(
        given.pages,
        MANY_REBUILDS if given.long else given.rebuilds,
        given.edits,
        ["--no-kit"] if given.no_kit else [],
    )
