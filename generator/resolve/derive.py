"""Routes: every file of the output, those that writers made and those that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from generator.dates.moments import LATEST
from generator.kinds import KINDS
from generator.kinds.campaign import Campaign
from generator.kinds.figure import Figure
from generator.kinds.share import Banner, Share
from generator.kinds.values import Corrected, Record
from generator.model import Entry, Language, Route
from generator.problems import Problem
from generator.resolve.pages import Draft
from generator.resolve.walk import walk
from generator.urls import slugify

PER_PAGE = 20

# Made once for each language with a home page, and once for the site: path and template.
_LANGUAGE_FILES = (("feed.xml", "feed"), ("feed.json", "json-feed"))
_SITE_FILES = (
    ("sitemap.xml", "feeds/sitemap.xml"),
    ("robots.txt", "feeds/robots.txt"),
    ("_headers", "feeds/_headers"),
    ("_redirects", "feeds/_redirects"),
    (".htaccess", "feeds/htaccess"),
    (".nojekyll", "feeds/nojekyll"),
)
_EXPORTS = ("json", "csv", "ics")

# What browsers call the site by, in each language.
MANIFEST = "manifest.webmanifest"
# It lists what all others hold, and so is made when they are.
WORKER = PurePosixPath("sw.js")

# What other people's sites can show of the campaign.
EMBEDS = ("badge", "banner")

Pages = Mapping[tuple[str, str], Draft]
Entries = Mapping[str, Mapping[str, Entry]]


def updates_in(language: str, pages: Pages) -> list[Draft]:
    """The dated pages below updates/, newest first."""
    dated = [
        page
        for (lang, key), page in pages.items()
        if lang == language and page.front.date and is_update(key)
    ]
    return sorted(dated, key=_age, reverse=True)


def _age(page: Draft) -> tuple[Any, str]:
    return (page.front.date.sort_key if page.front.date else (), page.key)


def is_update(key: str) -> bool:
    return key.startswith("updates/") and not key.endswith("/index")


def tags_in(language: str, pages: Pages) -> dict[str, list[Draft]]:
    """Pages by tag, tags in alphabetical order; the first spelling of a tag is the one shown."""
    spelling: dict[str, str] = {}
    tagged: dict[str, list[Draft]] = {}
    for (lang, _), page in sorted(pages.items()):
        if lang == language:
            for tag in page.front.tags:
                name = spelling.setdefault(slugify(tag), tag)
                tagged.setdefault(name, []).append(page)
    return {name: _newest_first(tagged[name]) for name in sorted(tagged, key=str.casefold)}


def _newest_first(pages: list[Draft]) -> list[Draft]:
    dated = sorted((p for p in pages if p.front.date), key=_age, reverse=True)
    return dated + [p for p in pages if not p.front.date]


def routes(
    languages: Mapping[str, Language],
    pages: Pages,
    entries: Entries,
    has_sources: bool,
    share: Share,
    embeds: Sequence[str] = EMBEDS,
) -> list[Route]:
    """All routes but those of pictures and assets, which the theme knows."""
    default = next(iter(languages))
    changed = any(
        _is_changed(entry.value) for of_kind in entries.values() for entry in of_kind.values()
    )
    found: list[Route] = []
    for (language, key), page in pages.items():
        found.append(Route(page.path, "page", language, key))
    for language in languages:
        if (language, "index") in pages:
            prefix = PurePosixPath() if language == default else PurePosixPath(language)
            corrected = changed or _has_corrected_page(language, pages)
            notes = [("sources", has_sources), ("corrections", corrected), ("privacy", True)]
            notes += _tools(share, language)
            derived = _derived(language, pages, entries, [name for name, there in notes if there])
            written = {route.path for route in found}
            found += [
                Route(prefix / route.path, route.recipe, language, route.key, route.options)
                for route in derived
                if prefix / route.path not in written
            ]
            found += _embeds(share, language, embeds)
    found += [
        Route(PurePosixPath(path), "text", "", "", {"template": template})
        for path, template in _SITE_FILES
    ]
    return [*found, Route(WORKER, "worker")]


def _tools(share: Share, language: str) -> list[tuple[str, bool]]:
    """The pages that pass the campaign on, and whether the campaign wants them."""
    return [
        ("kit", True),
        ("mastodon", "mastodon" in share.networks_in(language)),
        ("safe", share.safe_messages),
    ]


def _embeds(share: Share, language: str, wanted: Sequence[str]) -> Iterator[Route]:
    """Files that other people's sites take over, beside each other whatever their language."""
    if "badge" in wanted:
        yield Route(PurePosixPath(f"kit/badge-{language}.txt"), "badge", language, "kit/badge.txt")
    if "banner" in wanted and share.banner:
        path = PurePosixPath(f"kit/banner-{language}.js")
        yield Route(path, "banner", language, "kit/banner.js")


def embeds_of(campaign: Campaign, now: datetime) -> tuple[str, ...]:
    """What other people's sites can show: it has to lead somewhere, and to ask for something."""
    ended = campaign.ended is not None and campaign.ended.earliest <= now
    if ended or not campaign.url:
        return ()
    banner = campaign.share.banner
    return EMBEDS if banner and end_of(banner) > now else ("badge",)


