"""The stage of one language: its templates, what all pages share, how bodies come together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from jinja2 import BytecodeCache, Undefined
from markupsafe import Markup

from generator.kinds import KINDS
from generator.kinds.post import Post
from generator.model import Body, Directive, Image, Language, Page
from generator.render.book import Book
from generator.render.environment import environment
from generator.render.names import name_of
from generator.render.offline import offered
from generator.render.pictures import variants
from generator.render.speech import Speech
from generator.render.tools import tools
from generator.render.views import (
    LanguageView,
    MenuEntry,
    Meta,
    PageView,
    SiteView,
    Summary,
    TagLink,
)
from generator.resolve import derive
from generator.resolve.derive import MANIFEST
from generator.resolve.references import page_key
from generator.urls import site_url, slugify

# The texts of pages by (language, key).
Bodies = Mapping[tuple[str, str], Body]

# A directive of one of these names shows everything of its kind when it names nothing.
_LISTS = frozenset(kind.directives[-1] for kind in KINDS.values() if kind.directives)
_KIND_OF_DIRECTIVE = {name: kind.name for kind in KINDS.values() for name in kind.directives}


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture as templates place it: the plain address, and better formats as (mime, srcset)."""

    src: str
    width: int
    height: int
    variants: tuple[tuple[str, str], ...]


