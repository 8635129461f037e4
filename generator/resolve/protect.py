"""Protection: what a post hides is taken out here, before anything that could show it."""

from __future__ import annotations

from typing import Any

from generator.dates import EdtfDate, parse
from generator.kinds.post import Author, Consent, Post
from generator.kinds.values import Record

# Each level hides what its row names, and all that the rows above it name.
_LEVELS = ("handle", "name", "words")


def _day(posted: EdtfDate | None) -> EdtfDate | None:
    """The day alone: the second of a post is as good as its address to whoever searches for it."""
    if posted is None or posted.precision != "time":
        return posted
    return parse(posted.earliest.strftime("%Y-%m-%d"))


def hide(record: Record) -> dict[str, Any]:
    """The fields of a record that change under its protection; consent is never shown."""
    if not isinstance(record, Post):
        return {}
    changes: dict[str, Any] = {"consent": Consent()}
    hidden = _LEVELS[: _LEVELS.index(record.protect) + 1] if record.protect in _LEVELS else ()
    if "handle" in hidden:
        author = record.author.model_copy(update={"handle": ""})
        changes |= {"author": author, "url": "", "archive": "", "captured": None}
        changes["posted"] = _day(record.posted)
    if "name" in hidden:
        changes["author"] = Author(shown_as=record.author.shown_as)
    if "words" in hidden:
        changes |= {"text": None, "translation": None, "media": ()}
    return changes
