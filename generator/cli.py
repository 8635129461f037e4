"""The command line: options in, one call, a report out."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import __version__
from generator.problems import EnvironmentFault

if TYPE_CHECKING:
    from generator.model import Result
    from generator.scaffold import Question

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
        if any((folder / "site.yml").is_file() for folder in folders):
            raise EnvironmentFault("the file is named site.yml", "rename it to site.yaml")
        raise EnvironmentFault(
            f"there is no site.yaml in {'this folder' if not self._site else self._site}",
            "go to the campaign's folder, name it with --site, or make one: handbill new FOLDER",
        )

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
    from generator.render.colours import check_accent
    from generator.render.theme import default_templates
    from generator.scaffold import answered, check_folder, create, farewell, questions
    from generator.schema import schemas

    check_folder(folder)
    prompt = None if yes else _prompt
    answers = answered(questions(check_accent), folder.resolve().name, said, prompt)
    made = create(folder, answers, default_templates(), schemas())
    if settings.as_json:
        click.echo(json.dumps({"folder": str(folder), "files": made.files}, ensure_ascii=False))
    elif not settings.quiet:
        click.echo(farewell(made))
    return GOOD


@handbill.command()
@click.option("--output", type=click.Path(path_type=Path), help="Where the site goes.")
@click.option("--drafts", is_flag=True, help="Show drafts and what is not yet due.")
# Understood already, so that scripts may say it; there is no kit yet that it would leave out.
@click.option("--no-kit", is_flag=True, expose_value=False, hidden=True)
@click.pass_obj
def build(settings: Settings, output: Path | None, drafts: bool) -> int:
    """Build the site into output/."""
    import gc

    # A build makes much and throws little away: looking for garbage less often saves a tenth.
    gc.set_threshold(100_000, 20, 20)
    # Loaded here so that --help and --version start at once.
    from generator.build import Options as BuildOptions
    from generator.build import build as build_site

    root = settings.root
    options = BuildOptions(
        output=(output or root / "output").absolute(),
        now=now(),
        drafts=drafts,
        strict=settings.strict,
    )
    with _progress(settings) as progress:
        result = build_site(root, options, progress)
    return _report(settings, root, result)


@handbill.command()
@click.option("--drafts", is_flag=True, help="Look at drafts too.")
@click.option(
    "--external", is_flag=True, help="Ask the network whether links still lead somewhere."
)
@click.pass_obj
def check(settings: Settings, drafts: bool, external: bool) -> int:
    """Look for everything that is wrong, in the sources and in the site made of them."""
    from generator.audit import audit  # loaded here for a quick --help

    root = settings.root
    result = audit(root, now(), drafts=drafts, strict=settings.strict, external=external)
    return _report(settings, root, result, looked=True)


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


def now() -> datetime:
    """The moment of the build: SOURCE_DATE_EPOCH where it is set, else the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    known = epoch.isdigit() and len(epoch) < 12
    return datetime.fromtimestamp(int(epoch), UTC) if known else datetime.now(UTC)


@contextmanager
def _progress(settings: Settings) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal; silence everywhere else."""
    if settings.quiet or settings.as_json or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.progress import Progress  # costs 48 ms, and only people watch it

    with Progress(transient=True, auto_refresh=False) as bar:
        task = bar.add_task("Building", total=None)

        def advance(done: int, total: int) -> None:
            if done % max(1, total // 50) == 0 or done == total:
                bar.update(task, completed=done, total=total, refresh=True)

        yield advance


def _report(settings: Settings, root: Path, result: Result, *, looked: bool = False) -> int:
    from generator.problems import has_errors
    from generator.report import Printer, as_json

    failed = has_errors(result.problems, strict=settings.strict)
    if settings.as_json:
        click.echo(as_json(result))
        return INPUT if failed else GOOD
    printer = Printer(root, colour=settings.colour)
    if result.problems:
        click.echo(printer.problems(result.problems), err=True)
    if not settings.quiet:
        click.echo(printer.summary(result, looked=looked))
    return INPUT if failed else GOOD


def main(args: list[str] | None = None) -> None:
    """The `handbill` command; exits with one of the codes above."""
    sys.exit(_run(partial(handbill.main, args=args, standalone_mode=False)))


def entry() -> None:
    """The same for the shell, which need not wait while a large site is taken apart."""
    try:
        main()
    except SystemExit as end:
        with suppress(BrokenPipeError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(int(end.code or GOOD))


def _run(command: Callable[[], Any]) -> int:
    try:
        return command() or GOOD
    except EnvironmentFault as fault:
        if "--json" in sys.argv:
            click.echo(json.dumps({"written": False, "error": str(fault), "hint": fault.hint}))
        click.echo(f"error: {fault}" + (f"\n   hint: {fault.hint}" if fault.hint else ""), err=True)
        return INPUT
    except click.ClickException as error:
        error.show()
        return INPUT
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; nothing was changed", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; what Python flushes on its way out must not fail too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return GOOD
    except Exception as error:
        from generator.report import crash  # loaded here, as it is hardly ever needed

        click.echo(crash(error), err=True)
        return OUR_FAULT


if __name__ == "__main__":
    entry()
