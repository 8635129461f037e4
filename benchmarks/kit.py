"""What the share kit costs: kit.py [CARDS], 100 of each sort by default.

Cards with and without a photo, posters and zips are timed by themselves, in one process and in two;
then a whole site, cold, again with nothing changed, and without its kit.
"""

from __future__ import annotations

import io
import json
import random
import shutil
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from build import RUNS, build, sentence, write_site
from PIL import Image

from generator.build import Options, prepare
from generator.kit.pack import pack
from generator.problems import Place
from generator.read.media import Picture, inspect
from generator.render.drawing import Drawing, Easel
from generator.render.workshop import Workshop

PAGES = 100
NOW = datetime(2026, 6, 1, tzinfo=UTC)


class Nothing:
    """A memory that forgets."""

    def get(self, key: str) -> bytes | None:
        return None

    def put(self, key: str, data: bytes) -> None:
        """Nothing is kept."""


def main(number: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_site(root, PAGES)
        workshop = prepare(root, Options(root / "output", NOW)).workshop
        assert workshop.easel is not None
        sorts = {
            "flat card, 1200 x 630": cards(workshop, number, None),
            "photo card, 1200 x 630": cards(workshop, number, photo(root)),
            "poster, A4": documents(workshop, number),
        }
        print(f"{number} of each, medians of {RUNS} runs")
        print("| | ms each, 1 process | ms each, 2 processes | each second |")
        print("|---|---:|---:|---:|")
        for name, drawings in sorts.items():
            one, two = (timed(workshop.easel, drawings, workers) for workers in (1, 2))
            print(f"| {name} | {1000 * one:.0f} | {1000 * two:.0f} | {1 / two:.0f} |")
        print(f"| zip of 40 pictures of 40 KB | {1000 * zips():.1f} | | |")
        print()
        whole(root)


def cards(workshop: Workshop, number: int, behind: Picture | None) -> list[Drawing]:
    """Cards like those of the site's pages, no two of them alike."""
    like = next(s.drawing for s in workshop.sheets if s.drawing.template == "card.typ")
    words = random.Random(number)
    return [
        Drawing(
            "card.typ",
            json.dumps(
                json.loads(like.values) | {"words": sentence(words, 12), "photo": bool(behind)}
            ),
            "JPEG" if behind else "PNG",
            1200,
            630,
            Place("site.yaml"),
            "a card",
            behind,
        )
        for _ in range(number)
    ]


def photo(root: Path) -> Picture:
    """12 million pixels that change smoothly, as a phone saves them."""
    stream = io.BytesIO()
    Image.radial_gradient("L").resize((4000, 3000)).convert("RGB").save(stream, "JPEG", quality=90)
    file = root / "photo.jpg"
    file.write_bytes(stream.getvalue())
    found = inspect(file, "photo.jpg", Place("photo.jpg"))
    assert isinstance(found, Picture)
    return found


def documents(workshop: Workshop, number: int) -> list[Drawing]:
    like = next(s.drawing for s in workshop.sheets if s.drawing.form == "PDF")
    words = random.Random(number)
    return [
        Drawing(
            like.template,
            json.dumps(json.loads(like.values) | {"words": sentence(words, 8)}),
            "PDF",
            0,
            0,
            Place("site.yaml"),
            "a poster",
        )
        for _ in range(number)
    ]


def timed(easel: Easel, drawings: list[Drawing], workers: int) -> float:
    """Seconds for each drawing, the start of the processes included."""
    took = []
    for _ in range(RUNS):
        started = time.perf_counter()
        for _ in easel.draw_all(drawings, Nothing(), workers=workers):
            pass
        took.append((time.perf_counter() - started) / len(drawings))
    return statistics.median(took)


def zips() -> float:
    files = {f"{number}.png": random.Random(number).randbytes(40_000) for number in range(40)}
    started = time.perf_counter()
    for _ in range(10):
        pack(files)
    return (time.perf_counter() - started) / 10


def whole(root: Path) -> None:
    """The site with its kit: cold, again, and without."""
    print(f"{PAGES} pages, medians of {RUNS} builds")
    print("| | wall s | CPU s | peak MiB |")
    print("|---|---:|---:|---:|")
    ways = {"cold, with the kit": (True, "--"), "again": (False, "--"), "cold, --no-kit": (True,)}
    for name, (cold, *more) in ways.items():
        options = ["--output", str(root / "output")] if more else []
        runs = [build(root, *options, cold=cold) for _ in range(RUNS)]
        wall, cpu = (
            statistics.median(values)
            for values in zip(*((r.wall, r.cpu) for r in runs), strict=True)
        )
        print(f"| {name} | {wall:.2f} | {cpu:.2f} | {max(r.memory for r in runs):.0f} |")
    shutil.rmtree(root / "output", ignore_errors=True)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:2] or ["100"]))
