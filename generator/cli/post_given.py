"""What `handbill post add` is given: files are read, and addresses too, or asked for on wish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.options import Settings
from generator.problems import EnvironmentFault

if TYPE_CHECKING:
    from generator.ledger.record import Found
    from generator.problems import Problem


def given(
    settings: Settings, what: tuple[str, ...], *, fetch: bool, hides: bool
) -> tuple[list[Found], list[Problem]]:
    """The posts of all addresses and files. Raises ImportFault and EnvironmentFault."""
    from generator.ledger.given import is_address, posts_in, saved  # loaded for a quick --help

    files = {name: saved(name) for name in what if not is_address(name)}
    if fetch and files:
        hint = "--fetch asks a network for the post at an address: leave files away"
        raise EnvironmentFault(f"'{next(iter(files))}' is no address", hint)
    found: list[Found] = []
    problems: list[Problem] = []
    for name in what:
        if name in files:
            posts, more = posts_in(name, files[name])
        else:
            if fetch and not settings.quiet:
                click.echo(_asked(name, hides), err=True)
            posts, more = _posted_at(name, fetch, hides)
        found += posts
        problems += more
    return found, problems


def _asked(url: str, hides: bool) -> str:
    """Who learns what, said before anybody is asked. Raises ImportFault."""
    from generator.ledger.fetch import told  # not needed by who stays offline

    said = told(url)
    return "the network of the post will be asked for it, and learns who asks" if hides else said


def _posted_at(url: str, fetch: bool, hides: bool) -> tuple[list[Found], list[Problem]]:
    """What an address tells by itself; if wanted, what its network says."""
    if not fetch:
        from generator.ledger.given import from_permalink  # loaded here for a quick --help

        return [from_permalink(url)], []
    from generator.ledger.fetch import fetch_post  # not needed by who stays offline

    post, problems = fetch_post(url, discreet=hides)
    return [post], problems
