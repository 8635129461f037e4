"""Files of the kit that need no drawing: QR codes and plain squares of colour."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.kit import qr
from generator.kit.fonts import load_fonts
from generator.model import Route
from generator.render.stage import Stage

# A code that is printed 10 cm wide at 300 dots an inch.
_LEAST = 1200


def code_svg(stage: Stage, route: Route) -> bytes:
    """The code of `link` with the address in `words` below it."""
    link, words = route.options["link"], route.options["words"]
    return qr.svg(link, words, words=words, inline=False).encode()


def code_png(stage: Stage, route: Route) -> bytes:
    """The same as a picture. Words of other scripts, which Pillow may not join, are left out."""
    # Pillow is loaded here: sites are built without it that have no pictures.
    from generator.render import pixels

    words = route.options["words"]
    font = _font(stage.book.theme.folders, words) if words.isascii() else b""
    modules = qr.squares(route.options["link"])
    return pixels.bilevel(modules, _LEAST, words if font else "", font)


def _font(folders: Iterable[Path], words: str) -> bytes:
    """The first font of the kit that has all of the words."""
    fonts, _ = load_fonts(folders)
    wanted = set(map(ord, words))
    found = (font.file for font in fonts if wanted <= font.face.characters)
    file = next(found, None)
    return file.read_bytes() if file else b""


def square(stage: Stage, route: Route) -> bytes:
    """Nothing but `colour`, `width` pixels wide and `height` high."""
    from generator.render import pixels  # as above

    options = route.options
    return pixels.plain(options["colour"], (options["width"], options["height"]))
