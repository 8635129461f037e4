"""What protection comes too late for: copies that other builds, git and archives still hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path, PurePosixPath

from generator.check.git import GitFault, git, has_repository
from generator.guard.search import Search
from generator.model import Document, Output
from generator.problems import Place, Problem
from generator.report import PROTECTS

_COMMIT, _MESSAGE = "\x01", "\x02"
_LOG = ("log", "--all", "--no-renames", "--no-color", f"--format={_COMMIT}%h %cs{_MESSAGE}%B")
_PATCHES = ("--raw", "--patch", "--unified=0", "--no-ext-diff", "--no-textconv")
# The words of a tag are its own; those of a branch are a commit's, which has been searched.
_TAGS = ("for-each-ref", "--format=%(refname:short) %(if)%(*objectname)%(then)%(contents)%(end)")


@dataclass(slots=True)
class _Traces:
    """Where what one post hides is still found: files of the last build, commits, names in git."""

    files: list[str] = field(default_factory=list)
    commits: list[str] = field(default_factory=list)
    names: int = 0


def still_known(
    search: Search,
    root: Path,
    output: Path,
    clean: Mapping[str, bytes],
    posts: Mapping[str, Document],
    address: str,
) -> Iterator[Problem]:
    """A note for each protected post that the last build or git's history shows unprotected.

    `address` is the site's own, or empty; `output` is the folder that the last build made, and
    `clean` what has been searched just now, by path: of the same file nobody asks twice. What a
    record itself says while it is protected is no such copy; that git has it is one note for all.
    """
    traces: dict[str, _Traces] = defaultdict(_Traces)
    for post, path in _published(search, output, clean):
        traces[post].files.append(path)
    try:
        recorded = _read_history(search, root, traces)
    except GitFault as fault:
        yield _note_of_all(f"git's history could not be searched: {fault}")
    else:
        if recorded:
            yield _note_of_all("git has the records of protected posts, with all that they hide")
    for post, found in sorted(traces.items()):
        yield _note(search, posts[post], found, address)


def _published(
    search: Search, output: Path, clean: Mapping[str, bytes]
) -> Iterator[tuple[str, str]]:
    files = sorted(file for file in output.rglob("*") if file.is_file()) if output.is_dir() else []
    for file in files:
        path, data = file.relative_to(output), file.read_bytes()
        if clean.get(path.as_posix()) == data:
            continue
        look = search.look(Output(PurePosixPath(path), data))
        for post in {search.needles[number].hidden.post for number in look.found}:
            yield post, path.as_posix()


def _read_history(search: Search, root: Path, traces: Mapping[str, _Traces]) -> bool:
    """Fills the traces; whether protected records stand in it. Raises GitFault."""
    if not has_repository(root):
        return False
    recorded = False
    for commit, file, words in _changes(git(root, *_LOG, *_PATCHES, strict=True)):
        found = {search.needles[number].hidden.post for number in search.found_in(words)}
        if found and file and _protects(root, commit, file):
            recorded = True
        else:
            for post in found:
                seen = traces[post].commits
                seen += [commit] if commit not in seen else []
    names = "\n".join(git(root, *_TAGS, strict=True))
    for post in {search.needles[number].hidden.post for number in search.found_in(names)}:
        traces[post].names += 1
    if "true" in list(git(root, "rev-parse", "--is-shallow-repository", strict=True)):
        raise GitFault("this copy holds only the last of it")
    return recorded


def _changes(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Commit, file and added words: of each commit's message and file names, then file by file."""
    commit = ""
    for is_head, group in groupby(lines, lambda line: line.startswith(_COMMIT)):
        if is_head:
            *_, last = group
            commit, _, message = last[1:].partition(_MESSAGE)
            yield commit, "", message
            continue
        yield from ((commit, file, words) for file, words in _by_file(group))


def _by_file(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """First what stands before any patch: the rest of the message, and the names of files."""
    file = ""
    words: list[str] = []
    for line in lines:
        if line.startswith("+++ "):
            yield file, "\n".join(words)
            file, words = line[4:].removeprefix("b/"), []
        elif not file or line.startswith("+"):
            words.append(line)
    yield file, "\n".join(words)


def _protects(root: Path, commit: str, file: str) -> bool:
    """Whether a file, as it was then, protected somebody: no site was made that shows it."""
    text = "\n".join(git(root, "show", f"{commit.split()[0]}:{file}"))
    return PROTECTS.search(text) is not None


def _note_of_all(message: str) -> Problem:
    hint = "whoever gets the repository can read it: keep it private (docs/safety.md)"
    return Problem("still-known", message, Place("content/posts"), hint, quiet=True)


def _note(search: Search, post: Document, found: _Traces, address: str) -> Problem:
    named = "a protected post" if search.found_in(post.id) else f"post '{post.id}'"
    places: list[str] = []
    if found.files:
        places.append(f"the last build holds it in {_count(len(found.files), 'file')}")
    if found.commits:
        first, last = found.commits[-1], found.commits[0]
        span = first if first == last else f"{first} to {last}"
        places.append(f"git holds it in {_count(len(found.commits), 'commit')} ({span})")
    if found.names:
        places.append("a branch or tag of git holds it")
    message = f"what {named} hides is still known elsewhere: {'; '.join(places)}"
    place = post.places.value("protect")
    page = f"{address.rstrip('/')}/voices/{post.id}.html"
    hint = _advice(page if address and not search.found_in(post.id) else "")
    return Problem("still-known", message, place, hint, quiet=True)


def _advice(page: str) -> str:
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
