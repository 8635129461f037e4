"""A site that is built again and again, each time beside a build of the same files from nothing."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.build import build
from generator.model import Result
from sites import BuiltSite

from .apart import SOURCES, Answer, Apart, Clean, Order, chosen

# All that a result tells but how long it took and where it went.
_TOLD = [field.name for field in fields(Result) if field.name not in ("seconds", "output")]


class Living(BuiltSite):
    """A campaign's folder with whatever earlier builds left in it; `apart` builds from nothing."""

    def __init__(self, root: Path, files: Mapping[str, bytes], apart: Apart) -> None:
        super().__init__(root)
        self.files_given = files
        self.apart = apart
        self._clean = root.with_name(f"{root.name}-clean")
        self.write(files)

    def build(self, **options: Any) -> Result:
        """Build with what earlier builds have left."""
        self.result = build(self.root, chosen(**{"output": self.output, **options}))
        return self.result

    def agrees(self, **options: Any) -> str:
        """Build, and fail unless a clean build of the same files says and makes the same.

        'written' or 'refused': a site that was refused still stands as it stood.
        """
        before = tree(self.output)
        output = options.pop("output", self.output)
        given = _digest(self.root, options)
        known = self.apart.recall(given)
        if not known:
            shutil.rmtree(self._clean, ignore_errors=True)
            self.apart.begin(Order(self.root, options, copy=self._clean))
        try:
            built = self.build(output=output, **options)
        finally:
            answer = Answer() if known else self.apart.end()
        clean = known or self._keep(given, answer)
        assert told(built) == told(clean.result), (built.problems, clean.result.problems)
        if not built.written:
            assert differing(tree(self.output), before) == []
            return "refused"
        assert differing(tree(output), clean.tree) == []
        return "written"

    def _keep(self, given: str, answer: Answer) -> Clean:
        assert answer.result is not None, answer.fault
        clean = Clean(answer.result, tree(self._clean / "output"))
        self.apart.keep(given, clean)
        return clean

    def is_as_given(self) -> bool:
        """Whether the sources are those that it was made of."""
        tops = [self.root / name for name in SOURCES]
        paths = [*tops, *(path for top in tops for path in top.rglob("*"))]
        found = {p.relative_to(self.root).as_posix(): p.read_bytes() for p in paths if p.is_file()}
        return found == dict(self.files_given)

    def restore(self) -> None:
        """Put the sources back as they were given; what is as it was is not touched."""
        for name in SOURCES:
            top = self.root / name
            found = [top] if top.is_file() else sorted(top.rglob("*"), reverse=True)
            for path in found:
                if path.is_dir():
                    if not any(path.iterdir()):
                        path.rmdir()
                elif path.relative_to(self.root).as_posix() not in self.files_given:
                    path.unlink()
        old = {
            n: (self.root / n).read_bytes() for n in self.files_given if (self.root / n).is_file()
        }
        self.write({n: data for n, data in self.files_given.items() if old.get(n) != data})


def _digest(root: Path, options: Mapping[str, Any]) -> str:
    """What a build is a function of: the options, and the names and bytes of all sources."""
    digest = sha256(repr(sorted(options.items())).encode())
    for name in SOURCES:
        for path in (root / name, *sorted((root / name).rglob("*"))):
            data = path.read_bytes() if path.is_file() else b""
            digest.update(f"\0{path.relative_to(root)}\0{path.is_file()}{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()


def told(result: Result) -> dict[str, Any]:
    return {name: getattr(result, name) for name in _TOLD}


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Everything in a folder by its path: mode and bytes, of folders none."""
    return {
        path.relative_to(folder).as_posix(): (
            path.stat().st_mode,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in folder.rglob("*")
    }


def differing(
    one: Mapping[str, tuple[int, bytes]], other: Mapping[str, tuple[int, bytes]]
) -> list[str]:
    """The paths at which two trees are not alike; lists what is short enough to be read."""
    wrong = sorted(name for name in {*one, *other} if one.get(name) != other.get(name))
    return [f"{name}: {_first(one.get(name), other.get(name))}" for name in wrong]


def _first(one: tuple[int, bytes] | None, other: tuple[int, bytes] | None) -> str:
    """Where two files part, with some of what stands there."""
    if one is None or other is None:
        return "only in the second" if one is None else "only in the first"
    if one[0] != other[0]:
        return f"modes {one[0]:o} and {other[0]:o}"
    pairs = zip(one[1], other[1], strict=False)
    at = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one[1]), len(other[1])))
    start = max(0, at - 40)
    return f"{one[1][start : at + 60]!r} and {other[1][start : at + 60]!r}"
