"""What one conversion carries from stage to stage."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.markup.places import Places
from generator.markup.standins import stand_in
from generator.markup.surroundings import Fault, Surroundings
from generator.model import Anchor, Directive, Image
from generator.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Pending:
    """A directive whose body is still Markdown, and where that body stands."""

    directive: Directive
    text: str
    around: Surroundings


@dataclass(slots=True)
class Conversion:
    """One text on its way: where it stands, and what has been found in it so far."""

    around: Surroundings
    places: Places
    problems: list[Problem]
    ids: dict[str, int]
    depth: int = 0  # within how many directives' bodies
    set_aside: list[Directive | Image | Pending] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)

    def put_aside(self, thing: Directive | Image | Pending) -> str:
        """Keep `thing` for the end, and give back the stand-in that marks its spot."""
        self.set_aside.append(thing)
        return stand_in(len(self.set_aside) - 1)

    def report(self, code: str, message: str, place: Place, hint: str = "") -> None:
        self.problems.append(Problem(code, message, place, hint))

    def report_fault(self, fault: Fault, place: Place) -> None:
        self.problems.append(Problem(fault.code, fault.message, place, fault.hint))
