"""One build of a site at a time: a lock that ends with the process that holds it."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.cache import PRIVATE
from generator.problems import EnvironmentFault
from generator.write.faults import as_fault

_FLAGS = os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
_TAKEN = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
_held: set[int] = set()

if sys.platform == "win32":
    import msvcrt

    def _lock(fd: int) -> None:
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _let_go() -> None:
        for fd in _held:
            os.close(fd)
        _held.clear()

    # A forked worker shares the lock: were it to outlive a killed build, the lock would, too.
    os.register_at_fork(after_in_child=_let_go)


def seize(path: Path, *, create: bool = True) -> int | None:
    """Lock the file `path`; what `release` wants, or None while another process holds it.

    Raises OSError when the file cannot be opened or its disk knows no locks.
    """
    fd = os.open(path, _FLAGS | (os.O_CREAT if create else 0), 0o600)
    try:
        _lock(fd)
    except OSError as error:
        os.close(fd)
        if error.errno in _TAKEN:
            return None
        raise
    _held.add(fd)
    return fd


def release(fd: int) -> None:
    """Give up what `seize` took; nothing happens in a forked worker, which never had it."""
    if fd in _held:
        _held.remove(fd)
        os.close(fd)


@contextmanager
def building(site_root: Path) -> Iterator[None]:
    """Hold the site's build lock.

    The lock is the kernel's, on `.handbill/lock`; that the file exists means nothing, and it is
    never deleted: a second build could then lock a new one beside the first.
    Raises EnvironmentFault when another build runs.
    """
    fd = _seize_site(site_root / PRIVATE)
    if fd is None:
        raise EnvironmentFault(
            "another build of this site is running", "wait until it is done, or stop it"
        )
    try:
        yield
    finally:
        release(fd)


def _seize_site(folder: Path) -> int | None:
    if folder.is_symlink():
        raise EnvironmentFault(
            f"'{PRIVATE}' is a link", "remove it: a folder of that name is made by the build"
        )
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        return seize(folder / "lock")
    except OSError as error:
        raise as_fault(error, PRIVATE) from error
