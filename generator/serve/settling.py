"""Waiting until an editor has finished saving: files that are away for a moment, empty or half."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection, Mapping
from pathlib import Path

Signature = tuple[int, int, int]
Signatures = Mapping[Path, Signature | None]

_STEP = 0.004
# A file that stays missing, or empty, is meant to be.
_AWAY = 0.1
# Whoever writes without a pause has to be shown something in the end.
_LONGEST = 5.0
# For how long a file must have been left alone. One that lost much of what it held is likely to
# get the rest in a moment; of one that we have not seen before, that cannot be known.
_KEPT, _UNKNOWN, _SHRUNK = 0.012, 0.025, 0.08


def signature(path: Path) -> Signature | None:
    """What changes when a file does; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def signatures(paths: Collection[Path]) -> dict[Path, Signature | None]:
    return {path: signature(path) for path in paths}


def is_fresh(found: Signature, rest: float = _UNKNOWN) -> bool:
    """Whether it was written less than `rest` seconds ago.

    A network drive's clock may be ahead of ours: that makes nothing fresh.
    """
    return 0 <= time.time() - found[0] / 1e9 < rest


class Settling:
    """Tells half a file from a whole one, by how large it was when it was read before."""

    def __init__(self) -> None:
        self._sizes: dict[Path, int] = {}

    def learn(self, read: Signatures) -> None:
        """These files were read, and were not touched meanwhile."""
        self._sizes.update({path: found[1] for path, found in read.items() if found})

    async def wait(self, paths: Collection[Path]) -> Signatures:
        """How the files look when none is missing, empty or just being written, or never will be.

        What somebody writes from then on makes a difference to it.
        """
        started = since = time.monotonic()
        seen = signatures(paths)
        while any(self._in_the_middle(path, found) for path, found in seen.items()):
            now = time.monotonic()
            if now - since > _AWAY or now - started > _LONGEST:
                break
            await asyncio.sleep(_STEP)
            latest = signatures(paths)
            if latest != seen:
                seen, since = latest, now
        return seen

    def _in_the_middle(self, path: Path, found: Signature | None) -> bool:
        if found is None or found[1] == 0:
            return True
        return is_fresh(found, self._rest(path, found[1]))

    def _rest(self, path: Path, size: int) -> float:
        known = self._sizes.get(path)
        if known is None:
            return _UNKNOWN
        return _SHRUNK if size < known * 3 / 4 else _KEPT
