"""Guard: after it, no output holds what a protected post hides, or nothing is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from generator.guard.hidden_files import check_files
from generator.guard.names import check_names, check_shown
from generator.guard.needles import Needle, needles
from generator.guard.ordinary import ordinary_words
from generator.guard.past import still_known
from generator.guard.search import Search
from generator.guard.sources import Holds, places
from generator.kinds.campaign import Campaign
from generator.model import Hidden, Output, Reading
from generator.parallel import Spread
from generator.problems import Place, Problem

__all__ = ["Guard", "Leak", "guard"]

_SHOWN = 3
# Of one hidden value; a word that stands in so many places is rather an ordinary one.
_MOST_PLACES = 100
# Bytes of outputs that wait to be searched; photographs fill it, and pages hardly ever.
_MOST_AT_ONCE = 32_000_000


class Hit(NamedTuple):
    """A hidden value that stands in an output."""

    needle: Needle
    path: str


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
        self._lines: dict[str, list[str]] = {}

    def watch(self, outputs: Iterable[Output], spread: Spread) -> Iterator[Output]:
        """The outputs as they come; `spread` maps over them. Raises Leak behind the last one."""
        if not self.search.needles:
            yield from outputs
            return
        hits: list[Hit] = []
        closed: list[Problem] = []
        for batch in _batches(outputs):
            for output, look in zip(batch, spread(self.search.look, batch), strict=True):
                hits += [Hit(self.search.needles[n], str(output.path)) for n in look.found]
                closed += [self._closed(str(output.path), look.closed)] if look.closed else []
                yield output
        if hits or closed:
            raise Leak([*self._leaks(hits), *closed])

    def discreet(self, problem: Problem) -> Problem:
        """The problem without what is hidden, should it repeat it: logs are read by others."""
        if not self.search.needles:
            return problem
        place = self._safe(problem.place)
        quiet = problem.quiet or self._is_telling(problem.place)
        if not self.search.found_in(f"{problem.message}\n{problem.hint}"):
            return replace(problem, place=place, quiet=quiet)
        message = "something is wrong here with a value that a protected post hides"
        hint = "docs/problems.md explains it"
        return Problem(problem.code, message, place, hint, quiet=True)

    def _is_telling(self, place: Place) -> bool:
        """Whether the line of a file of the site holds what is hidden."""
        if place.path not in self._lines:
            try:
                text = (self._reading.root / place.path).read_text("utf-8", "replace")
            except OSError:
                text = ""
            self._lines[place.path] = text.split("\n")
        return bool(self.search.found_in("\n".join(self._lines[place.path][: place.line][-1:])))

    def aftermath(self, output: Path) -> Iterator[Problem]:
        """What the last build, in `output`, and git's history still tell: only notes."""
        if self.search.needles:
            posts = {d.id: d for d in self._reading.documents if d.kind == "post"}
            address = self._reading.campaign.value.url
            yield from still_known(self.search, self._reading.root, output, posts, address)

    def _leaks(self, hits: list[Hit]) -> Iterator[Problem]:
        """One problem for each place in the sources; for an output where there is no such place."""
        for (post, what), group in groupby(sorted(hits, key=_whose), key=_whose):
            found = list(group)
            paths = sorted({hit.path for hit in found})
            whose = f"the {_NOUNS[what]} that {self._named(post)} hides"
            needles = [hit.needle for hit in found]
            at = places(self._reading, _any_of(needles), files=what != "file")
            for place in at[:_MOST_PLACES]:
                message = f"{whose} stands here, and so in {self._listed(paths)}"
                hint = self._hint(needles[0].hidden, place)
                yield Problem("hidden-value", message, self._safe(place), hint, quiet=True)
            if not at:
                message = f"{whose} is in {self._listed(paths)}"
                place = self._safe(_output(paths[0]))
                yield Problem("hidden-value", message, place, _NOWHERE, quiet=True)

    def _hint(self, hidden: Hidden, place: Place) -> str:
        if place == hidden.places.value("author", "name"):
            return "the name that is shown tells the handle: write 'protect: name'"
        return _HINT

    def _closed(self, path: str, why: str) -> Problem:
        message = f"the file cannot be searched for what protected posts hide: {why}"
        hint = "leave it out, or put what it holds into the site as pages and pictures"
        return Problem("unsearchable", message, self._safe(_output(path)), hint, quiet=True)

    def _named(self, post: str) -> str:
        return "a protected post" if self.search.found_in(post) else f"post '{post}'"

    def _listed(self, paths: list[str]) -> str:
        more = f" and {len(paths) - _SHOWN:,} more" if len(paths) > _SHOWN else ""
        return ", ".join(map(self._without, paths[:_SHOWN])) + more

    def _without(self, path: str) -> str:
        """A path down to where it says itself what is hidden."""
        parts = path.split("/")
        for count in range(len(parts), -1, -1):
            start = "/".join(parts[:count])
            if not self.search.found_in(start):
                return path if count == len(parts) else f"{start}/…".lstrip("/")
        return "…"

    def _safe(self, place: Place) -> Place:
        """The place; where a file's name is telling, its number among those of its folder."""
        path = self._without(place.path)
        if path != place.path and place.path.startswith("content/"):
            folder = PurePosixPath(place.path).parent
            names = {d.places.path for d in self._reading.documents}
            names |= {f"content/{name}" for name in self._reading.files}
            beside = sorted(name for name in names if PurePosixPath(name).parent == folder)
            if place.path in beside:
                path += f" (file {beside.index(place.path) + 1} of {len(beside)} by name)"
        return Place(path, place.line, place.column, place.length)


# What each hidden value is called in a message.
_NOUNS = {
    "handle": "handle",
    "name": "name",
    "address": "address",
    "copy": "address of an archived copy",
    "file": "name of a file",
    "fingerprint": "fingerprint of a capture",
    "moment": "exact time",
    "words": "wording",
}
_HINT = (
    "take it out, or write a role in its place; if it is an ordinary word here, or somebody else, "
    "write it under 'unguarded' of the post or of site.yaml"
)
_NOWHERE = "no file of content/ says it as such: look at what the page is made from"


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
    found, problems = needles(hidden, ordinary, campaign.unguarded)
    posts = [document for document in reading.documents if document.kind == "post"]
    shown = list(published)
    problems += check_names(posts, found)
    told = {problem.place for problem in problems}
    problems += [p for p in check_shown(reading, found, shown) if p.place not in told]
    return Guard(found, reading), [*problems, *check_files(hidden, reading, shown)]


def _whose(hit: Hit) -> tuple[str, str]:
    return hit.needle.hidden.post, hit.needle.hidden.what


def _any_of(needles: Collection[Needle]) -> Holds:
    """Whether one of some needles is in a folded text."""
    return lambda folded: any(needle.stands_in(folded) for needle in needles)


def _output(path: str) -> Place:
    return Place(f"output/{path}")


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
