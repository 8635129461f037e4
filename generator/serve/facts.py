"""What the preview's bar tells of one page: its weight, its languages, its share texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from generator.build import Prepared
from generator.check.history import changed
from generator.check.parsed import parse
from generator.check.weight import Scales
from generator.dates import EdtfDate
from generator.kit.counting import count
from generator.kit.networks import NETWORKS
from generator.model import Page, Route
from generator.problems import Place
from generator.render import Stages
from generator.render.pages import WORDS_A_MINUTE, on_stage
from generator.render.recipes import texts_of
from generator.render.share import Sharing
from generator.render.stage import Stage
from generator.render.views import PageView
from generator.serve.edition import PageFacts, ShareCount, Translation
from generator.urls import ROOT, site_url

Get = Callable[[str], bytes | None]

# Times of files that were saved together lie a little apart.
_TOGETHER = 60.0


class _Outputs(Mapping[str, bytes]):
    """The edition's files as a mapping: each is made when it is weighed."""

    def __init__(self, get: Get) -> None:
        self._get = get

    def __getitem__(self, path: str) -> bytes:
        data = self._get(path)
        if data is None:
            raise KeyError(path)
        return data

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and self._get(path) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def page_facts(prepared: Prepared, stages: Stages, route: Route, get: Get) -> PageFacts:
    """The facts of the page that a route makes."""
    assert prepared.book is not None
    assert prepared.resolved is not None
    book, bodies = prepared.book, prepared.resolved.bodies
    stage, path = stages.stage(route.lang), str(route.path)
    view, _, _ = on_stage(stage, route, texts_of(book, route, bodies))
    page = book.site.pages.get((route.lang, route.key))
    written = page if page is not None and page.path == route.path else None
    source = Place(written.places.path, 1) if written else _record(prepared, route)
    outputs = _Outputs(get)
    load = Scales(outputs, _root(book.site.campaign.url)).load(
        parse(path, outputs[path].decode("utf-8", "replace"))
    )
    named = {name: len(outputs[name]) for name in (*load.text, *load.pictures)}
    words = bodies[(route.lang, route.key)].words if written else 0
    return PageFacts(
        title=stage.speech.plain(view.title),
        lang=view.lang,
        dir=view.dir,
        source=source.path,
        line=source.line or 1,
        html=named[path],
        styles=sum(size for name, size in named.items() if name.endswith(".css")),
        scripts=sum(size for name, size in named.items() if name.endswith(".js")),
        pictures=sum(
            size for name, size in load.pictures.items() if not name.endswith((".js", ".css"))
        ),
        packed=sum(n for name, n in load.text.items() if name.endswith((".html", ".css"))),
        words=words,
        minutes=-(-words // WORDS_A_MINUTE),
        draft=bool(written and written.front.draft),
        publish=_day(written.front.publish) if written else "",
        expires=_day(written.front.expires) if written else "",
        translations=tuple(_translations(prepared, route)),
        share=tuple(_share(stage, view)),
    )


def _record(prepared: Prepared, route: Route) -> Place:
    """Where the record of a page stands, or the one file that holds all that a listing lists."""
    assert prepared.book is not None
    kind, ident = route.options.get("kind", ""), route.options.get("id", "")
    entries = prepared.book.site.entries.get(kind, {})
    if ident in entries:
        return entries[ident].places.key()
    files = {entry.places.path for entry in entries.values()}
    return Place(files.pop(), 1) if len(files) == 1 else Place("")


def _root(url: str) -> str:
    """The path on its host that the site begins at, with a slash at its end."""
    path = urlsplit(url).path.strip("/")
    return f"/{path}/" if path else "/"


def _day(date: EdtfDate | None) -> str:
    return date.iso if date else ""


def _translations(prepared: Prepared, route: Route) -> Iterator[Translation]:
    """The site's languages, and whether they have this page in a state that is not out of date."""
    assert prepared.book is not None
    site, by_key = prepared.book.site, prepared.book.by_key
    old = _older(prepared, route.key)
    for code, language in site.languages.items():
        other = by_key.get((code, route.key))
        state = "here" if code == route.lang else "there" if other else "missing"
        if code in old:
            state = "older"
        url = "/" + site_url(other.path).removeprefix(ROOT) if other else ""
        yield Translation(code, language.name, language.dir, url, state)


def _older(prepared: Prepared, key: str) -> set[str]:
    """The languages whose version was written before the original was last changed."""
    assert prepared.book is not None
    site = prepared.book.site
    pages: dict[str, Page] = {
        code: page for code in site.languages if (page := site.pages.get((code, key)))
    }
    if len(pages) < 2:
        return set()
    times = changed(site.root, [page.places.path for page in pages.values()])
    first, *others = pages.values()
    newest = times.get(first.places.path, 0.0)
    return {
        page.lang for page in others if newest - times.get(page.places.path, newest) > _TOGETHER
    }


def _share(stage: Stage, view: PageView) -> Iterator[ShareCount]:
    """How much of each network's room the page's own words take."""
    sharing: Any = Sharing(stage.speech)
    found = sharing.page(view)
    for name in sharing.intents.networks if found else ():
        taken = count(found.message, NETWORKS[name])
        shown = stage.speech.t(f"share.networks.{name}")
        yield ShareCount(shown, taken.used, taken.limit or 0)
