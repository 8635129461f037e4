"""The fonts that cards and posters are set in: those of the theme, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.kit.glyphs import Face, FontError, read_face
from generator.problems import EnvironmentFault, Place, Problem

FOLDER = "kit/fonts"
_ENDINGS = (".ttf", ".otf")
# What people put there that no card can be set in, and what helps.
_FOREIGN = {
    ".woff": "a web font",
    ".woff2": "a web font",
    ".ttc": "a collection of fonts",
    ".otc": "a collection of fonts",
    ".dfont": "a font of the old Macintosh",
    ".pfb": "a PostScript font",
}
_HINT = "save it as TTF or OTF, one file for each style"


@dataclass(frozen=True, slots=True)
class Font:
    """A font file: what is in it, and the SHA-256 of its bytes."""

    file: Path
    face: Face
    digest: str


def load_fonts(folders: Iterable[Path]) -> tuple[tuple[Font, ...], list[Problem]]:
    """The fonts of a theme's folders, the site's own first, and what is wrong with the site's.

    A file takes the place of one with the same name in a later folder, as templates do.
    """
    files: dict[str, Path] = {}
    for folder in folders:
        for file in sorted((folder / FOLDER).glob("*")):
            if file.suffix.lower() in (*_ENDINGS, *_FOREIGN):
                files.setdefault(file.name, file)
    fonts: list[Font] = []
    problems: list[Problem] = []
    for name, file in files.items():
        found = _load(file, Place(f"templates/{FOLDER}/{name}"))
        if isinstance(found, Problem):
            problems.append(found)
        else:
            fonts.append(found)
    return tuple(fonts), problems


def digest(fonts: Sequence[Font]) -> str:
    """One hash for all fonts and their order."""
    return sha256("\n".join(font.digest for font in fonts).encode()).hexdigest()


def families(fonts: Sequence[Font], first: str = "") -> list[str]:
    """The families in their order, those that can draw the characters of `first` before others."""
    wanted = {ord(char) for char in first}
    ordered = sorted(fonts, key=lambda font: not wanted <= font.face.characters)
    return list(dict.fromkeys(font.face.family for font in ordered))


def _load(file: Path, place: Place) -> Font | Problem:
    if what := _FOREIGN.get(file.suffix.lower()):
        return Problem("kit-font", f"'{file.name}' is {what}", place, _HINT)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise EnvironmentFault(f"cannot read {place}: {error.strerror}") from error
    try:
        return Font(file, read_face(data), sha256(data).hexdigest())
    except FontError as error:
        message = f"'{file.name}' cannot be used as a font: {error}"
        return Problem("kit-font", message, place, "copy it again from where it came from")
