"""Resolve: after it, every link and reference holds, every file of the output has a route."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from generator.kinds.campaign import Campaign
from generator.kinds.text import Speech
from generator.kinds.timeline import Timeline
from generator.kinds.values import Record
from generator.locales import locale
from generator.markup import DirectiveSpec
from generator.model import Body, Change, Document, Entry, Hidden, Language, Reading, Route, Site
from generator.parallel import Spread
from generator.problems import Problem
from generator.resolve import derive, identity
from generator.resolve.bodies import (
    check_anchors,
    check_directives,
    check_page_files,
    converted,
    page_of,
    page_piece,
    prose_pieces,
)
from generator.resolve.consent import check_consent
from generator.resolve.evidence import check_captures, check_lost, check_superseding
from generator.resolve.links import Directory, directory
from generator.resolve.pages import Draft, address_pages
from generator.resolve.permalinks import by_permalink, lost_posts, named
from generator.resolve.protect import hidden_values, hide
from generator.resolve.references import check_campaign, check_page_names, check_references
from generator.resolve.schedule import is_published, next_change
from generator.resolve.walk import transform


@dataclass(frozen=True, slots=True)
class Resolved:
    """A site with its routes; `next_change` is what time alone will do to it.

    `hidden` are the values that protected posts take out: kept apart from the site, which templates
    see.
    """

    site: Site
    routes: tuple[Route, ...]
    next_change: Change | None
    hidden: tuple[Hidden, ...] = ()


def resolve(
    reading: Reading,
    directives: Mapping[str, DirectiveSpec],
    now: datetime,
    *,
    drafts: bool = False,
    spread: Spread = map,
) -> tuple[Resolved, list[Problem]]:
    """The site of a reading as of `now`; `spread` maps a function over texts, or forks to."""
    campaign: Campaign = reading.campaign.value
    places = reading.campaign.places
    languages = _languages(campaign)
    page_documents = [d for d in reading.documents if d.kind == "page"]
    records, problems = _records(reading)

    every, found = address_pages(page_documents, reading.campaign.lang)
    shown = {k: p for k, p in every.items() if is_published(p.front, now, drafts)}
    problems += found + _check_languages(languages, shown, reading.campaign)
    for page in shown.values():
        problems += check_page_files(page, reading.files)

    routes = derive.routes(languages, shown, records.entries, bool(records.sources))
    book = directory(
        languages,
        records.entries,
        shown.values(),
        every.values(),
        routes,
        reading.files,
        records.permalinks,
    )
    texts, found = _convert(shown, records.entries, book, directives, spread)
    problems += found
    texts, records, found = _with_lost(texts, records, Speech(reading.campaign.lang, (*languages,)))
    entries, sources, files = records.entries, records.sources, reading.files
    if found:
        # Lost posts have pages of their own, known only now that all texts have been read.
        routes = derive.routes(languages, shown, entries, bool(sources))
    aliases, found_aliases = derive.aliases(shown, [route.path for route in routes])
    problems += found + found_aliases
    problems += check_page_names(entries.get("message", {}), campaign, places, routes)

    pages = {key: page_of(page, texts.bodies[key]) for key, page in shown.items()}
    problems += check_anchors(pages.values())
    problems += check_directives(texts.every, {**records.ids, "source": sources})
    site = Site(reading.root, campaign, languages, entries, pages, sources, texts.prose, files, now)
    hidden = hidden_values(records.ids.get("post", {}))
    return Resolved(site, (*routes, *aliases), next_change(page_documents, now), hidden), problems


@dataclass(frozen=True, slots=True)
class _Records:
    """All records with their identities: what pages may refer to."""

    ids: identity.Ids
    entries: dict[str, dict[str, Entry]]
    sources: Mapping[str, Any]
    permalinks: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class _Texts:
    """All texts of the site as bodies: of pages by language and key, of records by their words."""

    bodies: Mapping[tuple[str, str], Body]
    prose: Mapping[tuple[str, str], Body]

    @property
    def every(self) -> list[Body]:
        return [*self.bodies.values(), *self.prose.values()]


def _with_lost(
    texts: _Texts, records: _Records, speech: Speech
) -> tuple[_Texts, _Records, list[Problem]]:
    """The texts with lost posts in the places of addresses that nobody knows; and their records."""
    posts = records.ids.get("post", {})
    lost, problems = lost_posts(texts.every, posts, speech)
    if not lost:
        return texts, records, problems
    known = by_permalink(lost)
    made, _ = identity.entries({"post": lost})
    ids = {**records.ids, "post": {**posts, **lost}}
    shown = {**records.entries.get("post", {}), **_finished(made)["post"]}
    bodies, prose = (
        {key: named(body, known) for key, body in of.items()} for of in (texts.bodies, texts.prose)
    )
    found = replace(records, ids=ids, entries={**records.entries, "post": shown})
    return _Texts(bodies, prose), found, problems


def _records(reading: Reading) -> tuple[_Records, list[Problem]]:
    """The records of a reading, with references checked."""
    campaign: Campaign = reading.campaign.value
    ids, problems = identity.by_id(reading.documents)
    entries, found = identity.entries(ids)
    entries, sources = identity.source_keys(entries, campaign.sources)
    problems += found + check_references(entries, ids, sources, reading.files)
    problems += check_captures(entries, reading.files)
    problems += check_lost(entries.get("post", {}))
    problems += check_superseding(entries.get("figure", {}))
    problems += check_consent(entries.get("post", {}), at_risk=campaign.risk == "high")
    problems += check_campaign(campaign, reading.files, reading.campaign.places.value("image"))
    permalinks = by_permalink(ids.get("post", {}))
    return _Records(ids, _finished(entries), sources, permalinks), problems


def _languages(campaign: Campaign) -> dict[str, Language]:
    return {
        code: Language(
            code,
            settings.name or code,
            locale(code, settings.locale or None, settings.numerals or None),
        )
        for code, settings in campaign.languages.items()
    }


def _finished(entries: Mapping[str, Mapping[str, Entry]]) -> dict[str, dict[str, Entry]]:
    """Hidden values gone, events by their earliest instant, those of one as they were written."""

    def change(record: Record) -> dict[str, Any]:
        if isinstance(record, Timeline):
            return {"events": tuple(sorted(record.events, key=identity.instant))}
        return hide(record)

    return {
        kind: {
            ident: replace(
                entry, value=transform(entry.value, change), places=identity.in_order(entry)
            )
            for ident, entry in of_kind.items()
        }
        for kind, of_kind in entries.items()
    }


def _check_languages(
    languages: Mapping[str, Language], pages: Mapping[tuple[str, str], Draft], campaign: Document
) -> list[Problem]:
    """A language begins with its home page; without one, only its single pages are made."""
    problems: list[Problem] = []
    for number, code in enumerate(languages):
        if (code, "index") not in pages:
            name = "index.md" if number == 0 else f"index.{code}.md"
            message = f"the language '{code}' has no home page, so no listing is made for it"
            place = campaign.places.key("languages", code)
            problems.append(Problem("no-home", message, place, f"write content/{name}"))
    return problems


def _convert(
    pages: Mapping[tuple[str, str], Draft],
    entries: Mapping[str, Mapping[str, Entry]],
    book: Directory,
    directives: Mapping[str, DirectiveSpec],
    spread: Spread,
) -> tuple[_Texts, list[Problem]]:
    prose = list({(p.language, p.text): p for p in prose_pieces(entries)}.values())
    pieces = [page_piece(page) for page in pages.values()] + prose
    results = list(spread(lambda piece: converted(piece, book, directives), pieces))
    problems = [problem for _, found in results for problem in found]
    bodies = [body for body, _ in results]
    of_pages = dict(zip(pages, bodies[: len(pages)], strict=True))
    of_prose = {
        (piece.language, piece.text): body
        for piece, body in zip(prose, bodies[len(pages) :], strict=True)
    }
    return _Texts(of_pages, of_prose), problems
