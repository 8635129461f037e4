"""What cards, posters, photos and zips cost, by default 100 of each sort of drawing."""

from __future__ import annotations

import io
import json
import random
import statistics
import tempfile
import time
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path

from build import RUNS, build
from campaign import sentence, write_site
from measured import described, heads, row, summary
from PIL import Image

from generator.build import Options, prepare
from generator.kit.pack import pack
from generator.problems import Place
from generator.read.media import Picture, inspect
from generator.render.drawing import Drawing, Easel
from generator.render.pictures import encode_all, variants
from generator.render.workshop import Workshop

PAGES = 100
_PHOTO = (4000, 3000)
NOW = datetime(2026, 6, 1, tzinfo=UTC)

_HOW = """\
{number} different drawings of each sort, and nothing remembered: medians of {runs} runs, the start
of the processes included. Variants are all sizes and formats that a site makes of a photo of 12
million pixels, decoding included; builds encode them in one process. Then a whole site is built
with its kit, once more with nothing changed, and without its kit."""


class Nothing:
    """A memory that forgets."""

    def get(self, key: str) -> bytes | None:
        return None

    def put(self, key: str, data: bytes) -> None:
        """Nothing is kept."""


def main(number: int) -> None:
    how = _HOW.format(number=number, runs=RUNS)
    with described("Share kit and pictures", how), tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_site(root, PAGES)
        parts(root, number)
        whole(root)


def parts(root: Path, number: int) -> None:
    """Each sort of file by itself."""
    workshop = prepare(root, Options(root / "output", NOW)).workshop
    assert workshop.easel is not None
    sorts = {
        "flat card, 1200 x 630": cards(workshop, number, None),
        "photo card, 1200 x 630": cards(workshop, number, photo(root, smooth())),
        "poster, A4": documents(workshop, number),
    }
    heads("", "ms each, 1 process", "ms each, 2 processes", "each second")
    for name, drawings in sorts.items():
        one, two = (timed(workshop.easel, drawings, workers) for workers in (1, 2))
        row(name, f"{1000 * one:.0f}", f"{1000 * two:.0f}", f"{1 / two:.0f}")
    seconds = encoded(photo(root, rough()))
    row("variant of a photo (AVIF, WebP, JPEG)", f"{1000 * seconds:.0f}", "", f"{1 / seconds:.1f}")
    row("zip of 40 pictures of 40 KB", f"{1000 * zips():.1f}", "", "")
    print()


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


def smooth() -> Image.Image:
    """12 million pixels that change slowly: most of the time goes into the card itself."""
    return Image.radial_gradient("L").resize(_PHOTO).convert("RGB")


def rough() -> Image.Image:
    """12 million pixels with as much in them as a photo of a street."""
    width, height = _PHOTO[0] // 8, _PHOTO[1] // 8
    grain = Image.frombytes("RGB", (width, height), random.Random(1).randbytes(3 * width * height))
    return Image.blend(smooth(), grain.resize(_PHOTO, Image.Resampling.BICUBIC), 0.2)


def photo(root: Path, image: Image.Image) -> Picture:
    """A picture as a phone saves it."""
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=90)
    file = root / "photo.jpg"
    file.write_bytes(stream.getvalue())
    found = inspect(file, "photo.jpg", Place("photo.jpg"))
    assert isinstance(found, Picture)
    return found


def encoded(picture: Picture) -> float:
    """Seconds for each variant of a picture, which is decoded once for all of them."""
    wanted = variants(picture)
    took = []
    for _ in range(RUNS):
        started = time.perf_counter()
        for _ in encode_all(picture, wanted):
            pass
        took.append((time.perf_counter() - started) / len(wanted))
    return statistics.median(took)


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
    heads(f"a site of {PAGES} pages", "wall s", "smallest", "CPU s", "peak MiB")
    ways = {"cold, with the kit": (True, "--"), "again": (False, "--"), "cold, --no-kit": (True,)}
    for name, (cold, *more) in ways.items():
        options = ["--output", str(root / "output")] if more else []
        of = summary([build(root, *options, cold=cold) for _ in range(RUNS)])
        seconds = (f"{value:.2f}" for value in (of.wall, of.least, of.cpu))
        row(name, *seconds, f"{of.memory:.0f}")
    print()


if __name__ == "__main__":
    parser = ArgumentParser(description="What the share kit and pictures cost.")
    parser.add_argument("drawings", type=int, nargs="?", default=100, help="of each sort")
    main(parser.parse_args().drawings)
