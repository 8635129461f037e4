"""Where in the campaign's own files a hidden value stands that has come through to an output."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from generator.guard.folding import fold, plain
from generator.kinds.text import Text
from generator.model import Document, Reading
from generator.problems import Place
from generator.resolve.protect import hide
from generator.resolve.walk import transform, walk

# Whether a text, folded and without escapes, holds what is looked for.
Holds = Callable[[str], bool]

_THEME_TEXTS = (".html", ".xml", ".txt", ".yaml", ".css", ".js", ".svg", ".typ")


def places(reading: Reading, folded: Holds) -> list[Place]:
    """Every spot of the campaign's files that may be published and holds it, in their order."""

    def holds(text: str) -> bool:
        return folded(fold(plain(text)))

    found = [*_files(reading, holds), *_templates(reading.root / "templates", holds)]
    for document in (reading.campaign, *reading.documents):
        found += _values(document, holds)
        found += _lines(document.places.path, document.body, document.body_line, holds)
    return sorted(set(found))


def _values(document: Document, holds: Holds) -> Iterator[Place]:
    """Values of a record as they are shown: what it hides itself has been taken out."""
    if document.value is None:
        return
    if holds(document.id):
        yield document.places.value("id")
    for loc, value in walk(transform(document.value, hide)):
        for way, words in _spoken(value):
            if holds(words):
                yield document.places.value(*loc, *way)


def _spoken(value: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, Text):
        yield from (((code,), words) for code, words in value.words.items())
    elif isinstance(value, str):
        yield (), value


def _lines(path: str, text: str, first: int, holds: Holds) -> Iterator[Place]:
    """The lines that hold it; where it stands on two, the first of them."""
    lines = text.split("\n")
    alone = [number for number, line in enumerate(lines) if holds(line)]
    pairs = range(len(lines) - 1)
    across = [
        n for n in pairs if not {n, n + 1} & set(alone) and holds("\n".join(lines[n : n + 2]))
    ]
    for number in sorted({*alone, *across}):
        yield Place(path, first + number, 1, max(1, len(lines[number])))


def _files(reading: Reading, holds: Holds) -> Iterator[Place]:
    return (Place(f"content/{path}") for path in reading.files if holds(path))


def _templates(folder: Path, holds: Holds) -> Iterator[Place]:
    for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
        path = f"templates/{file.relative_to(folder).as_posix()}"
        if holds(path):
            yield Place(path)
        if file.suffix in _THEME_TEXTS and file.is_file():
            yield from _lines(path, file.read_text("utf-8", "replace"), 1, holds)
