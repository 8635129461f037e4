"""What a command says: a progress bar on a terminal, a report as text or as JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import GOOD, INPUT, Settings

if TYPE_CHECKING:
    from generator.model import Result


@contextmanager
def progress(settings: Settings, what: str = "Building") -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal; silence everywhere else."""
    if settings.quiet or settings.as_json or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.progress import Progress  # costs 48 ms, and only people watch it

    with Progress(transient=True, auto_refresh=False) as bar:
        task = bar.add_task(what, total=None)

        def advance(done: int, total: int) -> None:
            if done % max(1, total // 50) == 0 or done == total:
                bar.update(task, completed=done, total=total, refresh=True)

        yield advance


def report(settings: Settings, root: Path, result: Result, *, looked: bool = False) -> int:
    from generator.problems import has_errors
    from generator.report import Printer, as_json

    failed = has_errors(result.problems, strict=settings.strict)
    if settings.as_json:
        click.echo(as_json(result))
        return INPUT if failed else GOOD
    printer = Printer(root, colour=settings.colour)
    if result.problems:
        click.echo(printer.problems(result.problems), err=True)
    if not settings.quiet:
        click.echo(printer.summary(result, looked=looked))
    return INPUT if failed else GOOD
