"""What was made before, kept under the hash of all that it was made from."""

from __future__ import annotations

import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from generator.write.lock import PRIVATE

_KEY = re.compile("[0-9a-f]{16,64}")
_FOLDER = "kept"
_CHECK = 32  # bytes of SHA-256 before the data


class Memory:
    """Bytes by key, in the site's private folder; what is damaged or unreadable was never there.

    A site without such a folder (a disk that cannot be written) remembers nothing, and is built all
    the same.
    """

    def __init__(self, site_root: Path) -> None:
        self._folder = site_root / PRIVATE / _FOLDER
        self._used: set[str] = set()

    def get(self, key: str) -> bytes | None:
        """What `put` was given for a key, or None. Raises ValueError for what is no key."""
        file = self._file(key)
        self._used.add(key)
        try:
            kept = file.read_bytes()
        except OSError:
            return None
        data = kept[_CHECK:]
        return data if sha256(key.encode() + data).digest() == kept[:_CHECK] else None

    def put(self, key: str, data: bytes) -> None:
        """Keep `data`; another process that keeps the same at the same time does no harm."""
        file = self._file(key)
        self._used.add(key)
        draft = file.with_name(f"{file.name}.{token_hex(4)}")
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                draft.write_bytes(sha256(key.encode() + data).digest() + data)
                draft.replace(file)
            finally:
                draft.unlink(missing_ok=True)

    def forget_others(self) -> None:
        """Delete all that nobody has asked for: a card that is gone from the site goes from here.

        So what is taken down or hidden is not kept, and the folder holds one build's worth.
        """
        with suppress(OSError):
            for file in self._folder.iterdir():
                if file.name not in self._used and file.is_file():
                    file.unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} is no key")
        return self._folder / key
