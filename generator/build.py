"""The line from a campaign's folder to its site, top to bottom."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

from generator.guard import Guard, Leak, guard
from generator.kit.appeals import check_actions
from generator.kit.proofreading import check_hashtags, check_messages
from generator.model import Output, Result, Route, Site
from generator.parallel import spread
from generator.problems import Problem, has_errors
from generator.read import read
from generator.render import RenderFault, plan, render
from generator.render.book import Book
from generator.render.clashes import clashes
from generator.render.colours import check_accent
from generator.render.embeds import check_banner
from generator.render.gallery import gallery
from generator.render.kit import with_kit
from generator.render.theme import directives, load_theme, template_folders
from generator.render.workshop import NOTHING, Workshop, drawn, packed
from generator.resolve import Resolved, resolve
from generator.write import Written, building, repair, spoken, write
from generator.write.memory import Memory

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How to build: `now` decides what is due, `output` is where the site goes.

    Without `kit` no card, poster or zip is drawn.
    """

    output: Path
    now: datetime
    drafts: bool = False
    strict: bool = False
    kit: bool = True


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything that is known before the first file is made."""

    book: Book | None
    resolved: Resolved | None
    guard: Guard | None
    problems: list[Problem]
    workshop: Workshop = NOTHING


def build(root: Path, options: Options, progress: Progress = lambda done, total: None) -> Result:
    """Read, resolve, render and write the site in `root`. Raises EnvironmentFault."""
    started = time.perf_counter()
    with building(root):
        # What a killed build left is put right, and an output that cannot be is told at once.
        repair(options.output, root)
        memory = Memory(root)
        prepared = prepare(root, options, memory)
        problems = prepared.problems
        if prepared.book is None or has_errors(problems, strict=options.strict):
            return refused(problems, started)
        try:
            outputs = made(prepared, memory, strict=options.strict)
            counted = _counted(outputs, len(prepared.book.routes), progress)
            written = write(((o.path, o.data) for o in counted), options.output, root)
        except (RenderFault, Leak) as fault:
            return refused([*problems, *fault.problems], started)
        if prepared.workshop.easel:
            memory.forget_others()
    return _result(prepared, written, options, started)


def prepare(root: Path, options: Options, memory: Memory | None = None) -> Prepared:
    """All that can be wrong with the sources is known after it.

    `memory` spares drawing what has to be drawn for that.
    """
    reading, problems = read(root, spread)
    if reading is None:
        return Prepared(None, None, None, problems)
    known = directives(template_folders(root))
    resolved, found = resolve(reading, known, options.now, drafts=options.drafts, spread=spread)
    problems += found
    site = resolved.site
    accent = site.campaign.colours.accent
    problems += check_accent(accent, reading.campaign.places.value("colours", "accent"))
    problems += check_banner(site.campaign, options.now, reading.campaign.places)
    theme, found = load_theme(root, site.languages, accent)
    problems += found
    pictures, found = gallery(site, resolved.bodies)
    problems += found
    book, found = plan(site, resolved.routes, theme, pictures)
    problems += found
    problems += check_hashtags(site.campaign, reading.campaign.places)
    problems += check_messages(site, book.named)
    problems += check_actions(site)
    book, workshop, found = with_kit(
        book, options.kit, reading.campaign.places, memory or Memory(root)
    )
    problems += [*found, *clashes(book)]
    watch, found = guard(resolved.hidden, reading, theme.texts(), pictures)
    told = [watch.discreet(problem) for problem in problems + found]
    return Prepared(book, resolved, watch, told, workshop)


def made(prepared: Prepared, memory: Memory, *, strict: bool = False) -> Iterator[Output]:
    """Every output, searched for what is hidden. Raises RenderFault, and Leak behind the last.

    What is only known once cards are drawn is put to the problems; `memory` spares drawing again.
    """
    assert prepared.book is not None
    assert prepared.resolved is not None
    assert prepared.guard is not None
    workshop = prepared.workshop
    cards = drawn(workshop, memory, prepared.problems, strict=strict)
    outputs = packed(
        chain(cards, render(prepared.book, prepared.resolved.bodies, spread)), workshop.packs
    )
    return prepared.guard.watch(outputs, spread)


def _counted(outputs: Iterable[Output], total: int, progress: Progress) -> Iterator[Output]:
    for number, output in enumerate(outputs, 1):
        progress(number, total)
        yield output


def refused(problems: list[Problem], started: float) -> Result:
    return Result(_sorted(problems), seconds=time.perf_counter() - started)


def _result(prepared: Prepared, written: Written, options: Options, started: float) -> Result:
    assert prepared.resolved is not None
    return Result(
        problems=_sorted(prepared.problems),
        written=True,
        counts=_counts(prepared.resolved.site, prepared.resolved.routes),
        files=written.count,
        size=written.size,
        seconds=time.perf_counter() - started,
        root_hash=written.root_hash,
        spoken=spoken(written.root_hash),
        output=str(options.output),
        next_change=prepared.resolved.next_change,
    )


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(set(problems), key=lambda problem: problem.sort_key))


def _counts(site: Site, routes: Iterable[Route]) -> dict[str, int]:
    pages = sum(1 for route in routes if route.recipe == "page")
    counted = {kind: len(entries) for kind, entries in site.entries.items() if entries}
    return {"page": pages, "language": len(site.languages), **counted}
