"""A table as spreadsheets save it (CSV, RFC 4180): its rows, each cell with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.problems import Place, Problem

# What parts cells: the comma, and where that stands in numbers, the semicolon.
_SIGNS = (",", ";", "\t")

_SAID = re.compile(r"""(?i)"?sep=([,;\t])"?[,;\t]*[ ]*(?:\n|\Z)""")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell, and where it begins: 1-based line and column, and its length there."""

    text: str
    line: int
    column: int
    length: int

    def place(self, path: str) -> Place:
        return Place(path, self.line, self.column, max(1, self.length))


Row = tuple[Cell, ...]


def parse_table(text: str, path: str) -> tuple[list[Row], list[Problem]]:
    """The rows of a table that are not empty; what parts its cells is told by its first line.

    Excel may write the sign into a line of its own before the table, which is none of its rows.
    """
    said = _SAID.match(text)
    position, line = (said.end(), 2) if said else (0, 1)
    sign = said[1] if said else _sign(text.partition("\n")[0])
    rows: list[Row] = []
    cells: list[Cell] = []
    start = position
    while position <= len(text):
        cell, end, problem = _cell(text, position, sign, line, position - start + 1, path)
        if problem:
            return rows, [problem]
        cells.append(cell)
        passed = text[position:end]
        if "\n" in passed:
            line, start = line + passed.count("\n"), position + passed.rindex("\n") + 1
        if text[end : end + 1] != sign:
            rows += [tuple(cells)] if any(c.text for c in cells) else []
            cells = []
            line, start = line + 1, end + 1
        position = end + 1
    return rows, []


def _sign(head: str) -> str:
    plain = _QUOTED.sub("", head)
    return max(_SIGNS, key=plain.count)


def _cell(
    text: str, position: int, sign: str, line: int, column: int, path: str
) -> tuple[Cell, int, Problem | None]:
    """The cell that begins at a position, and where it ends: at a sign or at the line's end."""
    if text[position : position + 1] != '"':
        end = _end(text, position, sign)
        written = text[position:end]
        lead = len(written) - len(written.lstrip())
        cell = Cell(written.strip(), line, column + lead, len(written.strip()))
        return cell, end, None
    found = _QUOTED.match(text, position)
    if not found:
        place = Place(path, line, column)
        hint = 'put " behind the cell, and write a quotation mark inside as ""'
        problem = Problem("csv-syntax", "the quotation mark is never closed", place, hint)
        return Cell("", line, column, 1), len(text), problem
    end = _end(text, found.end(), sign)
    said = found[1].replace('""', '"').strip()
    cell = Cell(said, line, column, len(found[0].partition("\n")[0]))
    behind = text[found.end() : end].strip()
    if not behind:
        return cell, end, None
    place = Place(path, line + found[0].count("\n"), 1 if "\n" in found[0] else column)
    hint = 'write a quotation mark inside a quoted cell as ""'
    message = f"'{behind[:20]}' stands behind the closed quotation mark"
    return cell, end, Problem("csv-syntax", message, place, hint)


def _end(text: str, position: int, sign: str) -> int:
    ends = (text.find(sign, position), text.find("\n", position))
    return min((end for end in ends if end >= 0), default=len(text))
