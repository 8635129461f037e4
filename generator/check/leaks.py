"""Leaks: nothing in the outputs tells of the machine, the person or the camera behind them."""

from __future__ import annotations

import getpass
import re
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.check.finished import Finished, decoded
from generator.check.metadata import strip_check
from generator.check.parsed import place_in
from generator.problems import Place, Problem

_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif")

# Folders in which systems keep people's own files; a name must follow.
_HOMES = re.compile(
    rb"""(?:file://|(?<![\w.:/%-]))/(?:home|Users)/[^\s"'<>/\\]+[^\s"'<>]*"""
    rb"""|(?<!\w)[A-Za-z]:(?:\\\\|\\|/)Users(?:\\\\|\\|/)[^\s"'<>]+"""
)
_HOME_PARTS = (b"/home/", b"/Users/", b"\\Users\\")

# Names that so many machines have that they tell of nobody.
_COMMON = frozenset(
    {"admin", "administrator", "builder", "circleci", "codespace", "container", "debian", "docker"}
    | {"fedora", "gitpod", "jenkins", "localhost", "nobody", "runner", "ubuntu", "vagrant"}
    | {"vscode"}
)
_LEAST = 5


@dataclass(frozen=True, slots=True)
class Traces:
    """What must not be found: folders of this machine, and names that somebody gave it."""

    folders: tuple[str, ...]
    names: tuple[str, ...]


def traces(root: Path) -> Traces:
    """The traces that this machine would leave in a site that lies in `root`."""
    # Short folders such as /site are words that addresses are made of, too.
    folders = {str(f) for f in (root.resolve(), root.absolute()) if len(f.parts) > 2}
    # Without a home there is nothing to leak.
    with suppress(RuntimeError):
        folders.add(str(Path.home()))
    try:
        user = getpass.getuser()
    except (KeyError, OSError, ImportError):
        user = ""
    host = socket.gethostname()
    forms = {f.replace("\\", slash) for f in folders - {"/"} for slash in ("\\", "\\\\", "/")}
    return Traces(tuple(sorted(forms)), tuple(sorted({user, host, host.split(".")[0]})))


def check(finished: Finished, found: Traces | None = None) -> Iterator[Problem]:
    """Paths, names, comments and picture data that were not meant for readers."""
    found = found or traces(finished.site.root)
    names = [n for n in found.names if len(n) >= _LEAST and n.casefold() not in _COMMON]
    known = _Known(finished.site.root)
    folders = [folder.encode() for folder in found.folders]
    for path, data in finished.outputs.items():
        yield from _paths(finished, path, data, folders)
        for name in names:
            if name.encode() in data and name not in known:
                yield from _name(path, data, name)
        if path.endswith(_PICTURES):
            yield from _picture(path, data)
    for page in finished.pages.values():
        for offset in page.comments:
            hint = "people leave names in comments; write {# … #} in a template"
            yield Problem("html-comment", "the page has a comment", page.place(offset), hint)


class _Known:
    """The words that the campaign's own texts say, so that they are meant; read when asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._answers: dict[str, bool] = {}

    def __contains__(self, word: str) -> bool:
        if word not in self._answers:
            self._answers[word] = any(_word(word).search(text) for text in self._texts())
        return self._answers[word]

    def _texts(self) -> Iterator[bytes]:
        for pattern in ("site.yaml", "content/**/*.md", "content/**/*.y*ml"):
            for file in self._root.glob(pattern):
                if file.is_file():
                    yield file.read_bytes()


def _paths(finished: Finished, path: str, data: bytes, folders: list[bytes]) -> Iterator[Problem]:
    # Looking for the words first is what makes this quick.
    patterns = [_HOMES] if any(part in data for part in _HOME_PARTS) else []
    patterns += [
        re.compile(rb"(?<![\w.:/%-])" + re.escape(folder) + rb"(?![\w-])[^\s\"'<>]*")
        for folder in folders
        if folder in data
    ]
    seen: set[bytes] = set()
    for each in patterns:
        for match in each.finditer(data):
            if match[0] not in seen and not _is_link(finished, match[0]):
                seen.add(match[0])
                message = f"a folder of this machine is named: '{decoded(match[0])[:80]}'"
                hint = "take it out of the text, or out of the file that was put into the site"
                yield Problem("machine-path", message, _place(path, data, match.start()), hint)


def _is_link(finished: Finished, found: bytes) -> bool:
    """Whether what looks like a folder is a page of a site that lies below /home/ on its host."""
    path = decoded(found).split("#")[0].split("?")[0]
    inside = path.removeprefix(finished.root)
    return path.startswith(finished.root) and (
        inside in finished.outputs or f"{inside}index.html" in finished.outputs
    )


def _name(path: str, data: bytes, name: str) -> Iterator[Problem]:
    match = _word(name).search(data)
    if match:
        message = f"a name of this machine or of its user is in the file: '{name}'"
        hint = "find out how it came there before the site is published"
        yield Problem("machine-name", message, _place(path, data, match.start()), hint)


def _word(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"(?<![\w.-])" + re.escape(name.encode()) + rb"(?![\w-])")


def _place(path: str, data: bytes, at: int) -> Place:
    """The spot in a text; of other files there are no lines to tell."""
    if b"\0" in data[:1000] or path.endswith(_PICTURES):
        return Place(f"output/{path}")
    before = decoded(data[:at])
    return place_in(path, before, len(before))


def _picture(path: str, data: bytes) -> Iterator[Problem]:
    kept = strip_check(data)
    if kept:
        message = f"the picture holds more than its pixels: {', '.join(kept)}"
        hint = "give it to the site through content/media/, where pictures are encoded anew"
        yield Problem("picture-metadata", message, Place(f"output/{path}"), hint)
