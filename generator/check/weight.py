"""How heavy a page's first view is, compressed as hosts send it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.check.addresses import candidates, cleaned, split, target
from generator.check.elements import Element
from generator.check.finished import Finished
from generator.check.parsed import Parsed
from generator.problems import Place, Problem

KILOBYTE = 1000

# A server may send ten packets before it waits for an answer (RFC 6928): 14,600 bytes, of which
# the answer's own head takes some.
ROUND_TRIP = 14 * KILOBYTE

# The width of what a phone with a sharp screen asks for; formats in the order browsers prefer.
_PHONE = 960
_FORMATS = (".avif", ".webp")

# So many of the heaviest pages are named one by one.
_NAMED = 5

# What gzip puts around the compressed bytes.
_WRAPPING = 18
_PACKED = (".avif", ".webp", ".jpg", ".jpeg", ".png", ".gif", ".woff2", ".zip", ".pdf")

# Links that load something before the page can be seen.
_LOADING = {"stylesheet", "preload", "modulepreload"}


@dataclass(frozen=True, slots=True)
class Load:
    """What a page is made of: bytes by path, in transit.

    `text` must be there before the page can be read; `pictures` and deferred scripts come after it.
    """

    page: Parsed
    text: dict[str, int]
    pictures: dict[str, int]

    @property
    def bare(self) -> int:
        return sum(self.text.values())

    @property
    def whole(self) -> int:
        return self.bare + sum(self.pictures.values())


def check(finished: Finished) -> Iterator[Problem]:
    """Pages that are heavier than the campaign's budget, and home pages of two round trips."""
    scales = Scales(finished.outputs, finished.root)
    loads = [scales.load(page) for page in finished.pages.values() if not page.is_moved]
    budget = finished.site.campaign.budget
    bare, whole = budget.page * KILOBYTE, budget.page_with_pictures * KILOBYTE
    yield from _too_heavy([x for x in loads if x.bare > bare], bare, False)
    yield from _too_heavy([x for x in loads if x.bare <= bare and x.whole > whole], whole, True)
    for load in loads:
        if finished.is_home(load.page.path):
            yield from _round_trip(load)


class Scales:
    """Weighs each file once; the site begins at `root` on its host, as addresses of 404.html do."""

    def __init__(self, outputs: Mapping[str, bytes], root: str = "/") -> None:
        self._outputs = outputs
        self._root = root
        self._weigh = lru_cache(maxsize=None)(self._weighed)

    def load(self, page: Parsed) -> Load:
        """What a page loads; its files are looked up in the outputs."""
        text = {page.path: self._weigh(page.path)}
        pictures: dict[str, int] = {}
        for element in page.all("link", "script"):
            url = element.attrs.get("href" if element.tag == "link" else "src", "")
            rel = set(element.attrs.get("rel", "").lower().split())
            if element.tag == "script":
                self._add(pictures if "defer" in element.attrs else text, page.path, url)
            elif rel & _LOADING:
                self._add(text, page.path, url)
        for url in _pictures(page):
            self._add(pictures, page.path, url)
        return Load(page, text, pictures)

    def _add(self, weights: dict[str, int], page: str, url: str) -> None:
        address = split(cleaned(url))
        if address.scheme or address.host or not address.path:
            return
        path = self._rooted(address.path) if address.rooted else target(page, address.path)
        if path is not None and path in self._outputs:
            weights[path] = self._weigh(path)

    def _rooted(self, path: str) -> str | None:
        below = path.removeprefix(self._root)
        return None if below == path else target("", below)

    def _weighed(self, path: str) -> int:
        data = self._outputs[path]
        if path.endswith(_PACKED):
            return len(data)
        return len(zlib.compress(data, 6)) + _WRAPPING


def _pictures(page: Parsed) -> Iterator[str]:
    """For each picture the one file that a phone would load."""
    offered: list[Element] = []
    for element in page.all("picture", "source", "img"):
        if element.tag == "source":
            offered.append(element)
        elif element.tag == "picture":
            offered = []
        else:
            yield _chosen([*offered, element])
            offered = []


def _chosen(elements: list[Element]) -> str:
    sets = [candidates(e.attrs.get("srcset", "")) for e in elements]
    for form in _FORMATS:
        fitting = [c for c in sets if c and c[0][0].endswith(form)]
        if fitting:
            return _for_phone(fitting[0])
    last = sets[-1] or next((c for c in sets if c), [])
    return _for_phone(last) if last else elements[-1].attrs.get("src", "")


def _for_phone(offered: list[tuple[str, str]]) -> str:
    """The widest candidate up to a phone's width, else the narrowest."""
    widths = [(int(w[1]) if (w := re.match(r"(\d{1,6})w", d)) else 0, url) for url, d in offered]
    fitting = [each for each in widths if each[0] <= _PHONE]
    return max(fitting)[1] if fitting else min(widths)[1]


def _too_heavy(loads: list[Load], most: int, pictures: bool) -> Iterator[Problem]:
    def weight(load: Load) -> int:
        return load.whole if pictures else load.bare

    loads = sorted(loads, key=lambda load: (-weight(load), load.page.path))
    what = "with its pictures the page" if pictures else "the page without pictures"
    for load in loads[:_NAMED]:
        message = f"{what} weighs {_kb(weight(load))}, and {_kb(most)} are allowed"
        place = Place(f"output/{load.page.path}")
        yield Problem("over-budget", message, place, _heaviest(load, pictures))
    if len(loads) > _NAMED:
        message = f"{len(loads) - _NAMED:,} more pages weigh more than {_kb(most)}"
        hint = "what they have in common is the style sheet and the scripts"
        yield Problem("over-budget", message, Place("output"), "" if pictures else hint)


def _round_trip(load: Load) -> Iterator[Problem]:
    first = {p: n for p, n in load.text.items() if p.endswith((".html", ".css"))}
    if sum(first.values()) > ROUND_TRIP:
        message = (
            f"the home page and its styles weigh {_kb(sum(first.values()))}: "
            f"more than the {_kb(ROUND_TRIP)} that arrive at once"
        )
        hint = _heaviest(Load(load.page, first, {}), False)
        yield Problem("second-round-trip", message, Place(f"output/{load.page.path}"), hint)


def _heaviest(load: Load, pictures: bool) -> str:
    parts = load.text | load.pictures if pictures else load.text
    heaviest = sorted(parts.items(), key=lambda part: (-part[1], part[0]))[:3]
    return "the heaviest: " + ", ".join(f"{path} ({_kb(size)})" for path, size in heaviest)


def _kb(size: int) -> str:
    return f"{size / KILOBYTE:.1f} KB".replace(".0 ", " ")
