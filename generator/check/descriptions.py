"""Titles and descriptions: what search results, previews and tabs show of a page."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.finished import Finished
from generator.check.parsed import Parsed
from generator.problems import Place, Problem

_MISSING = {
    "title": ("no-title", "the page has no title", "give it a 'title'"),
    "description": (
        "no-description",
        "the page has no description",
        "say in one sentence what it tells: 'description: …'",
    ),
}
_SAME = {
    "title": ("same-title", "one title", "say in each what only that page is about"),
    "description": ("same-description", "one description", "write one for each page"),
}


def check(finished: Finished) -> Iterator[Problem]:
    """Pages of one language that cannot be told apart, or that say nothing of themselves."""
    written = {str(page.path): page for page in finished.site.pages.values()}

    def place(page: Parsed, what: str) -> Place:
        # Who wrote the page is helped by the line in their own file.
        own = written.get(page.path)
        return own.places.key(what) if own else Place(f"output/{page.path}")

    listed = [p for p in finished.pages.values() if not (p.is_unlisted or p.is_moved)]
    for what in _MISSING:
        groups: dict[tuple[str, str], list[Parsed]] = {}
        for page in listed:
            said = page.title if what == "title" else page.description
            if said:
                groups.setdefault((finished.language(page.path).code, said), []).append(page)
            else:
                code, message, hint = _MISSING[what]
                yield Problem(code, message, place(page, what), hint)
        for (_, said), alike in groups.items():
            if len(alike) > 1:
                yield _same(alike, what, said, place(alike[0], what))


def _same(pages: list[Parsed], what: str, said: str, place: Place) -> Problem:
    code, one, hint = _SAME[what]
    names = ", ".join(f"'{page.path}'" for page in pages[:3])
    more = f" and {len(pages) - 3:,} more" if len(pages) > 3 else ""
    shown = said if len(said) <= 60 else said[:59] + "…"
    return Problem(code, f"{names}{more} have {one}: '{shown}'", place, hint)
