"""A veil over what protected posts hide, for all that a command says: ids, paths and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from generator.guard.forms import forms, is_own, words_of
from generator.guard.needles import needles
from generator.guard.search import Search
from generator.kinds.post import Author, Post
from generator.ledger.record import Found
from generator.ledger.writing import one_line
from generator.model import Document, Hidden, Places
from generator.problems import Problem
from generator.resolve.protect import hidden_values

HIDDEN = "(hidden)"

# These we write ourselves: they tell nothing of somebody who happens to be called so.
_OURS = frozenset(("content", "lost", "post", "posts"))
# A search of whole texts passes over shorter values; in an id, where people type few words, they
# tell, too. Of names each word counts, so that two letters would be any syllable.
_LEAST = {"handle": 2, "name": 3}
_QUOTED = re.compile(r"'([^']*)'")
_SOMETHING = "something is wrong here with a value that a protected post hides"
_SEE = "docs/problems.md explains it"


class Veil:
    """Knows what is hidden, and takes it out; `spared` are words that the campaign calls ordinary.

    Names of files that a post hides do not count: records may be called as their pictures are.
    """

    def __init__(self, hidden: Iterable[Hidden], spared: Sequence[str] = ()) -> None:
        values = [value for value in hidden if value.what != "file"]
        found, _ = needles(values, _OURS, spared)
        self._search = Search(found)
        self._short = {form for value in values for form in _short(value, spared)}

    def hides(self, text: str) -> bool:
        """Whether a text holds something hidden."""
        return bool(self._search.needles) and bool(self._search.found_in(text))

    def tells(self, name: str) -> bool:
        """Whether an id, or one part of a path, holds something hidden, be it short."""
        words = set(words_of(name)) if self._short else set()
        return bool(words & self._short) or self.hides(name)

    def ident(self, ident: str) -> str:
        return HIDDEN if self.tells(ident) else ident

    def path(self, path: str) -> str:
        """A path without the parts that tell."""
        shown = "/".join("…" if self.tells(part) else part for part in path.split("/"))
        return "…" if self.hides(shown) else shown

    def said(self, sentence: str, otherwise: str = _SOMETHING) -> str:
        """A sentence without the words in quotes that tell; another one if it still tells."""
        veiled = _QUOTED.sub(lambda word: "'…'" if self.tells(word[1]) else word[0], sentence)
        return otherwise if self.hides(veiled) else veiled

    def problem(self, problem: Problem) -> Problem:
        path = self.path(problem.place.path)
        return replace(
            problem,
            message=self.said(problem.message),
            place=replace(problem.place, path=path),
            hint=self.said(problem.hint, _SEE),
            quiet=problem.quiet or path != problem.place.path,
        )


def _short(value: Hidden, spared: Sequence[str]) -> Iterator[str]:
    """Single words of a handle or a name that a search of whole texts cannot be asked for."""
    if value.what not in _LEAST:
        return
    ordinary = {*map(words_of, (*value.ordinary, *spared)), *((word,) for word in _OURS)}
    for form in forms(value.what, value.value):
        long_enough = len(form) == 1 and len(form[0]) >= _LEAST[value.what]
        own = value.what == "handle" or is_own(form)
        if long_enough and own and form not in ordinary:
            yield form[0]


def hidden_of(found: Iterable[Found], level: str) -> tuple[Hidden, ...]:
    """What records of found posts will hide at a level, whether they hold as records or not."""
    return hidden_values({str(n): _unread(post, level) for n, post in enumerate(found)})


def _unread(found: Found, level: str) -> Document:
    told: dict[str, Any] = {
        "network": found.network,
        "author": Author.model_construct(name=one_line(found.name), handle=one_line(found.handle)),
        "url": found.url,
        "archive": found.archive,
        "protect": level,
    }
    return Document("post", "", Post.model_construct(**told), Places(""), "")
