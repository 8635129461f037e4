"""What protection comes too late for: copies that other builds, git and archives still hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path, PurePosixPath

from generator.check.git import git
from generator.guard.search import Search
from generator.model import Document, Output
from generator.problems import Problem

_COMMIT = "\x01"
_LOG = ("log", "--all", f"--format={_COMMIT}%h %cs", "--patch", "--unified=0", "--no-color")
_PLAIN = ("--no-ext-diff", "--no-textconv", "--no-renames", "--relative", "--", ".")


@dataclass(slots=True)
class _Traces:
    """Where what one post hides is still found: files of the last build, and commits."""

    files: list[str] = field(default_factory=list)
    commits: list[str] = field(default_factory=list)


def still_known(
    search: Search, root: Path, output: Path, posts: Mapping[str, Document], address: str
) -> Iterator[Problem]:
    """A note for each protected post that the last build or git's history still shows.

    `address` is the site's own, or empty; `output` is the folder that the last build made.
    """
    traces: dict[str, _Traces] = defaultdict(_Traces)
    for post, path in _published(search, output):
        traces[post].files.append(path)
    for post, commit in _committed(search, root):
        traces[post].commits.append(commit)
    for post, found in sorted(traces.items()):
        yield _note(search, posts[post], found, address)


def _published(search: Search, output: Path) -> Iterator[tuple[str, str]]:
    files = sorted(file for file in output.rglob("*") if file.is_file()) if output.is_dir() else []
    for file in files:
        path = file.relative_to(output)
        look = search.look(Output(PurePosixPath(path), file.read_bytes()))
        for post in {search.needles[number].hidden.post for number in look.found}:
            yield post, path.as_posix()


def _committed(search: Search, root: Path) -> Iterator[tuple[str, str]]:
    """Each commit that adds or removes what a post hides, newest first."""
    commit = ""
    lines = git(root, *_LOG, *_PLAIN)
    for is_head, group in groupby(lines, lambda line: line.startswith(_COMMIT)):
        if is_head:
            *_, last = group
            commit = last[1:]
        else:
            # One search for each commit: what it changed is short, and a search has its cost.
            changed = "\n".join(line[1:] for line in group if line[:1] in "+-")
            for post in {search.needles[n].hidden.post for n in search.found_in(changed)}:
                yield post, commit


def _note(search: Search, post: Document, found: _Traces, address: str) -> Problem:
    named = "a protected post" if search.found_in(post.id) else f"post '{post.id}'"
    places: list[str] = []
    if found.files:
        places.append(f"the last build holds it in {_count(len(found.files), 'file')}")
    if found.commits:
        first, last = found.commits[-1], found.commits[0]
        span = first if first == last else f"{first} to {last}"
        places.append(f"git holds it in {_count(len(found.commits), 'commit')} ({span})")
    message = f"what {named} hides is still known elsewhere: {'; '.join(places)}"
    return Problem("still-known", message, post.places.value("protect"), _advice(post, address))


def _advice(post: Document, address: str) -> str:
    page = f"{address.rstrip('/')}/voices/{post.id}.html" if address else ""
    copies = f": https://web.archive.org/web/*/{page}" if page else ""
    parts = (
        "keep the repository private, or rewrite its history",
        "if the post was ever shown without protection, search engines and archives may keep it"
        + copies,
        "so may everybody who took the site or its kit away: docs/safety.md says what to do",
    )
    return "; ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
