"""Read: after it, every file of the campaign is a typed document, or a problem says why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

from generator.cache.shelf import Shelf
from generator.cache.signatures import UNSURE
from generator.kinds.text import Speech
from generator.model import Document, Reading, Source
from generator.options import no_site
from generator.parallel import Spread
from generator.problems import EnvironmentFault, Place, Problem
from generator.read.discover import discover
from generator.read.parse import kind_of, parse_campaign, parse_page, parse_records
from generator.read.targets import with_targets

_PAGES = (".md", ".markdown")
_TEXTS = (*_PAGES, ".yaml", ".yml")


def read(
    root: Path, spread: Spread = map, shelf: Shelf | None = None
) -> tuple[Reading | None, list[Problem]]:
    """All documents of the site in `root`; None when site.yaml gives nothing to stand on.

    `spread` maps a function over files, perhaps in parallel; pages that have not changed since the
    last build are taken from the `shelf`.
    """
    if not (root / "site.yaml").exists():
        raise no_site("this folder", renamed=(root / "site.yml").exists())
    campaign, problems = parse_campaign(_bytes(root / "site.yaml"))
    sources, more = discover(root)
    problems += more
    if campaign is None:
        return None, _first(problems)
    speech = Speech(campaign.lang, tuple(campaign.value.languages))
    texts = [source for source in sources if _suffix(source) in _TEXTS]
    others = (source for source in sources if _suffix(source) not in _TEXTS)
    files = {source.path.removeprefix("content/"): source for source in others}
    documents: list[Document] = []
    for found, wrong in _parsed(texts, speech, spread, shelf):
        documents += found
        problems += wrong
    whole, wrong = with_targets(documents, files, speech, _bytes)
    return Reading(root, campaign, whole, files), _once([*problems, *wrong])


def _first(problems: list[Problem]) -> list[Problem]:
    """Says with the last mistake of site.yaml that nothing else was looked at.

    Without it nobody knows whom posts protect, so what is wrong with other files cannot be told.
    """
    *others, last = sorted(problems, key=lambda problem: problem.sort_key)
    waiting = "(the other files are looked at when site.yaml has no errors)"
    return [*others, replace(last, hint=f"{last.hint} {waiting}".strip())]


def _once(problems: list[Problem]) -> list[Problem]:
    """A foreign key is told of once, however many pages have it."""
    told: set[str] = set()
    kept: list[Problem] = []
    for problem in problems:
        if problem.code == "foreign-key":
            if problem.message in told:
                continue
            told.add(problem.message)
        kept.append(problem)
    return kept


_Parsed = tuple[list[Document], list[Problem]]


def _parsed(
    texts: Sequence[Source], speech: Speech, spread: Spread, shelf: Shelf | None
) -> list[_Parsed]:
    """What each file says. Only pages are kept: what a record hides stands in its file alone."""
    board = (shelf or Shelf(Path(), forgetful=True)).board("pages", repr(speech))
    return board.each(
        texts,
        partial(_documents, speech=speech),
        spread,
        name=lambda source: source.path,
        mark=_mark,
    )


def _mark(source: Source) -> str:
    known = _suffix(source) in _PAGES and source.signature != UNSURE
    return repr(source.signature) if known else ""


def _suffix(source: Source) -> str:
    return PurePosixPath(source.path).suffix.lower()


def _documents(source: Source, speech: Speech) -> tuple[list[Document], list[Problem]]:
    if _suffix(source) in _PAGES:
        document, problems = parse_page(source, _bytes(source.file), speech)
        return [document], problems
    kind = kind_of(source)
    if kind is None:
        hint = "known: posts, timeline, figures, statements, actions, share (a folder or a file)"
        return [], [Problem("unknown-kind", "nothing reads this file", Place(source.path), hint)]
    return parse_records(source, kind, _bytes(source.file), speech)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise EnvironmentFault(f"cannot read {file.name}: {error.strerror}") from error
