"""What the preview draws over a page, as the server gives it to browsers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent

# A script of a page cannot load another one under its policy: several files travel as one.
FILES = {
    "preview.css": ("preview.css", "preview-drawer.css"),
    "preview.js": ("preview-words.js", "preview-drawing.js", "preview-place.js", "preview.js"),
}


@cache
def overlay(name: str) -> bytes:
    """`preview.js` or `preview.css`, whole."""
    return b"\n".join((FOLDER / part).read_bytes() for part in FILES[name])
