"""What the terminal says while the preview runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from generator.problems import Problem, Severity
from generator.report import Printer
from generator.serve.address import USUAL_PORT, Address, picture
from generator.serve.desk import News

Say = Callable[[str], None]


class Teller:
    """Writes what is wrong that was not told before, and a line for each update.

    `say` is for what was done, `warn` for what is wrong; `clock` gives the time of day.
    """

    def __init__(
        self,
        root: Path,
        say: Say,
        warn: Say,
        clock: Callable[[], datetime],
        *,
        quiet: bool = False,
        colour: bool = False,
    ) -> None:
        self._root = root
        self._say = say
        self.warn = warn
        self._clock = clock
        self._quiet = quiet
        self._colour = colour
        self._problems: tuple[Problem, ...] = ()
        self._is_ready = False

    def standing(self, address: Address, token: str, *, chosen: bool) -> None:
        """Where the preview stands, which nobody can do without; `chosen` is the port by us."""
        if chosen and address.port != USUAL_PORT:
            self._unless_quiet(f"port {USUAL_PORT} is taken, so it is {address.port}")
        if not address.host:
            self._say(f"preview: {address.local()} (Ctrl-C ends it)")
            return
        self.warn(
            "warning: whoever is in this network and has the address below can read everything,\n"
            "   drafts and pages that are not yet due included. Nothing that is sent is encrypted."
        )
        self._say(f"preview: {address.local(token)} (Ctrl-C ends it)")
        self._say(f"in the network: {address.public(token)}")
        if self._colour:
            self._unless_quiet(picture(address.public(token)))

    def news(self, news: News) -> None:
        """What became of an update."""
        problems = news.edition.problems
        if new := self._new(problems):
            # Excerpts are of the files as they stand now: no printer outlives its edition.
            printer = Printer(self._root, colour=self._colour)
            # Which lines are not for all to see, it knows only from all that is wrong.
            printer.problems(problems)
            self.warn("\n".join(map(printer.problem, new)))
        self._problems = problems
        if news.fault:
            hint = f"\n   hint: {news.fault.hint}" if news.fault.hint else ""
            self.warn(f"error: {news.fault}{hint}")
        elif news.seconds is not None:
            self._unless_quiet(self._line(news.seconds, problems))

    def _new(self, problems: tuple[Problem, ...]) -> list[Problem]:
        """Those that were not told last time, wherever their lines have moved to meanwhile."""
        told = Counter(map(_same, self._problems))
        new: list[Problem] = []
        for problem in problems:
            if told[_same(problem)]:
                told[_same(problem)] -= 1
            else:
                new.append(problem)
        return new

    def _line(self, seconds: float, problems: tuple[Problem, ...]) -> str:
        counts = [
            (sum(problem.severity is severity for problem in problems), severity.value)
            for severity in Severity
        ]
        tally = [f"{n} {name if n == 1 else name + 's'}" for n, name in counts if n]
        took = f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
        # What the first one took is not in its seconds: much of it was made before.
        done = f"updated in {took}" if self._is_ready else "ready"
        self._is_ready = True
        return ", ".join([f"{self._clock():%H:%M:%S} {done}", *tally])

    def _unless_quiet(self, words: str) -> None:
        if not self._quiet:
            self._say(words)


def _same(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.place.path, problem.message
