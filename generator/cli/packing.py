"""`handbill pack`: build the site, then hand it on as one zip and one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import GOOD, INPUT, Settings, handbill, now
from generator.cli.reporting import progress, report

if TYPE_CHECKING:
    from generator.model import Result
    from generator.pack import Edition, Packed
    from generator.pack.single import Single


@handbill.command()
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder (default: packed/).",
)
@click.option("--no-single", is_flag=True, help="Leave out the single file.")
@click.option(
    "--limit",
    type=click.FloatRange(min=0.1),
    default=10,
    show_default=True,
    metavar="MB",
    help="How large the single file may be.",
)
@click.option("--sign", "key", default="", metavar="KEY", help="Sign the sums with this key.")
@click.option("--no-kit", is_flag=True, help="Leave out cards, posters and zips.")
@click.pass_obj
def pack(
    settings: Settings, output: Path | None, no_single: bool, limit: float, key: str, no_kit: bool
) -> int:
    """Build the site, and pack it as one zip and one HTML file that need no network."""
    # Loaded here so that --help and --version start at once.
    from generator.pack import checked
    from generator.pack import pack as pack_site

    root = settings.root
    site = root / "output"
    folder = checked(output or root / "packed", root, site)
    result = _built(settings, root, kit=not no_kit)
    if not result.written:
        return report(settings, root, result)
    room = None if no_single else round(limit * 1_000_000)
    packed = pack_site(site, folder, _edition(root), limit=room, key=key)
    return _told(settings, root, result, packed)


def _built(settings: Settings, root: Path, *, kit: bool) -> Result:
    from generator.build import build
    from generator.cache.unchanged import unchanged
    from generator.options import Options

    options = Options(root / "output", now(), strict=settings.strict, kit=kit)
    known = unchanged(root, options)
    if known:
        return known
    with progress(settings) as advance:
        return build(root, options, advance)


def _edition(root: Path) -> Edition:
    """Whose copy it is, as site.yaml and the theme's words say."""
    from generator.locales import locale
    from generator.pack import Edition, Voice, name_of
    from generator.read.parse import parse_campaign
    from generator.render.theme import template_folders
    from generator.render.words import load_words

    document, _ = parse_campaign((root / "site.yaml").read_bytes())
    assert document is not None  # the site could not have been built
    campaign, folders = document.value, template_folders(root)
    voices = []
    for code, said in campaign.languages.items():
        own = locale(code, said.locale or None, said.numerals or None)
        words, _, _ = load_words(folders, code, own)
        title = campaign.title.choose(code)[0]
        voices.append(Voice(code, said.name or code, own.direction, title, words))

    def template(name: str) -> str:
        files = (folder / "pack" / name for folder in folders)
        return next(file for file in files if file.is_file()).read_text("utf-8")

    return Edition(name_of(voices[0].title), campaign.url, tuple(voices), template)


def _told(settings: Settings, root: Path, result: Result, packed: Packed) -> int:
    from generator.problems import has_errors
    from generator.report import as_json
    from generator.write.target import shown

    sizes = {shown(file, root): file.stat().st_size for file in packed.files}
    single = packed.single
    if settings.as_json:
        import json  # loaded here, like the rest, for a quick --help

        files = [{"file": name, "bytes": size} for name, size in sizes.items()]
        pages, left_out = (single.pages, single.left_out) if single else (0, 0)
        said = {"files": files, "pages_in_single": pages, "pictures_left_out": left_out}
        click.echo(json.dumps({**json.loads(as_json(result)), "packed": said}, indent=2))
        return INPUT if has_errors(result.problems, strict=settings.strict) else GOOD
    code = report(settings, root, result)
    if not settings.quiet:
        lines = [f"{name}: {-(-size // 1000):,} KB" for name, size in sizes.items()]
        click.echo("\n".join([*lines, *_contents(single)]))
    return code


def _contents(single: Single | None) -> list[str]:
    if single is None:
        return []
    out = single.left_out
    pictures = "all pictures fit" if not out else f"{out} pictures found no room (--limit)"
    return [f"  the single file holds {single.pages} pages; {pictures}"]
