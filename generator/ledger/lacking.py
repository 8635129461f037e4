"""What records of posts do not say yet, and somebody will want to know."""

from __future__ import annotations

from collections.abc import Sequence

from generator.kinds.post import Post
from generator.ledger.kept import Kept, whereabouts
from generator.problems import Problem


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
