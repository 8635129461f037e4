"""What came of a deploy to one target, for the report as text or as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from generator.targets.plan import Plan


class Ending(StrEnum):
    """How it ended; the value is the word in the report."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    PLANNED = "planned"
    DECLINED = "declined"
    WENT_BACK = "went back"
    FORGOTTEN = "forgotten"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`notes` are sentences; `root` is the root hash of what stands there now, if it is known."""

    name: str
    where: str
    ending: Ending
    root: str = ""
    plan: Plan | None = None
    notes: tuple[str, ...] = field(default=())
    message: str = ""
    hint: str = ""

    @property
    def is_good(self) -> bool:
        return self.ending not in (Ending.FAILED, Ending.DECLINED)
