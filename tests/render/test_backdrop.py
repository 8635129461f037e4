from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from generator.problems import EnvironmentFault, Place
from generator.read.media import Picture, inspect
from generator.render.backdrop import backdrop
from generator.render.colours import READABLE, contrast, text_on
from generator.render.pictures import PictureFault

CENTRE = (0.5, 0.5)


def picture(tmp_path: Path, image: Image.Image, name: str = "photo.png") -> Picture:
    file = tmp_path / name
    image.save(file)
    found = inspect(file, f"media/{name}", Place("content/index.md"))
    assert isinstance(found, Picture)
    return found


def halves(size: tuple[int, int]) -> Image.Image:
    """White at the left, black at the right."""
    image = Image.new("RGB", size, "white")
    image.paste((0, 0, 0), (size[0] // 2, 0, *size))
    return image


@pytest.mark.parametrize("colour", ["#b3001b", "#00429d", "#ffd400", "#767676", "#000000"])
def test_text_can_be_read_on_any_spot_of_any_photo(tmp_path: Path, colour: str) -> None:
    shown = picture(tmp_path, halves((400, 400)))
    made = Image.open(BytesIO(backdrop(shown, (400, 300), colour, CENTRE))).convert("RGB")
    ink = text_on(colour)
    for spot in ((5, 5), (395, 295), (150, 100), (250, 100)):
        shade = "#" + "".join(f"{channel:02x}" for channel in made.getpixel(spot))
        # JPEG rounds by a shade or two.
        assert contrast(shade, ink) >= min(READABLE, contrast(colour, ink)) - 0.15


@pytest.mark.parametrize("size", [(1200, 630), (300, 500), (77, 1)])
def test_the_photo_is_cut_to_the_pixel(tmp_path: Path, size: tuple[int, int]) -> None:
    shown = picture(tmp_path, halves((401, 303)))
    made = Image.open(BytesIO(backdrop(shown, size, "#b3001b", CENTRE)))
    assert made.size == size


def test_the_spot_that_matters_stays_in_the_picture(tmp_path: Path) -> None:
    shown = picture(tmp_path, halves((800, 200)))
    left, right = (
        Image.open(BytesIO(backdrop(shown, (300, 200), "#b3001b", focus))).convert("L")
        for focus in ((0.0, 0.5), (1.0, 0.5))
    )
    assert left.getextrema()[1] - left.getextrema()[0] < 60
    assert left.getpixel((150, 100)) != right.getpixel((150, 100))


def test_what_is_see_through_is_white(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (0, 0, 100, 200))
    made = Image.open(
        BytesIO(backdrop(picture(tmp_path, clear), (200, 200), "#b3001b", CENTRE))
    ).convert("L")
    assert made.getpixel((150, 100)) > made.getpixel((50, 100))


def test_a_changed_or_a_lost_photo_is_told(tmp_path: Path) -> None:
    shown = picture(tmp_path, halves((50, 50)))
    halves((60, 60)).save(shown.file)
    with pytest.raises(PictureFault, match="changed while the site was built"):
        backdrop(shown, (50, 50), "#b3001b", CENTRE)
    shown.file.unlink()
    with pytest.raises(EnvironmentFault, match=r"cannot read media/photo\.png"):
        backdrop(shown, (50, 50), "#b3001b", CENTRE)
