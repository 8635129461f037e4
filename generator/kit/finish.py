"""What Typst has drawn, made small: pictures without needless channels, colours and metadata."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from PIL import Image, ImageFile
from PIL.Image import Dither

_Colour = tuple[int, int, int]

_COLOURS = 256
# More shades than letters of a few colours have on their edges: a photo.
_MOST_SHADES = 4000
# How many neighbouring shades of a channel count as one.
_STEPS = (4, 8, 16)

# With optimized tables Pillow wants room for the whole file, and takes too little for noise.
ImageFile.MAXBLOCK = 8_000_000
_QUALITIES = (85, 80, 75, 70, 65, 60, 50)


def png(drawn: bytes, *, see_through: bool = False) -> bytes:
    """A flat drawing as PNG: with a palette where that is smaller and looks the same."""
    image = Image.open(BytesIO(drawn), formats=("PNG",))
    if see_through:
        return _written(image.convert("RGBA"))
    colours = image.convert("RGB")
    few = _with_palette(colours)
    if few is None:
        return _written(colours)
    # Of rows of one colour, runs are all that there is to find: a thirtieth of the time of looking
    # for the best for 4 % more bytes.
    return _written(few, compress_type=zlib.Z_RLE)


def jpeg(drawn: bytes, most: int) -> bytes:
    """A drawing with a photo as JPEG, as good as `most` bytes allow; the smallest, if none do.

    Full colour resolution keeps the edges of letters clean on a coloured ground.
    """
    image = Image.open(BytesIO(drawn), formats=("PNG",)).convert("RGB")
    data = b""
    for quality in _QUALITIES:
        stream = BytesIO()
        image.save(
            stream, "JPEG", quality=quality, subsampling="4:4:4", optimize=True, progressive=True
        )
        data = stream.getvalue()
        if len(data) <= most:
            break
    return data


def _with_palette(image: Image.Image) -> Image.Image | None:
    """The same in 256 colours, or None where there are too many: what is flat stays exact."""
    found: Any = image.getcolors(_MOST_SHADES) or []  # of RGB: counts with three channels each
    for step in _STEPS if found else ():
        palette = _palette(found, step)
        if len(palette) <= _COLOURS:
            return _mapped(image, palette, step)
    return None


def _palette(found: list[tuple[int, _Colour]], step: int) -> dict[_Colour, _Colour]:
    """The most frequent colour of each cell of colours, by the cell's lowest one.

    All but a few shades lie on the edges of letters, and a pixel there may be a shade off.
    """
    kept: dict[_Colour, _Colour] = {}
    for _, (red, green, blue) in sorted(found, reverse=True):
        cell = (red - red % step, green - green % step, blue - blue % step)
        kept.setdefault(cell, (red, green, blue))
    return kept


def _mapped(image: Image.Image, palette: dict[_Colour, _Colour], step: int) -> Image.Image:
    """The image with each pixel's colour replaced by that of its cell.

    Pillow finds the nearest colour for the corner of a cell of 4 shades a channel, not for a pixel:
    with pixels put on such corners, what it finds is exact.
    """
    corners = image.point([value - value % step for value in range(256)] * 3)
    plane = Image.new("P", (1, 1))
    plane.putpalette(_channels(palette.keys()))
    found = corners.quantize(palette=plane, dither=Dither.NONE)
    found.putpalette(_channels(palette.values()))
    return found


def _channels(colours: Iterable[_Colour]) -> list[int]:
    return [channel for colour in colours for channel in colour]


def _written(image: Image.Image, **settings: int) -> bytes:
    stream = BytesIO()
    image.save(stream, "PNG", **settings)
    return stream.getvalue()
