"""What a workflow installs: Handbill and all that it needs, in the versions that are here now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from generator import __version__

_NAME = "handbill"
_REQUIREMENT = re.compile(r"([\w.-]+)(?:\[([^\]]*)\])?")
_EXTRA = re.compile(r"extra\s*==\s*['\"]([\w.-]+)['\"]")


def package(root: Path, extras: Iterable[str]) -> str:
    """Handbill in this version: from the campaign's wheels/ if it is there, else from the index.

    A wheel of one's own is named by its file, so that nobody else's package of that name is taken.
    """
    wanted = f"[{','.join(sorted(extras))}]" if extras else ""
    for wheel in sorted((root / "wheels").glob(f"{_NAME}-{__version__}-*.whl")):
        return f"./wheels/{wheel.name}{wanted}"
    return f"{_NAME}{wanted}=={__version__}"


def pins(extras: Iterable[str]) -> list[str]:
    """All that it needs, as name==version; what is not installed here is left to the index."""
    found: dict[str, str] = {}
    waiting = [(_NAME, frozenset(extras))]
    while waiting:
        name, wanted = waiting.pop()
        for need, its_extras in _needs(name, wanted):
            version = _version(need)
            if version and need not in {_NAME, *found}:
                found[need] = version
                waiting.append((need, its_extras))
    return [f"{name}=={version}" for name, version in sorted(found.items())]


def _needs(name: str, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    try:
        lines = distribution(name).requires or []
    except PackageNotFoundError:  # a checkout that runs without having been installed
        return
    for line in lines:
        said, _, marker = line.partition(";")
        only_for = set(_EXTRA.findall(marker))
        if (need := _REQUIREMENT.match(said)) and (not only_for or only_for & extras):
            its_extras = frozenset(one.strip() for one in (need[2] or "").split(",") if one.strip())
            yield re.sub(r"[-_.]+", "-", need[1]).lower(), its_extras


def _version(name: str) -> str:
    try:
        return distribution(name).version
    except PackageNotFoundError:
        return ""
