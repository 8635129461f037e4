"""Where in the campaign's own files a hidden value stands that has come through to an output."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from generator.guard.folding import fold, plain
from generator.kinds.permalink import recognise
from generator.kinds.text import Text
from generator.model import Document, Reading
from generator.problems import Place
from generator.resolve.protect import hide
from generator.resolve.walk import transform, walk

# So many lines a value may be spread over.
_SPREAD = 6
_TAG = re.compile("<[^<>]*>")

# Whether a text, folded and without escapes, holds what is looked for.
Holds = Callable[[str], bool]

_THEME_TEXTS = (".html", ".xml", ".txt", ".yaml", ".css", ".js", ".svg", ".typ")


def places(reading: Reading, folded: Holds, *, files: bool = True) -> list[Place]:
    """Every spot of the campaign's files that may be published and holds it, in their order.

    `files` says whether names of files count as such spots.
    """

    def holds(text: str) -> bool:
        text = plain(text)
        return folded(fold(text)) or ("<" in text and folded(fold(_TAG.sub("", text))))

    found = [*_templates(reading.root / "templates", holds)]
    found += _files(reading, holds) if files else ()
    for document in (reading.campaign, *reading.documents):
        found += _values(document, holds)
        found += _lines(document.places.path, document.body, document.body_line, holds)
    return sorted(set(found))


def mentions(reading: Reading, path: str) -> list[Place]:
    """Where a file is named, by its path below content/."""
    name = fold(path.rpartition("/")[2])
    return [place for place in places(reading, lambda text: name in text) if place.line]


def _values(document: Document, holds: Holds) -> Iterator[Place]:
    """Values of a record as they are shown: what it hides itself has been taken out."""
    if document.value is None:
        return
    if holds(document.id):
        yield document.places.value("id")
    for loc, value in walk(transform(document.value, hide)):
        if loc[:1] == ("unguarded",):
            continue
        for way, words in _spoken(value):
            if holds(words):
                yield document.places.value(*loc, *way)
    extra = getattr(document.value, "model_extra", None) or {}
    for key, value in extra.items():
        if holds(f"{key} {value}"):
            yield document.places.value(key)


def _spoken(value: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, Text):
        yield from (((code,), words) for code, words in value.words.items())
    elif isinstance(value, str):
        yield (), value


def _lines(path: str, text: str, first: int, holds: Holds) -> Iterator[Place]:
    """The lines that hold it; where it is spread over several, the first of them."""
    if not holds(text):
        return
    # An address alone on a line became the post itself, or a lost one.
    lines = ["" if recognise(line.strip(" <>\t")) else line for line in text.split("\n")]
    for number in _first_lines(lines, holds):
        yield Place(path, first + number, 1, max(1, len(lines[number])))


def _first_lines(lines: list[str], holds: Holds) -> list[int]:
    alone = [number for number, line in enumerate(lines) if holds(line)]
    for count in range(2, _SPREAD + 1):
        if alone:
            return alone
        windows = ("\n".join(lines[n : n + count]) for n in range(len(lines)))
        # Of windows one below the other, the last one begins where the value does.
        held = [number for number, window in enumerate(windows) if holds(window)]
        alone = [number for number in held if number + 1 not in held]
    return alone


def _files(reading: Reading, holds: Holds) -> Iterator[Place]:
    return (Place(f"content/{path}") for path in reading.files if holds(path))


def _templates(folder: Path, holds: Holds) -> Iterator[Place]:
    for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
        path = f"templates/{file.relative_to(folder).as_posix()}"
        if holds(path):
            yield Place(path)
        if file.suffix in _THEME_TEXTS and file.is_file():
            yield from _lines(path, file.read_text("utf-8", "replace"), 1, holds)
