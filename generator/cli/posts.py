"""`handbill post`: quoted posts, added, listed, protected and looked after."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import click

from generator.cli.options import GOOD, INPUT, Settings, handbill
from generator.cli.post_given import given
from generator.cli.post_reports import Outcome, say_json, say_problems, tell_added, tell_protected
from generator.problems import EnvironmentFault, has_errors

# Written out, as loading the kinds of records takes a quarter of a second.
LEVELS = ("nothing", "handle", "name", "words")
CONSENTS = ("asked", "given", "published", "public-figure", "none", "unknown")
STATES = ("live", "deleted", "suspended", "lost", "unknown")


ASKS = (
    "the networks of all posts with an address will be asked: each learns the internet address of "
    "this machine, and that somebody here looks after these posts"
)


@handbill.group()
def post() -> None:
    """Add quoted posts, list them, protect people, look whether posts are still there."""


@post.command()
@click.argument("what", nargs=-1, required=True)
@click.option("--id", "ident", default="", help="The record's id (default: day and a number).")
@click.option("--file", default="", help="Add to this list below content/posts/.")
@click.option("--protect", type=click.Choice(LEVELS), default=None, help="What to hide.")
@click.option("--consent", type=click.Choice(CONSENTS), default=None, help="What they said.")
@click.option("--source", default="", help="A key of 'sources' in site.yaml.")
@click.option("--only", multiple=True, metavar="ID", help="Of many posts, those of these numbers.")
@click.option("--limit", type=click.IntRange(min=1), help="Of many posts, the first so many.")
@click.option("--fetch", is_flag=True, help="Ask the network for the post at the address.")
@click.option("--dry-run", is_flag=True, help="Print the records, and write nothing.")
@click.pass_obj
def add(
    settings: Settings,
    /,
    what: tuple[str, ...],
    ident: str,
    file: str,
    protect: str | None,
    consent: str | None,
    source: str,
    only: tuple[str, ...],
    limit: int | None,
    fetch: bool,
    dry_run: bool,
) -> int:
    """Keep the posts at addresses or in saved files (WHAT) as records of the campaign."""
    # Loaded here so that --help starts at once.
    from generator.ledger.adding import plan
    from generator.ledger.kept import kept
    from generator.ledger.replacing import replace_all
    from generator.ledger.wishes import Wishes

    posts = kept(settings.root)
    wishes = Wishes(ident, file, protect or "", consent or "", source, only, limit or 0)
    with _refusals(settings, hides=wishes.hides):
        found, problems = given(settings, what, fetch=fetch, hides=wishes.hides)
        made = plan(posts, found, wishes)
    # The lines that a problem shows might name somebody who shall be hidden.
    told = [replace(p, quiet=p.quiet or wishes.hides) for p in problems]
    made.problems += map(made.veil.problem, told)
    failed = has_errors(made.problems, strict=settings.strict)
    if not dry_run and not failed:
        replace_all(posts.root, made.files, posts.files, made.veil.path)
    tell_added(settings, made, Outcome(failed, dry_run, is_level_chosen=protect is not None))
    return INPUT if failed else GOOD


@post.command("list")
@click.option("--state", type=click.Choice(STATES), default=None, help="Only those in this state.")
@click.option(
    "--consent", type=click.Choice(CONSENTS), default=None, help="Only with this consent."
)
@click.option("--protect", type=click.Choice(LEVELS), default=None, help="Only so protected.")
@click.pass_obj
def list_posts(
    settings: Settings, state: str | None, consent: str | None, protect: str | None
) -> int:
    """Show all posts, what is kept of each, and whom they hide."""
    import shutil

    # Loaded here so that --help starts at once.
    from generator.ledger.kept import kept
    from generator.ledger.listing import as_facts, chosen, rows
    from generator.ledger.table import table

    posts = kept(settings.root)
    wanted = {"state": state or "", "consent": consent or "", "protect": protect or ""}
    found = chosen(rows(posts), wanted)
    problems = [posts.veil().problem(problem) for problem in posts.problems]
    if settings.as_json:
        say_json(problems, posts=as_facts(found))
    else:
        say_problems(settings, problems)
        click.echo(table(found, shutil.get_terminal_size().columns))
    return INPUT if has_errors(problems, strict=settings.strict) else GOOD


@post.command()
@click.argument("ident", metavar="ID")
@click.argument("level", type=click.Choice(LEVELS))
@click.option("-y", "--yes", is_flag=True, help="Show again what was hidden, and ask nothing.")
@click.pass_obj
def protect(settings: Settings, ident: str, level: str, yes: bool) -> int:
    """Hide the person behind the post ID: the handle, the name too, or the words as well."""
    # Loaded here so that --help starts at once.
    from generator.ledger.kept import kept
    from generator.ledger.protecting import protection
    from generator.ledger.replacing import replace_all

    posts = kept(settings.root)
    with _refusals(settings):
        change = protection(posts, ident, level)
    if change.shows_more and not yes:
        _ask(f"{change.shown_id} hides somebody by '{change.before}'. Show more of them again?")
    if change.level != change.before:
        new = {change.path: change.data}
        replace_all(posts.root, new, posts.files, lambda path: change.shown_path)
    tell_protected(settings, change)
    return GOOD


@post.command()
@click.option("--external", is_flag=True, help="Ask the networks whether posts are still there.")
@click.pass_obj
def check(settings: Settings, external: bool) -> int:
    """Say what records lack; with --external, which posts have gone."""
    from generator.ledger.kept import kept  # loaded here so that --help starts at once
    from generator.ledger.lacking import incomplete

    posts = kept(settings.root)
    problems = [*posts.problems, *incomplete(posts)]
    if external:
        from generator.ledger.liveness import check_posts  # not needed by who stays offline

        if not settings.quiet:
            click.echo(ASKS, err=True)
        problems += check_posts(document for _, _, document in posts.posts())
    veil = posts.veil()
    problems = sorted(map(veil.problem, problems), key=lambda problem: problem.sort_key)
    if settings.as_json:
        say_json(problems)
    else:
        say_problems(settings, problems)
        if not settings.quiet and not problems:
            click.echo(f"nothing is missing from {len(posts.documents):,} posts")
    return INPUT if has_errors(problems, strict=settings.strict) else GOOD


@contextmanager
def _refusals(settings: Settings, *, hides: bool = False) -> Iterator[None]:
    """What cannot be read or changed is told as every other problem; nothing is written then.

    `hides` keeps the lines of files to themselves: they might name somebody who shall be hidden.
    """
    # Loaded here so that --help starts at once.
    from generator.ledger.edit import EditFault
    from generator.ledger.record import ImportFault

    try:
        yield
    except ImportFault as fault:
        problems = [fault.problem]
    except EditFault as fault:
        problems = fault.problems
    else:
        return
    problems = [replace(p, quiet=p.quiet or hides) for p in problems]
    if settings.as_json:
        say_json(problems, written=False)
    else:
        say_problems(settings, problems)
        click.echo("nothing was written", err=True)
    raise click.exceptions.Exit(INPUT)


def _ask(question: str) -> None:
    """Goes on only if somebody says yes."""
    try:
        click.confirm(question, abort=True, err=True)
    except click.Abort:
        if sys.stdin.isatty():
            raise
        message = "nobody is there to say whether somebody may be shown again"
        raise EnvironmentFault(message, "say so yourself: --yes") from None
