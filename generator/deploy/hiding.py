"""What posts hide, as far as a deploy has to know: that it changed, and which names tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from generator.targets.plan import Plan

_UNSHOWN = "(a name that is not shown)"


@dataclass(frozen=True, slots=True)
class Hiding:
    """`mark` changes with what is hidden, '' for nothing; `names` says it of a file's name."""

    mark: str = ""
    names: Callable[[str], bool] = lambda path: False

    def discreet(self, paths: Iterable[str]) -> tuple[str, ...]:
        """The paths as they may be told: what is taken down is often named after somebody."""
        return tuple(_UNSHOWN if self.names(path) else path for path in paths)

    def told(self, plan: Plan) -> Plan:
        """The plan as it may be told."""
        return replace(
            plan,
            added=self.discreet(plan.added),
            changed=self.discreet(plan.changed),
            removed=self.discreet(plan.removed),
        )
