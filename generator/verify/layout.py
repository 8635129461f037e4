"""Whether a zip holds nothing but what it lists, so that every program unpacks the same from it.

A zip tells of its files twice: in a list at its end, which is read here, and before each file. Some
programs go by the other, or begin in the middle; and an old extension gives a file a second name.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import IO
from zipfile import ZipInfo

# Before each file (PKWARE's APPNOTE, 4.3.7), from the flags on; and what may follow it (4.3.9).
_BEFORE = struct.Struct("<4x2xHH4xLLLHH")
_AFTER = (12, 16, 20, 24)
_SIZES_FOLLOW, _SIZES_ELSEWHERE = 0x8, 0xFFFFFFFF
_MATTERS = 0x1 | _SIZES_FOLLOW

_SECOND_NAME, _AHEAD = 0x7075, 5  # 4.6.9: a version and a checksum come before the name

HIDDEN = "the zip holds bytes that belong to no file in its list: some programs may unpack them"
UNLIKE = "the zip tells two things of '{}': programs do not agree on what it is"


def faults(reading: IO[bytes], listed: Sequence[ZipInfo], end: int) -> list[str]:
    """`end` is where the list begins, before which all files lie without a gap."""
    at: tuple[int, ...] = (0,)
    found, hidden = [], False
    for entry in sorted(listed, key=lambda one: one.header_offset):
        hidden = hidden or entry.header_offset not in at
        head = _head(reading, entry.header_offset)
        if head is None:
            return [HIDDEN]
        flags, method, crc, packed, size, names, extra = head
        after = entry.header_offset + _BEFORE.size + names + extra + entry.compress_size
        at = tuple(after + more for more in _AFTER) if flags & _SIZES_FOLLOW else (after,)
        told = (flags & _MATTERS, method)
        same = told == (entry.flag_bits & _MATTERS, entry.compress_type)
        if not flags & _SIZES_FOLLOW:
            real = (entry.CRC, entry.compress_size, entry.file_size)
            same = same and all(
                one in (other, _SIZES_ELSEWHERE)
                for one, other in zip((crc, packed, size), real, strict=True)
            )
        reading.seek(entry.header_offset + _BEFORE.size)
        name = reading.read(names)
        others = {*_second_names(reading.read(extra)), *_second_names(entry.extra)}
        if not same or others - {name}:
            found.append(UNLIKE.format(entry.filename))
    return found + ([HIDDEN] if hidden or end not in at else [])


def _head(reading: IO[bytes], at: int) -> tuple[int, ...] | None:
    reading.seek(at)
    data = reading.read(_BEFORE.size)
    return _BEFORE.unpack(data) if len(data) == _BEFORE.size and data[:2] == b"PK" else None


def _second_names(extra: bytes) -> Iterator[bytes]:
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == _SECOND_NAME:
            yield extra[4 + _AHEAD : 4 + length]
        extra = extra[4 + length :]
