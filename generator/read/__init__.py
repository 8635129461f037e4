"""Read: after it, every file of the campaign is a typed document, or a problem says why not."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from generator.kinds.text import Speech
from generator.model import Document, Reading, Source
from generator.problems import EnvironmentFault, Place, Problem
from generator.read.discover import discover
from generator.read.parse import kind_of, parse_campaign, parse_page, parse_records

_PAGES = (".md", ".markdown")
_DATA = (".yaml", ".yml")


def read(root: Path) -> tuple[Reading | None, list[Problem]]:
    """All documents of the site in `root`; None when site.yaml gives nothing to stand on."""
    campaign, problems = parse_campaign(_bytes(root / "site.yaml"))
    sources, more = discover(root)
    problems += more
    if campaign is None:
        return None, problems
    speech = Speech(campaign.lang, tuple(campaign.value.languages))
    documents: list[Document] = []
    files: dict[str, Source] = {}
    for source in sources:
        suffix = PurePosixPath(source.path).suffix.lower()
        if suffix not in _PAGES and suffix not in _DATA:
            files[source.path.removeprefix("content/")] = source
            continue
        found, wrong = _documents(source, suffix, speech)
        documents += found
        problems += wrong
    return Reading(root, campaign, tuple(documents), files), _once(problems)


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


def _documents(source: Source, suffix: str, speech: Speech) -> tuple[list[Document], list[Problem]]:
    if suffix in _PAGES:
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
