"""Resolve: after it, every link and reference holds, every file of the output has a route."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from generator.cache.shelf import Shelf
from generator.kinds.campaign import Campaign
from generator.kinds.text import Speech
from generator.locales import locale
from generator.markup import DirectiveSpec
from generator.model import Body, Change, Document, Hidden, Language, Reading, Route, Site
from generator.parallel import Spread
from generator.problems import Problem
from generator.resolve import derive
from generator.resolve.bodies import (
    check_anchors,
    check_directives,
    check_page_files,
    ids_of,
    page_of,
)
from generator.resolve.links import Directory, directory
from generator.resolve.pages import Draft, address_pages
from generator.resolve.protect import hidden_values
from generator.resolve.records import Records, all_records
from generator.resolve.references import check_page_names
from generator.resolve.schedule import is_published, next_change
from generator.resolve.texts import Texts, convert_all, with_lost


@dataclass(frozen=True, slots=True)
class Resolved:
    """A site with its routes; `next_change` is what time alone will do to it.

    `hidden` are the values that protected posts take out: kept apart from the site, which templates
    see. `bodies` are the texts of pages by (language, key), and `digests` the hashes of what they
    follow from; they are apart so that who draws a page is given its own and no other. `book` is
    what links were looked up in.
    """

    site: Site
    routes: tuple[Route, ...]
    next_change: Change | None
    bodies: Mapping[tuple[str, str], Body]
    digests: Mapping[tuple[str, str], str]
    book: Directory
    hidden: tuple[Hidden, ...] = ()


def resolve(
    reading: Reading,
    directives: Mapping[str, DirectiveSpec],
    now: datetime,
    *,
    drafts: bool = False,
    spread: Spread = map,
    shelf: Shelf | None = None,
) -> tuple[Resolved, list[Problem]]:
    """The site of a reading as of `now`.

    `spread` maps a function over texts, or forks to; texts that the `shelf` has are not converted
    again.
    """
    campaign: Campaign = reading.campaign.value
    languages = _languages(campaign)
    documents = [document for document in reading.documents if document.kind == "page"]
    records, problems = all_records(reading)
    every, found = address_pages(documents, reading.campaign.lang)
    shown = {k: p for k, p in every.items() if is_published(p.front, now, drafts)}
    problems += found + _check_pages(languages, shown, reading)

    def routed() -> list[Route]:
        cited, embeds = bool(records.sources), derive.embeds_of(campaign, now)
        return derive.routes(languages, shown, records.entries, cited, campaign.share, embeds)

    routes = routed()
    book = directory(
        languages,
        records.entries,
        shown.values(),
        every.values(),
        routes,
        reading.files,
        records.permalinks,
    )
    texts, found = convert_all(
        shown, records, book, directives, spread, shelf or Shelf(reading.root, forgetful=True)
    )
    problems += found
    texts, records, lost = with_lost(texts, records, Speech(reading.campaign.lang, (*languages,)))
    if lost:
        # Lost posts have pages of their own, known only now that all texts have been read.
        routes = routed()
    aliases, found = derive.aliases(shown, [route.path for route in routes])
    problems += lost + found + _check_names(reading, records, routes)

    site = _site(reading, records, texts, shown, languages, now)
    problems += _check_texts(site, records, texts, shown)
    hidden = hidden_values(records.ids.get("post", {}))
    coming = next_change(documents, now)
    return Resolved(
        site, (*routes, *aliases), coming, texts.bodies, texts.digests, book, hidden
    ), problems


Drafts = Mapping[tuple[str, str], Draft]


def _site(
    reading: Reading,
    records: Records,
    texts: Texts,
    shown: Drafts,
    languages: Mapping[str, Language],
    now: datetime,
) -> Site:
    return Site(
        root=reading.root,
        campaign=reading.campaign.value,
        languages=languages,
        entries=records.entries,
        pages={key: page_of(page, texts.bodies[key]) for key, page in shown.items()},
        sources=records.sources,
        prose=texts.prose,
        files=reading.files,
        now=now,
    )


def _languages(campaign: Campaign) -> dict[str, Language]:
    return {
        code: Language(
            code,
            settings.name or code,
            locale(code, settings.locale or None, settings.numerals or None),
        )
        for code, settings in campaign.languages.items()
    }


def _check_texts(site: Site, records: Records, texts: Texts, shown: Drafts) -> Iterator[Problem]:
    """What texts name beyond themselves: headings of pages, and records."""
    ids = ids_of(shown, texts.bodies)
    for key, page in site.pages.items():
        yield from check_anchors(str(page.path), texts.bodies[key], ids)
    yield from check_directives(texts.every, {**records.ids, "source": records.sources})


def _check_pages(
    languages: Mapping[str, Language], shown: Drafts, reading: Reading
) -> list[Problem]:
    problems = _check_languages(languages, shown, reading.campaign)
    for page in shown.values():
        problems += check_page_files(page, reading.files)
    return problems


def _check_names(reading: Reading, records: Records, routes: list[Route]) -> list[Problem]:
    campaign, places = reading.campaign.value, reading.campaign.places
    return check_page_names(records.entries.get("message", {}), campaign, places, routes)


def _check_languages(
    languages: Mapping[str, Language], pages: Drafts, campaign: Document
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