def end_of(banner: Banner) -> datetime:
    """The instant from which a banner is gone, in UTC; a date without a time lasts all of its day.

    Of a time, and of a range, the end counts as it stands; a day, month or year without a zone ends
    with its last second in UTC.
    """
    closing = banner.ends.end if banner.ends.is_range else banner.ends.start
    if closing is None:
        return LATEST
    if closing.precision == "time":
        return closing.first()
    last = closing.last()
    return last if last == LATEST else last + timedelta(microseconds=1)


def _is_changed(value: Record) -> bool:
    """Whether the log of corrections tells of an entry, or of something in it."""
    return any(
        (isinstance(record, Corrected) and bool(record.corrections))
        or (isinstance(record, Figure) and bool(record.supersedes))
        for _, record in walk(value)
    )


def _has_corrected_page(language: str, pages: Pages) -> bool:
    return any(lang == language and page.front.corrections for (lang, _), page in pages.items())


def _derived(
    language: str, pages: Pages, entries: Entries, notes: Iterable[str]
) -> Iterator[Route]:
    """Paths here are without the language's folder."""
    for kind in KINDS.values():
        if not kind.listing or not entries.get(kind.name):
            continue
        # A single timeline is its own list.
        if kind.name != "timeline" or len(entries[kind.name]) > 1:
            yield _html(kind.listing_name, kind.listing, {"kind": kind.name})
        if kind.page:
            for ident in entries[kind.name]:
                key = f"{kind.page_folder}/{slugify(ident) or ident}"
                yield _html(key, kind.page, {"kind": kind.name, "id": ident})
    for ident in entries.get("timeline", {}):
        for ending in _EXPORTS:
            name = f"timeline/{slugify(ident) or ident}.{ending}"
            yield Route(
                PurePosixPath(name), "export", language, name, {"id": ident, "format": ending}
            )
    yield from _reminders(language, entries)
    yield from _listing("updates/index", "updates/page-{}", len(updates_in(language, pages)), {})
    tags = tags_in(language, pages)
    for tag, tagged in tags.items():
        slug = slugify(tag)
        yield from _listing(f"tags/{slug}", f"tags/{slug}-page-{{}}", len(tagged), {"tag": tag})
    if tags:
        yield _html("tags/index", "tags", {})
    for name in (*notes, "404"):
        yield _html(name, name, {})
    for path, recipe in _LANGUAGE_FILES:
        yield Route(PurePosixPath(path), recipe, language, path)
    template = {"template": f"feeds/{MANIFEST}"}
    yield Route(PurePosixPath(MANIFEST), "text", language, MANIFEST, template)


def _reminders(language: str, entries: Entries) -> Iterator[Route]:
    """A calendar file for each pledge whose last day is known."""
    for ident, entry in entries.get("action", {}).items():
        until = entry.value.until
        if entry.value.kind == "pledge" and until and (until.end or not until.is_range):
            key = reminder_key(ident)
            yield Route(PurePosixPath(key), "reminder", language, key, {"id": ident})


def reminder_key(ident: str) -> str:
    return f"take-action/{slugify(ident) or ident}.ics"


def _html(key: str, layout: str, options: dict[str, Any]) -> Route:
    return Route(PurePosixPath(f"{key}.html"), "page", "", key, {"layout": layout, **options})


def _listing(first: str, further: str, count: int, options: dict[str, Any]) -> Iterator[Route]:
    pages = -(-count // PER_PAGE)
    for number in range(1, pages + 1):
        key = first if number == 1 else further.format(number)
        paging = {"number": number, "total": pages, "first": first, "further": further}
        yield _html(key, "listing", {**options, "paging": paging})


def aliases(pages: Pages, taken: Iterable[PurePosixPath]) -> tuple[list[Route], list[Problem]]:
    """A page for each former address, which leads on to the new one."""
    used = {str(path).casefold() for path in taken}
    found: list[Route] = []
    problems: list[Problem] = []
    for (language, key), page in pages.items():
        for number, alias in enumerate(page.front.aliases):
            place = page.document.places.value("aliases", number)
            path = _alias_path(alias)
            if path is None:
                hint = "write the old address below the site's own, as in '/old/page.html'"
                message = f"'{alias}' cannot be an address"
                problems.append(Problem("bad-alias", message, place, hint))
            elif str(path).casefold() in used:
                message = f"'{path}' is the address of another page"
                problems.append(Problem("same-address", message, place, "remove this alias"))
            else:
                used.add(str(path).casefold())
                found.append(Route(path, "alias", language, "", {"target": key}))
    return found, problems


def _alias_path(alias: str) -> PurePosixPath | None:
    parts = alias.strip().lstrip("/").split("/")
    if not any(parts) or any(p in (".", "..") or set(p) & set('\\:*?"<>|#%') for p in parts):
        return None
    if not parts[-1]:
        parts[-1] = "index.html"
    elif "." not in parts[-1]:
        parts[-1] += ".html"
    return PurePosixPath(*parts)
