"""`handbill headers`: how a web server is to be set up for this campaign."""

from __future__ import annotations

import time
from pathlib import Path

import click

from generator.cli.options import GOOD, Settings, handbill, now
from generator.cli.reporting import report

# Written here as well, as what it is written for loads with templates; a test holds both the same.
SERVERS = ("nginx", "apache", "caddy", "s3", "cloudflare", "netlify", "onion")


@handbill.command()
@click.argument("server", type=click.Choice(SERVERS))
@click.option(
    "--try",
    "folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="For nginx: a whole configuration that shows FOLDER at localhost:8080.",
)
@click.pass_obj
def headers(settings: Settings, server: str, folder: Path | None) -> int:
    """Print the configuration of a SERVER: headers, caching, types, redirects, the 404 page."""
    if folder and server != "nginx":
        raise click.UsageError("--try is for nginx")
    # Loaded here for a quick --help.
    from generator.build import Options, prepare, refused
    from generator.problems import Problem, has_errors
    from generator.render.hosting import configuration

    root, started = settings.root, time.perf_counter()
    prepared = prepare(root, Options(root / "output", now(), kit=False))
    if prepared.book is None or has_errors(prepared.problems):
        return report(settings, root, refused(prepared.problems, started))
    text = configuration(prepared.book, server, folder)
    if isinstance(text, Problem):
        return report(settings, root, refused([text], started))
    click.echo(text, nl=False)
    return GOOD
