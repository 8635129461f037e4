"""The user's own key, which seals what is kept: nobody else can make a cache that is believed."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

_LENGTH = 32
_NAME = "key"


@cache
def secret() -> bytes:
    """32 random bytes, made once for each user; for this process alone where none can be kept.

    They lie outside every site, so that no site brings its own along.
    """
    folder = _folder()
    if folder is None:
        return os.urandom(_LENGTH)
    return _read(folder / _NAME) or _made(folder) or os.urandom(_LENGTH)


def _folder() -> Path | None:
    """Where programs of this system keep what can be made again (XDG Base Directory 0.8)."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if named and os.path.isabs(named):  # noqa: PTH117
        return Path(named) / "handbill"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "handbill"


def _read(file: Path) -> bytes | None:
    try:
        with file.open("rb") as stream:
            facts = os.fstat(stream.fileno())
            key = stream.read(_LENGTH + 1)
    except OSError:
        return None
    own = getattr(os, "getuid", lambda: facts.st_uid)() == facts.st_uid
    private = os.name == "nt" or not facts.st_mode & 0o077
    return key if own and private and len(key) == _LENGTH else None


def _made(folder: Path) -> bytes | None:
    """A new key in its place, or the one that another process put there first."""
    draft = folder / f"{_NAME}.{os.getpid()}"
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(fd, os.urandom(_LENGTH))
        finally:
            os.close(fd)
        with suppress(FileExistsError):
            os.link(draft, folder / _NAME)
    with suppress(OSError):
        draft.unlink(missing_ok=True)
    return _read(folder / _NAME)
