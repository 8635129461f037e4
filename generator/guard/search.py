"""The search of an output for every hidden value at once: in its name, and in what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from generator.guard.contents import TAG, UnsearchableError, texts
from generator.guard.folding import fold, plain, squeeze
from generator.guard.needles import Needle
from generator.model import Output

# Bytes of needles up to which the automaton's quickest form fits into a few megabytes.
_MOST_FOR_TABLE = 100_000


class Look(NamedTuple):
    """What a look at one output found: the numbers of needles; or why there was nothing to see."""

    found: tuple[int, ...] = ()
    closed: str = ""


NOTHING = Look()


class Search:
    """Looks for all needles in one pass over each text."""

    def __init__(self, needles: Sequence[Needle]) -> None:
        self.needles = needles

    @cached_property
    def _automaton(self) -> BytesAhoCorasick:
        wanted = [needle.squeezed for needle in self.needles]
        small = sum(map(len, wanted)) <= _MOST_FOR_TABLE
        form = Implementation.DFA if small else Implementation.ContiguousNFA
        return BytesAhoCorasick(wanted, implementation=form)

    def look(self, output: Output) -> Look:
        """Searches one output, its name included."""
        path = str(output.path)
        found = self.found_in(path)
        try:
            for text in [output.words] if output.words else texts(path, output.data):
                found |= self.found_in(text)
        except UnsearchableError as error:
            return Look(tuple(sorted(found)), str(error))
        return Look(tuple(sorted(found))) if found else NOTHING

    def found_in(self, text: str) -> set[int]:
        """The numbers of the needles that a text holds."""
        text = plain(text)
        matches = self._automaton.find_matches_as_indexes(squeeze(text), overlapping=True)
        if not matches:
            return set()
        numbers = {number for number, _, _ in matches}
        # A tag may stand within a word, and may be all that stands between two.
        forms = {fold(text), fold(text.replace(TAG, ""))}
        return {n for n in numbers if any(map(self.needles[n].stands_in, forms))}
