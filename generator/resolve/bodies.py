"""Bodies: every Markdown text of the site is converted once, and its links are checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Any

from generator.dates import DateFault, parse
from generator.kinds import KINDS
from generator.kinds.text import Prose
from generator.markup import DirectiveSpec, Surroundings, convert
from generator.model import Anchor, Body, Directive, Entry, Page, Places
from generator.problems import Problem, did_you_mean
from generator.resolve.links import Directory, linker
from generator.resolve.pages import Draft
from generator.resolve.references import missing_file
from generator.resolve.walk import walk

Directives = Mapping[str, DirectiveSpec]


@dataclass(frozen=True, slots=True)
class Piece:
    """A Markdown text on its way: where it stands, in which language, what it says."""

    path: str
    language: str
    text: str
    line: int
    column: int = 0


def page_piece(draft: Draft) -> Piece:
    document = draft.document
    return Piece(document.places.path, draft.lang, document.body, document.body_line)


def prose_pieces(entries: Mapping[str, Mapping[str, Entry]]) -> Iterator[Piece]:
    """The Markdown in records, each wording once."""
    for of_kind in entries.values():
        for entry in of_kind.values():
            for loc, value in walk(entry.value):
                if isinstance(value, Prose):
                    for language, words in value.words.items():
                        yield _prose_piece(entry.places, (*loc, language), language, words)


def _prose_piece(places: Places, loc: tuple[str | int, ...], language: str, words: str) -> Piece:
    place = places.value(*loc)
    # A block text (`text: |`) begins on the line below its sign.
    block = words.endswith("\n") or "\n" in words
    column = 0 if block else place.column - 1
    return Piece(place.path, language, words, place.line + block, column)


# A question that a text asked of the directory, and the answer: its name, arguments, result.
Answer = tuple[str, tuple[Any, ...], Any]


@dataclass(frozen=True, slots=True)
class Converted:
    """A text as a body, with the problems that stand in it and the answers that it rests on.

    `digest` is a hash of all that the body follows from.
    """

    body: Body
    problems: tuple[Problem, ...]
    answers: tuple[Answer, ...]
    digest: str


def converted(piece: Piece, directory: Directory, directives: Directives) -> Converted:
    """One text as a body."""
    answers: list[Answer] = []
    questions = _questions(directory, piece)

    def witness(name: str) -> Callable[..., Any]:
        def ask(*args: Any) -> Any:
            answer = questions[name](*args)
            answers.append((name, args, answer))
            return answer

        return ask

    around = Surroundings(
        piece.path, piece.line, piece.column, directives, *(witness(name) for name in questions)
    )
    body, problems = convert(piece.text, around)
    digest = blake2b(repr((piece, answers)).encode("utf-8", "surrogatepass")).hexdigest()
    return Converted(body, tuple(problems), tuple(answers), digest)


def still_holds(piece: Piece, kept: Converted, directory: Directory) -> bool:
    """Whether the text would be given the same answers in this directory, and so be the same."""
    questions = _questions(directory, piece)
    return all(questions[name](*args) == answer for name, args, answer in kept.answers)


def _questions(directory: Directory, piece: Piece) -> dict[str, Callable[..., Any]]:
    link, image, permalink = linker(directory, piece.path, piece.language)
    return {"link": link, "image": image, "permalink": permalink}


def check_directives(
    bodies: Iterable[Body], ids: Mapping[str, Mapping[str, object]]
) -> list[Problem]:
    """What directives name exists; a directive of a writer's own may name an entry of any kind."""
    problems: list[Problem] = []
    for body in bodies:
        for part in body.parts:
            if isinstance(part, Directive):
                problems += _unknown_refs(part, ids)
                problems += check_directives([part.body] if part.body else [], ids)
    return problems


_KIND_OF = {name: kind.name for kind in KINDS.values() for name in kind.directives}


# Directives that show what they name, and have nothing to show otherwise.
_NAMES_ONE = frozenset(kind.directives[0] for kind in KINDS.values() if kind.directives)


def _is_date(text: str) -> bool:
    try:
        parse(text)
    except DateFault:
        return False
    return True


