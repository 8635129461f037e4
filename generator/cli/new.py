"""`handbill new`: the questions on the terminal, and what was made of the answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.options import GOOD, Settings, handbill
from generator.problems import EnvironmentFault

if TYPE_CHECKING:
    from generator.scaffold import Question


@handbill.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="The campaign's title.")
@click.option("--demand", help="What it demands, in one sentence.")
@click.option("--languages", help="Codes of its languages, the main one first: en,ar")
@click.option("--hashtags", help="Its hashtags: MakeFacebookRed,AleppoIsBurning")
@click.option("--url", help="Where it will stand: https://www.example.org/")
@click.option("--accent", help="Its colour: b3001b")
@click.option("-y", "--yes", is_flag=True, help="Take what is offered, and ask nothing.")
@click.pass_obj
def new(settings: Settings, /, folder: Path, yes: bool, **said: str | None) -> int:
    """Make a new campaign site in FOLDER."""
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
