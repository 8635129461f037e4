"""Groups: counts that disagree or replace one another, statements with what they answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.kinds.figure import Figure
from generator.kinds.statement import Statement


def disagreeing(figures: Mapping[str, Figure]) -> dict[str, tuple[Figure, ...]]:
    """By the id of each count, itself and all that it disagrees with, also through others."""
    groups = {ident: {ident} for ident in figures}
    for figure in figures.values():
        for other in figure.differs_from:
            joined = groups[figure.id] | groups[other]
            groups |= dict.fromkeys(joined, joined)
    order = {ident: number for number, ident in enumerate(figures)}
    return {
        ident: tuple(figures[one] for one in sorted(group, key=order.__getitem__))
        for ident, group in groups.items()
    }


def pairs(
    figures: Iterable[Figure], rivals: Mapping[str, tuple[Figure, ...]]
) -> list[tuple[Figure, ...]]:
    """Counts with those that they disagree with, which nobody need have named; others alone."""
    order = {figure.id: number for number, figure in enumerate(figures)}
    found: dict[str, tuple[Figure, ...]] = {}
    for ident in order:
        row = sorted(rivals[ident], key=lambda one: order.get(one.id, len(order)))
        found.setdefault(row[0].id, tuple(row))
    return list(found.values())


def replaced(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """By the id of each count that was replaced, the first that did so."""
    newer: dict[str, Figure] = {}
    for figure in figures.values():
        if figure.supersedes:
            newer.setdefault(figure.supersedes, figure)
    return newer


def history(figure: Figure, figures: Mapping[str, Figure]) -> tuple[Figure, ...]:
    """The counts that one has replaced, step by step, the newest of them first."""
    row = [figure]
    while (older := figures.get(row[-1].supersedes)) and older not in row:
        row.append(older)
    return tuple(row[1:])


def latest(figure: Figure, newer: Mapping[str, Figure]) -> Figure:
    """The count that holds instead of one, itself when nothing has replaced it."""
    seen = {figure.id}
    while (other := newer.get(figure.id)) and other.id not in seen:
        figure = other
        seen.add(figure.id)
    return figure


def exchanges(statements: Iterable[Statement]) -> list[tuple[Statement, ...]]:
    """Statements with the replies to them, and the replies to those; the others alone."""
    every = {statement.id: statement for statement in statements}
    found: dict[str, list[Statement]] = {}
    for statement in every.values():
        found.setdefault(_opening(statement, every), []).append(statement)
    # A reply may be written above what it answers.
    return [tuple(sorted(row, key=lambda one: one.id != first)) for first, row in found.items()]


def _opening(statement: Statement, every: Mapping[str, Statement]) -> str:
    """The statement that an exchange began with; of those that answer in a ring, the first."""
    row = [statement.id]
    while every[row[-1]].replies_to in every:
        before = every[row[-1]].replies_to
        if before in row:
            ring = set(row[row.index(before) :])
            return next(ident for ident in every if ident in ring)
        row.append(before)
    return row[-1]
