"""Invisible signs of direction in words: those that turn others round, and those that do nothing.

Rules: Unicode Bidirectional Algorithm (UAX #9).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain
from typing import Literal, NamedTuple

Harm = Literal["turns", "stray", "inside"]

_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MARKS = re.compile("[\u200e\u200f\u061c]+")
_EMBED = frozenset("\u202a\u202b")
_OVERRIDE = frozenset("\u202d\u202e")
_END_EMBED, _END_ISOLATE = "\u202c", "\u2069"
_LEFT, _RIGHT = frozenset({"L"}), frozenset({"R", "AL"})
# A mark beside digits can change on which side they stand, whatever letters are around.
_TELLING = _LEFT | _RIGHT | {"EN", "AN"}


class Sign(NamedTuple):
    """A sign that should not stand at `start`: it `turns` words, is `stray`, or `inside` a word."""

    start: int
    harm: Harm


def signs(text: str) -> list[Sign]:
    """What should not stand in a text, in its order; isolates with a partner are as they should."""
    found: list[Sign] = []
    start = 0
    for line in text.split("\n"):
        for sign in chain(_controls(line), _marks(line)):
            found.append(Sign(start + sign.start, sign.harm))
        start += len(line) + 1
    return sorted(found)


def _controls(line: str) -> Iterator[Sign]:
    """Overrides and whatever has no partner in its line turn words; paired embeddings are stray."""
    opened: list[tuple[int, str]] = []
    for found in _CONTROLS.finditer(line):
        char = found[0]
        if char not in (_END_EMBED, _END_ISOLATE):
            opened.append((found.start(), char))
        elif opened and (opened[-1][1] in _EMBED | _OVERRIDE) == (char == _END_EMBED):
            start, opener = opened.pop()
            if opener in _OVERRIDE:
                yield Sign(start, "turns")
            elif opener in _EMBED:
                yield from (Sign(start, "stray"), Sign(found.start(), "stray"))
        else:
            yield Sign(found.start(), "turns")
    yield from (Sign(start, "turns") for start, _ in opened)


def _marks(line: str) -> Iterator[Sign]:
    for found in _MARKS.finditer(line):
        before, after = line[: found.start()], line[found.end() :]
        harm = _harm(found[0][0], before, after)
        if len(set(found[0])) > 1:
            harm = "stray"
        # Of several of a kind the first does it all.
        for start in range(found.start() + (harm is None), found.end()):
            yield Sign(start, harm or "stray")


def _harm(mark: str, before: str, after: str) -> Harm | None:
    own, other = (_LEFT, _RIGHT) if mark == "\u200e" else (_RIGHT, _LEFT)
    if all(_class(char) in other for char in (before[-1:], after[:1])):
        return "inside"
    nearest = (_nearest(reversed(before)), _nearest(iter(after)))
    return "stray" if all(not found or found in own for found in nearest) else None


def _nearest(chars: Iterator[str]) -> str:
    """The class of the nearest character with a direction of its own; '' if there is none."""
    return next((found for char in chars if (found := _letter(char)) in _TELLING), "")


def _letter(char: str) -> str:
    return "" if _MARKS.match(char) else unicodedata.bidirectional(char)


def _class(char: str) -> str:
    return unicodedata.bidirectional(char) if char else ""
