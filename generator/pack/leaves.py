"""The pages of a finished site in the order in which readers come to them, with what they hold."""

from __future__ import annotations

import posixpath
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote, urlsplit

from generator.check.scan import EMPTY, END, START, WORDS, tokens
from generator.locales import direction

HOME = "index.html"

# Hosts show these pages where one is missing; in a copy there is nothing to miss.
_MISSING = "404.html"
_MOST_MOVES = 5
_NAMES = ("title", "h1")
_REFRESH = re.compile(r"(?i)\s*\d+\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: its path, its language and direction, its name as text, and what its <body> says.

    `ids` are those of its elements, `links` the files that it leads to, `sheets` its style sheets,
    each with the media that it is for.
    """

    path: str
    text: str
    lang: str
    direction: str
    title: str
    body: Mapping[str, str]
    ids: frozenset[str]
    links: tuple[str, ...]
    sheets: tuple[tuple[str, str], ...]
    icon: str


def inside(page: str, href: str) -> tuple[str, str] | None:
    """The file of the site that a link on `page` leads to, and its fragment; None for all else."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    fragment = unquote(parts.fragment)
    if not parts.path:
        return page, fragment
    above = "" if parts.path.startswith("/") else posixpath.dirname(page)
    written = unquote(parts.path)
    path = posixpath.normpath(posixpath.join(above, written.lstrip("/")))
    if path == ".." or path.startswith("../"):
        return None
    folder = path == "." or written.endswith(("/", "/.", "/.."))
    return (posixpath.normpath(posixpath.join(path, HOME)) if folder else path), fragment


@dataclass(slots=True)
class _Look:
    """What was seen of a page so far."""

    path: str
    said: dict[str, Mapping[str, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    sheets: list[tuple[str, str]] = field(default_factory=list)
    icon: str = ""
    moved: str = ""

    def take(self, name: str, attrs: Mapping[str, str]) -> None:
        if "id" in attrs:
            self.ids.add(attrs["id"])
        if name in ("html", "body"):
            self.said.setdefault(name, attrs)
        elif name in ("a", "area"):
            self.links.append(self._path(attrs.get("href", "")))
        elif name == "link":
            self._link(attrs)
        elif name == "meta" and attrs.get("http-equiv", "").lower() == "refresh":
            found = _REFRESH.match(attrs.get("content", ""))
            self.moved = self._path(found.group(1)) if found else ""

    def _link(self, attrs: Mapping[str, str]) -> None:
        kinds = attrs.get("rel", "").lower().split()
        path = self._path(attrs.get("href", ""))
        if "stylesheet" in kinds and "alternate" not in kinds:
            self.sheets.append((path, attrs.get("media", "")))
        elif "icon" in kinds:
            self.icon = self.icon or path

    def _path(self, href: str) -> str:
        found = inside(self.path, href)
        return found[0] if found else ""

    def leaf(self, text: str) -> Leaf:
        lang = self.said.get("html", {}).get("lang", "")
        name = self.names.get("h1", "").strip() or self.names.get("title", "").strip() or self.path
        return Leaf(
            path=self.path,
            text=text,
            lang=lang,
            direction=self.said.get("html", {}).get("dir", "") or direction(lang),
            title=" ".join(name.split()),
            body=self.said.get("body", {}),
            ids=frozenset(self.ids),
            links=tuple(filter(None, self.links)),
            sheets=tuple(self.sheets),
            icon=self.icon,
        )


def look(path: str, text: str) -> Leaf | str:
    """A page; or, of one that has moved, the path of that which stands in its place."""
    seen = _Look(path)
    opened = ""
    for kind, name, attrs, _ in tokens(text):
        if kind in (START, EMPTY):
            seen.take(name, attrs)
            if name in _NAMES and name not in seen.names:
                opened = name
                seen.names[name] = ""
        elif kind == END and name == opened:
            opened = ""
        elif kind == WORDS and opened:
            seen.names[opened] += unescape(name)
    return seen.moved or seen.leaf(text)


@dataclass(frozen=True, slots=True)
class Leaves:
    """All pages by path, in order; and the addresses of those that have moved."""

    pages: Mapping[str, Leaf]
    moved: Mapping[str, str]

    def at(self, path: str) -> Leaf | None:
        """The page at an address, also at one that it had once."""
        for _ in range(_MOST_MOVES):
            if path not in self.moved:
                break
            path = self.moved[path]
        return self.pages.get(path)


def leaves(paths: Iterable[str], read: Callable[[str], bytes], languages: Sequence[str]) -> Leaves:
    """Every page, language by language, each as links lead from its home page."""
    looked = {
        path: look(path, read(path).decode("utf-8", "replace"))
        for path in sorted(paths)
        if path.endswith(".html") and posixpath.basename(path) != _MISSING
    }
    pages = {path: found for path, found in looked.items() if isinstance(found, Leaf)}
    moved = {path: found for path, found in looked.items() if isinstance(found, str)}
    order = {code: number for number, code in enumerate(languages)}
    walked = list(_walked(Leaves(pages, moved)))
    walked.sort(key=lambda leaf: order.get(leaf.lang, len(order)))
    return Leaves({leaf.path: leaf for leaf in walked}, moved)


def _walked(known: Leaves) -> Iterator[Leaf]:
    """Breadth first from the home page; pages that nothing leads to come last."""
    waiting = deque([HOME])
    rest = deque(known.pages)
    seen: set[str] = set()
    while waiting or rest:
        leaf = known.at(waiting.popleft() if waiting else rest.popleft())
        if leaf is None or leaf.path in seen:
            continue
        seen.add(leaf.path)
        yield leaf
        waiting.extend(leaf.links)
