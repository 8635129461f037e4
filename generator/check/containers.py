"""The blocks that a picture file is made of, for JPEG, PNG, GIF, WebP and AVIF."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from itertools import islice
from struct import unpack_from
from typing import NamedTuple
from zlib import crc32

# The last block of every walk; it holds what stands behind the picture's own end.
END = "END"

# No real picture has as many; a file made of nothing but empty blocks would keep us busy for long.
_MOST_BLOCKS = 200_000

_SIGNATURES = {
    "JPEG": re.compile(rb"\xff\xd8\xff"),
    "PNG": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "GIF": re.compile(rb"GIF8[79]a"),
    "WEBP": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
    "AVIF": re.compile(rb".{4}ftypavi[fs]", re.DOTALL),
}


class MalformedError(ValueError):
    """The file ends inside a block, or a block lies about itself."""


class Block(NamedTuple):
    """A block's name in its own format ('APP1', 'IHDR', 'VP8X', 'colr' …) and its content."""

    name: str
    payload: bytes


def container(head: bytes) -> str | None:
    """The format that the first bytes of a file show, whatever the file's name says."""
    return next((name for name, sign in _SIGNATURES.items() if sign.match(head)), None)


def blocks(data: bytes) -> Iterator[Block]:
    """All blocks in order, the last one named END.

    Raises MalformedError where the structure breaks, after the blocks that came before.
    """
    walk = _WALKS.get(container(data) or "")
    if walk is None:
        raise MalformedError("not a picture file")
    found = walk(data)
    try:
        yield from islice(found, _MOST_BLOCKS)
        if next(found, None) is not None:
            raise MalformedError("too many blocks")
    except (struct.error, IndexError) as error:
        raise MalformedError("the file ends inside a block") from error


def _slice(data: bytes, start: int, end: int) -> bytes:
    if not start <= end <= len(data):
        raise MalformedError("a block is longer than the file")
    return data[start:end]


# JPEG (ITU-T T.81, annex B)

# Markers that open a segment: not a stuffed zero, not a fill byte, not one that stands alone.
_MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd8\xff])", re.DOTALL)
_JPEG_NAMES = {0xC4: "DHT", 0xC8: "JPG", 0xCC: "DAC", 0xDA: "SOS", 0xDB: "DQT", 0xDD: "DRI"}
_JPEG_NAMES |= {0xFE: "COM", **{0xE0 + n: f"APP{n}" for n in range(16)}}
_EOI = 0xD9


def _jpeg(data: bytes) -> Iterator[Block]:
    at = 2
    # Searching for the next marker also steps over the compressed data behind each SOS.
    while marker := _MARKER.search(data, at):
        at, code = marker.end(), marker[1][0]
        if code == _EOI:
            yield Block(END, data[at:])
            return
        (length,) = unpack_from(">H", data, at)
        frame = "SOF" if 0xC0 <= code <= 0xCF else f"FF{code:02X}"
        yield Block(_JPEG_NAMES.get(code, frame), _slice(data, at + 2, at + length))
        at += length
    raise MalformedError("no end of image")


# PNG (W3C recommendation, third edition, section 5)


def _png(data: bytes) -> Iterator[Block]:
    at = 8
    while True:
        length, name = unpack_from(">I4s", data, at)
        payload = _slice(data, at + 8, at + 8 + length)
        # Told before its checksum is looked at, so that a huge picture is called huge, not broken.
        yield Block(name.decode("latin-1"), payload)
        at += 12 + length
        if unpack_from(">I", data, at - 4)[0] != crc32(payload, crc32(name)):
            raise MalformedError("a checksum is wrong")
        if name == b"IEND":
            yield Block(END, data[at:])
            return


# GIF (GIF89a specification)

_GIF_EXTENSIONS = {0x01: "TEXT", 0xF9: "CONTROL", 0xFE: "COMMENT", 0xFF: "APPLICATION"}


def _gif(data: bytes) -> Iterator[Block]:
    yield Block("HEADER", _slice(data, 6, 13))
    at = 13 + _colours(data[10])
    images = 0
    # Many programs forget the closing byte; every viewer forgives that once there is a picture.
    while at < len(data) or not images:
        kind = data[at]
        if kind == 0x3B:
            yield Block(END, data[at + 1 :])
            return
        if kind == 0x2C:
            images += 1
            yield Block("IMAGE", _slice(data, at + 1, at + 10))
            at, _ = _sub_blocks(data, at + 11 + _colours(data[at + 9]))
        elif kind == 0x21:
            name = _GIF_EXTENSIONS.get(data[at + 1], f"{data[at + 1]:02X}")
            at, payload = _sub_blocks(data, at + 2)
            yield Block(name, payload)
        else:
            raise MalformedError("no such kind of block")
    yield Block(END, b"")


def _colours(flags: int) -> int:
    """The bytes of the colour table that these flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _sub_blocks(data: bytes, at: int) -> tuple[int, bytes]:
    parts: list[bytes] = []
    while length := data[at]:
        parts.append(_slice(data, at + 1, at + 1 + length))
        at += 1 + length
    return at + 1, b"".join(parts)


# WebP (RFC 9649)


def _webp(data: bytes) -> Iterator[Block]:
    end = 8 + int.from_bytes(data[4:8], "little")
    _slice(data, 12, end)
    at = 12
    while at < end:
        name, length = unpack_from("<4sI", data, at)
        payload = _slice(data, at + 8, at + 8 + length)
        yield Block(name.decode("latin-1"), payload)
        at += 8 + length + length % 2
    yield Block(END, data[end:])


# AVIF (ISO/IEC 14496-12 boxes)

# Boxes that hold boxes, and how many bytes stand before the first of them.
_NESTS = {"meta": 4, "iprp": 0, "ipco": 0, "iinf": 6}


def _avif(data: bytes) -> Iterator[Block]:
    yield from _boxes(data, 0, len(data), 0)
    yield Block(END, b"")


def _boxes(data: bytes, at: int, end: int, depth: int) -> Iterator[Block]:
    while at < end:
        length, raw = unpack_from(">I4s", data, at)
        name, start = raw.decode("latin-1"), at + 8
        if length == 1:
            (length,) = unpack_from(">Q", data, start)
            start += 8
        stop = at + length if length else end
        if stop > end or stop < start or depth > len(_NESTS):
            raise MalformedError("a box does not fit into its own")
        if name in _NESTS:
            # From version 1 on, `iinf` counts its entries in four bytes instead of two.
            wide = 2 if name == "iinf" and data[start] else 0
            yield from _boxes(data, start + _NESTS[name] + wide, stop, depth + 1)
        else:
            yield Block(name, data[start:stop])
        at = stop


_WALKS: dict[str, Callable[[bytes], Iterator[Block]]] = {
    "JPEG": _jpeg,
    "PNG": _png,
    "GIF": _gif,
    "WEBP": _webp,
    "AVIF": _avif,
}
