"""Which characters a font holds and what it is called, read from its file."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Tables of TrueType outlines, of PostScript outlines, and of old Apple fonts.
_KINDS = (b"\0\1\0\0", b"OTTO", b"true")

# Platform and encoding of the maps from Unicode, the most complete first (OpenType 1.9.1, 'cmap').
_UNICODE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))

_TYPOGRAPHIC_FAMILY, _FAMILY = 16, 1
_LAST = 0x10FFFF


class FontError(Exception):
    """The file is no font that can be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Face:
    """What a font file holds: its family's name, and the code points that it can draw."""

    family: str
    characters: frozenset[int]


def read_face(data: bytes) -> Face:
    """The face in a TrueType or OpenType file. Raises FontError."""
    try:
        tables = _tables(data)
        return Face(_family(tables[b"name"]), frozenset(_characters(tables[b"cmap"])))
    except KeyError as error:
        raise FontError(f"it lacks the table {error.args[0].decode('latin-1')!r}") from error
    except (struct.error, IndexError) as error:
        raise FontError("it is damaged or cut off") from error


def missing(text: str, faces: Iterable[Face]) -> str:
    """The characters of `text` that no family draws in all its styles, each once, in their order.

    Control characters, which leave no mark, are never missing.
    """
    held = drawable(faces)
    return "".join(
        char
        for char in dict.fromkeys(text)
        if ord(char) not in held and unicodedata.category(char) not in ("Cc", "Cf", "Zl", "Zp")
    )


def drawable(faces: Iterable[Face]) -> frozenset[int]:
    """What can be drawn whatever style is asked for."""
    families: dict[str, frozenset[int]] = {}
    for face in faces:
        families[face.family] = families.get(face.family, face.characters) & face.characters
    return frozenset().union(*families.values())


def _tables(data: bytes) -> dict[bytes, memoryview]:
    if data[:4] not in _KINDS:
        raise FontError("it is neither TrueType nor OpenType")
    (count,) = struct.unpack_from(">H", data, 4)
    whole = memoryview(data)
    tables = {}
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        if offset + length > len(data):
            raise FontError("it is damaged or cut off")
        tables[tag] = whole[offset : offset + length]
    return tables


def _family(table: memoryview) -> str:
    """The name that all styles of a family share."""
    _, count, storage = struct.unpack_from(">HHH", table, 0)
    found: dict[int, str] = {}
    for index in range(count):
        record = struct.unpack_from(">HHHHHH", table, 6 + 12 * index)
        platform, _, _, name, length, offset = record
        if name in (_TYPOGRAPHIC_FAMILY, _FAMILY) and platform in (0, 3):
            start = storage + offset
            raw = bytes(table[start : start + length])
            found.setdefault(name, raw.decode("utf-16-be", "replace"))
    return found.get(_TYPOGRAPHIC_FAMILY) or found.get(_FAMILY) or ""


def _characters(table: memoryview) -> Iterator[int]:
    """The code points of the most complete map from Unicode."""
    _, count = struct.unpack_from(">HH", table, 0)
    maps = {}
    for index in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * index)
        maps[(platform, encoding)] = offset
    for kind in _UNICODE:
        if kind in maps:
            body = table[maps[kind] :]
            (form,) = struct.unpack_from(">H", body, 0)
            if form in _FORMATS:
                return _FORMATS[form](body)
    raise FontError("it has no map from Unicode that can be read")


def _segments(body: memoryview) -> Iterator[int]:
    """Format 4: segments of the first 65,536 code points, each with a shift or a list of glyphs."""
    (doubled,) = struct.unpack_from(">H", body, 6)
    count = doubled // 2
    ends, starts, shifts, offsets = (
        struct.unpack_from(f">{count}H", body, 14 + part * doubled + (2 if part else 0))
        for part in range(4)
    )
    ranges = 16 + 3 * doubled
    for index in range(count):
        for code in range(starts[index], min(ends[index], 0xFFFE) + 1):
            glyph = code
            if offsets[index]:
                at = ranges + 2 * index + offsets[index] + 2 * (code - starts[index])
                (glyph,) = struct.unpack_from(">H", body, at)
                if not glyph:
                    continue
            if (glyph + shifts[index]) & 0xFFFF:
                yield code


def _groups(body: memoryview) -> Iterator[int]:
    """Format 12: groups of neighbouring code points with neighbouring glyphs."""
    (count,) = struct.unpack_from(">I", body, 12)
    if 16 + 12 * count > len(body):
        raise FontError("it is damaged or cut off")
    past = 0
    for index in range(count):
        first, last, glyph = struct.unpack_from(">III", body, 16 + 12 * index)
        # In order and apart, as the format asks; so no file makes this long.
        if first < past or last < first or last > _LAST:
            raise FontError("its map from Unicode is out of order")
        past = last + 1
        yield from range(first + (glyph == 0), past)


_FORMATS = {4: _segments, 12: _groups}
