"""A plan and a question in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.deploy.state import Standing, State
from generator.report import count, safe, size
from generator.targets.plan import FRAME, Plan
from generator.write.manifest import SIGNATURES

_SHOWN = 8  # paths of a kind; whoever wants all of them takes --json


def planned(
    name: str,
    where: str,
    standing: Standing,
    changes: Plan,
    *,
    forgets: bool,
    settled: bool = True,
) -> Iterator[str]:
    """What a deploy will do at a target, line by line; `settled` as in `Live`."""
    yield f"{name}: {safe(where)}"
    yield f"  {standing.state.value}"
    if standing.odd and standing.state is not State.UNFINISHED:
        yield f"  not as published: {some(standing.odd)}"
    if changes.is_empty:
        yield "  nothing to send: it is all there"
    if not settled:
        yield "  the site's domain is set"
    for sign, word, paths in (
        ("+", "new", changes.added),
        ("~", "changed", changes.changed),
        ("-", "removed", changes.removed),
    ):
        if told := [path for path in paths if path not in FRAME]:
            yield f"  {sign} {len(told):,} {word}: {some(told)}"
    if gone := [path for path in changes.removed if path in SIGNATURES]:
        yield f"  its signature goes: {some(gone)}; --sign KEY signs this one, too"
    if changes.size:
        yield f"  {size(changes.size)} to send"
    if forgets:
        yield "  older releases will be deleted: they may hold what is hidden or gone now"


def question(standing: Standing, where: str) -> str:
    """What is asked before anything is changed."""
    if standing.state in (State.EMPTY, State.OURS, State.UNFINISHED):
        return f"Publish to {where}?"
    return f"{standing.state.value[0].upper()}{standing.state.value[1:]}. Replace it at {where}?"


def counted(releases: int) -> str:
    """So many older releases."""
    return count("older release", releases)


def some(paths: Sequence[str], shown: int = _SHOWN) -> str:
    """The first of them, by name."""
    first = ", ".join(safe(path) for path in paths[:shown])
    rest = len(paths) - shown
    return f"{first} and {rest:,} more" if rest > 0 else first