_OPTIONS: tuple[tuple[str, Callable[[str], bool], str, str], ...] = (
    ("limit", str.isdigit, "a number", "write how many to show, as in limit=3"),
    ("from", _is_date, "a date", "write it as 2016, 2016-04 or 2016-04-27"),
    ("to", _is_date, "a date", "write it as 2016, 2016-04 or 2016-04-27"),
)


def _wrong_options(directive: Directive) -> Iterator[Problem]:
    for name, is_right, what, hint in _OPTIONS:
        value = directive.options.get(name)
        if value is not None and not is_right(value):
            message = f"'{name}={value}' is not {what}"
            yield Problem("wrong-value", message, directive.place, hint)


def _unknown_refs(
    directive: Directive, ids: Mapping[str, Mapping[str, object]]
) -> Iterator[Problem]:
    yield from _wrong_options(directive)
    if directive.name in _NAMES_ONE and not directive.refs:
        known = ids.get(_KIND_OF[directive.name], {})
        hint = f"write an id behind it, as in '::: {directive.name} {next(iter(known), 'id')}'"
        message = f"'::: {directive.name}' names nothing"
        yield Problem("directive-syntax", message, directive.place, hint)
    kind = "source" if directive.name == "sources" else _KIND_OF.get(directive.name)
    known = ids.get(kind, {}) if kind else {ref: 0 for of_kind in ids.values() for ref in of_kind}
    for ref in directive.refs:
        if ref not in known:
            hint = did_you_mean(ref, known, "there is none of that name")
            message = f"unknown {kind or 'entry'} '{ref}'"
            yield Problem("unknown-reference", message, directive.place, hint)


def ids_of(
    drafts: Mapping[tuple[str, str], Draft], bodies: Mapping[tuple[str, str], Body]
) -> dict[str, frozenset[str]]:
    """The ids in each page, by its path; a page that could not be read is left out.

    What is wrong with it is told already, and its headings may well be there.
    """
    return {
        str(draft.path): bodies[key].ids
        for key, draft in drafts.items()
        if draft.document.value is not None and _is_converted(draft, bodies[key])
    }


def _is_converted(draft: Draft, body: Body) -> bool:
    return bool(body.parts) or not draft.document.body.strip()


def check_anchors(path: str, body: Body, ids: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """Links to headings lead to headings that exist; `ids` are those of each page that was read."""
    for anchor in body.anchors:
        known = ids.get(anchor.target or path)
        if known is not None and anchor.id not in known and anchor.id != "main":
            yield _dead_anchor(anchor, known)


def _dead_anchor(anchor: Anchor, known: frozenset[str]) -> Problem:
    there = f"known: {', '.join(sorted(known)[:8])}" if known else "that page has no headings"
    hint = did_you_mean(anchor.id, known, there)
    message = f"no heading there has the address '#{anchor.id}'"
    return Problem("dead-anchor", message, anchor.place, hint)


def page_of(draft: Draft, body: Body) -> Page:
    return Page(
        draft.key,
        draft.lang,
        draft.document.lang,
        draft.title,
        draft.front,
        PurePosixPath(draft.path),
        draft.document.places,
        sources_in(body),
    )


def sources_in(body: Body) -> tuple[str, ...]:
    """The keys that `::: sources` names in a text."""
    placed = [piece for piece in body.parts if isinstance(piece, Directive)]
    own = [key for one in placed if one.name == "sources" for key in one.refs]
    inner = [key for one in placed if one.body for key in sources_in(one.body)]
    return (*own, *inner)


def check_page_files(draft: Draft, files: Mapping[str, object]) -> list[Problem]:
    """A page's own picture exists and has words that stand for it."""
    front, places = draft.front, draft.document.places
    if not front.image:
        return []
    if front.image not in files:
        return [missing_file(front.image, files, places.value("image"))]
    if not front.image_alt:
        hint = "add 'image_alt: …' with what the picture shows"
        message = "the page's picture has no alternative text"
        return [Problem("missing-alt", message, places.value("image"), hint)]
    return []
