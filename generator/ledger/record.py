"""A found post: what a file, an answer or an address tells of it, before it is a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from generator.problems import Place, Problem

_NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or film that a post shows: the words that stand for it, never fetched."""

    url: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A post as its source tells it: what the source does not say stays empty, nothing is guessed.

    `handle` begins with '@' and, where a network has many servers, names the server too; `text` is
    plain words with line breaks; `posted` is an ISO time in UTC or an EDTF date; `lang` is a BCP 47
    tag; `archive` is a copy that the address itself named; `place` is where it stands in a file.
    """

    network: str
    url: str = ""
    handle: str = ""
    name: str = ""
    text: str = ""
    posted: str = ""
    lang: str = ""
    archive: str = ""
    state: str = ""
    attachments: tuple[Attachment, ...] = ()
    place: Place = _NOWHERE


class ImportFault(Exception):
    """A file or an answer that no post can be read from; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def refuse(code: str, message: str, place: Place, hint: str = "") -> NoReturn:
    """Ends the import with a Problem. Raises ImportFault."""
    raise ImportFault(Problem(code, message, place, hint))
