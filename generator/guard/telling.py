"""What is told of hidden values: where they stand, and never what they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import PurePosixPath
from typing import NamedTuple

from generator.guard.forms import words_of
from generator.guard.needles import Needle
from generator.guard.search import Search
from generator.guard.sources import Holds, places
from generator.model import Reading
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
    "write this one word under 'unguarded' of the post or of site.yaml"
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

    def leaks(self, seen: Iterable[tuple[int, str]]) -> Iterator[Problem]:
        """One problem for each place in the sources; for an output where there is no such place.

        `seen` are the needles' numbers, each with the path of an output that holds it.
        """
        hits = [Hit(self._search.needles[number], path) for number, path in seen]
        found: dict[tuple[Place, str], list[Hit]] = defaultdict(list)
        for (_, what), group in groupby(sorted(hits, key=_whose), key=_whose):
            of_one = list(group)
            at = places(self._reading, _any_of([h.needle for h in of_one]), files=what != "file")
            for place in at[:_MOST_PLACES] or [_output(min(hit.path for hit in of_one))]:
                found[place, what] += of_one
        for (place, what), of_place in found.items():
            yield self._leak(place, what, of_place)

    def _leak(self, place: Place, what: str, hits: list[Hit]) -> Problem:
        whose = self._whose(what, hits)
        where = self._listed(sorted({hit.path for hit in hits}))
        if place.path.startswith("output/"):
            message, hint = f"{whose} is in {where}", _NOWHERE
        else:
            message, hint = f"{whose} stands here, and so in {where}", self._hint(hits, place)
        return Problem("hidden-value", message, self._safe(place), hint, quiet=True)

    def _whose(self, what: str, hits: list[Hit]) -> str:
        """What stands there: of a name, which of its words, where it is not more of them."""
        posts = sorted({hit.needle.hidden.post for hit in hits})
        words = {_number_of(hit.needle) for hit in hits} if what == "name" else {0}
        part = f"word {min(words)} of the name" if 0 not in words else f"the {_NOUNS[what]}"
        if len(posts) == 1:
            return f"{part} that {self._named(posts[0])} hides"
        shown = ", ".join(map(self._named, posts[:_SHOWN]))
        more = f" and {len(posts) - _SHOWN:,} more" if len(posts) > _SHOWN else ""
        return f"{part} that posts hide ({shown}{more})"

    def _hint(self, hits: list[Hit], place: Place) -> str:
        hidden = hits[0].needle.hidden
        if hidden.what == "handle" and place == hidden.places.value("author", "name"):
            return "the name that is shown tells the handle: write 'protect: name'"
        if hidden.what == "name" and all(len(hit.needle.form) > 1 for hit in hits):
            return "take it out, or write a role in its place"
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


def _number_of(needle: Needle) -> int:
    """Which word of a name it is, from 1; 0 for more than one word, and for a name of one."""
    name = words_of(needle.hidden.value)
    alone = len(needle.form) == 1 and len(name) > 1 and needle.form[0] in name
    return name.index(needle.form[0]) + 1 if alone else 0


def _any_of(needles: Collection[Needle]) -> Holds:
    """Whether one of some needles is in a folded text."""
    return lambda folded: any(needle.stands_in(folded) for needle in needles)


def _output(path: str) -> Place:
    return Place(f"output/{path}")
