"""Whether a host shows a page of its own, as if all were well, for what is not there."""

from __future__ import annotations

from secrets import token_hex
from threading import Lock

from generator.verify.copies import Copy, Taken, Unread

_MOST = 1_000_000  # bytes of a page that says that there is none

# What such a page often is: where it is another than it should be, it was changed.
_SHOWN = ("index.html", "404.html")


class Absence:
    """Knows the answer for a name that nothing can have; asked for once, by any thread."""

    def __init__(self, copy: Copy) -> None:
        self._copy = copy
        self._first = Lock()
        self._is_known = False
        self._shown: Taken | None = None

    def explains(self, path: str, found: Taken) -> bool:
        """Whether `found`, which is not the file, is what the host shows for what is missing."""
        if path in _SHOWN:
            return False
        shown = self._answer()
        if shown is None or found.size > shown.size:
            return False
        # One that was too long for the file was not read to its end.
        whole = found if found.sha256 else self._taken(path)
        return whole == shown

    def _answer(self) -> Taken | None:
        with self._first:
            if not self._is_known:
                self._shown = self._taken(f"{token_hex(16)}.html")
                self._is_known = True
        return self._shown

    def _taken(self, path: str) -> Taken | None:
        """None too where it cannot be read, or is no such page."""
        try:
            found = self._copy.take(path, _MOST)
        except Unread:
            return None
        return found if found is not None and found.sha256 else None
