"""The picture that a new site begins with is a good PNG in the campaign's colour."""

from __future__ import annotations

import io

from PIL import Image

from generator.scaffold.drawing import squares


def test_the_picture_turns_to_the_campaign_s_colour() -> None:
    data = squares("#00406a")
    assert len(data) < 10_000
    with Image.open(io.BytesIO(data)) as opened:
        opened.load()
        picture = opened.convert("RGB")
    assert picture.size == (1200, 630)
    colours = {colour for _, colour in picture.getcolors()}
    assert len(colours) == 3
    middles = [[picture.getpixel((x, y)) for y in range(16, 630, 30)] for x in range(16, 1200, 30)]
    turned = [column.count((0x00, 0x40, 0x6A)) for column in middles]
    assert turned[0] == 0
    assert turned[-1] == 21
    assert sum(turned[:20]) < sum(turned[20:]) / 3


def test_the_same_colour_gives_the_same_bytes() -> None:
    assert squares("#b3001b") == squares("#b3001b")
    assert squares("#b3001b") != squares("#b3001c")
