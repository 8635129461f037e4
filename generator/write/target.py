"""Which folder a site may be written to, and what already stands there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from generator.cache import PRIVATE
from generator.problems import EnvironmentFault
from generator.write.faults import as_fault
from generator.write.manifest import MANIFEST, SIGNATURES, SUMS, Listing, parse

_ELSEWHERE = "choose another folder with --output"
_SOURCES = ("content", "templates", "generator", ".git")
_GENERATOR = Path(__file__).resolve().parents[1]

# What file browsers leave in any folder they have shown.
LITTER = frozenset([".DS_Store", "Thumbs.db", "desktop.ini"])


def settle(target: Path, site_root: Path) -> Path:
    """The real folder behind `target`, with links followed.

    Raises EnvironmentFault when it is no place for a site: the campaign's own files or a folder
    around them, a file, or a link that leads out of the site.
    """
    real, root = Path(os.path.realpath(target)), Path(os.path.realpath(site_root))
    name = shown(target, site_root)
    if real.is_symlink():
        raise EnvironmentFault(f"'{name}' is a link that leads nowhere", _ELSEWHERE)
    if _lexically_within(target, site_root) and not _within(real, root):
        raise EnvironmentFault(
            f"'{name}' is a link that leads out of the site", "name the real folder with --output"
        )
    if _overlaps(real, root):
        raise EnvironmentFault(f"'{name}' is where the campaign's own files are", _ELSEWHERE)
    if real.exists() and not real.is_dir():
        raise EnvironmentFault(f"'{name}' is not a folder", f"remove it, or {_ELSEWHERE}")
    return real


def standing(target: Path, name: str) -> Listing | None:
    """What the site at `target`, called `name` in messages, consists of; None: there is none.

    Raises EnvironmentFault when the folder holds a file that no build wrote: replacing the folder
    would lose it.
    """
    if not target.exists():
        return None
    try:
        found = set(_files(target))
        listed = parse((target / MANIFEST).read_bytes()) if MANIFEST in found else None
    except OSError as error:
        raise as_fault(error, name) from error
    ours = {MANIFEST, SUMS, *SIGNATURES, *listed} if listed is not None else set()
    strangers = sorted(file for file in found - ours if file.rpartition("/")[2] not in LITTER)
    if strangers:
        raise EnvironmentFault(
            f"'{name}' holds files that Handbill did not make: {_some(strangers)}",
            f"move them out, delete the folder if nothing in it is wanted, or {_ELSEWHERE}",
        )
    return listed


def shown(target: Path, site_root: Path) -> str:
    """How messages name `target`: from the site's root where it stands inside."""
    if _lexically_within(target, site_root):
        return PurePosixPath(os.path.relpath(target, site_root).replace(os.sep, "/")).as_posix()
    return str(target)


def _overlaps(real: Path, root: Path) -> bool:
    """Whether replacing `real` would take something of the campaign's with it."""
    folders = (*(root / name for name in _SOURCES), _GENERATOR)
    sources = [Path(os.path.realpath(folder)) for folder in folders]
    return _within(root / PRIVATE, real) or any(
        _within(real, source) or _within(source, real) for source in sources
    )


def _lexically_within(inner: Path, outer: Path) -> bool:
    return _within(Path(os.path.abspath(inner)), Path(os.path.abspath(outer)))  # noqa: PTH100


def _within(inner: Path, outer: Path) -> bool:
    """Whether `inner` is `outer` or lies in it, on disks that ignore case as well."""
    wanted = str(outer).casefold()
    return any(str(folder).casefold() == wanted for folder in (inner, *inner.parents))


def _files(folder: Path, prefix: str = "") -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path), f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name


def _some(names: list[str]) -> str:
    first = [name if name.isprintable() else ascii(name)[1:-1] for name in names[:3]]
    rest = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(f"'{name}'" for name in first) + rest
