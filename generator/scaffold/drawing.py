"""The picture that a new site begins with: a wall of squares that turn to its colour."""

from __future__ import annotations

import struct
import zlib
from hashlib import sha256

# 1200 × 630 pixels: what link previews show without cutting anything off.
CELL, COLUMNS, ROWS = 30, 40, 21
_PAPER, _QUIET = "#fbf9f5", "#d9d4ca"
_GAP = 3


def squares(accent: str) -> bytes:
    """A PNG file in three colours; `accent` is '#rrggbb'."""
    rows = b"".join(_row(row) for row in range(ROWS))
    palette = b"".join(bytes.fromhex(colour[1:]) for colour in (_PAPER, _QUIET, accent))
    header = struct.pack(">IIBBBBB", COLUMNS * CELL, ROWS * CELL, 8, 3, 0, 0, 0)
    chunks = (
        (b"IHDR", header),
        (b"PLTE", palette),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _row(row: int) -> bytes:
    """The lines of pixels of one row of squares, each line with its filter byte 0."""
    gap = b"\0" * _GAP
    full = b"".join(
        gap + bytes([_colour(row, column)]) * (CELL - _GAP) for column in range(COLUMNS)
    )
    empty = b"\0" * len(full)
    return (b"\0" + empty) * _GAP + (b"\0" + full) * (CELL - _GAP)


def _colour(row: int, column: int) -> int:
    """1 or 2 in the palette: the further to the end of the line, the more squares have turned."""
    chance = sha256(f"{row}/{column}".encode()).digest()[0] / 255
    return 2 if chance < (column / (COLUMNS - 1)) ** 2 else 1


def _chunk(name: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(name + body)
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", checksum)
