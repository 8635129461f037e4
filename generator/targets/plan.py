"""A plan: what a release changes at a target, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.write.manifest import MANIFEST, SIGNATURES, SUMS, Listing

_LAST = (".xml", ".json", ".txt")
FRAME = (SUMS, *SIGNATURES, MANIFEST)
"""What is no part of the manifest, and what is published when all else stands, in this order."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Paths by what happens to them, each sorted; `size` is what has to be sent, in bytes."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    size: int

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.removed)

    @property
    def sent(self) -> tuple[str, ...]:
        return tuple(sorted({*self.added, *self.changed}))

    def steps(self) -> list[list[str]]:
        """What is sent, step by step: a step begins when the one before stands.

        New files that pages need, then changed ones; pages; feeds, and the worker that keeps all
        of it for readers; at last what says that it is all there.
        """
        rest = [path for path in self.added if _rank(path) == 0]
        changed = [path for path in self.changed if _rank(path) == 0]
        late = [[p for p in self.sent if _rank(p) == rank] for rank in (1, 2)]
        frame = [[path] for path in FRAME if path in set(self.sent)]
        return [step for step in (rest, changed, *late, *frame) if step]


def plan(release: Listing, live: Listing, altered: Iterable[str] = ()) -> Plan:
    """From what stands there to the release; `altered` is sent again whatever it should be."""
    again = set(altered)
    added = sorted(release.keys() - live.keys())
    changed = sorted(
        path
        for path in release.keys() & live.keys()
        if release[path] != live[path] or path in again
    )
    return Plan(
        added=tuple(added),
        changed=tuple(changed),
        removed=tuple(sorted(live.keys() - release.keys())),
        size=sum(release[path][0] for path in (*added, *changed)),
    )


def _rank(path: str) -> int:
    if path in FRAME:
        return 3
    if path.endswith(".html"):
        return 1
    if path == "sw.js" or ("/" not in path and path.endswith(_LAST)):
        return 2
    return 0
