"""Pages: each gets its title and its address, and none takes another's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from generator.dates import DateFault, EdtfDate, parse
from generator.kinds.page import FrontMatter
from generator.model import Document
from generator.problems import Place, Problem
from generator.resolve.identity import page_path

_FIRST_HEADING = re.compile(r"\s*# +(.+?)(?: +#+)?[ \t]*(?:\n|\Z)")
_DAY_IN_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})[-_ ]?")


@dataclass(frozen=True, slots=True)
class Draft:
    """A page on its way: it has an address and a title, and its body is still Markdown."""

    document: Document
    key: str
    lang: str
    path: PurePosixPath
    title: str
    front: FrontMatter


def address_pages(
    documents: Iterable[Document], default: str
) -> tuple[dict[tuple[str, str], Draft], list[Problem]]:
    """Pages by (language of the path, key), and the addresses that two of them claim."""
    found: dict[tuple[str, str], Draft] = {}
    taken: dict[str, Draft] = {}
    problems: list[Problem] = []
    for document in documents:
        if document.kind != "page":
            continue
        draft = _draft(document, default, problems)
        if draft is None:
            continue
        first = taken.setdefault(str(draft.path).casefold(), draft)
        if first is not draft:
            message = f"this page and '{first.document.places.path}' have one address: {draft.path}"
            hint = "rename one of the files, or give one a 'slug: …'"
            place = draft.document.places.key("slug")
            problems.append(Problem("same-address", message, place, hint))
        found[(draft.lang, draft.key)] = draft
    return found, problems


def _draft(document: Document, default: str, problems: list[Problem]) -> Draft | None:
    front = document.value if isinstance(document.value, FrontMatter) else FrontMatter()
    path_language = _path_language(document, default)
    path = page_path(document.id, path_language, default, front.slug)
    if path is None:
        hint = "rename the file with letters or digits, or add 'slug: …'"
        message = f"no address can be made of '{front.slug or document.id}'"
        problems.append(Problem("no-address", message, Place(document.places.path), hint))
        return None
    title, document = _title(document, front)
    if document.id.startswith("updates/") and not document.id.endswith("/index"):
        front, document = _dated(document, front, problems)
    return Draft(document, document.id, path_language, path, title, front)


def _path_language(document: Document, default: str) -> str:
    """The language that the file's name says; front matter's `lang` changes only the text's."""
    stem = document.places.path.removeprefix("content/").removesuffix(".md")
    return default if stem == document.id else stem.rpartition(".")[2]


def _title(document: Document, front: FrontMatter) -> tuple[str, Document]:
    """The title: front matter's, else the body's first heading, else the file's name."""
    heading = _FIRST_HEADING.match(document.body)
    if heading and front.title in ("", heading[1]):
        # The layout shows the title; the line stays, empty, so that line numbers hold.
        body = "\n" * heading[0].count("\n") + document.body[heading.end() :]
        return heading[1], replace(document, body=body)
    name = document.id.rpartition("/")[2].replace("-", " ").replace("_", " ")
    return front.title or name[:1].upper() + name[1:], document


def _dated(
    document: Document, front: FrontMatter, problems: list[Problem]
) -> tuple[FrontMatter, Document]:
    """An update's date: front matter's, or the one that its file's name begins with."""
    found = _DAY_IN_NAME.match(document.id.rpartition("/")[2])
    date: EdtfDate | None = front.date
    if date is None and found:
        try:
            date = parse(found[1])
        except DateFault:
            date = None
    if date is None and document.value is not None:
        hint = "add 'date: 2016-05-01' to the front matter, or begin the file's name with the day"
        place = document.places.key()
        problems.append(Problem("missing-key", "this update has no date", place, hint))
    return front.model_copy(update={"date": date}), document
