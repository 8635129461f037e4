from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

from generator.render.drawing import Easel
from render.drawings import LINK, THEME, drawn, sheet


@pytest.fixture(scope="module")
def easel() -> Easel:
    return Easel((THEME,))


def rasterised(data: bytes, tmp_path: Path) -> list[Image.Image]:
    if not shutil.which("pdftoppm"):
        pytest.fail("no pdftoppm: apt-get install poppler-utils", pytrace=False)
    (tmp_path / "sheet.pdf").write_bytes(data)
    command = ["pdftoppm", "-r", "150", "-png", "sheet.pdf", "page"]
    subprocess.run(command, cwd=tmp_path, check=True)
    return [Image.open(file) for file in sorted(tmp_path.glob("page*.png"))]


PAGES = {"a4": (595.28, 841.89), "us-letter": (612, 792)}


@pytest.mark.parametrize("paper", PAGES)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("template", ["poster.typ", "flyer.typ"])
def test_a_printed_sheet_leads_to_the_campaign(
    easel: Easel, tmp_path: Path, template: str, direction: str, paper: str
) -> None:
    lang = {"ltr": "en", "rtl": "ar"}[direction]
    (made,) = drawn(easel, sheet(template, paper, dir=direction, lang=lang))
    assert not made.problems
    reader = PdfReader(BytesIO(made.data))
    (page,) = reader.pages
    size = tuple(float(side) for side in (page.mediabox.width, page.mediabox.height))
    assert size == pytest.approx(PAGES[paper][:: 1 if template == "poster.typ" else -1], abs=0.5)
    (image,) = rasterised(made.data, tmp_path)
    codes = zxingcpp.read_barcodes(image)
    assert {code.text for code in codes} == {LINK}
    # A poster's own and one on each strip; a flyer's two halves.
    assert len(codes) == {"poster.typ": 9, "flyer.typ": 2}[template]


def test_a_printed_sheet_is_for_everybody(easel: Easel) -> None:
    (made,) = drawn(easel, sheet("poster.typ", "a4"))
    root = PdfReader(BytesIO(made.data)).trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    kinds, alternatives = structure(root["/StructTreeRoot"])
    assert kinds.count("/H1") == 1
    assert kinds.count("/LI") == 2
    assert kinds.count("/Figure") == 1
    assert alternatives == ["QR code: campaign.example.org/ar"]


def structure(node: Any) -> tuple[list[str], list[str]]:
    """The kinds of all elements of a structure tree, and what stands for pictures."""
    kinds: list[str] = []
    alternatives: list[str] = []
    waiting = [node]
    while waiting:
        one = waiting.pop().get_object()
        if "/S" in one:
            kinds.append(str(one["/S"]))
        if "/Alt" in one:
            alternatives.append(str(one["/Alt"]))
        below = one.get("/K", [])
        below = below.get_object() if hasattr(below, "get_object") else below
        for child in below if isinstance(below, list) else [below]:
            child = child.get_object()
            if hasattr(child, "get") and ("/K" in child or "/S" in child):
                waiting.append(child)
    return kinds, alternatives


def test_a_sheet_without_anything_to_tell_is_drawn(easel: Easel) -> None:
    empty = {"figures": [], "asks": [], "hashtags": [], "address": "", "text": "", "scan": ""}
    bare = {**empty, "qr": "", "strips": 0, "head": ""}
    for made in drawn(easel, *(sheet(name, "a4", **bare) for name in ("poster.typ", "flyer.typ"))):
        assert not made.problems
        assert made.data


def test_a_flyer_is_the_same_on_both_halves(easel: Easel, tmp_path: Path) -> None:
    (made,) = drawn(easel, sheet("flyer.typ", "a4"))
    (image,) = rasterised(made.data, tmp_path)
    width, height = image.width // 2, image.height
    # The line to cut along lies between them, and a pixel may be halved by it.
    left, right = (image.crop((x + 6, 0, x + width - 6, height)) for x in (0, width))
    off = ImageChops.difference(left.convert("L"), right.convert("L"))
    assert ImageStat.Stat(off).mean[0] < 2
    assert ImageStat.Stat(left.convert("L")).stddev[0] > 40


def test_a_sheet_comes_out_the_same_again(easel: Easel) -> None:
    first, second = drawn(easel, sheet("poster.typ", "a4"), sheet("poster.typ", "a4"))
    assert first.data == second.data


def test_long_words_stay_in_their_columns(easel: Easel, tmp_path: Path) -> None:
    figure = {"qualifier": "", "digits": "2", "what": "Überwachungsgesetzentwürfe", "source": "A"}
    (made,) = drawn(easel, sheet("flyer.typ", "a4", figures=[figure] * 3, lang="de"))
    assert not made.problems
    (image,) = rasterised(made.data, tmp_path)
    # Between the last column and the line to cut along there is nothing but paper.
    edge = image.width // 2
    strip = image.crop((edge - 25, image.height * 6 // 10, edge - 6, image.height))
    assert strip.convert("L").getextrema()[0] > 240


def dark(image: Image.Image) -> tuple[int, int, int, int]:
    """Where anything is printed in black."""
    return image.convert("L").point(lambda grey: 255 * (grey < 60)).getbbox()


@pytest.mark.parametrize("paper", PAGES)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_printers_that_leave_white_edges_lose_nothing_of_the_strips(
    easel: Easel, tmp_path: Path, direction: str, paper: str
) -> None:
    long = {"words": "Save the river", "address": "savetheriver.example.org/and/its/valley"}
    (made,) = drawn(easel, sheet("poster.typ", paper, dir=direction, strip=long))
    (image,) = rasterised(made.data, tmp_path)
    millimetre = 150 / 25.4
    edge = int(7.9 * millimetre)
    # Below the line to tear along, whose own dashes are grey.
    strips = image.crop((0, int(image.height * 0.79), image.width, image.height))
    left, _, right, _ = dark(strips)
    assert left >= edge
    assert image.width - right >= edge
    # The first of them, without the line that it is cut off at.
    _, _, _, lower = dark(strips.crop((0, 0, int(28 * millimetre), strips.height)))
    assert strips.height - lower >= edge


def test_an_address_never_breaks_behind_a_dot(easel: Easel, tmp_path: Path) -> None:
    long = {"words": "Save the river", "address": "savetheriverandthevalley.example.org"}
    (made,) = drawn(easel, sheet("poster.typ", "a4", strip=long))
    (tmp_path / "sheet.pdf").write_bytes(made.data)
    text = subprocess.run(
        ["pdftotext", "-raw", "sheet.pdf", "-"], cwd=tmp_path, check=True, capture_output=True
    ).stdout.decode()
    lines = text.replace("\u200b", "").split("\n")
    assert lines.count(".example.org") == 8
    assert not [line for line in lines if line.endswith("valley.")]
