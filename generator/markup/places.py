"""Places: where in the file a thing of the text was written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate

from generator.markup.fences import fenced_lines
from generator.markup.surroundings import Surroundings
from generator.problems import Place

# What stands before and after words that were written as a target: `](target)`, `src="target"`.
_BEFORE, _AFTER = "(<\"'=", ")>\"' \n"


class Places:
    """The lines of one text, and where they stand in their file.

    The parser says *what* is a link or a picture but not where; a search in the text, which skips
    fenced code and whatever else was hidden, finds it. The same words again are found at their
    next place.
    """

    def __init__(self, text: str, around: Surroundings) -> None:
        self.lines = text.split("\n")
        self._path = around.path
        self._first_line = around.first_line
        self._first_column = around.first_column
        self._hidden: set[int] = set()
        self._resume: dict[str, int] = {}
        self._no_target: set[str] = set()

    @cached_property
    def fenced(self) -> frozenset[int]:
        """The numbers (from 0) of the lines that are fenced code."""
        return fenced_lines(self.lines)

    def hide(self, numbers: Iterable[int]) -> None:
        """Leave these lines out of the search: they are converted on their own."""
        self._hidden.update(numbers)

    def at(self, line: int, column: int = 0, length: int = 1) -> Place:
        """The place of a character, both numbers counted from 0 within the text."""
        column += 1 + self._first_column
        return Place(self._path, self._first_line + line, column, max(1, length))

    def of(self, *candidates: str) -> Place:
        """The next place of the first candidate found, as the target of a link or else as words."""
        for words in candidates:
            found = self._find(words) if words else -1
            if found >= 0:
                self._resume[words] = found + len(words)
                return self._spot(found, len(words))
        return self.at(0)

    def of_id(self, name: str) -> Place:
        """The next place where this id is given: `{#name}` or `id="name"`."""
        given = rf"(?:\{{[^{{}}\n]*#|\bid=[\"']?)({re.escape(name)})(?=[\s}}\"'>])"
        start = self._resume.get(f"#{name}", 0)
        found = re.compile(given).search(self._visible, start)
        if found is None:
            return self.of(name)
        self._resume[f"#{name}"] = found.end()
        return self._spot(found.start(1), len(name))

    def _spot(self, found: int, length: int) -> Place:
        line = bisect_right(self._line_starts, found) - 1
        return self.at(line, found - self._line_starts[line], length)

    def _find(self, words: str) -> int:
        text, start = self._visible, self._resume.get(words, 0)
        if words not in self._no_target:
            if (found := _as_target(text, words, start)) >= 0:
                return found
            self._no_target.add(words)
        found = text.find(words, start)
        return found if found >= 0 else text.find(words)

    @cached_property
    def _line_starts(self) -> list[int]:
        lengths = (len(line) + 1 for line in self._visible.split("\n"))
        return [0, *accumulate(lengths)]

    @cached_property
    def _visible(self) -> str:
        hidden = self._hidden | self.fenced
        return "\n".join("" if n in hidden else line for n, line in enumerate(self.lines))


def _as_target(text: str, words: str, start: int) -> int:
    found = text.find(words, start)
    while found >= 0:
        end = found + len(words)
        if found and text[found - 1] in _BEFORE and text[end : end + 1] in _AFTER:
            return found
        found = text.find(words, end)
    return -1
