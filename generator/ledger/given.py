"""What people give to be added: addresses, which are only read, and files that they saved."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path

from generator.kinds.permalink import recognise
from generator.ledger.imports import read_account, read_posts
from generator.ledger.imports.opening import MAX_BYTES
from generator.ledger.record import Found
from generator.problems import EnvironmentFault, Place, Problem

_COPIES = re.compile(
    r"https?://(?:www\.)?(?:archive\.(?:today|ph|is|li|vn|fo|md)|(?:web\.)?archive\.org"
    r"|perma\.cc|ghostarchive\.org)(?=[:/?#]|\Z)",
    re.IGNORECASE,
)


def is_address(given: str) -> bool:
    return given.startswith(("http://", "https://", "at://"))


def from_permalink(url: str) -> Found:
    """What the address of a post tells by itself; nobody is asked."""
    link = recognise(url)
    if link is None:
        return Found("other", url=url)
    url = link.canonical or url
    return Found(
        link.network, url=url, handle=link.handle, posted=link.posted, archive=link.archive
    )


def doubts(found: Found, path: str) -> Iterator[Problem]:
    """A note for the new record in `path` if no more than an address is known, and it says nothing.

    What stands in a file is no address that somebody typed, and tells more.
    """
    if found.place.path or recognise(found.url):
        return
    about = _COPY if _COPIES.match(found.url) else _STRANGE
    yield Problem("no-permalink", about[0], Place(path), about[1])


_STRANGE = (
    "the address is not that of a post on a network that Handbill knows, so it tells nothing",
    "is it the post's own address? if so, write network, author, day and words into the record",
)
_COPY = (
    "the address is that of an archived copy, and does not tell of which post",
    "write it under 'archive' of the post's record; under 'url' belongs the post's own address",
)


def posts_in(name: str, data: bytes) -> tuple[list[Found], list[Problem]]:
    """The posts of a saved file. In an X archive, a file beside it says whose posts they are.

    Raises ImportFault and EnvironmentFault.
    """
    beside = Path(name).with_name("account.js")
    if Path(name).suffix == ".js" and beside.is_file():
        return read_posts(name, data, read_account(str(beside), saved(str(beside))))
    return read_posts(name, data)


def saved(given: str) -> bytes:
    """The bytes of a saved file; of what has no end, or is too much, none are read.

    Raises EnvironmentFault.
    """
    file = Path(given)
    try:
        about = file.stat()
        _check(given, about.st_mode, about.st_size)
        with file.open("rb") as stream:
            # It may have grown since.
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        hint = "give the address of a post, beginning with https://, or a saved file"
        raise EnvironmentFault(f"cannot read '{given}': {error.strerror}", hint) from error
    _check(given, about.st_mode, len(data))
    return data


def _check(given: str, mode: int, size: int) -> None:
    if stat.S_ISDIR(mode):
        raise EnvironmentFault(f"'{given}' is a folder", "name a file in it, such as tweets.js")
    if not stat.S_ISREG(mode):
        hint = "save what comes out of it into a file, and name that"
        raise EnvironmentFault(f"'{given}' is a device or a pipe, and no file", hint)
    if size > MAX_BYTES:
        message = f"'{given}' is too large ({size:,} bytes; the limit is {MAX_BYTES:,})"
        raise EnvironmentFault(message, "split it into several files")
