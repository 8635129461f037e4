"""Names: what in a site can be pointed at, what it is called in a list, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.kinds.post import Post
from generator.kinds.text import Text
from generator.kinds.timeline import Event
from generator.kinds.values import Record
from generator.model import Loc
from generator.resolve.walk import walk

if TYPE_CHECKING:
    from generator.render.speech import Speech


@dataclass(frozen=True, slots=True)
class Part:
    """An entry, or a record inside one; `name` is the same in every language."""

    record: Record
    kind: str
    name: str
    url: str


def parts(speech: Speech) -> Iterator[Part]:
    """Every entry of the site and every record in it, those without a page in the language too."""
    for kind, entries in speech.book.site.entries.items():
        for entry in entries.values():
            url = speech.book.entry_url(speech.language.code, kind, entry.id)
            for loc, record in walk(entry.value):
                if isinstance(record, Record):
                    yield _part(kind, entry.id, url, loc, record)


def _part(kind: str, ident: str, url: str, loc: Loc, record: Record) -> Part:
    """Events have a place of their own on their timeline's page; all else is where its entry is."""
    if loc and isinstance(record, Event):
        return Part(record, "event", f"{ident} {record.id}", f"{url}#{record.id}" if url else "")
    return Part(record, kind, ident, url)


def voice_title(speech: Speech, post: Post) -> str:
    """Who is quoted, and when: the day tells one nameless post from another."""
    nobody = "voice.unnamed" if post.protect == "nothing" else "voice.protected"
    name = _known_as(speech, post) or speech.t(nobody)
    posted = speech.date(post.posted)
    return speech.t("voice.title", name=name, date=posted) if posted else name


def _known_as(speech: Speech, post: Post) -> str:
    author = post.author
    return speech.plain(author.shown_as) or author.name or author.handle


def name_of(speech: Speech, record: Any) -> Any:
    """What a record is called in a list: the first of these that it has."""
    plain = speech.plain
    if isinstance(record, Post):
        return _known_as(speech, record) or voice_title(speech, record)
    if hasattr(record, "what"):
        said = (speech.qualifier(record), speech.digits(record), record.unit, record.what)
        return " ".join(words for part in said if (words := plain(part)))
    return next(
        (t for name in ("title", "who") if isinstance(t := getattr(record, name, None), Text)),
        getattr(record, "id", ""),
    )
