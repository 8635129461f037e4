"""Texts: all Markdown of the site as bodies, with the lost posts that stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.kinds.text import Speech
from generator.markup import DirectiveSpec
from generator.model import Body
from generator.parallel import Spread
from generator.problems import Problem
from generator.resolve.bodies import converted, page_piece, prose_pieces
from generator.resolve.links import Directory
from generator.resolve.pages import Draft
from generator.resolve.permalinks import by_permalink, lost_posts, named
from generator.resolve.records import Records


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts of the site as bodies: of pages by language and key, of records by their words."""

    bodies: Mapping[tuple[str, str], Body]
    prose: Mapping[tuple[str, str], Body]

    @property
    def every(self) -> list[Body]:
        return [*self.bodies.values(), *self.prose.values()]


def convert_all(
    pages: Mapping[tuple[str, str], Draft],
    records: Records,
    book: Directory,
    directives: Mapping[str, DirectiveSpec],
    spread: Spread,
) -> tuple[Texts, list[Problem]]:
    """The texts of pages and of records; `spread` maps over them."""
    prose = list({(p.language, p.text): p for p in prose_pieces(records.entries)}.values())
    pieces = [page_piece(page) for page in pages.values()] + prose
    results = list(spread(lambda piece: converted(piece, book, directives), pieces))
    problems = [problem for _, found in results for problem in found]
    bodies = [body for body, _ in results]
    of_pages = dict(zip(pages, bodies[: len(pages)], strict=True))
    of_prose = {
        (piece.language, piece.text): body
        for piece, body in zip(prose, bodies[len(pages) :], strict=True)
    }
    return Texts(of_pages, of_prose), problems


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
    return Texts(bodies, prose), records.with_posts(lost), problems
