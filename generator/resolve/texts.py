"""Texts: all Markdown of the site as bodies, with the lost posts that stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b

from generator.cache.shelf import Shelf
from generator.kinds.text import Speech
from generator.markup import DirectiveSpec
from generator.model import Body
from generator.parallel import Spread
from generator.problems import Problem
from generator.resolve.bodies import (
    Converted,
    Piece,
    converted,
    page_piece,
    prose_pieces,
    still_holds,
)
from generator.resolve.links import Directory
from generator.resolve.pages import Draft
from generator.resolve.permalinks import by_permalink, lost_posts, named
from generator.resolve.records import Records


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts of the site as bodies: of pages by language and key, of records by their words.

    `digests` are those of the pages' bodies.
    """

    bodies: Mapping[tuple[str, str], Body]
    prose: Mapping[tuple[str, str], Body]
    digests: Mapping[tuple[str, str], str]

    @property
    def every(self) -> list[Body]:
        return [*self.bodies.values(), *self.prose.values()]


def convert_all(
    pages: Mapping[tuple[str, str], Draft],
    records: Records,
    book: Directory,
    directives: Mapping[str, DirectiveSpec],
    spread: Spread,
    shelf: Shelf,
) -> tuple[Texts, list[Problem]]:
    """The texts of pages and of records; `spread` maps over those that the shelf has not."""
    of_pages = [page_piece(page) for page in pages.values()]
    of_records = list({(p.language, p.text): p for p in prose_pieces(records.entries)}.values())
    every: list[Converted] = shelf.board("texts", _ground(directives)).each(
        [*of_pages, *of_records],
        lambda piece: converted(piece, book, directives),
        spread,
        name=lambda piece: f"{piece.language} {piece.path}",
        mark=_mark,
        holds=lambda piece, kept: still_holds(piece, kept, book),
    )
    whole, prose = every[: len(of_pages)], every[len(of_pages) :]
    problems = [problem for one in every for problem in one.problems]
    texts = Texts(
        bodies={key: one.body for key, one in zip(pages, whole, strict=True)},
        prose={
            (piece.language, piece.text): one.body
            for piece, one in zip(of_records, prose, strict=True)
        },
        digests={key: one.digest for key, one in zip(pages, whole, strict=True)},
    )
    return texts, problems


def _ground(directives: Mapping[str, DirectiveSpec]) -> str:
    """The directives as a text that is the same in every process."""
    known = sorted(directives.items())
    return repr([(name, spec.wants_body, sorted(spec.options)) for name, spec in known])


def _mark(piece: Piece) -> str:
    """What a page's text is known by; of records nothing is kept, as they may hold hidden words."""
    if not piece.path.endswith((".md", ".markdown")):
        return ""
    named = (str(piece.line), str(piece.column), piece.text)
    return blake2b("\0".join(named).encode("utf-8", "surrogatepass")).hexdigest()


def with_lost(
    texts: Texts, records: Records, speech: Speech
) -> tuple[Texts, Records, list[Problem]]:
    """The texts with lost posts in the places of addresses that nobody knows; and their records."""
    lost, problems = lost_posts(texts.every, records.ids.get("post", {}), speech)
    if not lost:
        return texts, records, problems
    known = by_permalink(lost)
    bodies, prose = (
        {key: named(body, known) for key, body in of.items()} for of in (texts.bodies, texts.prose)
    )
    return replace(texts, bodies=bodies, prose=prose), records.with_posts(lost), problems
