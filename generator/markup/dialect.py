"""The dialect: what a block may be and what may stand within a line, in the order of asking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.inlinepatterns import InlineProcessor

from generator.markup import (
    fences,
    inline,
    links,
    lists,
    marks,
    paragraphs,
    quotations,
    rawhtml,
    tables,
    terms,
)
from generator.markup.definitions import DefinitionBlock, Definitions, add_footnotes
from generator.markup.source import RIGHT_TO_LEFT

# A block is the first of these that recognises its beginning.
BLOCKS: tuple[tuple[str, Callable[..., BlockProcessor]], ...] = (
    ("blank", paragraphs.Blank),
    ("code", paragraphs.IndentedCode),
    ("stand-in", paragraphs.StandIn),
    ("fence", fences.FencedCode),
    ("heading", paragraphs.Heading),
    ("rule", paragraphs.Rule),
    ("list", lists.List),
    ("quotation", quotations.Quotation),
    ("html", rawhtml.RawHtml),
    ("definition", DefinitionBlock),
    ("terms", terms.DefinitionList),
    ("table", tables.Table),
    ("paragraph", paragraphs.Paragraph),
)

# The only ones that may begin with a letter, as most blocks do.
LETTERED = frozenset({"terms", "table", "paragraph"})

# Within a line each pattern in turn takes what is its own, where one of its triggers occurs.
INLINE: tuple[tuple[str, Callable[..., InlineProcessor], frozenset[str]], ...] = (
    ("literal", marks.Literal, frozenset({"`", "\\", "<", "&", "  \n"})),
    ("brackets", links.Brackets, frozenset({"["})),
    ("address", links.Addresses, frozenset({"://", "www.", "@"})),
    ("isolate", marks.Isolate, frozenset({"@", "#"})),
    ("emphasis", marks.emphasis, frozenset({"*", "_"})),
    ("strike", marks.Strike, frozenset({"~"})),
)

# Pictures stand in the text of links, which are written with the same brackets.
NESTING = frozenset({"brackets"})

_WITH_DEFINITIONS = frozenset({DefinitionBlock, links.Brackets})


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed text, and the labels of footnotes that lead nowhere or are never referred to."""

    root: Element
    undefined_notes: tuple[str, ...]
    unused_notes: tuple[str, ...]

    @property
    def words(self) -> int:
        """How many words there are to read."""
        return sum(len(text.split()) for text in self.root.itertext())


class _Parser(BlockParser):
    """Python-Markdown's block parser, without sorting its processors anew for each block."""

    @cached_property
    def _all(self) -> tuple[BlockProcessor, ...]:
        return tuple(self.blockprocessors)

    @cached_property
    def _lettered(self) -> tuple[BlockProcessor, ...]:
        return tuple(self.blockprocessors[name] for name, _ in BLOCKS if name in LETTERED)

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802
        """Let the first processor that recognises it take each block."""
        while blocks:
            for processor in self._lettered if blocks[0][:1].isalpha() else self._all:
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break


class Dialect(Markdown):
    """Python-Markdown with our blocks and patterns in the place of its own."""

    def build_parser(self) -> Dialect:
        """Make everything that the tables name; Python-Markdown calls this once."""
        super().build_parser()
        self.definitions = Definitions()
        self.parser = _Parser(self)
        for rank, (name, block) in enumerate(reversed(BLOCKS)):
            self.parser.blockprocessors.register(
                block(self.parser, *self._wanted_by(block)), name, rank
            )
        steps = {
            name: inline.Step(make(self, *self._wanted_by(make)), triggers, name in NESTING)
            for name, make, triggers in INLINE
        }
        self._isolate = cast(marks.Isolate, steps["isolate"].pattern)
        self._inline = inline.Inline(self, tuple(steps.values()))
        self.treeprocessors.register(self._inline, "inline", 0)
        return self

    def _wanted_by(self, make: object) -> tuple[Definitions, ...]:
        return (self.definitions,) if make in _WITH_DEFINITIONS else ()

    def parse(self, text: str) -> Tree:
        """The text as a tree of elements; forgets the text before."""
        self.reset()
        self.definitions.reset()
        root = Element("div")
        self.parser.parseChunk(root, text.strip("\n"))
        self._isolate.active = not text.isascii() and bool(RIGHT_TO_LEFT.search(text))
        self._inline.run(root)
        if self.definitions.numbers:
            add_footnotes(root, self, self.definitions)
        if self.definitions.abbreviations:
            AbbrTreeprocessor(self, self.definitions.abbreviations).run(root)
        unused = self.definitions.notes.keys() - self.definitions.numbers.keys()
        return Tree(root, tuple(self.definitions.missing), tuple(sorted(unused)))


@cache
def _dialect() -> Dialect:
    return Dialect()


def parse(text: str) -> Tree:
    """The text as a tree, by the one instance: making that costs more than parsing a page."""
    return _dialect().parse(text)