class Stage:
    """Everything needed to draw pages in one language."""

    def __init__(self, book: Book, language: Language, code: BytecodeCache) -> None:
        self.book = book
        self.language = language
        self.speech = Speech(book, language, self.body)
        self.env = environment(self.speech, code, picture=self.picture, **tools(self.speech))
        self._on_stage: PageView | None = None

    def draw(self, template: str, page: PageView, **context: Any) -> str:
        """A template with everything that is always there."""
        shared = {"lang": self.lang, "site": self.site, "page": page}
        return self.env.get_template(template).render(**shared, **context)

    def body(self, body: Body, language: str) -> Markup:
        """A body with its directives and pictures drawn."""
        return Markup("".join(map(self._part, body.parts)))

    def content(self, body: Body, page: PageView) -> Markup:
        """The body of a page: its directives see that page."""
        self._on_stage = page
        try:
            return self.body(body, page.lang)
        finally:
            self._on_stage = None

    def _part(self, part: str | Directive | Image) -> str:
        if isinstance(part, str):
            return part
        return self._directive(part) if isinstance(part, Directive) else self._image(part)

    def _directive(self, directive: Directive) -> str:
        entries = self.entries_of(directive)
        template = self.env.get_template(f"directives/{directive.name}.html")
        options = Options(directive.options)
        body = self.body(directive.body, self.language.code) if directive.body else Markup()
        return template.render(
            lang=self.lang,
            site=self.site,
            page=self._on_stage or self.nobody,
            entries=entries,
            options=options,
            body=body,
        )

    def entries_of(self, directive: Directive) -> tuple[Any, ...]:
        """What a directive's references name; a list that names nothing shows all of its kind."""
        name = directive.name
        if name == "updates":
            return self.updates
        if name == "sources":
            keys = directive.refs or tuple(self.book.site.sources)
            return tuple(self.speech.source(key) for key in keys)
        kind = _KIND_OF_DIRECTIVE.get(name)
        if not directive.refs:
            return self.every(kind) if kind and name in _LISTS else ()
        kinds = [kind] if kind else list(self.book.site.entries)
        found = [
            self.book.site.entries[k][ref].value
            for ref in directive.refs
            for k in kinds
            if ref in self.book.site.entries.get(k, {})
        ]
        return tuple(found)

    def every(self, kind: str) -> tuple[Any, ...]:
        """All records of a kind but counts that newer ones have replaced: these show the old."""
        found = self.book.entries(kind)
        if kind != "figure":
            return found
        return tuple(figure for figure in found if self.speech.latest(figure) is figure)

    def _image(self, image: Image) -> str:
        macros = self.env.get_template("partials/picture.html").module
        if image.title:
            item = {"file": image.file, "alt": image.alt, "credit": image.title}
            return str(macros.photo(item))  # type: ignore[attr-defined]
        return str(macros.img(image.file, image.alt))  # type: ignore[attr-defined]

    def picture(self, file: str) -> PictureView:
        """The variants of a picture below content/."""
        found = variants(self.book.pictures[file])
        fallback = found[-1]
        formats: dict[str, list[str]] = {}
        for variant in found:
            place = f"{site_url(variant.path)} {variant.width}w"
            formats.setdefault(variant.mime, []).append(place)
        sets = tuple((mime, ", ".join(places)) for mime, places in formats.items())
        src = min((v for v in found if v.mime == fallback.mime), key=lambda v: abs(v.width - 960))
        return PictureView(site_url(src.path), fallback.width, fallback.height, sets)

    @cached_property
    def lang(self) -> LanguageView:
        return self._language_view(self.language)

    def _language_view(self, language: Language) -> LanguageView:
        home = self.book.url(language.code, "index")
        locale = language.locale
        return LanguageView(
            language.code, language.name, language.dir, locale.tag, home, locale.numbering
        )

    @cached_property
    def site(self) -> SiteView:
        campaign, code = self.book.site.campaign, self.language.code
        url = self.book.url
        return SiteView(
            title=campaign.title,
            tagline=campaign.tagline,
            description=campaign.description,
            url=campaign.url,
            hashtags=campaign.hashtags_in(code),
            languages=tuple(map(self._language_view, self.book.site.languages.values())),
            menu=self._menu,
            home=url(code, "index") or url(self.book.site.default_language, "index"),
            ended=self.speech.ended,
            contact=campaign.contact,
            mirrors=campaign.mirrors,
            onion=campaign.onion,
            accent=campaign.colours.accent,
            feed=url(code, "feed.xml"),
            json_feed=url(code, "feed.json"),
            image=campaign.image,
            image_alt=campaign.image_alt,
            manifest=url(code, MANIFEST) or url(self.book.site.default_language, MANIFEST),
            offline=offered(self.book),
        )

    def site_for(self, page: PageView) -> SiteView:
        """The site with the menu's entry for this page marked."""
        if not any(item.url == page.url for item in self.site.menu):
            return self.site
        menu = tuple(
            replace(item, current=True) if item.url == page.url else item for item in self.site.menu
        )
        return replace(self.site, menu=menu)

    @cached_property
    def _menu(self) -> tuple[MenuEntry, ...]:
        items = self.book.site.campaign.menu
        if items is None:
            return self._own_menu()
        found: list[MenuEntry] = []
        for item in items:
            key = page_key(item.page)
            url = item.url or self.book.url(self.language.code, key) or self.listing_url(key)
            if url:
                found.append(MenuEntry(item.title or self.title_of(key), url))
        return tuple(found)

    def listing_url(self, key: str) -> str:
        return self.book.listing(self.language.code, key)

    def _own_menu(self) -> tuple[MenuEntry, ...]:
        """Without a menu in site.yaml: the listings, and the pages that ask to be in it."""
        names = ("take-action", "timeline", "voices", "figures", "statements", "updates")
        listed = [
            MenuEntry(self.speech.t(f"pages.{name}.title"), url)
            for name in names
            if (url := self.listing_url(name))
        ]
        asked = [
            MenuEntry(page.title if said in ("true", "yes") else said, site_url(page.path))
            for (code, _), page in sorted(self.book.site.pages.items())
            if code == self.language.code
            and (said := page.front.menu)
            and said not in ("false", "no")
        ]
        return tuple(listed + asked)

    def title_of(self, key: str) -> Any:
        """The title of a page by its key: a written page's own, an entry's, or the theme's word."""
        page = self.book.site.pages.get((self.language.code, key))
        if page:
            return page.title
        route = self.book.by_key.get((self.language.code, key))
        ident = route.options.get("id") if route else None
        if route and ident:
            return name_of(self.speech, self.book.site.entries[route.options["kind"]][ident].value)
        return self.speech.t(f"pages.{key.removesuffix('/index')}.title")

    @cached_property
    def updates(self) -> tuple[Summary, ...]:
        """The dated pages below updates/, newest first."""
        found = [
            page
            for (code, key), page in self.book.site.pages.items()
            if code == self.language.code and is_update(page, key)
        ]
        return tuple(map(self.summary, newest_first(found)))

    @cached_property
    def voices(self) -> tuple[Post, ...]:
        """The quoted posts from old to new, those without a date at the end."""
        posts: tuple[Post, ...] = self.book.entries("post")
        dated = sorted((p.posted.sort_key, n) for n, p in enumerate(posts) if p.posted)
        return (*(posts[n] for _, n in dated), *(p for p in posts if not p.posted))

    @cached_property
    def voice_numbers(self) -> Mapping[str, int]:
        return {post.id: number for number, post in enumerate(self.voices)}

    @cached_property
    def by_tag(self) -> Mapping[str, tuple[Summary, ...]]:
        """Pages by the slug of their tags, newest first, those without a date at the end."""
        found: dict[str, list[Page]] = {}
        for (code, _), page in sorted(self.book.site.pages.items()):
            for tag in page.front.tags if code == self.language.code else ():
                found.setdefault(slugify(tag), []).append(page)
        return {tag: tuple(map(self.summary, newest_first(pages))) for tag, pages in found.items()}

    def summary(self, page: Page) -> Summary:
        front = page.front
        return Summary(
            page.title, front.description, site_url(page.path), front.date, self.tags(front.tags)
        )

    def tags(self, names: tuple[str, ...]) -> tuple[TagLink, ...]:
        links = ((n, self.book.url(self.language.code, f"tags/{slugify(n)}")) for n in names)
        return tuple(TagLink(name, url) for name, url in links if url)

    @cached_property
    def nobody(self) -> PageView:
        """What directives in records see, which stand on more than one page."""
        return PageView(
            "", "", self.language.code, self.language.dir, "", "", (), "", "", Meta("", Markup())
        )


class Options(dict[str, str]):
    """Options of a directive: one that was not given may be asked for, and equals nothing."""

    def __missing__(self, name: str) -> Any:
        return Undefined(name=name)


def is_update(page: Page, key: str) -> bool:
    return derive.is_update(key) and bool(page.front.date)


def newest_first(pages: list[Page]) -> list[Page]:
    dated = [page for page in pages if page.front.date]
    dated.sort(key=lambda page: (page.front.date.sort_key, page.key), reverse=True)
    return dated + [page for page in pages if not page.front.date]
