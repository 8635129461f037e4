"""What a picture file tells besides its pixels, found by walking its blocks."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from struct import unpack_from

from generator.check.containers import END, Block, MalformedError, blocks, container

# Tags of the first EXIF directory (Exif 2.32, table 4 and section 4.6.3).
ORIENTATION, GPS_POINTER = 0x0112, 0x8825

_TIFF_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_TIFF_START = re.compile(rb"II\*\0|MM\0\*")
_SHORT = 3

# Which blocks of each format are called what: block name, how its content starts, what it is.
# The first row that fits counts; an empty name means that the block is part of the picture.
# A block that no row knows is reported by its own name, so that nothing slips through unnamed.
_RULES: dict[str, tuple[tuple[str, bytes, str], ...]] = {
    "JPEG": (
        ("SOF|DHT|DAC|DQT|DRI|SOS", rb"", ""),
        ("APP0", rb"JFIF\0.{7}\0\0\Z", ""),
        ("APP0", rb"", "thumbnail"),
        ("APP14", rb"Adobe", ""),
        ("APP1", rb"Exif\0", "EXIF"),
        ("APP1", rb"http://ns\.adobe\.com/x", "XMP"),
        ("APP2", rb"ICC_PROFILE\0", "ICC"),
        ("APP2", rb"MPF\0", "further pictures"),
        ("APP13", rb"Photoshop", "IPTC/Photoshop"),
        ("COM", rb"", "JPEG comment"),
    ),
    "PNG": (
        ("IHDR|PLTE|IDAT|IEND|tRNS|acTL|fcTL|fdAT", rb"", ""),
        ("gAMA|cHRM|sRGB|cICP|sBIT|bKGD|hIST|pHYs", rb"", ""),
        ("[tzi].Xt", rb"XML:com\.adobe\.xmp\0|Raw profile type xmp\0", "XMP"),
        ("[tzi].Xt", rb"Raw profile type (exif|APP1)\0", "EXIF"),
        ("[tzi].Xt", rb"Raw profile type (iptc|8bim)\0", "IPTC/Photoshop"),
        ("[tzi].Xt", rb"", "PNG text"),
        ("tIME", rb"", "PNG time"),
        ("eXIf", rb"", "EXIF"),
        ("iCCP", rb"", "ICC"),
    ),
    "GIF": (
        ("HEADER|CONTROL|IMAGE", rb"", ""),
        ("APPLICATION", rb"NETSCAPE2\.0|ANIMEXTS1\.0", ""),
        ("APPLICATION", rb"XMP DataXMP", "XMP"),
        ("APPLICATION", rb"ICCRGBG1012", "ICC"),
        ("COMMENT", rb"", "GIF comment"),
        ("TEXT", rb"", "GIF text"),
    ),
    "WEBP": (
        ("VP8 |VP8L|VP8X|ALPH|ANIM|ANMF", rb"", ""),
        ("EXIF", rb"", "EXIF"),
        ("XMP ", rb"", "XMP"),
        ("ICCP", rb"", "ICC"),
    ),
    "AVIF": (
        ("ftyp|hdlr|pitm|iloc|iref|ipma|ispe|pixi|av1C|auxC|irot|imir|mdat|idat", rb"", ""),
        ("infe", rb".{8}(.{2})?Exif", "EXIF"),
        ("infe", rb".{8}(.{2})?mime.*application/rdf\+xml", "XMP"),
        ("infe", rb".{8}(.{2})?av01", ""),
        ("colr", rb"nclx", ""),
        ("colr", rb"prof|rICC", "ICC"),
    ),
}
_COMPILED = {
    form: tuple(
        (re.compile(name), re.compile(start, re.DOTALL), what) for name, start, what in rows
    )
    for form, rows in _RULES.items()
}


def strip_check(data: bytes) -> tuple[str, ...]:
    """Names of what a picture file holds besides its pixels: 'EXIF', 'GPS', 'JPEG comment' …

    Nothing is left to trust: a file whose structure cannot be followed is reported as well.
    """
    form = container(data)
    if form is None:
        return ("unknown container",)
    names: list[str] = []
    try:
        for block in blocks(data):
            names += _names(form, block, data)
    except MalformedError:
        names.append("broken container")
    return tuple(dict.fromkeys(names))


def _names(form: str, block: Block, data: bytes) -> Iterator[str]:
    if block.name == END:
        if block.payload:
            yield "data after the picture's end"
        return
    what = _what(form, block)
    if what:
        yield what
    # AVIF keeps the content of an item apart from its name, somewhere in the file.
    if what in ("EXIF", "XMP") and _has_position(data if form == "AVIF" else block.payload):
        yield "GPS"


def _what(form: str, block: Block) -> str:
    for name, start, what in _COMPILED[form]:
        if name.fullmatch(block.name) and start.match(block.payload):
            return what
    return f"{form} block {block.name!r}"


def _has_position(payload: bytes) -> bool:
    if b"exif:GPS" in payload:
        return True
    starts = (match.start() for match in _TIFF_START.finditer(payload))
    return any(GPS_POINTER in exif_tags(payload[at:]) for at in starts)


def exif_tags(exif: bytes) -> dict[int, int]:
    """The numbers in an EXIF block's first directory, by tag; what cannot be read is left out."""
    tiff = exif.removeprefix(b"Exif\0\0")
    order = _TIFF_ORDERS.get(tiff[:4])
    tags: dict[int, int] = {}
    if order is None:
        return tags
    try:
        (at,) = unpack_from(order + "I", tiff, 4)
        (count,) = unpack_from(order + "H", tiff, at)
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind = unpack_from(order + "HH", tiff, entry)
            (value,) = unpack_from(order + ("H" if kind == _SHORT else "I"), tiff, entry + 8)
            tags.setdefault(tag, value)
    except struct.error:
        return tags
    return tags
