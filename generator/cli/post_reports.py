"""What `handbill post` says: problems, records, and what was done, as text or as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from generator.cli.options import Settings

if TYPE_CHECKING:
    from generator.ledger.adding import Added, Plan
    from generator.ledger.protecting import Protection
    from generator.problems import Problem

_ASK = "ask whether they agree to be quoted, and write the answer under 'consent'"
_HIDE = "until then hide them: handbill post protect ID name"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How adding went; `is_level_chosen` says that somebody thought of protection already."""

    failed: bool
    dry_run: bool
    is_level_chosen: bool


def say_problems(settings: Settings, problems: list[Problem]) -> None:
    from generator.report import Printer  # loaded here so that --help starts at once

    if problems:
        printer = Printer(settings.root, colour=settings.colour)
        click.echo(printer.problems(problems), err=True)


def say_json(problems: list[Problem], **facts: Any) -> None:
    import json  # all loaded here so that --help starts at once

    from generator.model import Result
    from generator.report import as_json

    told = json.loads(as_json(Result(tuple(problems))))
    value = {**facts, "problems": told["problems"]}
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def tell_added(settings: Settings, made: Plan, outcome: Outcome) -> None:
    """What was written; the records themselves only of a dry run, as they may name somebody."""
    if settings.as_json:
        written = bool(made.files) and not outcome.failed and not outcome.dry_run
        added = [_facts(made, new, with_yaml=outcome.dry_run) for new in made.added]
        say_json(made.problems, written=written, added=added)
        return
    say_problems(settings, made.problems)
    if outcome.failed:
        click.echo("nothing was written", err=True)
    elif outcome.dry_run:
        click.echo(_records(made), nl=False)
    elif not settings.quiet:
        _say_added(made, outcome)


def _facts(made: Plan, new: Added, *, with_yaml: bool) -> dict[str, Any]:
    names = {"id": made.veil.ident(new.id), "file": made.veil.path(new.path)}
    yaml = {"yaml": new.yaml} if with_yaml else {}
    return {**names, "lacks": new.lacks, "lookup": new.lookup, **yaml}


def _say_added(made: Plan, outcome: Outcome) -> None:
    for new in made.added:
        lacks = f"; it lacks: {', '.join(new.lacks)}" if new.lacks else ""
        name = made.veil.said(f"'{new.id}' was added")
        click.echo(f"{made.veil.path(new.path)}: {name}{lacks}")
        if new.lookup:
            click.echo(f"  look for a copy of that day: {new.lookup}")
    if any("consent" in new.lacks for new in made.added):
        click.echo(_ASK if outcome.is_level_chosen else f"{_ASK}; {_HIDE}")


def _records(made: Plan) -> str:
    """The records as they would be written, each below the name of its file."""
    new = [f"# {made.veil.path(added.path)}\n{added.yaml}" for added in made.added]
    known = [f"# here already: '{made.veil.ident(i)}'\n{text}" for i, text in made.known.items()]
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
