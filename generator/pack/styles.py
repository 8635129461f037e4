"""The style sheets of all pages as one, with the fonts and pictures that they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from generator.pack.leaves import inside
from generator.pack.pictures import as_data, cost, media_type

# Every page of the site is such an element of the file. It is no <div>, so that a rule for the
# body weighs as much as before, and none for other elements takes hold of it.
PAGE = "site-page"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_IMPORT = re.compile(r"""@(?:import|charset)\b(?:"[^"]*"|'[^']*'|[^;"'])*;""")
# Only where a brace opens before one closes: in what a rule is for, and never in what it says.
_BODY = re.compile(r"""(?<![\w.#"'=:\\-])body(?![\w-])(?=[^{};]*\{)""")
# What is said of the root in one language or direction is said of that language's pages.
_ROOT = re.compile(
    r"(?:(?<![\w.#-])html|:root)(\[(?:lang|dir)[^\]]*\]|:(?:lang|dir)\([^)]*\))"
    r"(?:\s*[\s>]\s*body(?![\w-]))?"
)
_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)""")


@dataclass(slots=True)
class Styles:
    """Style sheets in the order in which pages bring them; `room` is what may still be used."""

    files: Mapping[str, tuple[int, str]]
    read: Callable[[str], bytes]
    room: int
    sheets: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, sheets: Iterable[tuple[str, str]]) -> None:
        for path, media in sheets:
            if path in self.files and (path, media) not in self.sheets:
                text = self._sheet(path)
                self.sheets[path, media] = f"@media {media}{{{text}}}" if media else text

    def text(self, own: str) -> str:
        """All of them, and at last what the file itself wants."""
        # Inside <style> nothing but its end is read as markup.
        plain = _COMMENT.sub("", own).strip()
        return "\n".join([*self.sheets.values(), plain]).replace("</", r"<\/").replace("\r", "")

    def _sheet(self, path: str) -> str:
        text = _COMMENT.sub("", self.read(path).decode("utf-8", "replace"))
        text = _BODY.sub(PAGE, _ROOT.sub(rf"{PAGE}\1", _IMPORT.sub("", text)))
        self.room -= len(text.encode())
        text = _FACE.sub(lambda face: self._face(path, face.group()), text)
        return _URL.sub(lambda url: self._data(path, url) or "none", text)

    def _face(self, path: str, face: str) -> str:
        """A font with what it names; without one of its files it is left out."""
        room = self.room
        found = [self._data(path, url) for url in _URL.finditer(face)]
        if not all(found):
            self.room = room
            return ""
        return _URL.sub(lambda _: found.pop(0), face)

    def _data(self, sheet: str, url: re.Match[str]) -> str:
        """The address with the file in it; empty when it is not of the site or does not fit."""
        address = url.group(1) or url.group(2) or url.group(3) or ""
        if address.startswith(("data:", "#")):
            return url.group()
        found = inside(sheet, address)
        path = found[0] if found else ""
        if path not in self.files or not media_type(path):
            return ""
        price = cost(path, self.files[path][0])
        if price > self.room:
            return ""
        self.room -= price
        return f'url("{as_data(path, self.read(path))}")'
