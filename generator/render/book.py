"""The book that every recipe looks things up in: the site, its routes, its theme, its pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from generator.kinds import KINDS
from generator.model import Route, Site
from generator.read.media import Picture
from generator.render.drawn import Kit
from generator.render.theme import Theme
from generator.resolve.references import page_key
from generator.urls import ROOT, absolute, site_url, slugify


@dataclass(frozen=True, slots=True)
class Book:
    """All that rendering knows; `by_key` finds the route of a (language, key)."""

    site: Site
    theme: Theme
    routes: tuple[Route, ...]
    by_key: Mapping[tuple[str, str], Route]
    pictures: Mapping[str, Picture]
    kit: Kit = field(default_factory=Kit)

    def url(self, language: str, key: str) -> str:
        """The root link of a page in a language, or '' when there is none."""
        route = self.by_key.get((language, key))
        return site_url(route.path) if route else ""

    def absolute(self, path: PurePosixPath) -> str:
        """The public address of an output file, or '' for a site without an address."""
        return absolute(self.site.campaign.url, path) if self.site.campaign.url else ""

    def named(self, language: str, page: str) -> str:
        """The public address of a page as writers name it, else of the front page, or ''."""
        key = page_key(page)
        url = (self.url(language, key) or self.listing(language, key)) if key else ""
        url = url or self.url(language, "index")
        return self.absolute(PurePosixPath(unquote(url.removeprefix(ROOT)))) if url else ""

    def asset(self, name: str) -> str:
        return site_url(self.theme.asset_path(name))

    def listing(self, language: str, name: str) -> str:
        """The page that lists a kind, whoever made it; a single timeline is its own list."""
        timelines = self.site.entries.get("timeline", {})
        if name in ("timeline", "timelines") and len(timelines) == 1:
            return self.url(language, entry_key("timeline", next(iter(timelines))))
        keys = {"timeline": "timelines", "updates": "updates/index", "tags": "tags/index"}
        return self.url(language, keys.get(name, name))

    def entry_url(self, language: str, kind: str, ident: str) -> str:
        """The page of an entry, or its place on the page that lists its kind."""
        row = KINDS[kind]
        if row.page:
            return self.url(language, entry_key(kind, ident))
        page = self.url(language, row.listing_name)
        return f"{page}#{ident}" if page else ""

    def entries(self, kind: str) -> tuple[Any, ...]:
        """The records of a kind, in the order in which they were written."""
        return tuple(entry.value for entry in self.site.entries.get(kind, {}).values())


def entry_key(kind: str, ident: str) -> str:
    return f"{KINDS[kind].page_folder}/{slugify(ident) or ident}"


def book(
    site: Site, routes: Iterable[Route], theme: Theme, pictures: Mapping[str, Picture]
) -> Book:
    every = tuple(routes)
    by_key = {(route.lang, route.key): route for route in every if route.key}
    return Book(site, theme, every, by_key, pictures)
