"""Sites that tests build: small ones from a few texts, and the project's own."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from generator.build import Options, build
from generator.model import Result
from generator.problems import Problem

PROJECT = Path(__file__).resolve().parents[2]

# A site depends on the moment of its build: what is due, and what is past.
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)

SMALLEST: dict[str, str] = {
    "site.yaml": "title: A small campaign\nurl: https://campaign.example.org/\n",
    "content/index.md": "---\ntitle: Home\ndescription: A campaign of one page.\n---\n\nHello.\n",
}


class BuiltSite:
    """A campaign's folder, where its output stands, and what its last build said."""

    def __init__(self, root: Path, result: Result | None = None) -> None:
        self.root = root
        self.output = root / "output"
        self.result = result

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Put files into the folder, by path from its root."""
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def build(self, **options: Any) -> Result:
        """Build into output/ as of NOW; `options` are those of generator.build.Options.

        Without the kit unless it is asked for: most tests look at pages, and drawing takes time.
        """
        usual = {"output": self.output, "now": NOW, "kit": False}
        self.result = build(self.root, Options(**{**usual, **options}))
        return self.result

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the last build found; it is built if it has not been."""
        return (self.result or self.build()).problems

    def out(self, path: str) -> str:
        """The text of a file of the output."""
        return (self.output / path).read_text("utf-8")

    def exists(self, path: str) -> bool:
        return (self.output / path).is_file()

    def everything(self) -> bytes:
        """The bytes of all files of the output, and their names."""
        return b"\n".join(
            name.encode() + b"\n" + (self.output / name).read_bytes() for name in self.files()
        )

    def files(self) -> list[str]:
        """Every file of the output by its path, sorted."""
        found = (p.relative_to(self.output) for p in self.output.rglob("*") if p.is_file())
        return sorted(path.as_posix() for path in found)

    def pages(self) -> list[str]:
        """Every HTML file of the output by its path, sorted."""
        return [name for name in self.files() if name.endswith(".html")]


def small_site(root: Path, files: Mapping[str, str | bytes]) -> BuiltSite:
    """A site of the files given, and of the smallest ones where they are not."""
    made = BuiltSite(root)
    made.write({**SMALLEST, **files})
    return made


def copy_of_sample(root: Path, *, newest_first: bool = False) -> BuiltSite:
    """The project's own campaign in a folder of its own, its files created in the order wanted.

    Building it there keeps tests away from the lock and the output of whoever works on it.
    """
    sources = [PROJECT / "site.yaml"]
    for folder in ("content", "templates"):
        sources += sorted(path for path in (PROJECT / folder).rglob("*") if path.is_file())
    for source in reversed(sources) if newest_first else sources:
        target = root / source.relative_to(PROJECT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    return BuiltSite(root)
