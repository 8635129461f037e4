"""Protection: what a post hides is taken out here, before anything that could show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.dates import EdtfDate, parse
from generator.kinds.permalink import recognise
from generator.kinds.post import Author, Consent, Post
from generator.kinds.values import Record
from generator.model import Document, Hidden, Loc


def hidden_levels(post: Post) -> tuple[str, ...]:
    """The rows that hold for a post: its own level and all below."""
    levels = tuple(_HIDE)
    return levels[: levels.index(post.protect) + 1] if post.protect in _HIDE else ()


def _day(posted: EdtfDate | None) -> EdtfDate | None:
    """The day alone: the second of a post is as good as its address to whoever searches for it."""
    if posted is None or posted.precision != "time":
        return posted
    # The day as it was written: that of UTC may be another one.
    ends = (posted.start, posted.end) if posted.is_range else (posted.start,)
    days = [replace(m, hour=None, minute=None, second=None, offset=None) if m else m for m in ends]
    return parse("/".join(day.edtf if day else ".." for day in days))


def _without_handle(post: Post) -> dict[str, Any]:
    return {
        "author": post.author.model_copy(update={"handle": ""}),
        "url": "",
        "archive": "",
        "captured": None,
        "posted": _day(post.posted),
    }


def _without_name(post: Post) -> dict[str, Any]:
    return {"author": Author(shown_as=post.author.shown_as)}


def _without_words(post: Post) -> dict[str, Any]:
    return {"text": None, "translation": None, "media": ()}


# Each level hides what its row names, and all that the rows above it name.
_HIDE = {"handle": _without_handle, "name": _without_name, "words": _without_words}


def hide(record: Record) -> dict[str, Any]:
    """The fields of a record that change under its protection; consent is never shown."""
    if not isinstance(record, Post):
        return {}
    changes: dict[str, Any] = {"consent": Consent(), "unguarded": ()}
    for level in hidden_levels(record):
        changes |= _HIDE[level](record)
    return changes


def hidden_values(posts: Mapping[str, Document]) -> tuple[Hidden, ...]:
    """What the posts take out, value by value, for the search of everything that is made."""
    known = {ident: document for ident, document in posts.items() if document.value is not None}
    # The second in which a shown post was posted, too, says nothing of the hidden one.
    shown = {
        form
        for document in known.values()
        if document.value.protect == "nothing" and document.value.posted
        for form in _moments(document.value.posted)
    }
    return tuple(
        Hidden(what, value, ident, loc, document.places, document.value.unguarded)
        for ident, document in known.items()
        for level in hidden_levels(document.value)
        for what, loc, value in _VALUES[level](document.value)
        if value and not (what == "moment" and value in shown)
    )


_Values = Iterable[tuple[str, Loc, str]]


def _handle_values(post: Post) -> _Values:
    handle = post.author.handle
    yield "handle", ("author", "handle"), handle
    for field in ("url", "archive"):
        # An address may name somebody by a handle of former days.
        link = recognise(getattr(post, field))
        if link and link.handle != handle:
            yield "handle", (field,), link.handle
    if post.network == "bluesky":
        # There a handle is the name of a host, of which only the first part is the person's own.
        yield "handle", ("author", "handle"), handle.lstrip("@").split(".")[0]
    yield "address", ("url",), post.url
    yield "copy", ("archive",), post.archive
    if post.posted and post.posted.precision == "time":
        yield from (("moment", ("posted",), form) for form in _moments(post.posted))
    if post.captured:
        yield "file", ("captured", "file"), post.captured.file
        yield "fingerprint", ("captured", "sha256"), post.captured.sha256


def _moments(posted: EdtfDate) -> Iterator[str]:
    """The exact time as data write it: in UTC, as it was typed, in seconds since 1970."""
    utc = posted.earliest
    yield from (utc.strftime(form) for form in ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"))
    yield posted.iso
    yield str(int(utc.timestamp()))


def _name_values(post: Post) -> _Values:
    yield "name", ("author", "name"), post.author.name


def _word_values(post: Post) -> _Values:
    for field in ("text", "translation"):
        said = getattr(post, field)
        for code, words in said.words.items() if said else ():
            yield "words", (field, code), words
    for number, picture in enumerate(post.media):
        yield "file", ("media", number, "file"), picture.file


_VALUES = {"handle": _handle_values, "name": _name_values, "words": _word_values}
