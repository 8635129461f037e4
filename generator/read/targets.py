"""Targets that an action keeps in a table of their own: read, and put behind its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from generator.kinds.action import Action
from generator.kinds.text import Speech
from generator.kinds.values import Target
from generator.model import Document, Loc, Places, Source, Span
from generator.problems import Place, Problem, did_you_mean, nearest
from generator.read.table import Cell, Row, parse_table
from generator.read.text import decode
from generator.read.validate import validate

_COLUMNS = tuple(Target.model_fields)
_HINT = f"known columns: {', '.join(_COLUMNS)}"
_HEAD = "the first line names the columns, as in 'name,role,email,checked'"
_SIGNS = {",": "a comma", ";": "a semicolon", "\t": "a tab"}

Targets = tuple[tuple[Target, ...], list[Problem]]


def with_targets(
    documents: Iterable[Document],
    files: Mapping[str, Source],
    speech: Speech,
    load: Callable[[Path], bytes],
) -> tuple[tuple[Document, ...], list[Problem]]:
    """Actions with the targets of their tables; a table that two name is read once.

    A file that does not exist is told of where references are checked.
    """
    problems: list[Problem] = []

    @cache
    def listed(name: str) -> tuple[Target, ...]:
        targets, found = read_targets(load(files[name].file), files[name].path, speech)
        problems.extend(found)
        return targets

    def whole(document: Document) -> Document:
        action = document.value
        if not isinstance(action, Action) or action.targets_file not in files:
            return document
        targets = (*action.targets, *listed(action.targets_file))
        return replace(document, value=action.model_copy(update={"targets": targets}))

    return tuple(map(whole, documents)), problems


def read_targets(data: bytes, path: str, speech: Speech) -> Targets:
    """The targets of a table with a head; each cell that does not fit is a problem of its own."""
    text = decode(data, path)
    if isinstance(text, Problem):
        return (), [text]
    rows, problems = parse_table(text, path)
    if problems:
        return (), problems
    names, problems = _columns(rows[0], path) if rows else ((), [])
    if problems:
        return (), problems
    if len(rows) < 2:
        hint = f"{_HEAD}; each line below it is one target"
        return (), [Problem("csv-syntax", "the table names nobody", Place(path), hint)]
    lines = text.split("\n")
    targets: list[Target] = []
    for row in rows[1:]:
        extra = [cell for cell in row[len(names) :] if cell.text]
        target, found = (
            (None, [_extra(extra[0], lines, path)])
            if extra
            else (_target(names, row, path, speech))
        )
        problems += found
        targets += [target] if target else []
    return tuple(targets), problems


def _columns(head: Row, path: str) -> tuple[tuple[str, ...], list[Problem]]:
    if not any(nearest(cell.text, _COLUMNS) for cell in head if cell.text):
        message = "the first line names no column"
        return (), [Problem("missing-key", message, head[0].place(path), _HEAD)]
    problems: list[Problem] = []
    names: list[str] = []
    for cell in head:
        name = cell.text.casefold()
        if name and name not in _COLUMNS:
            hint = did_you_mean(name, _COLUMNS, _HINT)
            message = f"unknown column '{cell.text[:40]}'"
            problems.append(Problem("unknown-key", message, cell.place(path), hint))
        elif name and name in names:
            message = f"the column '{name}' stands here a second time"
            problems.append(
                Problem("duplicate-key", message, cell.place(path), "keep one of the two")
            )
        names.append(name)
    if not problems and "name" not in names:
        problems.append(
            Problem("missing-key", "the column 'name' is missing", head[0].place(path), _HEAD)
        )
    return tuple(names), problems


def _target(
    names: tuple[str, ...], row: Row, path: str, speech: Speech
) -> tuple[Target | None, list[Problem]]:
    cells = {name: cell for name, cell in zip(names, row, strict=False) if name and cell.text}
    values = {name: cell.text for name, cell in cells.items()}
    target, problems = validate(Target, values, _places(row[0], cells, path), speech)
    return (target if isinstance(target, Target) else None), [_of_table(p) for p in problems]


def _of_table(problem: Problem) -> Problem:
    """A cell is mended in the table, not by a line of YAML."""
    hint = "write it into the column 'name' of this line"
    return replace(problem, hint=hint) if problem.code == "missing-key" else problem


def _extra(cell: Cell, lines: list[str], path: str) -> Problem:
    before = lines[cell.line - 1][: cell.column - 1].rstrip(" ")
    sign = _SIGNS.get(before[-1:], "the sign between cells")
    hint = f"put a cell that holds {sign} into quotation marks"
    message = f"'{cell.text[:40]}' stands under no column"
    return Problem("csv-syntax", message, cell.place(path), hint)


def _places(first: Cell, cells: Mapping[str, Cell], path: str) -> Places:
    spans: dict[Loc, Span] = {(): _span(first)}
    for name, cell in cells.items():
        spans[(name,)] = _span(cell)
    return Places(path, spans)


def _span(cell: Cell) -> Span:
    place = (cell.line, cell.column, max(1, cell.length))
    return Span(place, place)
