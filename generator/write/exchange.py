"""All or nothing: a site is staged beside its target and put there in one step."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from generator.write.faults import as_fault
from generator.write.lock import release, seize
from generator.write.manifest import Listing
from generator.write.paths import folded, is_safe
from generator.write.swap import flush, swap
from generator.write.target import settle, shown, standing

FILE_MODE, FOLDER_MODE = 0o644, 0o755

_STAGE = ".handbill-stage-"
_TREE, _ASIDE, _OWNER = "tree", "aside", "owner.lock"

_ANY = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _ANY
# A pipe that somebody put in place of a file must not keep the build waiting.
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _ANY


class Staging:
    """A site on its way: `put` its files, then `commit`; leaving without `commit` undoes all.

    Killed at any moment, the target is the old site or the new one, and whole. Where the system
    cannot exchange two folders (Windows, exFAT), it may be missing; `repair` or the next build
    brings it back. What a killed build leaves is a hidden folder beside the target, which the next
    build removes; a living one's is locked. `durable` adds that a power cut does no harm either,
    on Linux and as far as the disk keeps its word; elsewhere nobody promises that.

    A file that the target already has, byte for byte, is linked instead of written again.
    `previous` lists what stood at the target (None: no site), `listing` what was put so far.
    Every method may raise EnvironmentFault, and what stood at the target then stands there still.
    """

    def __init__(self, target: Path, site_root: Path, *, durable: bool = True) -> None:
        self.target = settle(target, site_root)
        self.previous: Listing | None = None
        self.listing: dict[str, tuple[int, str]] = {}
        self._shown = shown(target, site_root)
        self._durable = durable
        self._stage = self.target.with_name(f".{self.target.name}{_STAGE}{os.urandom(8).hex()}")
        self._tree = self._stage / _TREE
        self._owner: int | None = None
        self._folders = {""}
        self._taken: set[str] = set()

    def __enter__(self) -> Self:
        try:
            _clear(self.target)
            self.previous = standing(self.target, self._shown)
            self._open_stage()
        except OSError as error:
            self._drop()
            raise as_fault(error, self._shown) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._drop()

    def put(self, path: PurePosixPath, data: bytes) -> None:
        """Add a file, 0644 in folders that are 0755 whatever the umask.

        Raises ValueError for a path that is unsafe, or that a disk may take for one already there.
        """
        name = str(path)
        if not is_safe(name):
            raise ValueError(f"not a path inside the site: {name!r}")
        folder = name.rpartition("/")[0]
        try:
            if folder not in self._folders:
                self._make_folder(folder)
            self._claim(name)
            facts = (len(data), hashlib.sha256(data).hexdigest())
            listed = self.previous is not None and self.previous.get(name) == facts
            if not (listed and self._link_unchanged(name, data)):
                _create(f"{self._tree}/{name}", data)
            self.listing[name] = facts
        except OSError as error:
            raise as_fault(error, self._shown) from error

    def keep(self, path: PurePosixPath, facts: tuple[int, str]) -> None:
        """Add a file that stands at the target, of which size and SHA-256 are known."""
        name = str(path)
        folder = name.rpartition("/")[0]
        try:
            if folder not in self._folders:
                self._make_folder(folder)
            self._claim(name)
            try:
                os.link(f"{self.target}/{name}", f"{self._tree}/{name}")
            except OSError:
                # Some disks know no links.
                _create(f"{self._tree}/{name}", (self.target / name).read_bytes())
            self.listing[name] = facts
        except OSError as error:
            raise as_fault(error, self._shown) from error

    def commit(self) -> None:
        """Put the new tree at the target in one step; the old one is deleted on leaving.

        A tree without a manifest.json of ours will not be known as ours, and never be replaced.
        """
        standing(self.target, self._shown)  # somebody may have put a file there meanwhile
        try:
            if self._durable:
                flush(self._tree)
            swap(self._tree, self.target, self._stage / _ASIDE)
        except OSError as error:
            raise as_fault(error, self._shown) from error

    def _open_stage(self) -> None:
        _make_parents(self.target)
        self._stage.mkdir(0o700)
        self._owner = seize(self._stage / _OWNER)
        if self._owner is None:
            raise OSError(errno.EAGAIN, "another build is at work there")
        _mkdir(str(self._tree))

    def _drop(self) -> None:
        if self._owner is not None:
            _remove(self._stage, self._owner)
            self._owner = None
        else:
            with suppress(OSError):
                (self._stage / _OWNER).unlink(missing_ok=True)
                self._stage.rmdir()

    def _make_folder(self, name: str) -> None:
        above = name.rpartition("/")[0]
        if above not in self._folders:
            self._make_folder(above)
        self._claim(name)
        _mkdir(f"{self._tree}/{name}")
        self._folders.add(name)

    def _claim(self, name: str) -> None:
        key = folded(name)
        if key in self._taken:
            raise ValueError(f"{name!r} is already there, at least for a disk that ignores case")
        self._taken.add(key)

    def _link_unchanged(self, name: str, data: bytes) -> bool:
        """Most files of most builds are unchanged; a link costs a fraction of a new file."""
        standing_file = f"{self.target}/{name}"
        try:
            if not _holds(standing_file, data):
                return False
            os.link(standing_file, f"{self._tree}/{name}")
        except OSError:
            return False
        return True


def repair(target: Path, site_root: Path) -> None:
    """Put right what a killed build left beside `target`; `Staging` does it by itself."""
    _clear(settle(target, site_root))


def _clear(target: Path) -> None:
    for stage in list(_stages(target)):
        # A stage of another user cannot be opened: it is not ours to remove.
        with suppress(OSError):
            _clear_stage(stage, target)


def _stages(target: Path) -> Iterator[Path]:
    pattern = re.compile(re.escape(f".{target.name}{_STAGE}") + "[0-9a-f]{16}")
    with suppress(FileNotFoundError), os.scandir(target.parent) as entries:
        for entry in entries:
            if pattern.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
                yield Path(entry.path)


def _clear_stage(stage: Path, target: Path) -> None:
    if not os.path.lexists(stage / _OWNER):
        stage.rmdir()  # a build killed at its first step; anything fuller is not ours
        return
    owner = seize(stage / _OWNER, create=False)
    if owner is None:
        return
    if not os.path.lexists(target) and (stage / _ASIDE).exists():
        # Killed between two renames: the new tree is whole, or else it was removed by hand since.
        (stage / _TREE if (stage / _TREE).exists() else stage / _ASIDE).rename(target)
    _remove(stage, owner)


def _remove(stage: Path, owner: int) -> None:
    """Remove a stage, the mark by which it is known last; what resists is for the next build."""
    shutil.rmtree(stage / _TREE, ignore_errors=True)
    shutil.rmtree(stage / _ASIDE, ignore_errors=True)
    release(owner)
    with suppress(OSError):
        if not (stage / _TREE).exists() and not (stage / _ASIDE).exists():
            (stage / _OWNER).unlink()
            stage.rmdir()


def _make_parents(target: Path) -> None:
    for folder in reversed(target.parents):
        if not folder.exists():
            _mkdir(str(folder))


def _mkdir(path: str) -> None:
    os.mkdir(path, FOLDER_MODE)  # noqa: PTH102
    with suppress(PermissionError):  # a disk without modes refuses to change them
        os.chmod(path, FOLDER_MODE)  # noqa: PTH101


def _create(path: str, data: bytes) -> None:
    fd = os.open(path, _WRITE, FILE_MODE)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(fd, rest) :]
        if hasattr(os, "fchmod"):
            with suppress(PermissionError):
                os.fchmod(fd, FILE_MODE)
    finally:
        os.close(fd)


def _holds(path: str, data: bytes) -> bool:
    fd = os.open(path, _READ)
    try:
        facts = os.fstat(fd)
        wanted = (stat.S_IFREG | FILE_MODE, len(data))
        return (facts.st_mode, facts.st_size) == wanted and os.read(fd, len(data) + 1) == data
    finally:
        os.close(fd)
