"""A press that makes a page of each file at once, and can be made slow, faulty or busy."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass, field
from math import inf
from pathlib import Path

from generator.problems import EnvironmentFault, Place, Problem
from serve.fixed import FixedEdition

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'none'"
PAGE = (
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" content="{policy}">\n<title>{title}</title>\n'
    '<link rel="stylesheet" href="{up}assets/site.css">\n'
    '<script defer src="{up}assets/site.js"></script>\n'
    "</head>\n<body>\n{body}\n<p>The end.</p>\n</body>\n</html>\n"
)


@dataclass
class FolderPress:
    """`content/a/b.md` becomes `a/b.html`, all else in `content/` stays; assets from `templates/`.

    A file that holds BROKEN is an error. `updates` are the paths that each update was given,
    `moments` of the monotonic clock are those at which time alone asks for an update.
    """

    root: Path
    seconds: float = 0.0
    faults: int = 0
    found_later: list[Problem] = field(default_factory=list)
    updates: list[Collection[Path] | None] = field(default_factory=list)
    running: int = 0
    most_running: int = 0
    last: FixedEdition | None = None
    moments: list[float] = field(default_factory=list)

    def due(self) -> float:
        return min(self.moments, default=inf) - time.monotonic()

    def watched(self) -> tuple[Path, ...]:
        return (self.root / "content", self.root / "templates", self.root / "site.yaml")

    def update(self, paths: Collection[Path] | None = None) -> FixedEdition:
        self.running += 1
        self.most_running = max(self.running, self.most_running)
        try:
            self.updates.append(paths)
            self.moments = [moment for moment in self.moments if moment > time.monotonic()]
            time.sleep(self.seconds)
            if self.faults:
                self.faults -= 1
                raise EnvironmentFault("a file vanished while it was read")
            return self._made()
        finally:
            self.running -= 1

    def look_over(self, edition: FixedEdition) -> bool:
        if self.found_later:
            problems = (*edition.problems, self.found_later.pop())
            object.__setattr__(edition, "problems", problems)
        return bool(self.found_later)

    def _made(self) -> FixedEdition:
        outputs: dict[str, bytes] = {}
        problems: list[Problem] = []
        for folder, made in (("content", ""), ("templates", "assets/")):
            for file in sorted((self.root / folder).rglob("*.*")):
                # What editors leave is no part of a site.
                if file.is_file() and not file.name.startswith((".", "#")):
                    name = made + file.relative_to(self.root / folder).as_posix()
                    self._read(file, name, outputs, problems)
        number = self.last.number + 1 if self.last else 1
        failed = bool(problems)
        if failed:
            outputs = dict(self.last.outputs) if self.last else {}
        self.last = FixedEdition(outputs, tuple(problems), {}, number, failed)
        return self.last

    def _read(
        self, file: Path, name: str, outputs: dict[str, bytes], problems: list[Problem]
    ) -> None:
        try:
            data = file.read_bytes()
        except OSError as fault:
            raise EnvironmentFault(f"{name} vanished while it was read") from fault
        if b"BROKEN" in data:
            place = Place(f"content/{name}", 1, 1)
            problems.append(Problem("dead-link", "this leads nowhere", place))
        if name.endswith(".md"):
            up = "../" * name.count("/")
            text = data.decode()
            page = PAGE.format(policy=POLICY, title=name, up=up, body=text)
            outputs[name.removesuffix(".md") + ".html"] = page.encode()
        else:
            outputs[name] = data
