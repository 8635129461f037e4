"""The worker that keeps the site in a visitor's browser, for when the network goes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from generator.model import Kept, Output
from generator.read.media import Picture
from generator.render.book import Book
from generator.render.pictures import variants
from generator.resolve.derive import WORKER
from generator.resolve.references import page_key
from generator.urls import ROOT

_SCRIPT = "offline.js"
_KILOBYTE = 1000
# Half of a SHA-256: more than any copy that is wrong by chance could meet.
_DIGITS = 32

# What is kept first. Nothing is read without styles, and everything is without scripts; other pages
# come by size, so that there are many of them.
_STYLE, _HOME, _MISSING, _MENU, _TOOL, _FONT, _PAGE = range(7)
_ASSETS = {".css": _STYLE, ".svg": _STYLE, ".js": _TOOL, ".woff2": _FONT, ".woff": _FONT}
_PAGES = {"index": _HOME, "404": _MISSING}
_OWN_MENU = ("take-action", "timeline", "voices", "figures", "statements", "updates")
# On this page a copy is deleted.
_ALWAYS = ("privacy",)

# One form of each picture is kept, for all others: every browser of today reads it.
_FORM, _WIDTH = "image/webp", 960
_SHOWN = re.compile(r"media/([^\"'\s,]+)-\d+\.\w+")


@dataclass(frozen=True, slots=True)
class File:
    """A file that may be kept: its path in the output, its size in bytes and its SHA-256."""

    path: str
    size: int
    digest: str


def offered(book: Book) -> bool:
    """Whether pages have the browser keep a copy.

    Never in a preview, whose assets do not change their names, nor by a theme without the script.
    """
    theme = book.theme
    wanted = bool(book.site.campaign.kept_by_readers)
    return wanted and theme.fingerprints and _SCRIPT in theme.assets


def with_worker(outputs: Iterable[Output | Kept], book: Book) -> Iterator[Output | Kept]:
    """All outputs, and behind them the worker, which names them by what they hold.

    Without anything to keep it is one that takes its leave: browsers that have kept something ask
    for it again and again, and only so are they told.
    """
    choice = _Choice(book) if offered(book) else None
    for output in outputs:
        if output.path == WORKER:
            continue  # what stands there may name files as they were
        if choice:
            choice.look(output)
        yield output
    yield Output(WORKER, _worker(book, choice.files() if choice else []).encode())


class _Choice:
    """Looks at all outputs and chooses the same ones in whatever order they come."""

    def __init__(self, book: Book) -> None:
        offline = book.site.campaign.offline
        self._most, self._room = offline.files, offline.budget * _KILOBYTE
        self._ranks = _ranks(book)
        self._likenesses = _likenesses(book.pictures)
        self._found: list[tuple[int, int, str, Output | Kept]] = []
        self._pictures: dict[str, File] = {}

    def look(self, output: Output | Kept) -> None:
        path = str(output.path)
        rank = self._ranks.get(path)
        if rank is not None:
            size = len(output.data) if isinstance(output, Output) else output.size
            self._found.append((rank, size, path, output))
            # Pages are held until all are known: not more of them than may be needed.
            if len(self._found) > 2 * self._most:
                self._shorten()
        elif path in self._likenesses:
            self._pictures[self._likenesses[path]] = _file(output)

    def _shorten(self) -> None:
        self._found.sort(key=lambda one: one[:3])
        del self._found[self._most :]

    def files(self) -> list[File]:
        """What is kept, in this order: all that has room, within the number of files."""
        self._shorten()
        chosen: list[File] = []
        pages: list[Output | Kept] = []
        room = self._room
        for _, size, path, output in self._found:
            if size <= room:
                room -= size
                chosen.append(_file(output))
                pages += [output] if path.endswith(".html") else []
        for file in self._shown(pages):
            if file.size <= room and len(chosen) < self._most:
                room -= file.size
                chosen.append(file)
        return chosen

    def _shown(self, pages: Iterable[Output | Kept]) -> list[File]:
        """The pictures of these pages, the first one of each page before all second ones."""
        if not self._pictures:
            return []
        found: dict[str, tuple[int, int]] = {}
        for number, page in enumerate(pages):
            _, _, body = _data(page).decode().partition("<body")
            names = dict.fromkeys(map(unquote, _SHOWN.findall(body)))
            for place, name in enumerate(names):
                found[name] = min((place, number), found.get(name, (place, number)))
        order = sorted(found, key=lambda name: (found[name], name))
        return [self._pictures[name] for name in order if name in self._pictures]


def _ranks(book: Book) -> dict[str, int]:
    """How soon each file is kept, by path; files that are not there are never kept."""
    menu = {path for lang in book.site.languages for path in _menu(book, lang)}
    ranks: dict[str, int] = {}
    for route in book.routes:
        path = str(route.path)
        if route.recipe == "asset" and route.path.suffix in _ASSETS:
            ranks[path] = _ASSETS[route.path.suffix]
        elif route.recipe == "page":
            page = book.site.pages.get((route.lang, route.key))
            # What has to go on a certain day could not be taken back where there is no network.
            if page is None or not page.front.expires:
                ranks[path] = _PAGES.get(route.key, _MENU if path in menu else _PAGE)
    return ranks


def _menu(book: Book, lang: str) -> Iterator[str]:
    """The paths of the pages that every page leads to."""
    items = book.site.campaign.menu
    names = _OWN_MENU if items is None else [page_key(item.page) for item in items]
    for name in (*names, *_ALWAYS):
        url = book.url(lang, name) or book.listing(lang, name)
        yield unquote(url.removeprefix(ROOT))
    if items is None:
        for (code, _), page in book.site.pages.items():
            if code == lang and page.front.menu not in ("", "false", "no"):
                yield str(page.path)


def _likenesses(pictures: Mapping[str, Picture]) -> dict[str, str]:
    """By path the one form of each picture that is kept, with the name that all forms share."""
    found: dict[str, str] = {}
    for picture in pictures.values():
        forms = [one for one in variants(picture) if one.mime == _FORM]
        best = min(forms, key=lambda one: abs(one.width - _WIDTH))
        found[str(best.path)] = best.path.name.rpartition("-")[0]
    return found


def _file(output: Output | Kept) -> File:
    if isinstance(output, Kept):
        return File(str(output.path), output.size, output.digest)
    return File(str(output.path), len(output.data), sha256(output.data).hexdigest())


def _data(output: Output | Kept) -> bytes:
    return output.data if isinstance(output, Output) else output.file.read_bytes()


def _worker(book: Book, files: list[File]) -> str:
    """The script with its list; a version of its own for each list, as browsers compare bytes."""
    if not files:
        return _template(book.theme.folders, "leaving.js")
    lines = [json.dumps([one.path, one.digest[:_DIGITS]], ensure_ascii=False) for one in files]
    listed = ",\n".join(lines)
    version = sha256(listed.encode()).hexdigest()[:_DIGITS]
    script = _template(book.theme.folders, "sw.js")
    script = script.replace("const KEPT = [];", f"const KEPT = [\n{listed},\n];", 1)
    return script.replace('const VERSION = "";', f'const VERSION = "{version}";', 1)


def _template(folders: Iterable[Path], name: str) -> str:
    """The site's own script where it has one, else the theme's."""
    found = (folder / "offline" / name for folder in folders)
    return next(file for file in found if file.is_file()).read_text("utf-8")
