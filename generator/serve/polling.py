"""Looking at every file again and again: for drives that tell nobody what changed on them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from generator.serve.settling import Signature, signature

Changed = Callable[[Collection[Path] | None], None]
Ignore = Callable[[str], bool]

EVERY = 0.5


@dataclass(slots=True)
class Snapshot:
    """Every file with what changes when it does, and every folder."""

    files: dict[Path, Signature] = field(default_factory=dict)
    folders: set[Path] = field(default_factory=set)


def snapshot(watched: Iterable[Path], ignore: Ignore) -> Snapshot:
    """The watched files, and those in the watched folders. What vanishes meanwhile is left out."""
    seen = Snapshot()
    waiting = list(watched)
    while waiting:
        path = waiting.pop()
        if path.is_dir():
            seen.folders.add(path)
            waiting += [path / name for name in _names(path) if not ignore(name)]
        elif found := signature(path):
            seen.files[path] = found
    return seen


def _names(folder: Path) -> list[str]:
    """Links to folders lead out of the site, or in a circle."""
    try:
        with os.scandir(folder) as entries:
            return [e.name for e in entries if not (e.is_symlink() and e.is_dir())]
    except OSError:
        return []


def difference(before: Snapshot, after: Snapshot) -> set[Path]:
    """The files that came, went or changed."""
    return {path for path, _ in before.files.items() ^ after.files.items()}


async def poll(watched: Collection[Path], ignore: Ignore, changed: Changed, seen: Snapshot) -> None:
    """Tell of everything that is not as it was seen, for ever."""
    while True:
        await asyncio.sleep(EVERY)
        now = await asyncio.to_thread(snapshot, watched, ignore)
        if found := difference(seen, now):
            changed(found)
        seen = now
