"""`handbill serve`: the site in a browser, while it is being written."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

import click

from generator.cli.options import GOOD, Settings, handbill, now


@handbill.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Where it listens (default: 8000, or the next)."
)
@click.option("--host", help="Let other machines see it at this address; 0.0.0.0 is all of them.")
@click.option("--no-open", is_flag=True, help="Open no browser.")
@click.option("--poll", is_flag=True, help="Look for changes, on drives that do not tell of them.")
@click.option("--no-kit", is_flag=True, help="Leave out cards, posters and zips.")
@click.option("--no-cache", is_flag=True, help="Remember nothing from one start to the next.")
@click.pass_obj
def serve(
    settings: Settings,
    /,
    port: int | None,
    host: str | None,
    no_open: bool,
    poll: bool,
    no_kit: bool,
    no_cache: bool,
) -> int:
    """Show the site in a browser while it is being written, drafts included."""
    import gc

    # An edition makes much that stays: to look through it for garbage takes longer than the edit.
    gc.set_threshold(100_000, 20, 20)
    # Loaded here so that --help and --version start at once.
    from generator.options import Options
    from generator.serve.press import SitePress
    from generator.serve.run import Wishes, serve
    from generator.serve.state import state
    from generator.serve.telling import Teller

    root: Path = settings.root
    options = Options(
        output=root / "output",
        now=now(),
        drafts=True,
        strict=settings.strict,
        kit=not no_kit,
        cache=not no_cache,
    )
    warn = partial(click.echo, err=True)
    looks = {"quiet": settings.quiet, "colour": settings.colour}
    teller = Teller(root, say=click.echo, warn=warn, clock=datetime.now, **looks)
    wishes = Wishes(port, host, opens=not no_open, polls=poll)
    press = SitePress(root, options, clock=now)
    try:
        serve(
            root,
            press,
            wishes,
            teller,
            lambda edition, path, fault: state(edition, path, root, fault),
        )
    finally:
        press.close()
    return GOOD
