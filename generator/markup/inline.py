"""The walk through a parsed tree that finds inline markup in every text of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import DelimiterProcessor, InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import INLINE_PLACEHOLDER, INLINE_PLACEHOLDER_RE, AtomicString

from generator.markup import attributes

# What a pattern may be triggered by (U+0002 begins a placeholder): characters, and strings.
_CHARACTERS = re.compile(r"[`\\<&\[*_~@#\x02]")
_STRINGS = ("://", "www.", "  \n")

# With more of them in one paragraph they are text: nobody means it, and they would cost seconds.
_MOST_DELIMITERS = 1000


def _specials(text: str) -> set[str]:
    found = set(_CHARACTERS.findall(text))
    for string in _STRINGS:
        if string in text:
            found.add(string)
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """A pattern, the signs without which it finds nothing, and whether its finds nest."""

    pattern: InlineProcessor
    triggers: frozenset[str]
    nests: bool = False


class Inline(Treeprocessor):
    """Finds inline markup in the texts of a tree, each pattern only where one of its triggers is.

    A pattern's finds are held in `stashed_nodes`, with a placeholder in the text, so that later
    patterns see neither what it took nor what it made; Python-Markdown's own patterns look there.
    """

    def __init__(self, md: Markdown, steps: Sequence[Step]) -> None:
        super().__init__(md)
        self.stashed_nodes: dict[str, Element | str] = {}
        self._steps = tuple(steps)

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
        for rank in range(first, len(self._steps)):
            step = self._steps[rank]
            if step.triggers.isdisjoint(specials) or not any(s in text for s in step.triggers):
                continue  # the second, for what an earlier step has taken
            if isinstance(step.pattern, DelimiterProcessor):
                text = self._apply_emphasis(step.pattern, text, rank)
            else:
                text = self._apply(step.pattern, text, rank)
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
            pieces += (text[after:start], self._hold(node, rank))
            position = after = end
        return "".join((*pieces, text[after:])) if pieces else text

    def _apply_emphasis(self, pattern: DelimiterProcessor, text: str, rank: int) -> str:
        """The same, for a pattern that remembers positions and expects its placeholders there."""
        position = 0
        if text.count("*") + text.count("_") > _MOST_DELIMITERS:
            return text
        while match := pattern.compiled_re.search(text, position):
            node, start, end = pattern.handleMatch(match, text)
            if node is None or start is None or end is None:
                position = max(end or 0, match.end())
                continue
            placeholder = self._hold(node, rank)
            text = text[:start] + placeholder + text[end:]
            position = start + len(placeholder)
        return text

    def _hold(self, node: Element | str, rank: int) -> str:
        """Keep a find, filled with what later patterns find in it, and give its placeholder."""
        if isinstance(node, Element):
            self._fill_below(node, rank if self._steps[rank].nests else rank + 1)
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
