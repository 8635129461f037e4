"""The search of an output for every hidden value at once: in its name, and in what it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from generator.guard.contents import TAG, UnsearchableError, texts
from generator.guard.folding import fold, plain, squeeze
from generator.guard.needles import Needle
from generator.model import Output

# Not where a page leads to one of its own parts.
_HASHTAG = re.compile(r"(?<![\w/])(?<!=[\"'])[#＃]\w+")
# Where a new word begins in letters that touch each other.
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")

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
        found = self.found_in(path) | self._in_path(path)
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
        texts = {text, text.replace(TAG, "")}
        forms = {fold(each) for one in texts for each in (one, _CAMEL.sub(" ", one))}
        hashtags = {squeeze(tag) for each in texts for tag in _HASHTAG.findall(each)}
        return {n for n in numbers if self._holds(self.needles[n], forms, hashtags)}

    @staticmethod
    def _holds(needle: Needle, forms: set[str], hashtags: set[bytes]) -> bool:
        if any(map(needle.stands_in, forms)):
            return True
        return needle.in_hashtags and any(needle.squeezed in tag for tag in hashtags)

    def _in_path(self, path: str) -> set[int]:
        """The numbers of long names within a file's name, whatever letters touch them."""
        letters = squeeze(plain(path))
        return {n for n, one in enumerate(self.needles) if one.in_paths and one.squeezed in letters}
