"""The table of recipes: how each sort of output file is made from its route."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.model import Route
from generator.render.badge import badge, banner
from generator.render.book import Book
from generator.render.codes import code_png, code_svg, square
from generator.render.exports import export
from generator.render.feeds import atom, in_feed, json_feed
from generator.render.leaflets import readme, texts
from generator.render.metadata import policy
from generator.render.offline import offered
from generator.render.pages import html_page
from generator.render.pledges import reminder
from generator.render.stage import Bodies, Stage
from generator.urls import relative_to, site_url

Keys = Sequence[tuple[str, str]]


def _nobodys(book: Book, route: Route) -> Keys:
    return ()


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a sort of file is made: from the book, and from the texts that `reads` names.

    It is given these texts and no others, so that a file can be kept for as long as book and texts
    stay as they are.
    """

    make: Callable[[Stage, Route, Bodies], bytes]
    reads: Callable[[Book, Route], Keys] = _nobodys


def of_book(make: Callable[[Stage, Route], bytes]) -> Recipe:
    """A recipe that reads no page's text."""
    return Recipe(lambda stage, route, bodies: make(stage, route))


def _page(stage: Stage, route: Route, bodies: Bodies) -> bytes:
    return html_page(stage, route, bodies).encode()


def _own(book: Book, route: Route) -> Keys:
    key = (route.lang, route.key)
    return (key,) if key in book.site.pages else ()


def _text(stage: Stage, route: Route) -> bytes:
    """A file of the whole site from a template: sitemap, robots, headers, manifest."""
    book = stage.book
    https = book.site.campaign.url.startswith("https://")
    text = stage.env.get_template(route.options["template"]).render(
        site=stage.site,
        lang=stage.lang,
        book=SiteFiles(stage),
        csp=policy(headers=True, https=https, offline=offered(book)),
    )
    return relative_to(route.path, text).encode()


class SiteFiles:
    """What the site's own files are written from: pages with their translations, aliases."""

    def __init__(self, stage: Stage) -> None:
        self._book = stage.book

    @property
    def pages(self) -> list[dict[str, object]]:
        """Every page that search engines may know, with the absolute addresses of its languages."""
        found: list[dict[str, object]] = []
        for route in self._book.routes:
            if route.recipe != "page" or route.key == "404" or not self._book.site.campaign.url:
                continue
            page = self._book.site.pages.get((route.lang, route.key))
            others = {
                code: self._book.absolute(self._book.by_key[(code, route.key)].path)
                for code in self._book.site.languages
                if (code, route.key) in self._book.by_key
            }
            date = page.front.date if page else None
            found.append(
                {
                    "url": self._book.absolute(route.path),
                    "alternates": others if len(others) > 1 else {},
                    "date": date.iso if date and date.precision in ("day", "time") else "",
                }
            )
        return found

    @property
    def aliases(self) -> list[tuple[str, str]]:
        """Former addresses and where they lead, below the site's own address."""
        return [
            (str(route.path), str(target.path))
            for route in self._book.routes
            if route.recipe == "alias"
            and (target := self._book.by_key.get((route.lang, route.options["target"])))
        ]

    @property
    def has_address(self) -> bool:
        return bool(self._book.site.campaign.url)

    @property
    def base(self) -> str:
        """The path below which the site stands on its host, with a slash at its end."""
        path = "/".join(self._book.site.campaign.url.split("/")[3:]).strip("/")
        return f"/{path}/" if path else "/"


def _alias(stage: Stage, route: Route) -> bytes:
    target = stage.book.by_key[(route.lang, route.options["target"])]
    url = site_url(target.path)
    text = stage.env.get_template("layouts/alias.html").render(
        lang=stage.lang, site=stage.site, target=url, canonical=stage.book.absolute(target.path)
    )
    return relative_to(route.path, text).encode()


def _asset(stage: Stage, route: Route) -> bytes:
    return stage.book.theme.assets[route.options["name"]]


RECIPES: dict[str, Recipe] = {
    "page": Recipe(_page, _own),
    "text": of_book(_text),
    "alias": of_book(_alias),
    "asset": of_book(_asset),
    "feed": Recipe(atom, in_feed),
    "json-feed": Recipe(json_feed, in_feed),
    "export": of_book(export),
    "reminder": of_book(reminder),
    "badge": of_book(badge),
    "banner": of_book(banner),
    "code-svg": of_book(code_svg),
    "code-png": of_book(code_png),
    "square": of_book(square),
    "kit-texts": of_book(texts),
    "kit-readme": of_book(readme),
}


def texts_of(book: Book, route: Route, bodies: Bodies) -> Bodies:
    """The texts that a route's recipe reads, and no others."""
    return {key: bodies[key] for key in RECIPES[route.recipe].reads(book, route)}
