"""What a link becomes in a single file: a place in the file, the site's address, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from generator.pack.leaves import Leaves, inside
from generator.urls import absolute

# These would bring along what the copy must not hold, or lead into the reader's own files.
_NEVER = ("javascript", "vbscript", "data", "blob", "file")
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")


def place(path: str, element: str = "") -> str:
    """The id of a page, or of an element of it; no path holds a colon, so each has its own."""
    return f"{path}:{element}" if element else path


def anchor(path: str, element: str = "") -> str:
    """A link to a place in the file."""
    return f"#{quote(place(path, element), safe='/:')}"


@dataclass(frozen=True, slots=True)
class Addresses:
    """The pages in the file, and the site's address or an empty text."""

    leaves: Leaves
    url: str

    def follow(self, page: str, href: str) -> str:
        """Where a link of `page` leads; empty when it leads nowhere from here."""
        scheme = _SCHEME.match(href)
        if scheme:
            return "" if scheme.group(1).lower() in _NEVER else href.strip()
        found = inside(page, href)
        if found is None:
            return href.strip() if href.strip().startswith("//") else ""
        path, fragment = found
        leaf = self.leaves.at(path)
        # Behind the sign of some addresses stands what a script is to be told: it is not here.
        told = "=" in fragment
        if leaf is None or (told and fragment not in leaf.ids):
            return self._outside(path, href)
        return anchor(leaf.path, fragment if fragment in leaf.ids else "")

    def outside(self, path: str) -> str:
        """The address of a file of the site; empty where the site has none."""
        return absolute(self.url, path) if self.url else ""

    def _outside(self, path: str, href: str) -> str:
        parts = urlsplit(href.strip())
        query = f"?{parts.query}" if parts.query else ""
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        address = self.outside(path)
        return f"{address}{query}{fragment}" if address else ""
