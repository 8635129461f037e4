"""Marks within a line: code, escapes, entities, `<addresses>`, raw tags, strikes, handles."""

from __future__ import annotations

import re
from typing import cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from generator.markup import links, rawhtml
from generator.markup.plain import TAGGED
from generator.markup.source import decoded

_TICKS = re.compile(r"`+")
_LITERAL = rf"""
    (?P<ticks>`++)
  | \\(?P<escaped>[!-/:-@\[-`{{-~])
  | (?P<hard>(?:\\|\ {{2,}})\n)
  | <(?P<address>[a-zA-Z][a-zA-Z0-9+.-]{{1,31}}:[^\s<>]*)>
  | <(?P<mail>[^\s<>@]+@[^\s<>@]+)>
  | (?P<raw>(?<!\]\(){rawhtml.TAG})
  | (?P<entity>&(?:\#[0-9]{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[a-zA-Z][a-zA-Z0-9]{{1,31}});)
"""


class Literal(InlineProcessor):
    """What is taken as it stands: code, escaped characters, entities, `<addresses>`, raw HTML."""

    def __init__(self, md: Markdown) -> None:
        super().__init__("", md)
        self.compiled_re = re.compile(_LITERAL, re.VERBOSE | re.DOTALL)

    def handleMatch(  # type: ignore[override]  # noqa: N802 (Python-Markdown's name)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int, int]:
        node: Element | str
        match m.lastgroup:
            case "ticks":
                return _code_span(m, data)
            case "escaped":
                node = m["escaped"]
            case "hard":
                node = Element("br")
            case "raw":
                node = rawhtml.raw(m[0])
            case "entity":
                node = decoded(m[0])
            case "address":
                node = links.bare_link(m["address"], m["address"])
            case _:
                node = links.bare_link(m["mail"], f"mailto:{m['mail']}")
        return node, m.start(), m.end()


def _code_span(opening: re.Match[str], data: str) -> tuple[Element | None, int, int]:
    width = len(opening[0])
    for closing in _TICKS.finditer(data, opening.end()):
        if len(closing[0]) == width:
            text = data[opening.end() : closing.start()].replace("\n", " ")
            if text[0] == text[-1] == " " and text.strip():
                text = text[1:-1]
            code = Element("code")
            code.text = AtomicString(text)
            return code, opening.start(), closing.end()
    return None, opening.start(), opening.end()


def emphasis(md: Markdown) -> InlineProcessor:
    """Python-Markdown's own: beside Chinese and Japanese punctuation it reads what was meant."""
    return cast(InlineProcessor, md.inlinePatterns["em_strong"])


class Strike(InlineProcessor):
    """`~~no longer~~`."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(r"(?<!~)~~(?=[^\s~])((?:[^~]|~(?!~))*?(?<=\S))~~(?!~)", md)

    def handleMatch(  # type: ignore[override]  # noqa: N802 (Python-Markdown's name)
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        element = Element("del")
        element.text = m[1]
        return element, m.start(), m.end()


class Isolate(InlineProcessor):
    """`@handle` and `#Hashtag` keep their direction amid words of the other one.

    `active` is set where the text as a whole has right-to-left words: bold print in it may not.
    """

    def __init__(self, md: Markdown) -> None:
        self.active = False
        super().__init__(TAGGED, md)

    def handleMatch(  # type: ignore[override]  # noqa: N802 (Python-Markdown's name)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int, int]:
        if not self.active:
            return None, m.start(), len(data)
        element = Element("bdi")
        element.text = AtomicString(m[0])
        return element, m.start(), m.end()
