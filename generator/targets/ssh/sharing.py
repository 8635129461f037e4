"""The folder in which connections to one server meet, and what a killed run has left of it."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from contextlib import suppress
from pathlib import Path

from generator.write.lock import release, seize

_PLACE = "ssh"
_LOCK = "lock"
_SOCKET = "s"
_MADE_AS = "s.0123456789abcdef"  # ssh binds a name of this length, and links the real one to it


class Meeting:
    """A folder for as long as it is open: below `private`, where the next run finds it if killed.

    It lies among the machine's temporary files where `private` is None, or can hold no socket.
    """

    def __init__(self, private: Path | None) -> None:
        self._lock: int | None = None
        self.folder = self._own(private / _PLACE) if private else _lent()
        self.socket = self.folder / _SOCKET

    @property
    def option(self) -> str:
        """The socket as a setting of ssh: it reads quotes there, and per cent signs."""
        plain = str(self.socket).replace("%", "%%").replace("\\", "\\\\").replace('"', '\\"')
        return f'"{plain}"'

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        if self._lock is not None:
            release(self._lock)
            self._lock = None

    def _own(self, place: Path) -> Path:
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            _clear(place)
            made = Path(tempfile.mkdtemp(dir=place))
        except OSError:
            return _lent()
        # Nobody else clears it away as long as this is held.
        with suppress(OSError):
            self._lock = seize(made / _LOCK)
            if self._lock is not None and _takes_sockets(made):
                return made
        self.folder = made
        self.close()
        return _lent()


def _lent() -> Path:
    return Path(tempfile.mkdtemp(prefix="handbill-"))


def _clear(place: Path) -> None:
    for left in place.iterdir():
        with suppress(OSError):
            # One without a lock was made this very moment, or in vain.
            held = seize(left / _LOCK, create=False)
            if held is not None:
                shutil.rmtree(left, ignore_errors=True)
                release(held)


def _takes_sockets(folder: Path) -> bool:
    """Not on every disk, nor with a long name, nor with one that ssh takes for a variable."""
    made, linked = folder / _MADE_AS, folder / _SOCKET
    if "${" in str(folder):
        return False
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(str(made))
            os.link(made, linked)
    except OSError:
        return False
    finally:
        made.unlink(missing_ok=True)
        linked.unlink(missing_ok=True)
    return True
