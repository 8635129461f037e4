"""Feeds: the newest updates and corrections of a language, as Atom and as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any
from urllib.parse import quote

from generator.dates import EdtfDate
from generator.model import Body, Page, Route
from generator.render.book import Book
from generator.render.corrections import Change
from generator.render.stage import Bodies, Stage, is_update
from generator.urls import ROOT

NEWEST = 20


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: addresses are absolute, or relative to the feed on a site without an address."""

    title: str
    url: str
    description: str
    moment: str
    html: str
    tags: tuple[str, ...]


def atom(stage: Stage, route: Route, bodies: Bodies) -> bytes:
    """The Atom feed (RFC 4287) from templates/feeds/feed.xml."""
    entries = _entries(stage, route, bodies)
    updated = entries[0].moment if entries else "1970-01-01T00:00:00Z"
    text = stage.env.get_template("feeds/feed.xml").render(
        site=stage.site,
        lang=stage.lang,
        entries=entries,
        updated=updated,
        home=_home(stage, route),
        own=stage.book.absolute(route.path) or str(route.path),
    )
    return text.encode()


def json_feed(stage: Stage, route: Route, bodies: Bodies) -> bytes:
    """The feed in JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    plain = stage.speech.plain
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": plain(stage.site.title),
        "description": plain(stage.site.description),
        "home_page_url": _home(stage, route),
        "feed_url": stage.book.absolute(route.path) or str(route.path),
        "language": stage.language.code,
        "items": [
            {
                "id": entry.url,
                "url": entry.url,
                "title": entry.title,
                "summary": entry.description,
                "content_html": entry.html,
                "date_published": entry.moment,
                "tags": list(entry.tags),
            }
            for entry in _entries(stage, route, bodies)
        ],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def in_feed(book: Book, route: Route) -> list[tuple[str, str]]:
    """The pages whose texts a feed holds, by language and key."""
    newest = sorted(_updates(book, route.lang), key=itemgetter(0), reverse=True)
    return [(page.lang, page.key) for _, page in newest[:NEWEST]]


def _updates(book: Book, language: str) -> Iterator[tuple[Any, Page]]:
    for (code, key), page in book.site.pages.items():
        if code == language and is_update(page, key):
            yield (page.front.date.sort_key, page.key), page


def _entries(stage: Stage, route: Route, bodies: Bodies) -> tuple[FeedEntry, ...]:
    """Updates and corrections by their dates, the newest first; what has no date is left out."""
    every: list[tuple[Any, Page | Change]] = [*_updates(stage.book, route.lang)]
    every += [((c.date.sort_key, c.id), c) for c in stage.speech.log.changes if c.date]
    every.sort(key=itemgetter(0), reverse=True)
    return tuple(
        _update(stage, route, one, bodies[(one.lang, one.key)])
        if isinstance(one, Page)
        else _correction(stage, route, one)
        for _, one in every[:NEWEST]
    )


def _update(stage: Stage, route: Route, page: Page, body: Body) -> FeedEntry:
    html = absolute_links(stage, route, str(stage.body(body, route.lang)))
    url = stage.book.absolute(page.path) or str(page.path)
    moment = _moment(page.front.date)
    return FeedEntry(page.title, url, page.front.description, moment, html, page.front.tags)


def _correction(stage: Stage, route: Route, change: Change) -> FeedEntry:
    """A line of the log, which has its address there."""
    drawn = stage.env.get_template("partials/change.html").module.change(change)  # type: ignore[attr-defined]
    html = absolute_links(stage, route, str(drawn))
    log = stage.book.by_key[(route.lang, "corrections")].path
    url = f"{stage.book.absolute(log) or log}#{quote(change.id)}"
    name = stage.speech.plain(change.title)
    title = stage.speech.t("correction.newer" if change.after else "correction.title", name=name)
    description = stage.speech.plain(change.text)
    moment = _moment(change.date) if change.date else ""
    return FeedEntry(title, url, description, moment, html, ())


def _moment(date: EdtfDate) -> str:
    """A day counts from noon UTC, so that it is that day in nearly every time zone."""
    earliest = date.leading.first()
    if date.precision != "time":
        earliest = earliest.replace(hour=12)
    return earliest.strftime("%Y-%m-%dT%H:%M:%SZ")


def _home(stage: Stage, route: Route) -> str:
    home = stage.book.by_key[(route.lang, "index")].path
    return stage.book.absolute(home) or "index.html"


def absolute_links(stage: Stage, route: Route, text: str) -> str:
    """Root links with the site's address; on a site without one, relative to the route."""
    base = stage.book.site.campaign.url
    if not base:
        return text.replace(ROOT, "../" * (len(route.path.parts) - 1))
    return re.sub(re.escape(ROOT), base.rstrip("/") + "/", text)
