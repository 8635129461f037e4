"""What holds for every command: the group, the global options, the exit codes."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from generator import __version__
from generator.options import no_site

# Exit codes.
GOOD, OUR_FAULT, INPUT, INTERRUPTED = 0, 1, 2, 130


class Settings:
    """What holds for every command."""

    def __init__(self, site: Path | None, quiet: bool, as_json: bool, strict: bool) -> None:
        self._site = site
        self.quiet = quiet
        self.as_json = as_json
        self.strict = strict

    @property
    def root(self) -> Path:
        """The site's folder: the one named, else the nearest above with a site.yaml."""
        here = self._site or Path.cwd()
        folders = [here] if self._site else [here, *here.parents]
        for folder in folders:
            if (folder / "site.yaml").is_file():
                return folder.resolve()
        renamed = any((folder / "site.yml").is_file() for folder in folders)
        raise no_site(str(self._site or "this folder"), renamed=renamed)

    @property
    def colour(self) -> bool:
        return sys.stdout.isatty() and "NO_COLOR" not in os.environ


class Options(click.Group):
    """Lets the global options stand before or behind the command's name."""

    def make_context(self, name: str | None, args: list[str], **extra: Any) -> click.Context:  # type: ignore[override]
        return super().make_context(name, _global_first(args), **extra)


_GLOBAL = {"--quiet": 0, "-q": 0, "--json": 0, "--strict": 0, "--site": 1}


def _global_first(args: list[str]) -> list[str]:
    first: list[str] = []
    rest: list[str] = []
    waiting = 0
    for arg in args:
        name = arg.split("=", 1)[0]
        if waiting:
            first.append(arg)
            waiting -= 1
        elif name in _GLOBAL:
            first.append(arg)
            waiting = 0 if "=" in arg else _GLOBAL[name]
        else:
            rest.append(arg)
    return first + rest


@click.group(cls=Options, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="handbill")
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    help="The campaign's folder (default: the nearest one with a site.yaml).",
)
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.pass_context
def handbill(
    context: click.Context, site: Path | None, quiet: bool, as_json: bool, strict: bool
) -> None:
    """Turn a folder of Markdown and YAML into a campaign site for any static host."""
    context.obj = Settings(site, quiet, as_json, strict)


def now() -> datetime:
    """The moment of the build: SOURCE_DATE_EPOCH where it is set, else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    known = epoch.isdigit() and len(epoch) < 12
    return datetime.fromtimestamp(int(epoch), UTC) if known else datetime.now(UTC)
