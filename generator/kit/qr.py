"""QR codes: an address as squares, dark on light, with the quiet zone that readers need.

ISO/IEC 18004:2015: four modules of quiet zone, and level M, which survives 15 % of damage.
"""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segno import QRCode

_QUIET = 4
# What holds at level M in the largest code (ISO/IEC 18004, table 7), in bytes.
LONGEST = 2331


def code(text: str) -> QRCode:
    """The code of a text. Raises ValueError for an empty or a too long one."""
    if not text or len(text.encode()) > LONGEST:
        raise ValueError("a QR code holds 1 to 2,331 bytes")
    return _code(text)


@cache
def _code(text: str) -> QRCode:
    import segno  # costs 38 ms, and only the kit asks

    return segno.make(text, error="m", micro=False, boost_error=False)


def svg(text: str, label: str = "", *, words: str = "", inline: bool = True) -> str:
    """The code as SVG, `label` its accessible name; with `words`, they stand below it.

    Raises ValueError as `code` does.
    """
    path, size = _path(text)
    height = size + (_QUIET if words else 0)
    space = "" if inline else ' xmlns="http://www.w3.org/2000/svg"'
    name = f' role="img" aria-label="{escape(label)}"' if label else ' aria-hidden="true"'
    return (
        f'<svg{space} viewBox="0 0 {size} {height}" shape-rendering="crispEdges"{name}>'
        f'<path fill="#fff" d="M0 0h{size}v{height}H0z"/><path d="{path}"/>'
        f"{_below(words, size) if words else ''}</svg>"
    )


def _below(words: str, size: int) -> str:
    """The words below a code, no wider than it in whatever letters the reader's device has."""
    room = size - 2 * _QUIET
    letter = min(2.4, room / (0.6 * len(words)))
    wide = letter < 2.4
    fit = f' textLength="{room}" lengthAdjust="spacingAndGlyphs"' if wide else ""
    return (
        f'<text x="{size / 2:g}" y="{size + 1}" font-size="{letter:.3g}" font-family="monospace" '
        f'text-anchor="middle" direction="ltr"{fit}>{escape(words)}</text>'
    )


def _path(text: str) -> tuple[str, int]:
    """The dark modules as runs of one path, and the side of the whole in modules."""
    matrix = code(text).matrix
    runs: list[str] = []
    for row, modules in enumerate(matrix):
        column = 0
        while column < len(modules):
            start = column
            while column < len(modules) and modules[column]:
                column += 1
            if column > start:
                wide = column - start
                runs.append(f"M{start + _QUIET} {row + _QUIET}h{wide}v1h-{wide}z")
            column += 1
    return "".join(runs), len(matrix) + 2 * _QUIET


def squares(text: str) -> list[bytes]:
    """The code with its quiet zone, a row of modules each, a byte to a module: 1 is dark.

    Raises ValueError as `code` does.
    """
    matrix = code(text).matrix
    side = len(matrix) + 2 * _QUIET
    edge, blank = bytes(_QUIET), [bytes(side)] * _QUIET
    return [*blank, *(edge + bytes(row) + edge for row in matrix), *blank]
