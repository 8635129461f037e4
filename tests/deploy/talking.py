"""Somebody who answers a deploy's questions, and remembers what was told and asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from generator.problems import Problem


class Talking:
    """Says `yes` to plain questions and `grave` to grave ones."""

    def __init__(self, *, yes: bool = True, grave: bool = False) -> None:
        self.yes, self.grave = yes, grave
        self.told: list[str] = []
        self.asked: list[str] = []
        self.found: list[Problem] = []
        self.sent = 0

    def problems(self, problems: Sequence[Problem]) -> None:
        self.found += problems

    def tell(self, line: str) -> None:
        self.told.append(line)

    def agrees(self, question: str, *, grave: bool) -> bool:
        self.asked.append(question)
        return self.grave if grave else self.yes

    @contextmanager
    def building(self) -> Iterator[Callable[[int, int], None]]:
        yield lambda done, total: None

    @contextmanager
    def sending(self, what: str, size: int) -> Iterator[Callable[[int], None]]:
        before = self.sent

        def step(count: int) -> None:
            self.sent += count

        yield step
        assert self.sent - before == size
