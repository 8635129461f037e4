"""Where a deploy's questions are asked and its outcomes told."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.options import GOOD, INPUT, Settings
from generator.cli.reporting import progress
from generator.problems import EnvironmentFault

if TYPE_CHECKING:
    from generator.deploy import Outcome
    from generator.problems import Problem


class Terminal:
    """Tells and asks on stderr as far as it is about the way, on stdout of what came of it.

    `yes` answers plain questions, `replace` grave ones. Where nobody can answer, nothing is done.
    """

    def __init__(self, settings: Settings, root: Path, *, yes: bool, replace: bool) -> None:
        self._settings = settings
        self._root = root
        self._yes = yes
        self._replace = replace
        self._told: list[Problem] = []

    def problems(self, problems: Sequence[Problem]) -> None:
        from generator.report import Printer  # loaded here for a quick --help

        # What holds for every target is said once, at the first.
        said = {(one.code, one.message) for one in self._told}
        new = [one for one in problems if (one.code, one.message) not in said]
        self._told += problems
        if new and not self._settings.as_json:
            printer = Printer(self._root, colour=self._settings.colour)
            click.echo(printer.problems(new), err=True)

    def tell(self, line: str) -> None:
        if not (self._settings.quiet or self._settings.as_json):
            click.echo(line)

    def agrees(self, question: str, *, grave: bool) -> bool:
        if self._replace if grave else self._yes:
            return True
        if not sys.stdin.isatty():
            asked = question.rstrip("?")
            option = "--replace" if grave else "--yes"
            raise EnvironmentFault(f"nobody is there to answer: {asked}?", f"say {option}")
        return click.confirm(question, default=not grave, err=True)

    def building(self) -> AbstractContextManager[Callable[[int, int], None]]:
        return progress(self._settings)

    @contextmanager
    def sending(self, what: str, size: int) -> Iterator[Callable[[int], None]]:
        if self._settings.quiet or self._settings.as_json or not sys.stderr.isatty():
            yield lambda count: None
            return
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn  # see reporting

        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
        with Progress(*columns, transient=True) as bar:
            task = bar.add_task(what, total=size)
            yield lambda count: bar.update(task, advance=count)

    def ended(self, outcomes: Sequence[Outcome] | None) -> int:
        """Tell what came of it; the exit code."""
        if self._settings.as_json:
            click.echo(self._json(outcomes))
        elif outcomes is None:
            click.echo("nothing was published: mend the errors above first", err=True)
        for outcome in () if self._settings.as_json else outcomes or ():
            self._tell(outcome)
        good = outcomes is not None and all(outcome.is_good for outcome in outcomes)
        return GOOD if good else INPUT

    def _tell(self, outcome: Outcome) -> None:
        from generator.write.manifest import spoken  # loaded here for a quick --help

        name = outcome.name
        if outcome.message:
            hint = f"\n   hint: {outcome.hint}" if outcome.hint else ""
            click.echo(f"error: {name}: {outcome.message}{hint}", err=True)
            return
        digits = f", root hash {spoken(outcome.root)}" if outcome.root else ""
        self.tell(f"{name}: {_WORDS[outcome.ending]}{digits}")
        for note in outcome.notes:
            self.tell(f"  {note}")

    def _json(self, outcomes: Sequence[Outcome] | None) -> str:
        import json  # loaded here for a quick --help

        from generator.report import problem_json

        value: dict[str, Any] = {
            "problems": [problem_json(problem) for problem in self._told],
            "targets": [_facts(outcome) for outcome in outcomes or ()],
        }
        text = json.dumps(value, ensure_ascii=False, indent=2)
        # Somebody's file at a target may have a name that is no text.
        return text.encode("utf-8", "backslashreplace").decode()


_WORDS = {
    "published": "published and read back",
    "unchanged": "nothing has changed there",
    "planned": "nothing was sent (--dry-run)",
    "declined": "nothing was changed",
    "went back": "the older release is live",
    "forgotten": "what is live stands as before",
}


def _facts(outcome: Outcome) -> dict[str, Any]:
    plan = outcome.plan
    return {
        "target": outcome.name,
        "where": outcome.where,
        "ending": outcome.ending.value,
        "root_hash": outcome.root or None,
        "added": list(plan.added) if plan else [],
        "changed": list(plan.changed) if plan else [],
        "removed": list(plan.removed) if plan else [],
        "bytes": plan.size if plan else 0,
        "notes": list(outcome.notes),
        "error": outcome.message or None,
        "hint": outcome.hint or None,
    }
