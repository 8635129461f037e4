"""A photo made into the ground of a card: cut to its pixels, and in shades of its colour."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps
from PIL.Image import Resampling

from generator.read.media import Picture
from generator.render.colours import INK_ON_DARK, text_on
from generator.render.pictures import decoded

_Shade = tuple[int, int, int]

# How far towards black or white the far end of the shades is from the colour, of 1.
_DEPTH = 0.88
_QUALITY = 92


def backdrop(
    picture: Picture, size: tuple[int, int], colour: str, focus: tuple[float, float]
) -> bytes:
    """The photo as JPEG of `size`, in shades of `colour` ('#rrggbb').

    Every shade is on the far side of `colour` from the ink that reads best on it, so a text is as
    readable on any photo as on the plain colour. `focus` is the spot to keep in the picture, from
    0 to 1 across and down. Raises PictureFault when the file has changed or is damaged.
    """
    cut = ImageOps.fit(_opaque(picture, size), size, Resampling.LANCZOS, centering=focus)
    grey = ImageOps.autocontrast(ImageOps.grayscale(cut), cutoff=1)
    dark, light = _shades(colour)
    stream = BytesIO()
    ImageOps.colorize(grey, dark, light).save(stream, "JPEG", quality=_QUALITY, subsampling="4:4:4")
    return stream.getvalue()


def _opaque(picture: Picture, size: tuple[int, int]) -> Image.Image:
    """The whole picture, no larger than it takes to cover `size`; see-through parts are white."""
    image = decoded(picture, _covering(picture, size))
    if image.mode == "RGBA":
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image.convert("RGB")


def _shades(colour: str) -> tuple[_Shade, _Shade]:
    """The darkest and the lightest shade."""
    field = _rgb(colour)
    on_dark = text_on(colour) == INK_ON_DARK
    end = 0 if on_dark else 255
    red, green, blue = (round(channel * (1 - _DEPTH) + end * _DEPTH) for channel in field)
    far = (red, green, blue)
    return (far, field) if on_dark else (field, far)


def _covering(picture: Picture, size: tuple[int, int]) -> tuple[int, int]:
    """The smallest size of the whole picture that covers `size`, if it is that large."""
    scale = min(1.0, max(size[0] / picture.width, size[1] / picture.height))
    return (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))


def _rgb(colour: str) -> _Shade:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue
