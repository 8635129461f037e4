"""Searches for made-up people, for the tests of the guard."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath

from generator.guard.needles import Needle, needles
from generator.guard.search import Look, Search
from generator.model import Hidden, Output, Places
from generator.problems import Problem


def hidden(
    value: str, what: str = "name", post: str = "p1", unguarded: tuple[str, ...] = ()
) -> Hidden:
    return Hidden(what, value, post, ("author", what), Places("content/posts/p1.yaml"), unguarded)


def sought(
    value: str, what: str = "name", ordinary: Collection[str] = (), unguarded: tuple[str, ...] = ()
) -> tuple[list[Needle], list[Problem]]:
    return needles([hidden(value, what, unguarded=unguarded)], frozenset(ordinary))


def search(*values: str, what: str = "name", ordinary: Collection[str] = ()) -> Search:
    found, _ = needles([hidden(value, what, value) for value in values], frozenset(ordinary))
    return Search(found)


def looked(seeker: Search, text: str | bytes, path: str = "page.html") -> Look:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return seeker.look(Output(PurePosixPath(path), data))


def finds(value: str, text: str, what: str = "name") -> bool:
    return bool(looked(search(value, what=what), text).found)
