"""A copy of a site, wherever it is: what lies there, and what each file holds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

_AT_ONCE = 1 << 18


class Unread(Exception):
    """A file is there and cannot be read, or nobody can tell; the message says why, in words."""


class Taken(NamedTuple):
    """What a file holds: its size in bytes, its SHA-256, and `data` where that was asked for."""

    size: int
    sha256: str
    data: bytes = b""


class Copy(Protocol):
    """A copy whose files are asked for by their paths in the site."""

    threads: int
    """How many files may be taken at once."""

    served: bool
    """Whether a host answers for it, which may show a page of its own for what is not there."""

    beside: Sequence[str]
    """What lies around the site, and is no part of it."""

    file: Path | None
    """The zip that holds it, if one does."""

    faults: Sequence[str]
    """Sentences on what is wrong with the copy as a whole."""

    def names(self) -> Sequence[str] | None:
        """Every file that is there, as often as it is; None where that cannot be seen."""

    def take(self, path: str, most: int, *, keep: bool = False) -> Taken | None:
        """What a file holds; None where there is none. Raises Unread, and EnvironmentFault.

        Of more than `most` bytes one more is read, and nothing told but that there are too many.
        """

    def close(self) -> None: ...


def taken(read: Callable[[int], bytes], most: int, *, keep: bool) -> Taken:
    """What `read` gives until it gives nothing, as `Copy.take` has it."""
    digest, size, kept = hashlib.sha256(), 0, bytearray()
    while size <= most and (part := read(min(_AT_ONCE, most + 1 - size))):
        digest.update(part)
        size += len(part)
        if keep:
            kept += part
    return Taken(size, digest.hexdigest() if size <= most else "", bytes(kept))
