"""What a picture file is, told from its header; nothing is decoded here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.check.containers import Block, MalformedError, blocks, container
from generator.problems import EnvironmentFault, Place, Problem
from generator.read.headers import Header, header

MOST_BYTES = 25_000_000
# Pillow's WebP decoder keeps four copies of a picture, the others two: 400 MB is enough for each.
MOST_PIXELS = {"JPEG": 40_000_000, "PNG": 40_000_000, "GIF": 40_000_000, "WEBP": 20_000_000}
LONGEST_SIDE = 16_383  # all that WebP can store

_HEAD = 4096

_EXPORT = "export it as JPEG, PNG, WebP or GIF"
_PHOTO, _DRAWING = "export it as JPEG", "export it as PNG"
_STILL = "save one frame of it as JPEG, and link to the place where it is published"
_LINK = "export the page as PNG, or link to the place where it is published"
_UNPACK = "take the picture out of it and put that here"
_ITSELF = "open the picture by itself in the browser and save that"
_LFS = "run 'git lfs pull' to fetch the picture itself"

_HTML = rb"(\xef\xbb\xbf)?\s*<(!doctype\s+)?html\b"
_SVG = rb"(\xef\xbb\xbf)?\s*<(svg\b|(\?xml|!--|!doctype).*?\bsvg\b)"

# What else people put into media/: how its bytes begin, what it is, what to do about it.
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (_HTML, "a web page, not a picture", _ITSELF),
    (_SVG, "an SVG drawing, which can hold scripts and names", _DRAWING),
    (rb"%PDF-", "a PDF document, which tells who made it and on what", _LINK),
    (rb"....ftyp.{0,48}avi[fs]", "an AVIF picture, which is written here but not read", _PHOTO),
    (rb"....ftyp(hei|hev|mif1|msf1)", "a HEIC photo, which most browsers do not show", _PHOTO),
    (rb"....(ftyp|moov|mdat|wide)", "a video", _STILL),
    (rb"\x1a\x45\xdf\xa3|RIFF....AVI |\0\0\x01[\xb3\xba]|OggS|FLV\x01", "a video", _STILL),
    (rb"II\*\0|MM\0\*|II\+\0|MM\0\+", "a TIFF picture or a camera's raw photo", _PHOTO),
    (rb"BM.{12}[\x0c\x28-\x7c]\0\0\0", "a BMP picture", _DRAWING),
    (rb"\0\0[\x01\x02]\0", "a Windows icon", _DRAWING),
    (rb"8BPS", "a Photoshop document", _EXPORT),
    (rb"gimp xcf", "a GIMP document", _EXPORT),
    (rb"%!PS", "a PostScript drawing", _DRAWING),
    (rb"\xff\x0a|\0\0\0\x0cJXL ", "a JPEG XL picture, which most browsers do not show", _PHOTO),
    (rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51", "a JPEG 2000 picture", _PHOTO),
    (rb"PK\x03\x04|\x1f\x8b|7z\xbc\xaf|Rar!", "an archive or an office document", _UNPACK),
    (rb"version https://git-lfs", "a placeholder left by Git LFS", _LFS),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be used.

    `path` is its path below content/; width and height are pixels of the picture set upright, which
    `orientation` (the EXIF number, 1 to 8) says how to do; `digest` is the SHA-256 of the file and
    `size` its bytes; `alpha` says that pixels may be see-through.
    """

    path: str
    file: Path
    width: int
    height: int
    format: str
    digest: str
    animated: bool
    alpha: bool
    orientation: int = 1
    size: int = 0


def inspect(file: Path, path: str, place: Place) -> Picture | Problem:
    """The picture in `file`, or why it cannot be used; `path` is its path below content/."""
    data, size = _read(file, path)
    form = container(data)
    if form not in MOST_PIXELS:
        return _refusal(data, path, place)
    if size > MOST_BYTES:
        had, most = f"{size / 1e6:,.1f} MB", f"{MOST_BYTES / 1e6:.0f} MB"
        return _too_large(path, place, f"is a file of {had}, more than the {most} allowed")
    found, whole = _blocks(data)
    told = header(form, found)
    if told and (excess := _excess(form, told)):
        return _too_large(path, place, excess)
    if not told or not whole:
        return _broken(path, place, "is damaged or cut off")
    return _picture(file, path, data, form, told)


def _read(file: Path, path: str) -> tuple[bytes, int]:
    """The file's bytes and size; of a file that is too large only the beginning."""
    try:
        with file.open("rb") as stream:
            head = stream.read(_HEAD)
            rest = (
                stream.read(MOST_BYTES + 1 - len(head)) if container(head) in MOST_PIXELS else b""
            )
            size = max(file.stat().st_size, len(head) + len(rest))
    except OSError as error:
        raise EnvironmentFault(f"cannot read {path}: {error.strerror}") from error
    return head + rest, size


def _picture(file: Path, path: str, data: bytes, form: str, told: Header) -> Picture:
    width, height = told.width, told.height
    if told.orientation > 4:  # lying on its side
        width, height = height, width
    return Picture(
        path=path,
        file=file,
        width=width,
        height=height,
        format=form,
        digest=sha256(data).hexdigest(),
        animated=told.frames > 1,
        alpha=told.alpha,
        orientation=told.orientation,
        size=len(data),
    )


def _refusal(head: bytes, path: str, place: Place) -> Problem:
    if not head:
        return _broken(path, place, "is empty")
    for begins, what, hint in _REFUSED:
        if re.match(begins, head, re.DOTALL | re.IGNORECASE):
            return Problem("picture-format", f"'{path}' is {what}", place, hint)
    return Problem("picture-format", f"'{path}' is no picture that can be read", place, _EXPORT)


def _broken(path: str, place: Place, how: str) -> Problem:
    hint = "copy it again from where it came from"
    return Problem("picture-broken", f"'{path}' {how}", place, hint)


def _too_large(path: str, place: Place, excess: str) -> Problem:
    hint = "export it smaller: 2,000 pixels across is as much as the site ever shows"
    return Problem("picture-too-large", f"'{path}' {excess}", place, hint)


def _excess(form: str, told: Header) -> str:
    sides = f"{told.width:,} × {told.height:,} pixels"
    most = MOST_PIXELS[form]
    if told.width * told.height > most:
        return f"has {sides}, more than the {most // 1_000_000} million that a {form} may have"
    if max(told.width, told.height) > LONGEST_SIDE:
        return f"has {sides}; no side may be longer than {LONGEST_SIDE:,}"
    return ""


def _blocks(data: bytes) -> tuple[list[Block], bool]:
    """The file's blocks up to its end or to where it breaks, and whether it is whole."""
    found: list[Block] = []
    try:
        found.extend(blocks(data))
    except MalformedError:
        return found, False
    return found, True
