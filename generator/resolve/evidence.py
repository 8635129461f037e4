"""Evidence: saved files are still the ones that were saved, and counts replace one another in turn.

Looks at entries with everything in them, hidden values too, and repeats none of those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import file_digest
from pathlib import Path

from generator.kinds.figure import Figure
from generator.kinds.post import Capture, Post
from generator.kinds.statement import Statement
from generator.model import Entry, Loc, Source
from generator.problems import EnvironmentFault, Place, Problem
from generator.resolve.walk import walk

Entries = Mapping[str, Mapping[str, Entry]]


def check_captures(entries: Entries, files: Mapping[str, Source]) -> list[Problem]:
    """Problems of the files that were saved of posts: each is hashed, and compared."""
    problems: list[Problem] = []
    for of_kind in entries.values():
        for entry in of_kind.values():
            for loc, record in walk(entry.value):
                # That a file is missing is told where all files are looked for.
                if isinstance(record, Capture) and record.file in files:
                    problems += _check(entry, loc, record, files[record.file].file)
    return problems


def _check(entry: Entry, loc: Loc, capture: Capture, file: Path) -> Iterator[Problem]:
    post = entry.value
    if isinstance(post, Post) and post.protect != "nothing":
        yield from _check_quietly(entry, capture, file)
        return
    found = _sha256(file, capture.file)
    if not capture.sha256:
        message = f"nothing says that '{capture.file}' is still what was saved"
        hint = f"below 'captured', add 'sha256: {found}'"
        yield Problem("no-hash", message, entry.places.value(*loc, "file"), hint)
    elif capture.sha256 != found:
        message = (
            f"'{capture.file}' is not what was saved: "
            f"its SHA-256 begins with {found[:12]}, not with {capture.sha256[:12]}"
        )
        hint = f"bring the old file back; if the change is meant, write {found}"
        yield Problem("capture-changed", message, entry.places.value(*loc, "sha256"), hint)


def _check_quietly(entry: Entry, capture: Capture, file: Path) -> Iterator[Problem]:
    """Of a protected post neither name nor hash of the file, nor the line that holds them."""
    place = Place(entry.places.path)
    by_hand = "'sha256sum' prints it for the file"
    if not capture.sha256:
        message = f"nothing says that the capture of '{entry.id}' is still what was saved"
        yield Problem("no-hash", message, place, f"below 'captured', add 'sha256: …': {by_hand}")
    elif capture.sha256 != _sha256(file, f"the capture of '{entry.id}'"):
        message = f"the capture of '{entry.id}' is not what was saved"
        hint = f"bring the old file back; if the change is meant, write its new hash: {by_hand}"
        yield Problem("capture-changed", message, place, hint)


def _sha256(file: Path, name: str) -> str:
    try:
        with file.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise EnvironmentFault(f"cannot read {name}: {error.strerror}") from error


def check_lost(posts: Mapping[str, Entry]) -> Iterator[Problem]:
    """A note for each post of which nothing is left but its address: what it lacks, where to look.

    Of a protected one neither address nor time is told.
    """
    for entry in posts.values():
        post: Post = entry.value
        if not post.is_lost or not post.url or post.archive:
            continue
        when = f"; it was posted at {post.posted.iso}" if post.posted else ""
        message = f"only the address of post '{entry.id}' is left{when}"
        hint = f"it lacks its words, a copy and a picture; look for a copy: {post.lookup}"
        if post.protect != "nothing":
            message = f"nothing of post '{entry.id}' was saved"
            hint = "look for a copy, and say in your own words what it said: 'paraphrase'"
        yield Problem("lost-post", message, entry.places.key("url"), hint, quiet=True)


def check_languages(entries: Entries) -> Iterator[Problem]:
    """A warning for quoted words of which neither record nor site says what language they are in.

    Of a protected post the line is not shown.
    """
    for of_kind in entries.values():
        for entry in of_kind.values():
            said = entry.value
            if not isinstance(said, (Post, Statement)) or not said.is_quotation or said.lang:
                continue
            protect = said.protect if isinstance(said, Post) else "nothing"
            if protect != "words":
                message = "nothing says in which language these words are"
                hint = "write 'lang: ar', or whichever it is: readers' machines need it"
                place = entry.places.key("text")
                yield Problem("no-language", message, place, hint, quiet=protect != "nothing")


def check_superseding(figures: Mapping[str, Entry]) -> list[Problem]:
    """Counts that replace one another in a ring, so that none of them is the newest."""
    problems: list[Problem] = []
    told: set[str] = set()
    for ident in figures:
        ring = _ring(ident, figures)
        if ring and not told.intersection(ring):
            told.update(ring)
            way = "' replaces '".join([*ring, ring[0]])
            message = f"these counts replace one another in a ring: '{way}'"
            hint = "remove 'supersedes' from the oldest of them"
            place = figures[ident].places.value("supersedes")
            problems.append(Problem("superseding-loop", message, place, hint))
    return problems


def _ring(ident: str, figures: Mapping[str, Entry]) -> list[str]:
    """The counts from `ident` back to itself, or none where the row ends elsewhere."""
    row = [ident]
    while row[-1] in figures:
        figure: Figure = figures[row[-1]].value
        if figure.supersedes == ident:
            return row
        if not figure.supersedes or figure.supersedes in row:
            return []
        row.append(figure.supersedes)
    return []
