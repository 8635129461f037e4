"""Files of the kit that need no drawing: QR codes and plain squares of colour."""

from __future__ import annotations

from generator.kit import qr
from generator.model import Route
from generator.render.stage import Stage

# A code that is printed 10 cm wide at 300 dots an inch.
_LEAST = 1200


def code_svg(stage: Stage, route: Route) -> bytes:
    """The code of `link` with the address in `words` below it."""
    link, words = route.options["link"], route.options["words"]
    return qr.svg(link, words, words=words, inline=False).encode()


def code_png(stage: Stage, route: Route) -> bytes:
    # Pillow is loaded here: sites are built without it that have no pictures.
    from generator.render import pixels

    return pixels.bilevel(qr.squares(route.options["link"]), _LEAST)


def square(stage: Stage, route: Route) -> bytes:
    """Nothing but `colour`, `width` pixels wide and `height` high."""
    from generator.render import pixels  # as above

    options = route.options
    return pixels.plain(options["colour"], (options["width"], options["height"]))
