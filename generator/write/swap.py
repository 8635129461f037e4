"""What only the operating system can do: exchange two folders in one step, flush a disk."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux: renameat2(2)
_RENAME_SWAP = 2  # macOS: renamex_np(2)

# Some disks (exFAT, network folders) and sandboxes do not know the call.
_UNKNOWN = frozenset([errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM])


def swap(new: Path, target: Path, aside: Path) -> None:
    """Put the folder `new` at `target`; what stood there lies at `new` or at `aside` afterwards.

    Where the system can exchange two folders, `target` is there at every moment. Elsewhere it is
    missing between two renames, while `aside` exists. Raises OSError; `target` is then as before.
    """
    if not os.path.lexists(target):
        new.rename(target)
    elif not exchange(new, target):
        _in_two_steps(new, target, aside)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system or the disk cannot."""
    return _call(_exchanger(), os.fsencode(one), os.fsencode(other))


def flush(folder: Path) -> None:
    """Have the disk hold what was written below `folder`, where one call does that (Linux)."""
    if sys.platform != "linux":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        _call(_libc("syncfs"), fd)
    finally:
        os.close(fd)


def _in_two_steps(new: Path, target: Path, aside: Path) -> None:
    target.rename(aside)
    try:
        new.rename(target)
    finally:
        if not os.path.lexists(target):
            aside.rename(target)


def _call(function: Callable[..., int] | None, *args: bytes | int) -> bool:
    if function is None:
        return False
    import ctypes  # at the top it would cost every command its start-up time

    if function(*args) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNKNOWN:
        return False
    raise OSError(code, os.strerror(code))


def _exchanger() -> Callable[..., int] | None:
    if sys.platform == "linux":
        rename = _libc("renameat2")
        return rename and (
            lambda one, other: rename(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE)
        )
    if sys.platform == "darwin":
        rename = _libc("renamex_np")
        return rename and (lambda one, other: rename(one, other, _RENAME_SWAP))
    return None


def _libc(name: str) -> Callable[..., int] | None:
    """A function of the C library, or None where it is not there."""
    try:
        import ctypes  # as above; a small Python may lack it
    except ImportError:
        return None
    return getattr(ctypes.CDLL(None, use_errno=True), name, None)
