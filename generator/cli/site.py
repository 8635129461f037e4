"""The commands on a whole site: `build`, `check`, and `schema` for editors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import GOOD, INPUT, Settings, handbill, now
from generator.cli.reporting import progress, report

if TYPE_CHECKING:
    from generator.model import Result
from generator.options import Options


@handbill.command()
@click.option("--output", type=click.Path(path_type=Path), help="Where the site goes.")
@click.option("--drafts", is_flag=True, help="Show drafts and what is not yet due.")
@click.option("--no-kit", is_flag=True, help="Leave out cards, posters and zips.")
@click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing of it.")
@click.pass_obj
def build(
    settings: Settings, output: Path | None, drafts: bool, no_kit: bool, no_cache: bool
) -> int:
    """Build the site into output/."""
    # Loaded here so that --help and --version start at once.
    from generator.cache.unchanged import unchanged
    from generator.options import Options

    root = settings.root
    options = Options(
        output=(output or root / "output").absolute(),
        now=now(),
        drafts=drafts,
        strict=settings.strict,
        kit=not no_kit,
        cache=not no_cache,
    )
    return report(settings, root, unchanged(root, options) or _built(settings, root, options))


def _built(settings: Settings, root: Path, options: Options) -> Result:
    import gc

    # A build makes much and throws little away: looking for garbage less often saves a tenth.
    gc.set_threshold(100_000, 20, 20)
    # Loaded when there is something to do: it takes as long as a small site.
    from generator.build import build as build_site

    with progress(settings) as advance:
        return build_site(root, options, advance)


@handbill.command()
@click.option("--drafts", is_flag=True, help="Look at drafts too.")
@click.option("--no-kit", is_flag=True, help="Leave out cards, posters and zips.")
@click.option(
    "--external", is_flag=True, help="Ask the network whether links still lead somewhere."
)
@click.pass_obj
def check(settings: Settings, drafts: bool, no_kit: bool, external: bool) -> int:
    """Look for everything that is wrong, in the sources and in the site made of them."""
    # Loaded here for a quick --help.
    from generator.audit import audit
    from generator.build import Options as BuildOptions

    root = settings.root
    options = BuildOptions(
        root / "output", now(), drafts=drafts, strict=settings.strict, kit=not no_kit
    )
    result = audit(root, options, external=external)
    return report(settings, root, result, looked=True)


@handbill.command()
@click.argument("kind", required=False)
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="A folder.")
def schema(kind: str | None, output: Path | None) -> int:
    """Print the JSON Schema of a KIND of file, or write all of them into a folder."""
    from generator.schema import schemas  # loaded here for a quick --help

    every = schemas()
    if output:
        output.mkdir(parents=True, exist_ok=True)
        for name, text in every.items():
            (output / f"{name}.schema.json").write_text(text, "utf-8")
        click.echo(f"{len(every)} schemas written to {output}")
        return GOOD
    if kind not in every:
        click.echo(f"kinds: {', '.join(every)}", err=kind is not None)
        return GOOD if kind is None else INPUT
    click.echo(every[kind], nl=False)
    return GOOD
