"""The command for who has a copy of a site: `verify`, which needs no campaign."""

from __future__ import annotations

from contextlib import closing

import click

from generator.cli.options import GOOD, INPUT, Settings, handbill
from generator.cli.reporting import progress


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

    with closing(opened(copy)) as found, progress(settings, "Verifying") as step:
        finding = hold(found, key=key, root=root, step=step)
    if settings.as_json:
        click.echo(json.dumps(finding.as_json()))
    else:
        for line in wrongs(finding):
            click.echo(line, err=True)
        if not settings.quiet:
            click.echo("\n".join(summary(finding)))
    return GOOD if finding.is_true else INPUT
