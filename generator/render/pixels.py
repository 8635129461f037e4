"""The one module that touches Pillow: a picture's pixels upright, in sRGB, free of all else."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO

from PIL import (  # AVIF registers itself
    AvifImagePlugin,  # noqa: F401
    Image,
    ImageCms,
    ImageDraw,
    ImageFile,
    ImageFont,
)
from PIL.GifImagePlugin import GifImageFile
from PIL.Image import Resampling, Transpose
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from generator.problems import EnvironmentFault
from generator.read.media import Picture

# Classes rather than Image.open: no other decoder is ever asked, and a JPEG with a second picture
# behind it, as phones write them, stays a JPEG.
_DECODERS: Mapping[str, type[ImageFile.ImageFile]] = {
    "JPEG": JpegImageFile,
    "PNG": PngImageFile,
    "GIF": GifImageFile,
    "WEBP": WebPImageFile,
}

# What Pillow's decoders raise when a file is damaged.
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    LookupError,
    EOFError,
    TypeError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)

# EXIF's number for how a picture lies, and what sets it upright (Exif 2.32, section 4.6.4).
_UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}

# Colours of a profile and mode of the pixels → mode in which the profile can be applied.
_PROFILED = {
    ("GRAY", "L"): "L",
    ("RGB ", "L"): "RGB",
    ("RGB ", "RGB"): "RGB",
    ("CMYK", "CMYK"): "CMYK",
}


def decode(picture: Picture, data: bytes, size: tuple[int, int]) -> Image.Image:
    """The picture as RGB or RGBA, upright, in sRGB, `size` pixels wide and high, with no metadata.

    Raises one of UNREADABLE. Memory is bounded by the picture's inspected size: a file that turns
    out to be of another size is refused before its pixels are read.
    """
    stored = _turned(size, picture)
    image, profile = _stored(picture, data, stored)
    # Profiles are applied after scaling, to a fraction of the pixels.
    image = _srgb(_scaled(image, stored), profile)
    if picture.orientation in _UPRIGHT:
        image = image.transpose(_UPRIGHT[picture.orientation])
    return _fresh(image)


def encode(
    image: Image.Image, size: tuple[int, int], form: str, settings: Mapping[str, object]
) -> bytes:
    """A decoded picture scaled to `size` and written with `settings`."""
    if form not in Image.SAVE:
        hint = "install Pillow as its makers publish it: python -m pip install --upgrade pillow"
        raise EnvironmentFault(f"the Pillow installed here cannot write {form}", hint)
    scaled = _scaled(image, size)
    if form == "JPEG" and scaled.mode == "RGBA":
        paper = Image.new("RGBA", scaled.size, "white")
        scaled = Image.alpha_composite(paper, scaled).convert("RGB")
    stream = BytesIO()
    scaled.save(stream, form, **settings)
    return stream.getvalue()


def _stored(
    picture: Picture, data: bytes, least: tuple[int, int]
) -> tuple[Image.Image, bytes | None]:
    """The pixels as they lie in the file, no smaller than `least`, and their colour profile."""
    with warnings.catch_warnings():
        # What Pillow warns of is about parts that are not used, such as further frames.
        warnings.simplefilter("ignore")
        image = _DECODERS[picture.format](BytesIO(data))
        if image.size != _turned((picture.width, picture.height), picture):
            raise ValueError("the file has another size than its header said")
        profile = image.info.get("icc_profile")
        if isinstance(image, JpegImageFile):
            # Decodes at a half, a quarter or an eighth when that is still large enough.
            image.draft(None, least)
        image.load()
        return _plain(image), profile


def _turned(size: tuple[int, int], picture: Picture) -> tuple[int, int]:
    """A size in the file for a size upright, and the other way round."""
    return (size[1], size[0]) if picture.orientation > 4 else size


def _scaled(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    return image if image.size == size else image.resize(size, Resampling.LANCZOS)


def _plain(image: Image.Image) -> Image.Image:
    """The same picture without palette, and with an alpha channel if anything is see-through."""
    if image.mode.startswith("I"):
        # 16 bits of grey: convert() would cut off at 255 instead of dividing.
        return image.convert("I").point(lambda grey: grey / 257 + 0.5).convert("L")
    if image.mode in ("LA", "RGBA", "CMYK"):
        return image
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode in ("L", "RGB"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """RGB or RGBA in sRGB; a profile that is damaged or made for other colours is left aside."""
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    colours = image.convert(image.mode.removesuffix("A")) if alpha else image
    if profile:
        colours = _with_profile(colours, profile)
    colours = colours.convert("RGB")
    if alpha:
        colours.putalpha(alpha)
    return colours


def _with_profile(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        opened = ImageCms.getOpenProfile(BytesIO(profile))
        mode = _PROFILED.get((opened.profile.xcolor_space, image.mode))
        if mode is None:
            return image
        srgb = ImageCms.createProfile("sRGB")
        applied = ImageCms.profileToProfile(image.convert(mode), opened, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return applied or image


def _fresh(image: Image.Image) -> Image.Image:
    """A new picture of the same pixels: Pillow writes back comments that it finds in an old one."""
    return Image.frombytes(image.mode, image.size, image.tobytes())


def plain(colour: str, size: tuple[int, int]) -> bytes:
    """A PNG of nothing but one colour, '#rrggbb'."""
    image = Image.new("P", size)
    image.putpalette(bytes.fromhex(colour.removeprefix("#")))
    return _png(image)


def bilevel(rows: Sequence[bytes], least: int, words: str = "", font: bytes = b"") -> bytes:
    """A black and white PNG of rows of modules, 1 being black, at least `least` pixels wide.

    Words of ASCII stand below them, four modules high with the white round them, in `font`.
    """
    width, height = len(rows[0]), len(rows)
    grey = bytes(255 * (1 - module) for row in rows for module in row)
    scale = -(-least // width)
    image = Image.frombytes("L", (width, height), grey)
    image = image.resize((width * scale, height * scale), Resampling.NEAREST)
    if words:
        image = _captioned(image, words, font, scale)
    return _png(image.convert("1", dither=Image.Dither.NONE))


def _captioned(image: Image.Image, words: str, font: bytes, scale: int) -> Image.Image:
    """The picture with words below it, no wider than what stands between its quiet zones."""
    tall = Image.new("L", (image.width, image.height + 4 * scale), 255)
    tall.paste(image)
    size, room = 2.4 * scale, image.width - 8 * scale
    width = ImageFont.truetype(BytesIO(font), 100).getlength(words) / 100
    face = ImageFont.truetype(BytesIO(font), min(size, room / width))
    ImageDraw.Draw(tall).text((image.width / 2, image.height + scale), words, 0, face, anchor="mm")
    return tall


def _png(image: Image.Image) -> bytes:
    stream = BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()
