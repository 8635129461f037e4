"""The elements of a page that have something to check, with the words that they hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import unescape
from typing import NamedTuple

from generator.check.scan import COMMENT, EMPTY, END, START, WORDS, Token

# What people are told about these comes from the words inside them.
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NAMED = frozenset(("a", "button", "label", "table", "title", *_HEADINGS))

# These are looked at even when they have no attribute, all others only when they have one that
# is not among the dull ones.
_CONTROLS = ("form", "input", "select", "textarea")
_KEPT = _NAMED.union(("base", "html", "iframe", "img", "script", "style"), _CONTROLS)
_SEEN = _KEPT | {"th"}
_DULL = frozenset(("class", "d", "datetime", "dir", "lang"))

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"}
    | {"track", "wbr"}
)


class Element(NamedTuple):
    """A start tag; `text` is what a link, button, heading, label, table or title says.

    `headed` tells that a table has header cells, `labelled` that something stands in a label.
    """

    tag: str
    attrs: Mapping[str, str]
    offset: int
    text: str = ""
    headed: bool = False
    labelled: bool = False


class _Open:
    """A start tag whose end has not come yet."""

    __slots__ = ("headed", "number", "tag", "words")

    def __init__(self, number: int, tag: str) -> None:
        self.number = number
        self.tag = tag
        self.words: list[str] = []
        self.headed = False


class Collector:
    """Gathers what a page's tokens tell; `ids` and `comments` come with their offsets."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self.comments: list[int] = []
        self.ids: dict[str, int] = {}
        self.repeated: list[tuple[str, int]] = []
        self._open: list[_Open] = []
        # Inside aria-hidden="true": the tag that began it, and how many of its name are open.
        self._hidden = ""
        self._depth = 0

    def read(self, tokens: Iterable[Token]) -> None:
        """Takes all tokens of a page; most of them say nothing and are passed over here."""
        for kind, name, attrs, offset in tokens:
            if kind == WORDS:
                if self._open and not self._hidden:
                    self._say(unescape(name))
            elif kind == END:
                if name in _NAMED or name == self._hidden:
                    self._end(name)
            elif kind in (START, EMPTY):
                if self._hidden == name and kind == START:
                    self._depth += 1
                if attrs or name in _SEEN:
                    self._start(name, attrs, offset, kind == EMPTY or name in _VOID)
            elif kind == COMMENT:
                self.comments.append(offset)
        while self._open:
            self._close()

    def _start(self, tag: str, attrs: Mapping[str, str], offset: int, alone: bool) -> None:
        if tag == "th":
            for each in self._open:
                each.headed = True
        if attrs:
            self._identify(tag, attrs, offset)
            self._say(attrs.get("alt", "") if tag == "img" else "")
            self._say(attrs.get("aria-label", ""))
            if not (alone or self._hidden) and attrs.get("aria-hidden") == "true":
                self._hidden, self._depth = tag, 1
        if tag in _KEPT or not attrs.keys() <= _DULL:
            labelled = any(each.tag == "label" for each in self._open)
            self.elements.append(Element(tag, attrs, offset, labelled=labelled))
            if tag in _NAMED:
                self._open.append(_Open(len(self.elements) - 1, tag))

    def _identify(self, tag: str, attrs: Mapping[str, str], offset: int) -> None:
        ident = attrs.get("id")
        if ident is None:
            if tag == "a" and "name" in attrs:
                self.ids.setdefault(attrs["name"], offset)
        elif ident in self.ids:
            self.repeated.append((ident, offset))
        else:
            self.ids[ident] = offset

    def _end(self, tag: str) -> None:
        if self._hidden == tag:
            self._depth -= 1
            self._hidden = tag if self._depth else ""
        if tag in _NAMED and any(each.tag == tag for each in self._open):
            while self._close() != tag:
                pass

    def _close(self) -> str:
        done = self._open.pop()
        text = " ".join("".join(done.words).split())
        tag, attrs, offset, _, _, labelled = self.elements[done.number]
        self.elements[done.number] = Element(tag, attrs, offset, text, done.headed, labelled)
        return done.tag

    def _say(self, words: str) -> None:
        if words and not self._hidden:
            for each in self._open:
                each.words.append(words)
