"""Rows of posts as lines for a terminal, as wide as it is, and a line of totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generator.ledger.listing import Row
from generator.report import columns_of, safe

_COLUMNS = ("id", "network", "who", "posted", "state", "consent", "protect", "kept")
# The columns that give way where the terminal is narrow, and how far.
_YIELDING = (("who", 8), ("kept", 10), ("id", 20))
_GAP = "  "
# First strong isolate and its end: a name from right to left leaves the columns beside it alone.
_ISOLATE, _END = "\u2068", "\u2069"


def table(rows: Sequence[Row], width: int) -> str:
    """Lines of columns, as far as possible not longer than `width`, and a line of totals."""
    if not rows:
        return "no posts"
    cells = [[_told(row, column) for column in _COLUMNS] for row in rows]
    widths = _widths([list(_COLUMNS), *cells], width)
    lines = [_line(cells, widths) for cells in [list(_COLUMNS), *cells]]
    return "\n".join([*lines, "", totals(rows)])


def _told(row: Row, column: str) -> str:
    value = getattr(row, column)
    if column == "posted":
        value = value.partition("T")[0]  # the day is enough to find a post by
    words = ", ".join(value) if isinstance(value, tuple) else value
    return safe(words) or "-"


def totals(rows: Sequence[Row]) -> str:
    """How many there are, and how many of each state, consent and protection."""
    count = f"{len(rows):,} post{'' if len(rows) == 1 else 's'}"
    parts = [
        f"{column}: " + ", ".join(f"{n:,} {value}" for value, n in sorted(counted.items()))
        for column in ("state", "consent", "protect")
        if (counted := Counter(getattr(row, column) for row in rows))
    ]
    return "; ".join([count, *parts])


def _widths(lines: Sequence[Sequence[str]], width: int) -> list[int]:
    widths = [max(columns_of(cell) for cell in column) for column in zip(*lines, strict=True)]
    for column, least in _YIELDING:
        over = sum(widths) + len(_GAP) * (len(widths) - 1) - width
        place = _COLUMNS.index(column)
        if over > 0:
            widths[place] = max(min(least, widths[place]), widths[place] - over)
    return widths


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    fitted = (_fitted(cell, width) for cell, width in zip(cells, widths, strict=True))
    return _GAP.join(fitted).rstrip()


def _fitted(cell: str, width: int) -> str:
    shown = cell
    if columns_of(cell) > width:
        while columns_of(shown) > width - 1:
            shown = shown[:-1]
        shown += "…"
    pad = " " * (width - columns_of(shown))
    return f"{shown if cell.isascii() else f'{_ISOLATE}{shown}{_END}'}{pad}"
