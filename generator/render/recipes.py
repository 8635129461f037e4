"""The table of recipes: how each sort of output file is made from its route."""

from __future__ import annotations

from collections.abc import Callable

from generator.model import Route
from generator.render.badge import badge, banner
from generator.render.codes import code_png, code_svg, square
from generator.render.exports import export
from generator.render.feeds import atom, json_feed
from generator.render.leaflets import readme, texts
from generator.render.metadata import policy
from generator.render.pages import html_page
from generator.render.pledges import reminder
from generator.render.stage import Stage
from generator.urls import relative_to, site_url

Recipe = Callable[[Stage, Route], bytes]


def _page(stage: Stage, route: Route) -> bytes:
    return html_page(stage, route).encode()


def _text(stage: Stage, route: Route) -> bytes:
    """A file of the whole site from a template: sitemap, robots, headers, manifest."""
    book = stage.book
    https = book.site.campaign.url.startswith("https://")
    text = stage.env.get_template(route.options["template"]).render(
        site=stage.site,
        lang=stage.lang,
        book=SiteFiles(stage),
        csp=policy(headers=True, https=https),
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
    "page": _page,
    "text": _text,
    "alias": _alias,
    "asset": _asset,
    "feed": atom,
    "json-feed": json_feed,
    "export": export,
    "reminder": reminder,
    "badge": badge,
    "banner": banner,
    "code-svg": code_svg,
    "code-png": code_png,
    "square": square,
    "kit-texts": texts,
    "kit-readme": readme,
}
