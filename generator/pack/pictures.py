"""Which pictures go into a single file: small ones first, larger ones as far as there is room."""

from __future__ import annotations

import base64
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

# By ending; what is not here does not go into the file. AVIF is left to the site: browsers of the
# years before 2021 cannot read it, and a copy is for any device.
TYPES: Mapping[str, str] = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
}

# As wide as a phone's screen shows in full.
_WIDE_ENOUGH = 640
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+(\d+)w|\s+[\d.]+x)?\s*(?:,|$)")


def media_type(path: str) -> str:
    return TYPES.get(posixpath.splitext(path)[1].lower(), "")


def cost(path: str, size: int) -> int:
    """How many characters a file of so many bytes takes as a data address."""
    return len(f"data:{media_type(path)};base64,") + (size + 2) // 3 * 4


def as_data(path: str, data: bytes) -> str:
    return f"data:{media_type(path)};base64,{base64.b64encode(data).decode()}"


def candidates(srcset: str) -> list[tuple[str, int]]:
    """The addresses of a srcset, each with its width in pixels, 0 where none is said."""
    return [(address, int(width or 0)) for address, width in _CANDIDATE.findall(srcset)]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture at one place: its variants by path with their widths, smallest file first."""

    variants: tuple[tuple[str, int], ...]

    @property
    def wanted(self) -> str:
        """The smallest variant that is wide enough, or the widest."""
        for path, width in self.variants:
            if width >= _WIDE_ENOUGH:
                return path
        return max(self.variants, key=lambda variant: variant[1])[0]


def chosen(
    pictures: Iterable[Picture], size: Callable[[str], int], room: int
) -> tuple[list[str], int]:
    """For each picture the variant that goes in, or an empty text; and the room that is left.

    All get their smallest before any gets a larger one; the first ones are served first.
    """
    every: Sequence[Picture] = list(pictures)
    taken = [""] * len(every)
    for number, picture in enumerate(every):
        smallest = picture.variants[0][0]
        price = cost(smallest, size(smallest))
        if price <= room:
            taken[number] = smallest
            room -= price
    for number, picture in enumerate(every):
        now, better = taken[number], picture.wanted
        if now and better != now:
            more = cost(better, size(better)) - cost(now, size(now))
            if more <= room:
                taken[number] = better
                room -= more
    return taken, room
