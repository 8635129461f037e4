"""Places: where in the file a thing of the text was written."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from generator.markup.fences import fenced_lines
from generator.markup.surroundings import Surroundings
from generator.problems import Place

# What stands before and after a target that was written as one: `](target)`, `<target>`, `src="target"`.
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
            start = self._resume.get(words, 0)
            found = _as_target(self._visible, words, start)
            if found < 0:
                found = self._visible.find(words, start)
            if found < 0:
                found = self._visible.find(words)
            if found >= 0 and words:
                self._resume[words] = found + len(words)
                line_start = self._visible.rfind("\n", 0, found) + 1
                line = self._visible.count("\n", 0, found)
                return self.at(line, found - line_start, len(words))
        return self.at(0)

    @cached_property
    def _visible(self) -> str:
        hidden = self._hidden | self.fenced
        return "\n".join("" if n in hidden else line for n, line in enumerate(self.lines))


def _as_target(text: str, words: str, start: int) -> int:
    found = text.find(words, start) if words else -1
    while found >= 0:
        end = found + len(words)
        if text[found - 1 : found] in _BEFORE and text[end : end + 1] in _AFTER:
            return found
        found = text.find(words, end)
    return -1
