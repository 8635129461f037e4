"""References: every id that a record names exists, and every file that it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.kinds.action import Action
from generator.kinds.campaign import Campaign
from generator.kinds.figure import Figure
from generator.kinds.message import Message
from generator.kinds.post import Capture, Post
from generator.kinds.statement import Statement
from generator.kinds.timeline import Event
from generator.kinds.values import Picture, Record, Sourced
from generator.model import Entry, Loc, Places, Route, Source
from generator.problems import Place, Problem, did_you_mean
from generator.resolve.identity import Ids
from generator.resolve.walk import walk

# Which fields of which record name an entry of which kind.
_REFERENCES: tuple[tuple[type[Record], str, str], ...] = (
    (Event, "posts", "post"),
    (Figure, "supersedes", "figure"),
    (Figure, "differs_from", "figure"),
    (Statement, "replies_to", "statement"),
)


def check_references(
    entries: Mapping[str, Mapping[str, Entry]],
    ids: Ids,
    sources: Mapping[str, Any],
    files: Mapping[str, Source],
) -> list[Problem]:
    """Problems of all entries, each at the place of the name that leads nowhere."""
    problems: list[Problem] = []
    for of_kind in entries.values():
        for entry in of_kind.values():
            for loc, record in walk(entry.value):
                if isinstance(record, Record):
                    problems += _check_record(entry, loc, record, ids, sources)
            problems += _check_files(entry, files)
    return problems


def _check_record(
    entry: Entry, loc: Loc, record: Record, ids: Ids, sources: Mapping[str, Any]
) -> Iterator[Problem]:
    for model, field, kind in _REFERENCES:
        if isinstance(record, model):
            known = ids.get(kind, {})
            for way, name in _names(getattr(record, field), (*loc, field)):
                if name not in known:
                    place = entry.places.value(*way)
                    yield _unknown(kind, name, known, place)
    if isinstance(record, Sourced):
        for way, key in _names(record.source_keys, (*loc, "sources")):
            if key not in sources:
                place = _source_place(entry, way)
                yield _unknown("source", key, sources, place)
        if not record.sources and not isinstance(record, Post):
            yield from _unsourced(entry, loc, record)


def _source_place(entry: Entry, way: Loc) -> Place:
    """The key may have been written under either of its names."""
    field = "sources" if entry.places.has(*way[:-1]) else "source"
    return entry.places.value(*way[:-2], field, way[-1])


def _names(value: str | tuple[str, ...], loc: Loc) -> Iterable[tuple[Loc, str]]:
    if isinstance(value, str):
        return [(loc, value)] if value else []
    return [((*loc, number), name) for number, name in enumerate(value)]


def _unknown(kind: str, name: str, known: Iterable[str], place: Place) -> Problem:
    hint = did_you_mean(name, known, f"there is none of that name: add it, or remove '{name}'")
    return Problem("unknown-reference", f"unknown {kind} '{name}'", place, hint)


def _unsourced(entry: Entry, loc: Loc, record: Record) -> Iterator[Problem]:
    name = type(record).__name__.lower()
    hint = "say where it comes from: 'source: …'"
    yield Problem("no-source", f"this {name} has no source", entry.places.key(*loc), hint)


# Which fields of which record name a file below content/.
_FILES: tuple[tuple[type[Record], str], ...] = (
    (Picture, "file"),
    (Capture, "file"),
    (Action, "frame"),
    (Action, "targets_file"),
    (Message, "picture"),
)


def _check_files(entry: Entry, files: Mapping[str, Source]) -> Iterator[Problem]:
    for loc, record in walk(entry.value):
        for model, field in _FILES:
            name = getattr(record, field) if isinstance(record, model) else ""
            if name and name not in files:
                yield missing_file(name, files, entry.places.value(*loc, field))
        if isinstance(record, Message) and record.picture in files and not record.picture_alt:
            hint = "add 'picture_alt: …' with what the picture shows"
            place = entry.places.value(*loc, "picture")
            yield Problem("missing-alt", "the message's picture has no description", place, hint)


def check_page_names(
    messages: Mapping[str, Entry], campaign: Campaign, places: Places, routes: Iterable[Route]
) -> list[Problem]:
    """The pages that share messages and the menu name are made in some language."""
    known = {route.key for route in routes if route.recipe == "page"}
    listed = known | {"timeline", "timelines", "updates", "tags"}
    named = [(m.value.page, m.places.value("page")) for m in messages.values()]
    named += [
        (item.page, places.value("menu", number, "page"))
        for number, item in enumerate(campaign.menu or ())
    ]
    return [
        _unknown("page", name, known, place)
        for name, place in named
        if name and page_key(name) not in listed
    ]


def page_key(name: str) -> str:
    """The address without language that a writer means by a page's name."""
    return name.strip("/").removesuffix(".md").removesuffix(".html")


def missing_file(name: str, files: Iterable[str], place: Place) -> Problem:
    hint = did_you_mean(name, files, f"put the file at content/{name}")
    return Problem("missing-file", f"there is no file '{name}'", place, hint)


def check_campaign(campaign: Campaign, files: Mapping[str, Source], place: Place) -> list[Problem]:
    """The site's own picture exists and has words that stand for it."""
    if not campaign.image:
        return []
    if campaign.image not in files:
        return [missing_file(campaign.image, files, place)]
    if not campaign.image_alt:
        hint = "add 'image_alt: …' with what the picture shows"
        return [Problem("missing-alt", "the site's picture has no alternative text", place, hint)]
    return []
