"""How a deploy talks to whoever started it: what it tells, asks, and shows of its progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from generator.problems import Problem
from generator.targets.target import Step


class Talk(Protocol):
    """A terminal, or whatever stands in its place."""

    def problems(self, problems: Sequence[Problem]) -> None:
        """Tells what is wrong with the site."""

    def tell(self, line: str) -> None: ...

    def agrees(self, question: str, *, grave: bool) -> bool:
        """Whether the answer is yes; a `grave` question is not answered by --yes alone."""

    def building(self) -> AbstractContextManager[Callable[[int, int], None]]:
        """Shows how many of how many files have been made."""

    def sending(self, what: str, size: int) -> AbstractContextManager[Step]:
        """Shows how many of `size` bytes have been sent."""
