"""A copy in a folder: a site's own, a checkout of git, what was unpacked from a zip."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.problems import EnvironmentFault
from generator.verify.copies import Taken, Unread, taken
from generator.write.manifest import MANIFEST

# Where the site lies in what `pack` makes and in a campaign's folder.
_INSIDE = ("site", "output")

# A checkout's own records, in a folder or, for a work tree, in a file.
_PASSED_OVER = ".git"


class Folder:
    """Links are not followed: they might lead anywhere, and a site has none."""

    threads = 2
    served = False
    beside: Sequence[str] = ()
    file: Path | None = None
    faults: Sequence[str] = ()

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        inside = [folder / name for name in _INSIDE if (folder / name / MANIFEST).is_file()]
        if inside and not (folder / MANIFEST).exists():
            self._folder = inside[0]
            self.beside = sorted(_beside(folder, inside[0].name))
        # Who serves a checkout may serve this too.
        if (self._folder / _PASSED_OVER).exists():
            self.beside = [*self.beside, f"{_PASSED_OVER}/"]

    def names(self) -> Sequence[str]:
        try:
            return list(_files(self._folder))
        except OSError as error:
            message = f"the folder cannot be read: {error.strerror}"
            raise EnvironmentFault(message, "look at its permissions") from error

    def take(self, path: str, most: int, *, keep: bool = False) -> Taken | None:
        return held(self._folder / path, most, keep=keep)

    def close(self) -> None:
        """Nothing is held open."""


def held(file: Path, most: int, *, keep: bool = False) -> Taken | None:
    """What a file on this machine holds, as `Copy.take` has it. Raises Unread."""
    # Neither a link nor a pipe, which would never end, is opened.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    flags |= getattr(os, "O_BINARY", 0)
    try:
        if file.is_symlink():
            raise Unread("it is a link")
        opened = os.open(file, flags)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise Unread(f"it cannot be read: {error.strerror}") from error
    with os.fdopen(opened, "rb", buffering=0) as reading:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise Unread("it is no file")
        try:
            return taken(lambda size: reading.read(size) or b"", most, keep=keep)
        except OSError as error:
            raise Unread(f"it cannot be read: {error.strerror}") from error


def _files(folder: Path, prefix: str = "") -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = prefix + entry.name
            if name == _PASSED_OVER:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path), f"{name}/")
            else:
                yield name


def _beside(folder: Path, inside: str) -> Iterator[str]:
    """Only what lies next to the site: a campaign's own folder may hold very much."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name not in (inside, _PASSED_OVER):
                yield entry.name + ("/" if entry.is_dir(follow_symlinks=False) else "")
