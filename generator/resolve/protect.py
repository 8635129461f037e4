"""Protection: what a post hides is taken out here, before anything that could show it."""

from __future__ import annotations

from typing import Any

from generator.kinds.post import Author, Consent, Post
from generator.kinds.values import Record

# Each level hides what its row names, and all that the rows above it name.
_LEVELS = ("handle", "name", "words")


def hide(record: Record) -> dict[str, Any]:
    """The fields of a record that change under its protection; consent is never shown."""
    if not isinstance(record, Post):
        return {}
    changes: dict[str, Any] = {"consent": Consent()}
    hidden = _LEVELS[: _LEVELS.index(record.protect) + 1] if record.protect in _LEVELS else ()
    if "handle" in hidden:
        author = record.author.model_copy(update={"handle": ""})
        changes |= {"author": author, "url": "", "archive": "", "captured": None}
    if "name" in hidden:
        changes["author"] = Author(shown_as=record.author.shown_as)
    if "words" in hidden:
        changes |= {"text": None, "translation": None, "media": ()}
    return changes
