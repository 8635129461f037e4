"""`handbill deploy`: what is asked on the terminal, and what came of it."""

from __future__ import annotations

import os
from collections.abc import Mapping

import click

from generator.cli.options import INTERRUPTED, Settings, handbill, now
from generator.cli.terminal import Terminal
from generator.options import Options


@handbill.command()
@click.argument("target", required=False)
@click.option("--all", "every", is_flag=True, help="Deploy to every target in site.yaml.")
@click.option("--dry-run", "dry", is_flag=True, help="Show what would change, and change nothing.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before publishing.")
@click.option(
    "--replace", is_flag=True, help="Publish though somebody else has changed what is there."
)
@click.option(
    "--rollback", is_flag=True, help="Build nothing: go back to the release before, at once."
)
@click.option(
    "--forget",
    is_flag=True,
    help="Build nothing: delete the older releases that are kept there.",
)
@click.option("--sign", "key", default="", metavar="KEY", help="Sign it: an SSH or minisign key.")
@click.pass_obj
def deploy(
    settings: Settings,
    /,
    target: str | None,
    yes: bool,
    replace: bool,
    **wishes: bool | str,
) -> int:
    """Build, check and publish the site to a TARGET in site.yaml (default: the first)."""
    # Loaded here so that --help and --version start at once.
    from generator.deploy import Wishes
    from generator.deploy import deploy as deploy_site

    _fit(target, wishes)
    root = settings.root
    options = Options(root / "output", now(), strict=settings.strict)
    terminal = Terminal(settings, root, yes=yes, replace=replace)
    wanted = Wishes(name=target, **wishes)  # type: ignore[arg-type]
    try:
        outcomes = deploy_site(root, options, wanted, terminal, os.environ)
    except (KeyboardInterrupt, click.Abort):
        click.echo("stopped: readers find a whole site; deploy again to finish", err=True)
        return INTERRUPTED
    return terminal.ended(outcomes)


def _fit(target: str | None, wishes: Mapping[str, bool | str]) -> None:
    """Refuses options of which one would be left aside: a --dry-run that changes something."""
    if target and wishes["every"]:
        raise click.UsageError("name one target, or say --all")
    said = [name for name in ("rollback", "forget") if wishes[name]]
    if len(said) == 2:
        raise click.UsageError("say --rollback or --forget, one after the other")
    for name, option in (("dry", "--dry-run"), ("key", "--sign")):
        if said and wishes[name]:
            raise click.UsageError(f"--{said[0]} publishes nothing new: leave out {option}")
