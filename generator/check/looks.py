"""The table of looks at finished outputs, and what all of them together find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.check import access, contact, descriptions, hosts, leaks, links, parity, weight
from generator.check.finished import Finished, finish
from generator.model import Body, Output, Site
from generator.problems import Problem

# A fault of a template stands on every page; from so many on, one page speaks for all.
_SAME = 3

CHECKS: tuple[Callable[[Finished], Iterator[Problem]], ...] = (
    links.check,
    access.check,
    contact.check,
    weight.check,
    descriptions.check,
    leaks.check,
    parity.check,
    hosts.check,
)


def check_outputs(
    outputs: Sequence[Output], site: Site, bodies: Mapping[tuple[str, str], Body]
) -> list[Problem]:
    """Everything that is wrong with the finished outputs of a site, sorted by place."""
    finished = finish(outputs, site, bodies)
    found = (problem for check in CHECKS for problem in check(finished))
    folded = _folded(sorted(set(found), key=lambda problem: problem.sort_key))
    return sorted(folded, key=lambda problem: problem.sort_key)


def _folded(problems: Iterable[Problem]) -> list[Problem]:
    """Problems of many outputs that are one: the first stays, and says how many there are."""
    alike: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        whole = () if problem.place.path.startswith("output/") else (str(problem.place),)
        alike.setdefault((problem.code, problem.message, problem.hint, *whole), []).append(problem)
    return [folded for group in alike.values() for folded in _fold(group)]


def _fold(group: list[Problem]) -> list[Problem]:
    files = {problem.place.path for problem in group}
    if len(files) <= _SAME:
        return group
    return [replace(group[0], message=f"{group[0].message} (and in {len(files) - 1:,} more files)")]
