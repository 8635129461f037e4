"""The search of an output for every hidden value at once: in its name, and in what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick

from generator.guard.contents import UnsearchableError, texts
from generator.guard.folding import fold, plain, squeeze
from generator.guard.needles import Needle
from generator.model import Output

# What many pages have in common has been learnt by then.
_MOST_KNOWN = 200_000


class Look(NamedTuple):
    """What a look at one output found: the numbers of needles; or why there was nothing to see."""

    found: tuple[int, ...] = ()
    closed: str = ""


NOTHING = Look()


class Search:
    """Looks for all needles in one pass, and remembers what pages have in common."""

    def __init__(self, needles: Sequence[Needle]) -> None:
        self.needles = needles
        self._clean: set[int] = set()

    @cached_property
    def _automaton(self) -> BytesAhoCorasick:
        return BytesAhoCorasick([needle.squeezed for needle in self.needles])

    def look(self, output: Output) -> Look:
        """Searches one output, its name included."""
        path, data = str(output.path), output.data
        fresh: set[int] = set()
        if path.endswith(".html"):
            data, fresh = self._unseen(data)
        found = self.found_in(path)
        try:
            for text in texts(path, data):
                found |= self.found_in(text)
        except UnsearchableError as error:
            return Look(tuple(sorted(found)), str(error))
        if found:
            return Look(tuple(sorted(found)))
        if len(self._clean) < _MOST_KNOWN:
            self._clean |= fresh
        return NOTHING

    def _unseen(self, page: bytes) -> tuple[bytes, set[int]]:
        """What no clean page before had, and the marks to know it by: pages are much alike.

        A mark is of three lines, as a name may stand on two of them, with a tag between.
        """
        lines = [b"", *page.split(b"\n"), b""]
        marks = list(map(hash, zip(lines, lines[1:], lines[2:], strict=False)))
        fresh = set(marks) - self._clean
        if len(fresh) == len(marks):
            return page, fresh
        kept: set[int] = set()
        for number, mark in enumerate(marks):
            if mark in fresh:
                kept |= {number, number + 1, number + 2}
        return b"\n".join([lines[number] for number in sorted(kept)]), fresh

    def found_in(self, text: str) -> set[int]:
        """The numbers of the needles that a text holds."""
        text = plain(text)
        matches = self._automaton.find_matches_as_indexes(squeeze(text), overlapping=True)
        if not matches:
            return set()
        numbers = {number for number, _, _ in matches}
        folded = fold(text)
        return {number for number in numbers if self.needles[number].stands_in(folded)}
