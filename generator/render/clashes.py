"""Two files of one address: found once all routes are known, before any of them is made."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Route
from generator.problems import Place, Problem
from generator.render.book import Book


def clashes(book: Book) -> Iterator[Problem]:
    """Routes whose paths are alike but for capitals, which some disks do not tell apart."""
    seen: dict[str, Route] = {}
    for route in book.routes:
        first = seen.setdefault(str(route.path).casefold(), route)
        # Two written pages of one address were told when they got it.
        if first is not route and not route.recipe == first.recipe == "page":
            pages = book.site.pages
            page = pages.get((route.lang, route.key)) or pages.get((first.lang, first.key))
            place = Place(page.places.path if page else "site.yaml")
            message = f"two files of the site would have one address: {route.path}"
            yield Problem("same-address", message, place, "rename one of them")
