"""Inline markup: what may stand within a line, and the walk that finds it in every text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import DelimiterProcessor, InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import INLINE_PLACEHOLDER, INLINE_PLACEHOLDER_RE, AtomicString

from generator.markup import attributes, links, rawhtml

# What a pattern may be triggered by (U+0002 begins a placeholder): characters, and strings.
_CHARACTERS = re.compile(r"[`\\<&\[*_~@#\x02]")
_STRINGS = ("://", "www.", "  \n")

# With more of them in one paragraph they are text: nobody means it, and they would cost seconds.
_MOST_DELIMITERS = 1000

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
                node = unescape(m[0])
            case _:
                node = links.bare_link(m["address"] or m["mail"])
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
    """`@handle` and `#Hashtag` keep their direction amid words of the other one."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(r"(?<![\w/@#&.\x03])(?:@[A-Za-z0-9_](?:[\w.@-]*\w)?|#\w*[^\W\d_]\w*)", md)

    def handleMatch(  # type: ignore[override]  # noqa: N802 (Python-Markdown's name)
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        element = Element("bdi")
        element.text = AtomicString(m[0])
        return element, m.start(), m.end()


def _specials(text: str) -> set[str]:
    found = set(_CHARACTERS.findall(text))
    for string in _STRINGS:
        if string in text:
            found.add(string)
    return found


class Inline(Treeprocessor):
    """Finds inline markup in the texts of a tree, each pattern only where one of its triggers is.

    A pattern's finds are held in `stashed_nodes`, with a placeholder in the text, so that later
    patterns see neither what it took nor what it made; Python-Markdown's own patterns look there.
    """

    def __init__(self, md: Markdown, triggers: Sequence[frozenset[str]]) -> None:
        super().__init__(md)
        self.stashed_nodes: dict[str, Element | str] = {}
        self.isolating = False
        self._patterns = list(zip(md.inlinePatterns, triggers, strict=True))

    def run(self, root: Element) -> None:
        """Fill the tree below `root` with what its texts mean."""
        self.stashed_nodes.clear()
        self._fill_below(root, 0)

    def _fill_below(self, root: Element, first: int) -> None:
        for element in list(root.iter()):
            for child in reversed(element):
                if child.tail and (found := _specials(child.tail)):
                    child.tail, nodes = self._parse(child.tail, first, found)
                    position = list(element).index(child) + 1
                    element[position:position] = nodes
            text = element.text
            if text and type(text) is not AtomicString and (found := _specials(text)):
                element.text, element[0:0] = self._parse(text, first, found)

    def _parse(self, text: str, first: int, specials: set[str]) -> tuple[str, list[Element]]:
        """The text up to the first node, and the nodes, each with the text after it as its tail."""
        for rank in range(first, len(self._patterns)):
            pattern, triggers = self._patterns[rank]
            if triggers.isdisjoint(specials) or not any(sign in text for sign in triggers):
                continue  # the second, for what an earlier pattern has taken
            if isinstance(pattern, DelimiterProcessor):
                text = self._apply_emphasis(pattern, text, rank)
            elif self.isolating or not isinstance(pattern, Isolate):
                text = self._apply(pattern, text, rank)
        return self._unfold(text)

    def _apply(self, pattern: InlineProcessor, text: str, rank: int) -> str:
        """The text with the pattern's finds replaced by placeholders."""
        pieces: list[str] = []
        position = after = 0
        while match := pattern.compiled_re.search(text, position):
            node, start, end = pattern.handleMatch(match, text)
            if node is None or start is None or end is None:
                position = max(end or 0, match.end())
                continue
            pieces += (text[after:start], self._hold(node, pattern, rank))
            position = after = end
        return "".join((*pieces, text[after:])) if pieces else text

    def _apply_emphasis(self, pattern: InlineProcessor, text: str, rank: int) -> str:
        """The same, for a pattern that remembers positions and must find its placeholders there."""
        position = 0
        if text.count("*") + text.count("_") > _MOST_DELIMITERS:
            return text
        while match := pattern.compiled_re.search(text, position):
            node, start, end = pattern.handleMatch(match, text)
            if node is None or start is None or end is None:
                position = max(end or 0, match.end())
                continue
            placeholder = self._hold(node, pattern, rank)
            text = text[:start] + placeholder + text[end:]
            position = start + len(placeholder)
        return text

    def _hold(self, node: Element | str, pattern: InlineProcessor, rank: int) -> str:
        """Keep a find, filled with what later patterns find in it, and give its placeholder."""
        if isinstance(node, Element):
            self._fill_below(node, rank + (not isinstance(pattern, links.Brackets)))
        key = f"{len(self.stashed_nodes):04d}"
        self.stashed_nodes[key] = node
        return INLINE_PLACEHOLDER % key

    def _unfold(self, text: str) -> tuple[str, list[Element]]:
        head, *pieces = INLINE_PLACEHOLDER_RE.split(text)
        nodes: list[Element] = []
        for key, after in zip(pieces[::2], pieces[1::2], strict=True):
            node = self.stashed_nodes[key]
            if isinstance(node, Element):
                if after[:1] == "{" and (attrs := attributes.LIST.match(after)):
                    attributes.assign(node, attrs[0])
                    after = after[attrs.end() :]
                node.tail = after
                nodes.append(node)
            elif nodes:
                nodes[-1].tail = f"{nodes[-1].tail}{node}{after}"
            else:
                head += node + after
        return head, nodes
