"""Identity: every record has one id, every page one address, every source one key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from generator.dates import EdtfDate
from generator.kinds.timeline import Event, Timeline
from generator.kinds.values import Record, Source, Sourced
from generator.model import Document, Entry, Loc, Places
from generator.problems import Problem
from generator.resolve.walk import transform
from generator.urls import RESERVED_NAMES, slugify

Ids = dict[str, dict[str, Document]]


def by_id(documents: Iterable[Document]) -> tuple[Ids, list[Problem]]:
    """Records by kind and id; a refused record keeps its id, so that nothing else seems missing."""
    found: Ids = {}
    problems: list[Problem] = []
    for document in documents:
        if document.kind == "page" or not document.id:
            continue
        others = found.setdefault(document.kind, {})
        first = others.setdefault(document.id, document)
        if first is not document:
            place = first.places.key("id")
            message = f"two of one kind have the id '{document.id}' (the other: {place})"
            problems.append(
                Problem("duplicate-id", message, document.places.value("id"), "rename one")
            )
    return found, problems


def entries(ids: Ids) -> tuple[dict[str, dict[str, Entry]], list[Problem]]:
    """The records that hold, with the ids of events filled in."""
    problems: list[Problem] = []
    found: dict[str, dict[str, Entry]] = {}
    for kind, documents in ids.items():
        found[kind] = {}
        for document in documents.values():
            if document.value is not None:
                value = document.value
                if isinstance(value, Timeline):
                    value = _with_event_ids(document, value, problems)
                found[kind][document.id] = Entry(kind, document.id, value, document.places)
    return found, problems


def _with_event_ids(document: Document, timeline: Timeline, problems: list[Problem]) -> Timeline:
    seen: dict[str, int] = {}
    events: list[Event] = []
    for number, event in enumerate(timeline.events):
        ident = event.id or _event_id(event)
        if ident in seen and event.id:
            message = f"two events have the id '{ident}'"
            place = document.places.value("events", number, "id")
            problems.append(Problem("duplicate-id", message, place, "rename one"))
        seen[ident] = seen.get(ident, 0) + 1
        unique = ident if seen[ident] == 1 else f"{ident}-{seen[ident]}"
        events.append(event.model_copy(update={"id": unique}))
    return timeline.model_copy(update={"events": tuple(events)})


def instant(event: Event) -> datetime:
    """What events are sorted by; those of one instant stay as they were written."""
    return event.date.earliest


def in_order(entry: Entry) -> Places:
    """The places of an entry whose events are sorted: each goes with its event."""
    places = entry.places
    if not isinstance(entry.value, Timeline):
        return places
    events = entry.value.events
    sorted_from = sorted(range(len(events)), key=lambda number: instant(events[number]))
    number_now = {old: new for new, old in enumerate(sorted_from)}
    way = (*places.prefix, "events")
    at = len(way)

    def moved(loc: Loc) -> Loc:
        inside = loc[:at] == way and len(loc) > at
        return (*way, number_now[int(loc[at])], *loc[at + 1 :]) if inside else loc

    spans = {moved(loc): span for loc, span in places.spans.items()}
    return Places(places.path, spans, places.prefix)


def _event_id(event: Event) -> str:
    words, _ = event.title.choose(event.title.default)
    return slugify(f"{_day(event.date)} {words}") or "event"


def _day(date: EdtfDate) -> str:
    return re.sub("[^0-9-]", "", date.written.split("T")[0].split("/")[0])


def source_keys(
    found: Mapping[str, Mapping[str, Entry]], known: Mapping[str, Source]
) -> tuple[dict[str, dict[str, Entry]], dict[str, Source]]:
    """Every source once: those written out on the spot get a key, and records keep keys alone."""
    sources = dict(known)
    keys: dict[Any, str] = {_identity(source): key for key, source in sources.items()}

    def key_for(source: str | Source) -> str:
        if isinstance(source, str):
            return source
        identity = _identity(source)
        if identity not in keys:
            words, _ = source.title.choose(source.title.default)
            keys[identity] = _unused(slugify(words)[:60] or "source", sources)
            sources[keys[identity]] = source
        return keys[identity]

    def change(record: Record) -> dict[str, Any]:
        if not isinstance(record, Sourced) or all(isinstance(s, str) for s in record.sources):
            return {}
        return {"sources": tuple(map(key_for, record.sources))}

    renamed = {
        kind: {
            ident: replace(entry, value=transform(entry.value, change))
            for ident, entry in of_kind.items()
        }
        for kind, of_kind in found.items()
    }
    return renamed, sources


def _identity(source: Source) -> Any:
    return source.url or (tuple(sorted(source.title.words.items())), source.author, source.date)


def _unused(name: str, taken: Mapping[str, object]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def page_path(key: str, language: str, default: str, slug: str) -> PurePosixPath | None:
    """Where a page lands in the output; None when its name holds nothing that can be an address."""
    parts = [slugify(part) for part in key.split("/")]
    if slug:
        parts[-1] = slugify(slug)
    if not all(parts) or RESERVED_NAMES.intersection(parts):
        return None
    path = PurePosixPath(*parts)
    path = path.with_name(path.name + ".html")
    return path if language == default else PurePosixPath(language) / path
