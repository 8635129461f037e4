"""Files that a protected post hides, shown by something else: their pixels no search can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from generator.guard.sources import mentions
from generator.model import Hidden, Reading
from generator.problems import Place, Problem


def check_files(
    hidden: Iterable[Hidden], reading: Reading, published: Iterable[str]
) -> Iterator[Problem]:
    """Hidden captures and pictures among those that are published, also under other names.

    `published` are paths below content/.
    """
    ours = {h.value: h for h in hidden if h.what == "file" and h.value in reading.files}
    if not ours:
        return
    shown = {path: path for path in published if path in reading.files}
    copies = _by_content(reading, ours)
    for path in shown:
        found = ours.get(path) or copies.get(_content(reading, path))
        if found:
            yield from _told(found, reading, path)


def _by_content(reading: Reading, ours: Mapping[str, Hidden]) -> dict[bytes, Hidden]:
    return {_content(reading, path): hidden for path, hidden in ours.items()}


def _content(reading: Reading, path: str) -> bytes:
    return sha256(reading.files[path].file.read_bytes()).digest()


def _told(hidden: Hidden, reading: Reading, path: str) -> Iterator[Problem]:
    message = "a picture that a protected post hides is shown here"
    hint = "show another picture, or protect the post less"
    for place in mentions(reading, path) or [Place("content")]:
        yield Problem("hidden-value", message, place, hint, quiet=True)
