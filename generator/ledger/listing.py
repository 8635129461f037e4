"""All posts in a table: who is shown, what is kept, and nothing of what is hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from generator.kinds.post import Post
from generator.ledger.kept import Kept, whereabouts
from generator.problems import Problem
from generator.report import columns_of, safe
from generator.resolve.protect import hide

HIDDEN = "(hidden)"

_COLUMNS = ("id", "network", "who", "posted", "state", "consent", "protect", "kept")
# The columns that give way where the terminal is narrow, and how far.
_YIELDING = (("who", 8), ("kept", 10), ("id", 20))
_GAP = "  "
# First strong isolate and its end: a name from right to left leaves the columns beside it alone.
_ISOLATE, _END = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class Row:
    """One post as it may be told of: `kept` are words such as 'archive'."""

    id: str
    network: str
    who: str
    posted: str
    state: str
    consent: str
    protect: str
    kept: tuple[str, ...]
    file: str


def lacking(post: Post) -> tuple[str, ...]:
    """What a record does not say yet and a reader, or the person quoted, would want it to."""
    missing = {
        "words": not (post.text or post.paraphrase),
        "language": bool(post.text) and post.verbatim and not post.lang,
        "day": post.posted is None,
        "archive": not post.archive,
        "capture": post.captured is None,
        "role": post.protect in ("name", "words") and not post.author.shown_as,
        "consent": post.consent.status == "unknown",
    }
    return tuple(what for what, is_missing in missing.items() if is_missing)


def rows(kept: Kept) -> list[Row]:
    """Every post that could be read, by the moment of posting; undated ones last."""
    posts = sorted(kept.posts(), key=lambda found: (_moment(found[1]), found[0]))
    return [_row(ident, post, document.places.path, kept) for ident, post, document in posts]


def _moment(post: Post) -> tuple[bool, str]:
    posted = post.posted
    return (posted is None, posted.earliest.isoformat() if posted else "")


def _row(ident: str, post: Post, path: str, kept: Kept) -> Row:
    shown = post.model_copy(update=hide(post))
    return Row(
        ident,
        post.network,
        _who(shown, kept.speech.default) or (HIDDEN if shown.author != post.author else ""),
        shown.posted.written if shown.posted else "",
        post.state,
        post.consent.status,
        post.protect,
        _keeps(post),
        path,
    )


def _who(shown: Post, language: str) -> str:
    role = shown.author.shown_as.choose(language)[0] if shown.author.shown_as else ""
    return " ".join((shown.author.name or role or shown.author.handle).split())


def _keeps(post: Post) -> tuple[str, ...]:
    kept = {
        "words": bool(post.text) and post.verbatim,
        "paraphrase": bool(post.paraphrase) or (bool(post.text) and not post.verbatim),
        "capture": post.captured is not None,
        "archive": bool(post.archive),
        "media": bool(post.media),
    }
    return tuple(what for what, is_kept in kept.items() if is_kept)


def chosen(rows: Iterable[Row], wanted: dict[str, str]) -> list[Row]:
    """The rows that have all the values wanted, by column; an empty one is not looked at."""
    pairs = [(column, value) for column, value in wanted.items() if value]
    return [row for row in rows if all(getattr(row, column) == value for column, value in pairs)]


def as_facts(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [asdict(row) for row in rows]


# ------------------------------------------------------------------ as text


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


# ------------------------------------------------------------------ what is missing


def incomplete(kept: Kept) -> list[Problem]:
    """A note for each post that lacks something."""
    found: list[Problem] = []
    for ident, post, document in kept.posts():
        lacks = [what for what in lacking(post) if what != "consent"]
        unknown = "nothing is known of consent" if post.consent.status == "unknown" else ""
        said = "; ".join(filter(None, [f"no {', no '.join(lacks)}" if lacks else "", unknown]))
        if said:
            message = f"'{ident}': {said}"
            place = whereabouts(document, "id")
            found.append(Problem("post-incomplete", message, place, _hint(lacks)))
    return found


def _hint(lacks: Sequence[str]) -> str:
    if {"archive", "capture"} <= set(lacks):
        return "save a copy before it is gone: 'archive' is an address, 'captured' a picture"
    return ""
