"""Tables: a header row, a row of dashes and colons, and rows up to the next blank line."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor

from generator.markup import starts

_DASHES = re.compile(r"\n {0,3}(?=[-:|])(?=[^\n]*-)(?=[^\n]*\|)([-:| ]+)(?=\n|\Z)")
_PIPE = re.compile(r"(?<!\\)\|")
_CELL_OF_DASHES = re.compile(r":?-+:?")
# Logical sides, so that a table in a right-to-left page turns with the page.
_ALIGNMENTS = {
    (True, False): "align-start",
    (True, True): "align-center",
    (False, True): "align-end",
}


def start(block: str) -> int:
    """Where in a block a table begins (its length where none does): 0, or at a line feed."""
    if "|" not in block:
        return len(block)
    for dashes in _DASHES.finditer(block):
        header = block.rfind("\n", 0, dashes.start()) + 1
        cells = _cells(dashes[1])
        if all(_CELL_OF_DASHES.fullmatch(cell) for cell in cells) and len(cells) == len(
            _cells(block[header : dashes.start()])
        ):
            return max(0, header - 1)
    return len(block)


def _cells(row: str) -> list[str]:
    row = row.strip().removeprefix("|")
    if "\\" not in row:
        return [cell.strip() for cell in row.removesuffix("|").split("|")]
    cells = [cell.replace("\\|", "|").strip() for cell in _PIPE.split(row)]
    return cells if cells[-1] else cells[:-1]


class Table(BlockProcessor):
    """Every row gets as many cells as the header has."""

    def test(self, parent: Element, block: str) -> bool:
        return "|" in block and start(block) == 0

    def run(self, parent: Element, blocks: list[str]) -> None:
        header, dashes, *rows = blocks.pop(0).split("\n")
        end = next((n for n, row in enumerate(rows) if starts.INTERRUPTION.match(row)), len(rows))
        if end < len(rows):
            blocks.insert(0, "\n".join(rows[end:]))
        classes = [_ALIGNMENTS.get((c[0] == ":", c[-1] == ":"), "") for c in _cells(dashes)]
        table = SubElement(parent, "table")
        _add_row(SubElement(table, "thead"), "th", header, classes)
        if end:
            body = SubElement(table, "tbody")
            for row in rows[:end]:
                _add_row(body, "td", row, classes)


def _add_row(parent: Element, tag: str, row: str, classes: list[str]) -> None:
    tr = SubElement(parent, "tr")
    cells = _cells(row)
    for number, css_class in enumerate(classes):
        cell = SubElement(tr, tag)
        cell.text = cells[number] if number < len(cells) else ""
        if css_class:
            cell.set("class", css_class)
        if tag == "th":
            cell.set("scope", "col")
