"""Addresses that were published once and lead nowhere now: with the alias that mends them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from generator.problems import Place, Problem
from generator.write.manifest import Listing

# A page that has moved is called alike in most cases; from here on it is worth a guess.
_ALIKE = 0.6
# What was published is told by the target's manifest.json, which may be anybody's.
_MOST = 100


def lost_addresses(
    before: Listing, now: Listing, sources: Mapping[str, str], place: Place
) -> Iterator[Problem]:
    """A warning for each page of the release `before` that is not in the release `now`.

    `sources` gives the file that a page was written in, by the page's path in the site.
    """
    lost = sorted(path for path in before.keys() - now.keys() if _is_page(path))
    new = [path for path in sources if path not in before]
    for path in lost[:_MOST]:
        alias = f"aliases: [/{path}]"
        heir = _heir(path, new) or _heir(path, sources)
        where = f"in {sources[heir]}" if heir else "at the top of the page that has its place now"
        yield Problem(
            "lost-address",
            f"/{path} was published and is no longer there: links to it will lead nowhere",
            place,
            f"if it has moved, write '{alias}' {where}; if it was taken down, all is well",
        )
    if len(lost) > _MOST:
        more = f"{len(lost) - _MOST:,} more addresses were published and are no longer there"
        yield Problem("lost-address", more, place, "'--json deploy --dry-run' names all of them")


def _is_page(path: str) -> bool:
    return path.endswith(".html") and path.rpartition("/")[2] != "404.html"


def _heir(path: str, others: Iterable[str]) -> str | None:
    """The page whose address is most like the lost one."""
    name = _name(path)
    rated = [(SequenceMatcher(None, name, _name(other)).ratio(), other) for other in others]
    best = max(rated, default=(0.0, ""))
    return best[1] if best[0] >= _ALIKE else None


def _name(path: str) -> str:
    """What tells one page from another: its address without what all addresses have."""
    return path.removesuffix(".html").removesuffix("/index")
