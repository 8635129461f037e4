"""Whether a file is the one that was seen before, told without reading it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

# When it was written, when anything of it was changed (which nobody can set back), its size in
# bytes, and its number on the disk; all nought where no later look may rely on it.
Signature = tuple[int, int, int, int]
UNSURE: Signature = (0, 0, 0, 0)

# A file may be written again in the same tick of its disk's clock: what was written so short a time
# before it was looked at may have changed since and look the same. FAT counts in steps of 2 s.
_TICK = 50_000_000
_COARSE_TICK = 2_100_000_000
_SECOND = 1_000_000_000


def signature(facts: os.stat_result) -> Signature:
    return (facts.st_mtime_ns, facts.st_ctime_ns, facts.st_size, facts.st_ino)


def is_settled(seen: Signature, looked: int) -> bool:
    """Whether a file that was looked at at `looked` (ns) cannot change without a new signature."""
    tick = _TICK if seen[0] % _SECOND else _COARSE_TICK
    return seen != UNSURE and max(seen[0], seen[1]) < looked - tick


def settled(seen: Mapping[str, Signature], looked: int) -> dict[str, Signature]:
    """The signatures of which later looks may rely on, and UNSURE for all others."""
    return {name: one if is_settled(one, looked) else UNSURE for name, one in seen.items()}


def now() -> int:
    """The disk's time as near as this machine's clock tells it, in nanoseconds."""
    return time.time_ns()


def of_tree(
    folder: Path, *, follows: bool = False, but: frozenset[str] = frozenset()
) -> dict[str, Signature]:
    """The signatures of all files below a folder, by their paths from it; empty if there is none.

    Where a link to a folder leads is a part of its own signature; with `follows`, what is there is
    looked at as well, once. Folders of the names in `but` are passed over.
    """
    seen = {os.path.realpath(folder)} if follows else None
    return dict(_walk(str(folder), "", seen, but))


def of_file(file: Path) -> Signature:
    """The signature of one file, UNSURE if it is not there."""
    try:
        return signature(file.stat())
    except OSError:
        return UNSURE


def _walk(
    folder: str, prefix: str, seen: set[str] | None, but: frozenset[str]
) -> Iterator[tuple[str, Signature]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        name = prefix + entry.name
        try:
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in but:
                    yield from _walk(entry.path, f"{name}/", seen, but)
                continue
            if entry.is_symlink():
                yield f"{name} -> {os.readlink(entry.path)}", signature(entry.stat())  # noqa: PTH115
                real = os.path.realpath(entry.path)
                if seen is None or real in seen or not entry.is_dir():
                    continue
                seen.add(real)
                yield from _walk(entry.path, f"{name}/", seen, but)
            else:
                yield name, signature(entry.stat())
        except OSError:
            yield name, UNSURE
