"""What a text defines for use elsewhere in it: link targets, abbreviations and footnotes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor

from generator.markup import starts
from generator.markup.paragraphs import put_back
from generator.markup.source import decoded

_TARGET = re.compile(
    r" {0,3}\[(?P<label>[^\[\]\n^][^\[\]\n]*)\]:[ \n]*<?(?P<target>[^\s<>]+)>?"
    r"(?:[ \n] *(?:\"(?P<a>[^\"\n]*)\"|'(?P<b>[^'\n]*)'|\((?P<c>[^()\n]*)\)))? *(?:\n|\Z)"
)
_ABBREVIATION = re.compile(r" {0,3}\*\[([^\[\]\n]+)\]: *([^\n]*)(?:\n|\Z)")
_NOTE = re.compile(r" {0,3}\[\^([^\]\s]+)\]: *")


@dataclass(slots=True)
class Definitions:
    """The footnotes and abbreviations of one text; link targets are kept by Python-Markdown."""

    abbreviations: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)  # in the order of first references
    times: dict[str, int] = field(default_factory=dict)  # how often each is referred to
    missing: list[str] = field(default_factory=list)

    def reset(self) -> None:
        """Forget the last text."""
        for kept in (self.abbreviations, self.notes, self.numbers, self.times, self.missing):
            kept.clear()

    def refer(self, label: str) -> Element | None:
        """The raised number of a footnote; none where the label is not defined."""
        if label not in self.notes:
            self.missing.append(label)
            return None
        number = self.numbers.setdefault(label, len(self.numbers) + 1)
        times = self.times[label] = self.times.get(label, 0) + 1
        raised = Element("sup", {"class": "footnote-ref", "id": _back_id(number, times)})
        SubElement(raised, "a", {"href": f"#fn-{number}"}).text = str(number)
        return raised


def _back_id(number: int, times: int) -> str:
    return f"fnref-{number}" + (f"-{times}" if times > 1 else "")


class DefinitionBlock(BlockProcessor):
    """Takes definitions out of the text, wherever a block begins with one."""

    def __init__(self, parser: BlockParser, definitions: Definitions) -> None:
        super().__init__(parser)
        self._definitions = definitions

    def test(self, parent: Element, block: str) -> bool:
        return "[" in block[:5] and "]:" in block

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        block = blocks[0]
        if note := _NOTE.match(block):
            blocks[0] = block[note.end() :]
            self._definitions.notes.setdefault(note[1], _take_note(blocks))
        elif target := _TARGET.match(block):
            title = decoded(target["a"] or target["b"] or target["c"] or "")
            references = self.parser.md.references
            references.setdefault(label_key(target["label"]), (decoded(target["target"]), title))
            put_back(blocks, blocks.pop(0)[target.end() :])
        elif abbreviation := _ABBREVIATION.match(block):
            self._definitions.abbreviations[abbreviation[1].strip()] = decoded(
                abbreviation[2].strip()
            )
            put_back(blocks, blocks.pop(0)[abbreviation.end() :])
        else:
            return False
        return None


def label_key(label: str) -> str:
    """Labels are the same whatever their case and spacing."""
    return " ".join(label.casefold().split())


def _take_note(blocks: list[str]) -> str:
    """The footnote's text: its lines, and the indented blocks that follow."""
    text: list[str] = []
    while blocks and (not text or blocks[0].lstrip("\n").startswith("    ")):
        lines = blocks.pop(0).lstrip("\n").split("\n")
        ends = (n for n, line in enumerate(lines) if n and starts.INTERRUPTION.match(line))
        end = next(ends, len(lines))
        text.append("\n".join(line.removeprefix("    ") for line in lines[:end]))
        if end < len(lines):
            blocks.insert(0, "\n".join(lines[end:]))
            break
    return "\n\n".join(text)


def add_footnotes(root: Element, md: Markdown, definitions: Definitions) -> None:
    """Put the footnotes that are referred to at the end, in the order of their first references.

    A footnote's own text may refer to further ones, which come after it.
    """
    section = SubElement(root, "section", {"class": "footnotes"})
    notes = SubElement(section, "ol")
    while len(notes) < len(definitions.numbers):
        label = list(definitions.numbers)[len(notes)]
        holder = Element("div")
        md.parser.parseChunk(holder, definitions.notes[label])
        md.treeprocessors["inline"].run(holder)
        SubElement(notes, "li", {"id": f"fn-{len(notes) + 1}"}).extend(holder)
    for label, number in definitions.numbers.items():
        _add_ways_back(notes[number - 1], number, definitions.times[label])


def _add_ways_back(item: Element, number: int, times: int) -> None:
    last = item[-1] if len(item) and item[-1].tag == "p" else SubElement(item, "p")
    for time in range(1, times + 1):
        if len(last):
            last[-1].tail = f"{last[-1].tail or ''} "
        else:
            last.text = f"{last.text or ''} "
        href = f"#{_back_id(number, time)}"
        SubElement(last, "a", {"href": href, "class": "footnote-back"}).text = "↩"
