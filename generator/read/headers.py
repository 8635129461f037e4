"""Size, transparency, frames and orientation of a picture, from the blocks of its file."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from struct import unpack_from

from generator.check.containers import Block
from generator.check.metadata import ORIENTATION, exif_tags


@dataclass(frozen=True, slots=True)
class Header:
    """What a format's own header says: stored size, whether pixels may be see-through, EXIF."""

    width: int
    height: int
    alpha: bool = False
    frames: int = 1
    exif: bytes = b""

    @property
    def orientation(self) -> int:
        told = exif_tags(self.exif).get(ORIENTATION, 1)
        return told if 1 <= told <= 8 else 1


def header(form: str, found: Sequence[Block]) -> Header | None:
    """The header of a JPEG, PNG, GIF or WebP file, or None when there is none to be read."""
    try:
        told = _HEADERS[form](found)
    except (struct.error, LookupError):
        return None
    return told if told.width and told.height else None


def _payloads(found: Sequence[Block], name: str, start: bytes = b"") -> list[bytes]:
    return [b.payload for b in found if b.name == name and b.payload.startswith(start)]


def _jpeg(found: Sequence[Block]) -> Header:
    height, width = unpack_from(">HH", _payloads(found, "SOF")[0], 1)
    exif = _payloads(found, "APP1", b"Exif\0")
    return Header(width, height, exif=exif[0] if exif else b"")


def _png(found: Sequence[Block]) -> Header:
    width, height, _, colours = unpack_from(">IIBB", _payloads(found, "IHDR")[0])
    alpha = bool(colours & 4 or _payloads(found, "tRNS"))
    frames = [unpack_from(">I", payload)[0] for payload in _payloads(found, "acTL")]
    exif = _payloads(found, "eXIf")
    return Header(width, height, alpha, max(frames, default=1), exif[0] if exif else b"")


def _gif(found: Sequence[Block]) -> Header:
    width, height = unpack_from("<HH", _payloads(found, "HEADER")[0])
    frames = _payloads(found, "IMAGE")
    # Decoders widen the canvas for a first frame that reaches beyond it.
    left, top, across, down = unpack_from("<HHHH", frames[0])
    before = found[: [block.name for block in found].index("IMAGE")]
    alpha = any(payload[0] & 1 for payload in _payloads(before, "CONTROL") if payload)
    return Header(max(width, left + across), max(height, top + down), alpha, len(frames))


def _webp(found: Sequence[Block]) -> Header:
    first, exif = found[0], _payloads(found, "EXIF")
    if first.name == "VP8X":
        flags = first.payload[0]
        width, height = (int.from_bytes(first.payload[at : at + 3], "little") for at in (4, 7))
        frames = len(_payloads(found, "ANMF")) if flags & 0x02 else 1
        return Header(1 + width, 1 + height, bool(flags & 0x10), frames, exif[0] if exif else b"")
    if first.name == "VP8L":
        (bits,) = unpack_from("<I", first.payload, 1)
        return Header(1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF), bool(bits >> 28 & 1))
    width, height = unpack_from("<HH", first.payload, 6)
    return Header(width & 0x3FFF, height & 0x3FFF)


_HEADERS: dict[str, Callable[[Sequence[Block]], Header]] = {
    "JPEG": _jpeg,
    "PNG": _png,
    "GIF": _gif,
    "WEBP": _webp,
}
