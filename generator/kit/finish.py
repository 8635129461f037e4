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
# A progressive file with tables of its own takes less than a plain one, which is drawn up in a
# fifth of the time: by 4 to 9 % for the photos that were measured.
_PLAIN = 1.1


def png(drawn: bytes, *, behind: bytes = b"", see_through: bool = False) -> bytes:
    """A flat drawing as PNG: with a palette where that is smaller and looks the same.

    `behind` is a photo to lay behind it, as JPEG of the same size.
    """
    if see_through:
        # Of rows of one colour, runs are all that there is to find.
        return _written(_opened(drawn).convert("RGBA"), compress_type=zlib.Z_RLE)
    colours = _whole(drawn, behind)
    few = _with_palette(colours)
    if few is None:
        return _written(colours)
    # A thirtieth of the time of looking for the best for 4 % more bytes.
    return _written(few, compress_type=zlib.Z_RLE)


def jpeg(drawn: bytes, most: int, *, behind: bytes = b"") -> bytes:
    """A drawing with a photo as JPEG, as good as `most` bytes allow; the smallest, if none do.

    `behind` is the photo to lay behind it, as JPEG of the same size. Full colour resolution keeps
    the edges of letters clean on a coloured ground.
    """
    image = _whole(drawn, behind)
    data = b""
    for quality in _QUALITIES:
        if quality != _QUALITIES[-1] and len(_compressed(image, quality)) > most * _PLAIN:
            continue
        data = _compressed(image, quality, optimize=True, progressive=True)
        if len(data) <= most:
            break
    return data


def _opened(drawn: bytes) -> Image.Image:
    return Image.open(BytesIO(drawn), formats=("PNG",))


def _whole(drawn: bytes, behind: bytes) -> Image.Image:
    """The drawing without its alpha channel, which lets the photo through if there is one."""
    image = _opened(drawn)
    if not behind:
        return image.convert("RGB")
    photo = Image.open(BytesIO(behind), formats=("JPEG",))
    photo.paste(image, mask=image.getchannel("A"))
    photo.info.clear()
    return photo


def _compressed(image: Image.Image, quality: int, **settings: bool) -> bytes:
    stream = BytesIO()
    image.save(stream, "JPEG", quality=quality, subsampling="4:4:4", **settings)
    return stream.getvalue()


def _with_palette(image: Image.Image) -> Image.Image | None:
    """The same in 256 colours, or None where there are too many: what is flat stays exact."""
    found: Any = image.getcolors(_MOST_SHADES) or []  # of RGB: counts with three channels each
    found.sort()
    for step in _STEPS if found else ():
        palette = _palette(found, step)
        if len(palette) <= _COLOURS:
            return _mapped(image, palette, step)
    return None


def _palette(found: list[tuple[int, _Colour]], step: int) -> dict[_Colour, _Colour]:
    """The most frequent colour, which is the last, of each cell of colours, by its lowest one.

    All but a few shades lie on the edges of letters, and a pixel there may be a shade off.
    """
    low = 256 - step
    return {
        (red & low, green & low, blue & low): (red, green, blue) for _, (red, green, blue) in found
    }


def _mapped(image: Image.Image, palette: dict[_Colour, _Colour], step: int) -> Image.Image:
    """The image with each pixel's colour replaced by that of its cell.

    Pillow finds the nearest colour for the corner of a cell of 4 shades a channel, not for a pixel:
    with pixels put on such corners, what it finds is exact.
    """
    corners = image.point([value & 256 - step for value in range(256)] * 3)
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
