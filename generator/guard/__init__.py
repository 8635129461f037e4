"""Guard: after it, no output holds what a protected post hides, or nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from generator.guard.hidden_files import check_files
from generator.guard.names import check_names, check_shown
from generator.guard.namesakes import shown_names
from generator.guard.needles import Needle, needles
from generator.guard.ordinary import ordinary_words
from generator.guard.past import still_known
from generator.guard.search import Search
from generator.guard.telling import Hit, Telling
from generator.kinds.campaign import Campaign
from generator.model import Hidden, Output, Reading
from generator.parallel import Spread
from generator.problems import Problem

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
        self.search = Search(needles)
        self._reading = reading
        self._telling = Telling(self.search, reading)

    def watch(self, outputs: Iterable[Output], spread: Spread) -> Iterator[Output]:
        """The outputs as they come; `spread` maps over them. Raises Leak behind the last one."""
        if not self.search.needles:
            yield from outputs
            return
        hits: list[Hit] = []
        closed: list[Problem] = []
        for batch in _batches(outputs):
            for output, look in zip(batch, spread(self.search.look, batch), strict=True):
                path = str(output.path)
                hits += [Hit(self.search.needles[number], path) for number in look.found]
                closed += [self._telling.closed(path, look.closed)] if look.closed else []
                yield output
        if hits or closed:
            raise Leak([*self._telling.leaks(hits), *closed])

    def discreet(self, problem: Problem) -> Problem:
        """The problem without what is hidden, should it repeat it: logs are read by others."""
        return self._telling.discreet(problem) if self.search.needles else problem

    def aftermath(self, output: Path, clean: Mapping[str, bytes]) -> Iterator[Problem]:
        """What the last build, in `output`, and git's history still tell: only notes.

        `clean` are the files, by path, that have been watched and held nothing.
        """
        if self.search.needles:
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
    campaign: Campaign = reading.campaign.value
    addresses = (campaign.url, campaign.onion, *campaign.mirrors)
    ordinary = ordinary_words(theme_texts, addresses)
    found, problems = needles(hidden, ordinary, campaign.unguarded, shown_names(reading))
    posts = [document for document in reading.documents if document.kind == "post"]
    shown = list(published)
    problems += check_names(posts, found)
    told = {problem.place for problem in problems}
    problems += [p for p in check_shown(reading, found, shown) if p.place not in told]
    return Guard(found, reading), [*problems, *check_files(hidden, reading, shown)]


def _batches(outputs: Iterable[Output]) -> Iterator[list[Output]]:
    """Outputs in lists of a size that fits into memory beside everything else."""
    batch: list[Output] = []
    size = 0
    for output in outputs:
        batch.append(output)
        size += len(output.data)
        if size > _MOST_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
