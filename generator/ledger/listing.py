"""All posts in rows: who is shown, what is kept, and nothing of what is hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from generator.kinds.post import Post
from generator.ledger.kept import Kept
from generator.ledger.veil import HIDDEN, Veil
from generator.resolve.protect import hide


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


def rows(kept: Kept) -> list[Row]:
    """Every post that could be read, by the moment of posting; undated ones last."""
    posts = sorted(kept.posts(), key=lambda found: (_moment(found[1]), found[0]))
    veil = kept.veil()
    return [_row(ident, post, document.places.path, kept, veil) for ident, post, document in posts]


def _moment(post: Post) -> tuple[bool, str]:
    posted = post.posted
    return (posted is None, posted.earliest.isoformat() if posted else "")


def _row(ident: str, post: Post, path: str, kept: Kept, veil: Veil) -> Row:
    shown = post.model_copy(update=hide(post))
    who = _who(shown, kept.speech.default) or (HIDDEN if shown.author != post.author else "")
    return Row(
        veil.ident(ident),
        post.network,
        HIDDEN if veil.hides(who) else who,
        shown.posted.written if shown.posted else "",
        post.state,
        post.consent.status,
        post.protect,
        _keeps(post),
        veil.path(path),
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
