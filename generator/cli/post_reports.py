"""What `handbill post` says: problems, records, and what was done, as text or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from generator.cli.options import Settings
from generator.problems import Place, Problem

if TYPE_CHECKING:
    from generator.ledger.adding import Plan
    from generator.ledger.protecting import Protection

_ADVICE = (
    "ask whether they agree to be quoted, and write the answer under 'consent'; "
    "until then hide them: handbill post protect ID name"
)


def without_line(problem: Problem) -> Problem:
    return Problem(problem.code, problem.message, Place(problem.place.path), problem.hint)


def say_problems(settings: Settings, problems: list[Problem]) -> None:
    from generator.report import Printer  # loaded here so that --help starts at once

    if problems:
        printer = Printer(settings.root, colour=settings.colour)
        click.echo(printer.problems(problems), err=True)


def say_json(problems: list[Problem], **facts: Any) -> None:
    from generator.model import Result  # loaded here so that --help starts at once
    from generator.report import as_json

    told = json.loads(as_json(Result(tuple(problems))))
    value = {**facts, "problems": told["problems"]}
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def tell_added(settings: Settings, made: Plan, *, failed: bool, dry_run: bool) -> None:
    """What was written; the records themselves only of a dry run, as they may name somebody."""
    written = bool(made.files) and not failed and not dry_run
    if settings.as_json:
        added = [
            {"id": new.id, "file": new.path, "lacks": new.lacks, "lookup": new.lookup}
            | ({"yaml": new.yaml} if dry_run else {})
            for new in made.added
        ]
        say_json(made.problems, written=written, added=added)
        return
    say_problems(settings, made.problems)
    if failed:
        click.echo("nothing was written", err=True)
    elif dry_run:
        click.echo(_records(made), nl=False)
    elif not settings.quiet:
        _say_added(made)


def _say_added(made: Plan) -> None:
    for new in made.added:
        lacks = f"; it lacks: {', '.join(new.lacks)}" if new.lacks else ""
        click.echo(f"{new.path}: '{new.id}' was added{lacks}")
        if new.lookup:
            click.echo(f"  look for a copy of that day: {new.lookup}")
    if any("consent" in new.lacks for new in made.added):
        click.echo(_ADVICE)


def _records(made: Plan) -> str:
    """The records as they would be written, each below the name of its file."""
    new = [f"# {added.path}\n{added.yaml}" for added in made.added]
    known = [f"# here already: '{ident}'\n{text}" for ident, text in made.known.items()]
    return "\n".join([*new, *known])


def tell_protected(settings: Settings, change: Protection) -> None:
    changed = change.level != change.before
    if settings.as_json:
        facts = {"written": changed, "protect": change.level, "before": change.before}
        say_json([], **facts, file=change.shown_path, advice=change.advice)
        return
    if settings.quiet:
        return
    what = f"protect: {change.level} (before: {change.before})" if changed else "as it was"
    click.echo(f"{change.shown_path}: {change.shown_id}: {what}")
    for line in change.advice:
        click.echo(f"  - {line}")
