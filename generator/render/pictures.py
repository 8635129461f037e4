"""A picture's variants: sizes and formats that browsers choose from, encoded anew, never copied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.problems import EnvironmentFault, Place, Problem
from generator.read.media import Picture

if TYPE_CHECKING:
    from PIL.Image import Image

# Goes up by one when pixels come out differently in a way that the settings below do not show.
_ENCODER = 1

# A phone's width, a phone's at two or three dots a pixel, a desk's; nothing is wider than _WIDEST.
_WIDTHS = (480, 960, 1600)
_WIDEST = 2000

# A step that is nearly as wide as the picture itself would only cost room.
_LEAST_STEP = 1.25

# Measured on photos, screenshots and flat drawings. AVIF with full colour resolution costs 5 % more
# bytes and keeps red edges sharp; speed 8 takes a tenth of speed 6's time for the same size. One
# thread and no tiles: libavif cuts tiles by the number of processors, so bytes would differ.
SETTINGS: Mapping[str, Mapping[str, object]] = {
    "AVIF": {
        "quality": 60,
        "subsampling": "4:4:4",
        "speed": 8,
        "codec": "aom",
        "max_threads": 1,
        "autotiling": False,
    },
    "WEBP": {"quality": 78, "method": 4},
    "JPEG": {"quality": 80, "subsampling": "4:2:0", "progressive": True, "optimize": True},
    "PNG": {"compress_level": 6},
}
_ENDINGS = {"AVIF": "avif", "WEBP": "webp", "JPEG": "jpg", "PNG": "png"}

# From one byte a pixel on, a PNG holds a photo: drawings and screenshots take a tenth of that.
_PHOTO_DENSITY = 1.0


@dataclass(frozen=True, slots=True)
class Variant:
    """One encoding of a picture: where it lies below output/, and its size in pixels."""

    path: PurePosixPath
    mime: str
    format: str
    width: int
    height: int


class PictureFault(Exception):
    """A picture whose header was sound cannot be decoded; `problem` says so to its author."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint

    def problem(self, place: Place) -> Problem:
        return Problem("picture-broken", str(self), place, self.hint)


def variants(picture: Picture) -> tuple[Variant, ...]:
    """All variants of a picture, the best format first, each format from narrow to wide."""
    name = _name(picture)
    return tuple(
        Variant(
            path=PurePosixPath("media", f"{name}-{width}.{_ENDINGS[form]}"),
            mime="image/" + form.lower(),
            format=form,
            width=width,
            height=_height(picture, width),
        )
        for form in ("AVIF", "WEBP", _fallback(picture))
        for width in _widths(picture)
    )


def variant_key(variant: Variant) -> str:
    """Under which a variant is remembered: its name has a hash of all that it is made from."""
    return sha256(f"picture {variant.path}".encode()).hexdigest()


@cache
def preview(picture: Picture) -> Variant:
    """The variant for link previews: in a format that every network reads, near 1200 pixels."""
    plain = [variant for variant in variants(picture) if variant.format in ("JPEG", "PNG")]
    return min(plain, key=lambda variant: abs(variant.width - 1200))


def encode(picture: Picture, width: int, form: str) -> bytes:
    """The picture `width` pixels wide as AVIF, WEBP, JPEG (see-through parts white) or PNG.

    Raises ValueError when it would have to be made larger, and PictureFault as encode_all does.
    """
    if width > _widths(picture)[-1]:
        raise ValueError(f"{picture.path} is not {width} pixels wide")
    variant = Variant(PurePosixPath(), "", form, width, _height(picture, width))
    return next(data for _, data in encode_all(picture, [variant]))


def encode_all(picture: Picture, wanted: Iterable[Variant]) -> Iterator[tuple[Variant, bytes]]:
    """The bytes of each variant, decoding once; the same bytes whichever others are wanted.

    Raises PictureFault when the file has changed since it was inspected or its pixels are damaged.
    """
    widest = _widths(picture)[-1]
    image = decoded(picture, (widest, _height(picture, widest)))
    from generator.render import pixels  # as in `decoded`

    for variant in wanted:
        size = (variant.width, variant.height)
        yield variant, pixels.encode(image, size, variant.format, SETTINGS[variant.format])


def decoded(picture: Picture, size: tuple[int, int]) -> Image:
    """The whole picture as pixels, no larger than it takes for `size`, in RGB, RGBA or L.

    Raises PictureFault when the file has changed since it was inspected or its pixels are damaged.
    """
    # Pillow is loaded here: sites without pictures, and `check`, start without it.
    from generator.render import pixels

    data = _bytes(picture)
    try:
        return pixels.decode(picture, data, size)
    except pixels.UNREADABLE as error:
        message = f"'{picture.path}' cannot be decoded: its pixels are damaged"
        raise PictureFault(message, "copy it again from where it came from") from error


def _bytes(picture: Picture) -> bytes:
    try:
        data = picture.file.read_bytes()
    except OSError as error:
        raise EnvironmentFault(f"cannot read {picture.path}: {error.strerror}") from error
    if sha256(data).hexdigest() != picture.digest:
        raise PictureFault(f"'{picture.path}' changed while the site was built", "build once more")
    return data


def _name(picture: Picture) -> str:
    """A name that changes with the file and with any setting, known before encoding."""
    settings = sorted((form, sorted(options.items())) for form, options in SETTINGS.items())
    parts = (picture.digest, _ENCODER, settings)
    return sha256(repr(parts).encode()).hexdigest()[:12]


def _widths(picture: Picture) -> tuple[int, ...]:
    widest = min(picture.width, _WIDEST)
    return (*(width for width in _WIDTHS if width * _LEAST_STEP <= widest), widest)


def _height(picture: Picture, width: int) -> int:
    return max(1, round(picture.height * width / picture.width))


def _fallback(picture: Picture) -> str:
    """What browsers get that know neither AVIF nor WebP, and what other sites show as a preview."""
    if picture.alpha:
        return "PNG"
    density = picture.size / (picture.width * picture.height)
    drawn = picture.format in ("PNG", "GIF") and density < _PHOTO_DENSITY
    return "PNG" if drawn else "JPEG"
