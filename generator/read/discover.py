"""Which files a campaign has, and which of their names would not travel."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from generator.cache.signatures import UNSURE, Signature, is_settled, now, signature
from generator.model import Source
from generator.problems import Place, Problem
from generator.urls import RESERVED_NAMES

# What editors and file managers leave behind is passed over in silence.
_LITTER = re.compile(r"^\.|~$|^#.*#$|^Thumbs\.db$|^desktop\.ini$|\.(swp|swo|bak|orig|tmp)$")
_UNFIT = re.compile(
    '[<>:"|?*\\\\\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069]'
)


def discover(root: Path) -> tuple[tuple[Source, ...], list[Problem]]:
    """All files below content/, sorted by path, and the names that cannot be used."""
    problems: list[Problem] = []
    folder = root / "content"
    looked = now()
    found = sorted(_walk(folder, root, problems)) if folder.is_dir() else []
    sources = tuple(
        Source(path, Path(file), seen if is_settled(seen, looked) else UNSURE)
        for path, file, seen in found
    )
    problems += _unfit_names(sources) + _clashes(sources)
    return sources, problems


def _walk(
    folder: Path, root: Path, problems: list[Problem]
) -> Iterator[tuple[str, str, Signature]]:
    site = os.path.realpath(root)
    waiting = [str(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if _LITTER.search(entry.name):
                    continue
                path = os.path.relpath(entry.path, root).replace(os.sep, "/")
                path = unicodedata.normalize("NFC", path.encode("utf-8", "replace").decode())
                if entry.is_symlink() and not _stays_inside(entry, site):
                    problems.append(_leads_out(path))
                elif entry.is_dir():
                    waiting.append(entry.path)
                elif entry.is_file():
                    yield path, entry.path, signature(entry.stat())


def _stays_inside(entry: os.DirEntry[str], site: str) -> bool:
    """Links to folders are refused too: one that names its own parent would never end."""
    target = os.path.realpath(entry.path)
    return os.path.commonpath([site, target]) == site and Path(target).is_file()


def _leads_out(path: str) -> Problem:
    message = "this is a link to a folder, to a file outside the site, or to nothing"
    return Problem("outside-link", message, Place(path), "put the file itself here")


def _unfit_names(sources: tuple[Source, ...]) -> list[Problem]:
    problems: list[Problem] = []
    for source in sources:
        for part in PurePosixPath(source.path).parts[1:]:
            if part.split(".")[0].casefold() in RESERVED_NAMES:
                message = f"Windows cannot open a file named '{part}'"
            elif _UNFIT.search(part) or part != part.strip() or part.endswith(".") or "�" in part:
                message = f"the name '{part}' holds a sign that not every system can store"
            else:
                continue
            problems.append(Problem("unfit-name", message, Place(source.path), "rename it"))
            break
    return problems


def _clashes(sources: tuple[Source, ...]) -> list[Problem]:
    """Names that differ only in case are one file on macOS and Windows."""
    seen: dict[str, str] = {}
    problems: list[Problem] = []
    for source in sources:
        first = seen.setdefault(source.path.casefold(), source.path)
        if first != source.path:
            message = f"the name differs from '{first}' only in case"
            problems.append(
                Problem("name-clash", message, Place(source.path), "rename one of them")
            )
    return problems
