"""What templates see: plain, frozen values in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from generator.dates import EdtfDate
from generator.kinds.text import Text
from generator.model import Heading


@dataclass(frozen=True, slots=True)
class LanguageView:
    code: str
    name: str
    dir: str
    locale: str
    url: str
    numerals: str


@dataclass(frozen=True, slots=True)
class MenuEntry:
    title: str | Text
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class TagLink:
    name: str
    url: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """What other pages may know of a page."""

    title: str
    description: str
    url: str
    date: EdtfDate | None
    tags: tuple[TagLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternate:
    """A page in one of its languages, itself included."""

    lang: str
    name: str
    dir: str
    url: str
    absolute: str
    current: bool


@dataclass(frozen=True, slots=True)
class Paging:
    number: int
    total: int
    newer: str
    older: str


_NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Meta:
    """The facts of a page's head: `properties` are the meta tags of link previews, as HTML."""

    title: str
    csp: Markup
    robots: str = ""
    properties: Markup = _NOTHING
    json_ld: Markup | str = ""


@dataclass(frozen=True, slots=True)
class SiteView:
    title: Text
    tagline: Text | None
    description: Text | None
    url: str
    hashtags: tuple[str, ...]
    languages: tuple[LanguageView, ...]
    menu: tuple[MenuEntry, ...]
    home: str
    ended: EdtfDate | None
    contact: Text | None
    mirrors: tuple[str, ...]
    onion: str
    accent: str
    feed: str
    json_feed: str
    image: str = ""
    image_alt: Text | None = None
    manifest: str = ""
    offline: bool = False


@dataclass(frozen=True, slots=True)
class PageView:
    """A page; `publish` is the day before which it is not public, None once that has come."""

    title: str | Text
    description: str | Text
    lang: str
    dir: str
    url: str
    canonical: str
    alternates: tuple[Alternate, ...]
    layout: str
    key: str
    meta: Meta
    onion: str = ""
    path: str = ""
    image: str = ""
    image_alt: str = ""
    date: EdtfDate | None = None
    updated: EdtfDate | None = None
    tags: tuple[TagLink, ...] = ()
    contents: tuple[Heading, ...] = ()
    minutes: int = 0
    corrections: tuple[Any, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    draft: bool = False
    publish: EdtfDate | None = None
    expires: EdtfDate | None = None
    scripts: tuple[str, ...] = ()
