"""The line from a campaign's folder to its site, top to bottom."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath

from generator.cache.last import Terms
from generator.cache.store import Store, forget_all
from generator.guard import Guard, Leak, guard
from generator.kinds.campaign import Campaign
from generator.kit.appeals import check_actions
from generator.kit.proofreading import check_hashtags, check_messages
from generator.model import Kept, Output, Reading, Result, Route, Site
from generator.options import Options
from generator.parallel import Spread, spread
from generator.problems import Problem, has_errors
from generator.read import read
from generator.render import RenderFault, plan, render
from generator.render.book import Book
from generator.render.clashes import clashes
from generator.render.colours import check_accent
from generator.render.embeds import check_banner
from generator.render.gallery import gallery
from generator.render.kit import with_kit
from generator.render.offline import with_worker
from generator.render.theme import directives, load_theme, template_folders
from generator.render.workshop import NOTHING, Workshop, drawn, keys_of, packed
from generator.resolve import Resolved, resolve
from generator.standing import Standing
from generator.write import Written, building, repair, spoken, write

__all__ = ["Options", "Prepared", "build", "made", "prepare", "refused", "unkept"]

Progress = Callable[[int, int], None]
NONE: Mapping[str, Kept] = {}


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything that is known before the first file is made; None where errors stood before it."""

    book: Book | None
    resolved: Resolved | None
    guard: Guard | None
    problems: list[Problem]
    workshop: Workshop = NOTHING
    reading: Reading | None = None


def build(root: Path, options: Options, progress: Progress = lambda done, total: None) -> Result:
    """Read, resolve, render and write the site in `root`. Raises EnvironmentFault."""
    started = time.perf_counter()
    with building(root):
        # What a killed build left is put right, and an output that cannot be is told at once.
        repair(options.output, root)
        store = Store(root, forgetful=not options.cache)
        standing = Standing(root, Terms.of(options)) if options.cache else None
        prepared = prepare(root, options, store)
        problems = prepared.problems
        if prepared.book is None or has_errors(problems, strict=options.strict):
            return refused(problems, started)
        known = len(problems)
        kept = _kept(prepared, standing)
        try:
            outputs = made(prepared, store, kept, strict=options.strict)
            counted = _counted(outputs, len(prepared.book.routes), progress)
            written = write(counted, options.output, root, site=_name(prepared.book.site))
        except (RenderFault, Leak) as fault:
            unkept(prepared, store)
            return refused([*problems, *fault.problems], started)
        result = _result(prepared, written, options, started)
        if standing:
            _remember(prepared, standing, written, result, problems[known:], options)
            _keep(prepared, store, kept)
        else:
            forget_all(root)
    return result


def prepare(
    root: Path, options: Options, store: Store | None = None, spread: Spread = spread
) -> Prepared:
    """All that can be wrong with the sources is known after it.

    The `store` spares converting, and drawing what has to be drawn for that. `spread` maps over
    texts.
    """
    store = store or Store(root, forgetful=True)
    reading, problems = read(root, spread, store.shelf)
    if reading is None:
        return Prepared(None, None, None, problems)
    known = directives(template_folders(root))
    resolved, found = resolve(
        reading, known, options.now, drafts=options.drafts, spread=spread, shelf=store.shelf
    )
    problems += found
    site = resolved.site
    accent = site.campaign.colours.accent
    problems += check_accent(accent, reading.campaign.places.value("colours", "accent"))
    problems += check_banner(site.campaign, options.now, reading.campaign.places)
    theme, found = load_theme(root, site.languages, accent, fingerprints=not options.preview)
    problems += found
    pictures, found = gallery(site, resolved.bodies)
    problems += found
    book, found = plan(site, resolved.routes, theme, pictures)
    problems += found
    problems += check_hashtags(site.campaign, reading.campaign.places)
    problems += check_messages(site, book.named)
    problems += check_actions(site)
    book, workshop, found = with_kit(
        book, options.kit, reading.campaign.places, store.drawings, tries=not options.preview
    )
    problems += [*found, *clashes(book)]
    watch, found = guard(resolved.hidden, reading, theme.texts(), pictures)
    told = [watch.discreet(problem) for problem in problems + found]
    return Prepared(book, resolved, watch, told, workshop, reading)


def made(
    prepared: Prepared, store: Store, kept: Mapping[str, Kept] = NONE, *, strict: bool = False
) -> Iterator[Output | Kept]:
    """Every output, searched for what is hidden. Raises RenderFault, and Leak behind the last.

    What is only known once cards are drawn is put to the problems. The `store` spares drawing
    again; what is `kept` stands there as it would be made.
    """
    book, resolved, watch = prepared.book, prepared.resolved, prepared.guard
    assert book is not None
    assert resolved is not None
    assert watch is not None
    workshop = prepared.workshop
    cards: Iterable[Output] = ()
    if not workshop.stands(kept):
        cards = drawn(workshop, store.drawings, prepared.problems, strict=strict)
    pages = render(book, resolved.bodies, spread, kept=kept, memory=store.pictures)
    packs = {path: files for path, files in workshop.packs.items() if str(path) not in kept}
    every = packed(chain(cards, pages, kept.values()), packs)
    return watch.watch(with_worker(every, book), spread)


def _kept(prepared: Prepared, standing: Standing | None) -> Mapping[str, Kept]:
    """What need not be made: of drawings all or none, as they are told of together."""
    if standing is None:
        return NONE
    assert prepared.book is not None
    assert prepared.resolved is not None
    assert prepared.reading is not None
    found = standing.kept(prepared.reading, prepared.resolved, prepared.book)
    workshop = prepared.workshop
    if workshop.stands(found):
        prepared.problems.extend(standing.late)
        return found
    drawings = workshop.paths()
    return {path: one for path, one in found.items() if path not in drawings}


def _counted(
    outputs: Iterable[Output | Kept], total: int, progress: Progress
) -> Iterator[tuple[PurePosixPath, bytes | tuple[int, str]]]:
    for number, output in enumerate(outputs, 1):
        progress(number, total)
        if isinstance(output, Kept):
            yield output.path, (output.size, output.digest)
        else:
            yield output.path, output.data


def unkept(prepared: Prepared, store: Store) -> None:
    """Keep nothing of what was drawn and may not have been searched, where somebody is hidden."""
    if prepared.guard is not None and prepared.guard.hides:
        store.take_back()


def _remember(
    prepared: Prepared,
    standing: Standing,
    written: Written,
    result: Result,
    late: list[Problem],
    options: Options,
) -> None:
    """Keep what was done, so that the next build need not do it again."""
    assert prepared.reading is not None
    assert prepared.resolved is not None
    standing.record(options.now, prepared.reading, prepared.resolved, written.listing, result, late)


def _keep(prepared: Prepared, store: Store, kept: Mapping[str, Kept]) -> None:
    """Keep what was drawn and converted, and nothing that a post hides, in whatever it stood."""
    assert prepared.guard is not None
    workshop, watch = prepared.workshop, prepared.guard
    if workshop.easel and watch.hides and workshop.stands(kept):
        store.drawings.hold(keys_of(workshop))
    if watch.hides:
        store.shelf.purge(watch.holds_hidden, watch.mark)
    redrawn = workshop.easel is not None and not workshop.stands(kept)
    store.save(drew=redrawn or watch.hides)


def refused(problems: list[Problem], started: float) -> Result:
    return Result(_sorted(problems), seconds=time.perf_counter() - started)


def _name(site: Site) -> str:
    """How manifest.json tells this campaign from others."""
    campaign: Campaign = site.campaign
    return campaign.url or campaign.title.choose(campaign.default_language)[0]


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
