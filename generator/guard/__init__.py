"""Guard: after it, no output holds what a protected post hides, or nothing is written.

All that searches is loaded where there is something to search for: most sites hide nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from generator.cache.sealed import hashed
from generator.model import Hidden, Kept, Output, Reading
from generator.parallel import Spread
from generator.problems import Problem

if TYPE_CHECKING:
    from generator.guard.needles import Needle
    from generator.guard.search import Search
    from generator.guard.telling import Telling

__all__ = ["Guard", "Leak", "guard"]

# Bytes of outputs that wait to be searched; photographs fill it, and pages hardly ever.
_MOST_AT_ONCE = 32_000_000


class Leak(Exception):
    """A hidden value stands in an output, or one cannot be searched; nothing is to be kept."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} leaks")
        self.problems = problems


class Guard:
    """Watches outputs on their way to the disk; knows the sources to say where a value stands."""

    def __init__(self, needles: Sequence[Needle], reading: Reading) -> None:
        self._needles = needles
        self._reading = reading

    @cached_property
    def search(self) -> Search:
        from generator.guard.search import Search  # see above

        return Search(self._needles)

    @cached_property
    def _telling(self) -> Telling:
        from generator.guard.telling import Telling  # see above

        return Telling(self.search, self._reading)

    def watch(self, outputs: Iterable[Output | Kept], spread: Spread) -> Iterator[Output | Kept]:
        """The outputs as they come; `spread` maps over them. Raises Leak behind the last one."""
        if not self._needles:
            yield from outputs
            return
        found: list[tuple[int, str]] = []
        closed: list[Problem] = []
        for batch in _batches(outputs):
            # What is kept was searched for the same values when it was made.
            fresh = [output for output in batch if isinstance(output, Output)]
            for output, look in zip(fresh, spread(self.search.look, fresh), strict=True):
                path = str(output.path)
                found += [(number, path) for number in look.found]
                closed += [self._telling.closed(path, look.closed)] if look.closed else []
            yield from batch
        if found or closed:
            raise Leak([*self._telling.leaks(found), *closed])

    def leaks(self, output: Output) -> list[Problem]:
        """What one output holds that nobody may see, or why it cannot be searched."""
        if not self._needles:
            return []
        look, path = self.search.look(output), str(output.path)
        closed = [self._telling.closed(path, look.closed)] if look.closed else []
        return [*self._telling.leaks((number, path) for number in look.found), *closed]

    @property
    def hides(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self._needles)

    @property
    def mark(self) -> str:
        """What changes with the values that are looked for; nobody can tell them from it."""
        return hashed(repr([(n.squeezed, n.in_hashtags, n.in_paths) for n in self._needles]))

    def holds_hidden(self, text: str) -> bool:
        """Whether a text holds something that nobody may see."""
        return self.hides and bool(self.search.found_in(text))

    def names_hidden(self, path: str) -> bool:
        """Whether a file's name, in this site or in an older one, tells what nobody may see."""
        return self.hides and bool(self.search.look(Output(PurePosixPath(path), b"")).found)

    def reading_again(self, reading: Reading) -> Guard:
        """The same guard, to say where a value stands in files that have been read again."""
        again = Guard(self._needles, reading)
        if self._needles:
            # What is searched for is the same, and to prepare for that takes long.
            vars(again)["search"] = self.search
        return again

    def discreet(self, problem: Problem) -> Problem:
        """The problem without what is hidden, should it repeat it: logs are read by others."""
        return self._telling.discreet(problem) if self._needles else problem

    def aftermath(self, output: Path, clean: Mapping[str, bytes]) -> Iterator[Problem]:
        """What the last build, in `output`, and git's history still tell: only notes.

        `clean` are the files, by path, that have been watched and held nothing.
        """
        if not self._needles:
            return
        from generator.guard.past import still_known  # see above, and for `check` alone

        posts = {d.id: d for d in self._reading.documents if d.kind == "post"}
        address = self._reading.campaign.value.url
        yield from still_known(self.search, self._reading.root, output, clean, posts, address)


def guard(
    hidden: Sequence[Hidden],
    reading: Reading,
    theme_texts: Iterable[str],
    published: Iterable[str],
) -> tuple[Guard, list[Problem]]:
    """What keeps the outputs clean, and what is wrong already.

    `published` are the pictures that are shown, by path below content/. Problems tell what cannot
    be looked for, which names of files give somebody away, and which hidden pictures are shown.
    """
    if not hidden:
        return Guard((), reading), []
    from generator.guard.survey import survey  # see above

    needles, problems = survey(hidden, reading, theme_texts, published)
    return Guard(needles, reading), problems


def _batches(outputs: Iterable[Output | Kept]) -> Iterator[list[Output | Kept]]:
    """Outputs in lists of a size that fits into memory beside everything else."""
    batch: list[Output | Kept] = []
    size = 0
    for output in outputs:
        batch.append(output)
        size += len(output.data) if isinstance(output, Output) else 0
        if size > _MOST_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
