"""What was made before, kept under the hash of all that it was made from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from generator.cache import private_folder
from generator.cache.sealed import read_sealed, write_sealed

_KEY = re.compile("[0-9a-f]{16,64}")
_OURS = re.compile(rf"{_KEY.pattern}(\.[0-9a-f]{{8}})?")  # and the drafts of them


class Memory:
    """Bytes by key, in a folder of the site's own; what is damaged or unreadable was never there.

    A site without such a folder (a disk that cannot be written) remembers nothing, and is built all
    the same. `forgetful` neither looks at what is there nor keeps anything.
    """

    def __init__(self, site_root: Path, name: str = "kept", *, forgetful: bool = False) -> None:
        folder = private_folder(site_root, name)
        self._folder = folder or site_root
        self._used: set[str] = set()
        self._new: set[str] = set()
        self._forgetful = forgetful or folder is None

    def get(self, key: str) -> bytes | None:
        """What `put` was given for a key, or None. Raises ValueError for what is no key."""
        file = self._file(key)
        self._used.add(key)
        return None if self._forgetful else read_sealed(file)

    def put(self, key: str, data: bytes) -> None:
        """Keep `data`; another process that keeps the same at the same time does no harm."""
        file = self._file(key)
        self._used.add(key)
        if not self._forgetful:
            self._new.add(key)
            write_sealed(file, data)

    def confirm(self) -> None:
        """What was put may stay."""
        self._new.clear()

    def take_back(self) -> None:
        """Delete what was put since it was last confirmed: it holds what nobody may see."""
        for key in self._new:
            with suppress(OSError):
                self._file(key).unlink(missing_ok=True)
        self._new.clear()

    def hold(self, keys: Iterable[str]) -> None:
        """Keep what is there under these keys, without looking at it."""
        self._used.update(keys)

    def forget_others(self) -> None:
        """Delete all that nobody has asked for: a card that is gone from the site goes from here.

        So what is taken down or hidden is not kept, and the folder holds one build's worth.
        """
        if self._forgetful:
            return
        with suppress(OSError):
            for file in self._folder.iterdir():
                if _OURS.fullmatch(file.name) and file.name not in self._used:
                    file.unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} is no key")
        return self._folder / key
