"""The log: what was wrong and is right now, and which counts newer ones have replaced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.dates import EdtfDate
from generator.kinds.figure import Figure
from generator.kinds.text import Text
from generator.kinds.values import Corrected
from generator.render.names import Part, name_of, parts
from generator.resolve import derive
from generator.urls import site_url, slugify

if TYPE_CHECKING:
    from generator.render.speech import Speech


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the log: a correction in words, or a count `before` and the one `after` it.

    `id` is its anchor: the same in every language, and whatever is added before or behind it.
    """

    id: str
    date: EdtfDate | None
    kind: str
    title: Any
    url: str
    text: Text | None = None
    before: Figure | None = None
    after: Figure | None = None


@dataclass(frozen=True, slots=True)
class Log:
    """All changes, the newest first; `anchors` finds a correction's own by its `id()`.

    Two corrections may say the same of two things, so what they say does not tell them apart.
    """

    changes: tuple[Change, ...]
    anchors: Mapping[int, str]


def log(speech: Speech) -> Log:
    """The log of one language: its own pages, and all records."""
    changes: list[Change] = []
    anchors: dict[int, str] = {}
    taken: set[str] = set()
    for part in (*_pages(speech), *parts(speech)):
        for correction in part.record.corrections if isinstance(part.record, Corrected) else ():
            ident = _unused(f"{part.kind} {part.name} {correction.date.written}", taken)
            anchors[id(correction)] = ident
            title = _title(speech, part)
            changes.append(
                Change(ident, correction.date, part.kind, title, part.url, correction.text)
            )
        changes += _superseding(speech, part, taken)
    return Log(tuple(sorted(changes, key=_age, reverse=True)), anchors)


def _pages(speech: Speech) -> Iterator[Part]:
    for (code, key), page in speech.book.site.pages.items():
        if code == speech.language.code:
            is_update = derive.is_update(key) and bool(page.front.date)
            yield Part(page.front, "update" if is_update else "page", key, site_url(page.path))


def _title(speech: Speech, part: Part) -> Any:
    if part.kind in ("page", "update"):
        return speech.book.site.pages[(speech.language.code, part.name)].title
    return name_of(speech, part.record)


def _superseding(speech: Speech, part: Part, taken: set[str]) -> Iterator[Change]:
    figure = part.record
    if isinstance(figure, Figure) and figure.supersedes:
        before = speech.entry("figure", figure.supersedes)
        ident = _unused(f"figure {figure.id} newer", taken)
        title = name_of(speech, figure)
        yield Change(ident, figure.as_of, "figure", title, part.url, before=before, after=figure)


def _unused(words: str, taken: set[str]) -> str:
    name = slugify(words)
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free


def _age(change: Change) -> tuple[bool, Any, str]:
    """Dates that are not whole days by their earliest instant; what has none comes last."""
    return (change.date is not None, change.date.sort_key if change.date else (), change.id)
