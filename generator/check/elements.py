"""The elements of a page that have something to check, with the words that they hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator.check.scan import Token

# What people are told about these comes from the words inside them.
_NAMED = frozenset("a button h1 h2 h3 h4 h5 h6 label table title".split())

# These are looked at even when they have no attribute, all others only when they have one that
# is not among the dull ones.
_KEPT = _NAMED | frozenset("base form html iframe img input script select style textarea".split())
_DULL = frozenset(("class", "d", "datetime", "dir", "lang"))

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


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
    """Takes a page's tokens one after another; `ids` and `comments` come with their offsets."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self.comments: list[int] = []
        self.ids: dict[str, int] = {}
        self.repeated: list[tuple[str, int]] = []
        self._open: list[_Open] = []
        # Inside aria-hidden="true": the tag that began it, and how many of its name are open.
        self._hidden = ""
        self._depth = 0

    def take(self, token: Token) -> None:
        if token.kind in ("start", "empty"):
            self._start(token)
        elif token.kind == "end":
            self._end(token.name)
        elif token.kind == "words":
            self._say(token.name)
        elif token.kind == "comment":
            self.comments.append(token.offset)

    def finish(self) -> None:
        """Ends what the page has left open."""
        while self._open:
            self._close()

    def _start(self, token: Token) -> None:
        kind, tag, attrs, offset = token
        if tag == "th":
            for each in self._open:
                each.headed = True
        if attrs:
            self._identify(tag, attrs, offset)
            self._say(attrs.get("alt", "") if tag == "img" else "")
            self._say(attrs.get("aria-label", ""))
        if kind == "start" and tag not in _VOID:
            self._hide(tag, attrs)
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

    def _hide(self, tag: str, attrs: Mapping[str, str]) -> None:
        if self._hidden:
            self._depth += tag == self._hidden
        elif attrs.get("aria-hidden") == "true":
            self._hidden, self._depth = tag, 1

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
        element = self.elements[done.number]
        self.elements[done.number] = element._replace(text=text, headed=done.headed)
        return done.tag

    def _say(self, words: str) -> None:
        if words and not self._hidden:
            for each in self._open:
                each.words.append(words)
