"""What is told of hidden values: where they stand, and never what they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import PurePosixPath
from typing import NamedTuple

from generator.guard.needles import Needle
from generator.guard.search import Search
from generator.guard.sources import Holds, places
from generator.model import Hidden, Reading
from generator.problems import Place, Problem

_SHOWN = 3
# Of one hidden value; a word that stands in so many places is rather an ordinary one.
_MOST_PLACES = 100

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


class Hit(NamedTuple):
    """A hidden value that stands in an output."""

    needle: Needle
    path: str


class Telling:
    """Makes problems of what a search found, in words that any log may hold."""

    def __init__(self, search: Search, reading: Reading) -> None:
        self._search = search
        self._reading = reading
        self._lines: dict[str, list[str]] = {}

    def leaks(self, hits: Iterable[Hit]) -> Iterator[Problem]:
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

    def closed(self, path: str, why: str) -> Problem:
        """The problem of an output that cannot be looked into."""
        message = f"the file cannot be searched for what protected posts hide: {why}"
        hint = "leave it out, or put what it holds into the site as pages and pictures"
        return Problem("unsearchable", message, self._safe(_output(path)), hint, quiet=True)

    def _named(self, post: str) -> str:
        return "a protected post" if self._search.found_in(post) else f"post '{post}'"

    def _listed(self, paths: list[str]) -> str:
        more = f" and {len(paths) - _SHOWN:,} more" if len(paths) > _SHOWN else ""
        return ", ".join(map(self._without, paths[:_SHOWN])) + more

    def _without(self, path: str) -> str:
        """A path down to where it says itself what is hidden."""
        parts = path.split("/")
        for count in range(len(parts), -1, -1):
            start = "/".join(parts[:count])
            if not self._search.found_in(start):
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

    def discreet(self, problem: Problem) -> Problem:
        """The problem without what is hidden, should it repeat it: logs are read by others."""
        place = self._safe(problem.place)
        quiet = problem.quiet or self._is_telling(problem.place)
        if not self._search.found_in(f"{problem.message}\n{problem.hint}"):
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
        return bool(self._search.found_in("\n".join(self._lines[place.path][: place.line][-1:])))


def _whose(hit: Hit) -> tuple[str, str]:
    return hit.needle.hidden.post, hit.needle.hidden.what


def _any_of(needles: Collection[Needle]) -> Holds:
    """Whether one of some needles is in a folded text."""
    return lambda folded: any(needle.stands_in(folded) for needle in needles)


def _output(path: str) -> Place:
    return Place(f"output/{path}")
