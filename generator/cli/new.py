"""`handbill new`: the questions on the terminal, and what was made of the answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.options import GOOD, Settings, handbill, now
from generator.problems import EnvironmentFault

if TYPE_CHECKING:
    from generator.scaffold import Question


@handbill.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--title", help="The campaign's title.")
@click.option("--demand", help="What it demands, in one sentence.")
@click.option("--languages", help="Codes of its languages, the main one first: en,ar")
@click.option("--hashtags", help="Its hashtags: MakeFacebookRed,AleppoIsBurning")
@click.option("--url", help="Where it will stand: https://www.example.org/")
@click.option("--accent", help="Its colour: b3001b")
@click.option(
    "--ci",
    type=click.Choice(["github", "gitlab", "forgejo"]),
    help="Add a workflow that publishes; without FOLDER, to the campaign that is there.",
)
@click.option("-y", "--yes", is_flag=True, help="Take what is offered, and ask nothing.")
@click.pass_obj
def new(
    settings: Settings, /, folder: Path | None, ci: str | None, yes: bool, **said: str | None
) -> int:
    """Make a new campaign site in FOLDER."""
    if folder is None:
        if ci is None:
            raise click.UsageError("name the FOLDER of the new site")
        return _workflow(settings, settings.root, ci)
    # Loaded here so that --help and --version start at once.
    from generator import default_templates
    from generator.render.colours import check_accent
    from generator.scaffold import answered, check_folder, create, farewell, questions
    from generator.schema import schemas

    check_folder(folder)
    prompt = None if yes else _prompt
    answers = answered(questions(check_accent), folder.resolve().name, said, prompt)
    made = create(folder, answers, default_templates(), schemas())
    if settings.as_json:
        import json  # loaded here, like the rest, for a quick --help

        click.echo(json.dumps({"folder": str(folder), "files": made.files}, ensure_ascii=False))
    elif not settings.quiet:
        click.echo(farewell(made))
    return _workflow(settings, folder.resolve(), ci) if ci else GOOD


def _workflow(settings: Settings, root: Path, ci: str) -> int:
    """Writes the workflow of a campaign as it is now: its targets, its days."""
    # Loaded here so that --help and --version start at once.
    from generator import __version__, default_templates
    from generator.check.git import branch_of
    from generator.scaffold.due import due
    from generator.scaffold.workflow import put, workflow

    moment = now()
    targets, moments = due(root, moment)
    branch = branch_of(root) or "main"
    path, data = workflow(ci, targets, moments, moment, branch, default_templates(), root)
    put(root, path, data)
    if not settings.quiet and not settings.as_json:
        click.echo(f"{path} is written; run this again when targets or days have changed")
        if "./wheels/" not in data.decode():
            click.echo(
                f"it installs handbill {__version__} from the Python Package Index: make sure"
            )
            click.echo("that it is there, or put a wheel of yours into wheels/ and run this again")
        if not targets and ci != "gitlab":
            click.echo("site.yaml names no place to deploy to yet: docs/deploy.md has them all")
    return GOOD


def _prompt(question: Question, offer: str) -> Any:
    """Asks until the answer is fit; on stderr, so that stdout holds results alone."""
    from generator.scaffold import Unfit  # loaded here for a quick --help

    def read(said: str) -> Any:
        try:
            return question.read(said.strip())
        except Unfit as unfit:
            raise click.UsageError(str(unfit)) from unfit

    try:
        return click.prompt(
            question.words, default=offer, show_default=bool(offer), value_proc=read, err=True
        )
    except click.Abort:
        if sys.stdin.isatty():
            raise
        message = "nobody is there to answer the questions"
        hint = "answer them by options, or take what is offered: --yes"
        raise EnvironmentFault(message, hint) from None
