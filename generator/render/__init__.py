"""Render: after it, every route has its bytes, and nothing else is needed to publish them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from jinja2 import Environment, TemplateError

from generator import default_templates
from generator.cache.memory import Memory
from generator.model import Output, Route, Site
from generator.parallel import Spread
from generator.problems import Place, Problem, did_you_mean
from generator.read.media import Picture
from generator.render.book import Book, book
from generator.render.environment import CompiledTemplates
from generator.render.pictures import PictureFault, encode_all, variant_key, variants
from generator.render.recipes import RECIPES, texts_of
from generator.render.slips import SLIPS, problem_of
from generator.render.stage import Bodies, Stage
from generator.render.theme import Theme


class RenderFault(Exception):
    """Templates, pictures or cards could not be made; `problems` say where and why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0].message)
        self.problems = problems


def plan(
    site: Site, routes: Iterable[Route], theme: Theme, pictures: Mapping[str, Picture]
) -> tuple[Book, list[Problem]]:
    """The book of all routes, assets and pictures included, and layouts that nothing draws."""
    every = [*routes, *_assets(theme), *_pictures(pictures)]
    return book(site, every, theme, pictures), list(_unknown_layouts(site, theme))


def _unknown_layouts(site: Site, theme: Theme) -> Iterator[Problem]:
    """The layouts that pages ask for have a template."""
    own, *default = ([f.stem for f in (d / "layouts").glob("*.html")] for d in theme.folders)
    # The default theme's other layouts are for pages that the build makes.
    known = {"page", "home", "update"} | (set(own) - set(default[0]) if default else set())
    for page in site.pages.values():
        if page.front.layout and page.front.layout not in known:
            hint = did_you_mean(page.front.layout, known, f"there are: {', '.join(sorted(known))}")
            message = f"there is no layout '{page.front.layout}'"
            yield Problem("unknown-layout", message, page.places.value("layout"), hint)


def _assets(theme: Theme) -> Iterator[Route]:
    for name in theme.assets:
        yield Route(theme.asset_path(name), "asset", "", "", {"name": name})


def _pictures(pictures: Mapping[str, Picture]) -> Iterator[Route]:
    for picture in _distinct(pictures):
        for variant in variants(picture):
            yield Route(variant.path, "picture", "", "", {"file": picture.path})


def _distinct(pictures: Mapping[str, Picture]) -> list[Picture]:
    """Each picture once, however many files hold it."""
    return list({picture.digest: picture for picture in pictures.values()}.values())


class Stages:
    """The stages of all languages of a book, each built when its first route is made."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._code = CompiledTemplates(default_templates())
        self._built: dict[str, Stage] = {}

    def stage(self, lang: str) -> Stage:
        """The stage of a language; files of the whole site are made on the first one's."""
        languages = self._book.site.languages
        code = lang if lang in languages else self._book.site.default_language
        if code not in self._built:
            self._built[code] = Stage(self._book, languages[code], self._code)
        return self._built[code]

    def make(self, route: Route, bodies: Bodies) -> bytes | Problem:
        """The bytes of a route, or what is wrong with a template."""
        try:
            texts = texts_of(self._book, route, bodies)
            return RECIPES[route.recipe].make(self.stage(route.lang), route, texts)
        except TemplateError as error:
            return problem_of(error, self._book.theme, self._any_environment)
        except SLIPS as error:
            # The default theme's slips are ours; a site's own templates are its author's.
            if len(self._book.theme.folders) == 1:
                raise
            return problem_of(error, self._book.theme, self._any_environment)

    @property
    def _any_environment(self) -> Environment | None:
        """The environment of a language that is set up: what templates may name is in each."""
        return next((stage.env for stage in self._built.values()), None)


def render(
    book: Book,
    bodies: Bodies,
    spread: Spread,
    *,
    kept: Collection[str] = (),
    memory: Memory | None = None,
) -> Iterator[Output]:
    """The outputs of all routes but those whose paths are `kept`. Raises RenderFault.

    `bodies` are the texts of pages; pictures that the `memory` has are not encoded again.
    """
    stages = Stages(book)

    def make(route: Route) -> bytes | Problem:
        return stages.make(route, bodies)

    wanted = [r for r in book.routes if r.recipe in RECIPES and str(r.path) not in kept]
    firsts, others = _firsts(wanted)
    # Each layout is drawn once before the work is spread: compiled templates are then inherited.
    made_first = [make(route) for route in firsts]
    for route, made in zip(firsts + others, chain(made_first, spread(make, others)), strict=True):
        if isinstance(made, Problem):
            raise RenderFault([made])
        yield Output(route.path, made)
    yield from _encoded(book, kept, memory)


def _encoded(book: Book, kept: Collection[str], memory: Memory | None) -> Iterator[Output]:
    """All variants of all pictures: what was encoded once is remembered by its address."""
    for picture in _distinct(book.pictures):
        wanted = [variant for variant in variants(picture) if str(variant.path) not in kept]
        if memory:
            memory.hold(map(variant_key, variants(picture)))
        found = {one: memory.get(variant_key(one)) if memory else None for one in wanted}
        yield from (Output(one.path, data) for one, data in found.items() if data is not None)
        lacking = [one for one, data in found.items() if data is None]
        try:
            for variant, data in encode_all(picture, lacking) if lacking else ():
                if memory:
                    memory.put(variant_key(variant), data)
                yield Output(variant.path, data)
        except PictureFault as fault:
            raise RenderFault([fault.problem(Place(f"content/{picture.path}"))]) from fault


def _firsts(routes: list[Route]) -> tuple[list[Route], list[Route]]:
    """The first route of each language, recipe and layout; and all others."""
    firsts: dict[tuple[str, str, str], Route] = {}
    for route in routes:
        firsts.setdefault((route.lang, route.recipe, route.options.get("layout", "")), route)
    chosen = {id(route) for route in firsts.values()}
    return list(firsts.values()), [route for route in routes if id(route) not in chosen]
