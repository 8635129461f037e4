"""An edition whose every answer is given: for tests of what is shown of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.problems import Problem
from generator.serve.edition import PageFacts


@dataclass(frozen=True)
class FixedEdition:
    """Outputs and facts by path, and what is wrong."""

    outputs: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    pages: Mapping[str, PageFacts] = field(default_factory=dict)
    number: int = 1
    failed: bool = False

    def has(self, path: str) -> bool:
        return path in self.outputs

    def get(self, path: str) -> bytes | None:
        return self.outputs.get(path)

    def facts(self, path: str) -> PageFacts | None:
        return self.pages.get(path)
