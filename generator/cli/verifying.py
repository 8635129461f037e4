"""The command for who has a copy of a site: `verify`, which needs no campaign."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import click

from generator.cli.options import GOOD, INPUT, Settings, handbill


@handbill.command()
@click.argument("copy", metavar="PATH|ZIP|URL")
@click.option("--key", metavar="KEY", help="A public key that must have signed: a file or a line.")
@click.option("--root", metavar="DIGITS", help="The root hash, as somebody told you.")
@click.pass_obj
def verify(settings: Settings, copy: str, key: str | None, root: str | None) -> int:
    """Tell whether a copy of a site is a true one."""
    # Loaded here so that --help and --version start at once.
    import json

    from generator.verify import opened
    from generator.verify import verify as hold
    from generator.verify.telling import summary, wrongs

    with closing(opened(copy)) as found, _progress(settings) as step:
        finding = hold(found, key=key, root=root, step=step)
    if settings.as_json:
        click.echo(json.dumps(finding.as_json()))
    else:
        for line in wrongs(finding):
            click.echo(line, err=True)
        if not settings.quiet:
            click.echo("\n".join(summary(finding)))
    return GOOD if finding.is_true else INPUT


@contextmanager
def _progress(settings: Settings) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal; silence everywhere else."""
    if settings.quiet or settings.as_json or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.progress import Progress  # only people watch it

    with Progress(transient=True) as bar:
        task = bar.add_task("Verifying", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
