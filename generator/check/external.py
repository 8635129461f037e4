"""Links to other sites, asked after over the network: only when somebody wants it."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from generator.check.connection import SAFE, uses_proxy
from generator.check.finished import pages
from generator.check.parsed import Parsed
from generator.check.visit import Answer, State, Visitor
from generator.model import Output
from generator.problems import Place, Problem

_AT_ONCE = 4

# What share links have in common: they carry the address of the page that is shared.
_CARRIED = re.compile(r"(?i)https?(?::|%3a)")

_CODES = {
    State.DEAD: "link-dead",
    State.BLOCKED: "link-blocked",
    State.UNSURE: "link-unsure",
}


@dataclass(frozen=True, slots=True)
class _Link:
    """An address with the first place where it stands, and the number of pages that have it."""

    url: str
    place: Place
    pages: int


def check_external(
    outputs: Sequence[Output],
    *,
    allow_local: bool = False,
    timeout: float = 10.0,
    pause: float = 0.5,
) -> list[Problem]:
    """What is wrong with the links to other sites.

    `timeout` is in seconds for each step, `pause` between two questions to one host; `allow_local`
    lets tests ask their own machine.
    """
    links = _links(pages(outputs))
    if links and not allow_local and uses_proxy():
        # A proxy may be there to hide who asks, and we would go past it.
        message = "the links to other sites were not asked after, as this machine uses a proxy"
        return [Problem("link-unsure", message, Place("output"), "switch it off to ask directly")]
    hosts: dict[str, list[_Link]] = defaultdict(list)
    for link in links:
        hosts[_host(link.url)].append(link)
    visitor = Visitor(timeout, 3 * timeout, allow_local)
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        asked = threads.map(lambda own: list(_ask(visitor, own, pause)), hosts.values())
        answers = [pair for own in asked for pair in own]
    if answers and all(answer.unknown_host for _, answer in answers):
        message = "no host of any link to other sites could be found"
        return [Problem("link-unsure", message, Place("output"), "is this machine online?")]
    found = [_problem(link, answer) for link, answer in answers if answer.state in _CODES]
    return sorted(found, key=lambda problem: problem.sort_key)


def _links(parsed: Mapping[str, Parsed]) -> list[_Link]:
    """Every address outside the site that a reader may follow, each once."""
    own = _own_address(parsed)
    places: dict[str, list[Place]] = defaultdict(list)
    for path in sorted(parsed):
        page = parsed[path]
        for url, offset in _outward(page):
            if not (own and url.startswith(own)):
                places[_asked(url)].append(page.place(offset))
    return [_Link(url, at[0], len({place.path for place in at})) for url, at in places.items()]


def _outward(page: Parsed) -> Iterator[tuple[str, int]]:
    for url, element, _, fetched in page.references:
        if not fetched and element.tag != "link" and url.lower().startswith(("http:", "https:")):
            yield url, element.offset


def _own_address(parsed: Mapping[str, Parsed]) -> str:
    """Where the site itself will stand, as its home page says: perhaps nobody answers there yet."""
    home = parsed.get("index.html")
    links = home.all("link") if home else ()
    return next((e.attrs.get("href", "") for e in links if e.attrs.get("rel") == "canonical"), "")


def _asked(url: str) -> str:
    """What is asked for a link: a share link is asked once, and not for every page."""
    url = url.partition("#")[0]
    path, _, query = url.partition("?")
    return path if _CARRIED.search(query) else url


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _ask(visitor: Visitor, links: list[_Link], pause: float) -> Iterator[tuple[_Link, Answer]]:
    """Asks one host after its links, one by one, until an answer holds for all the others."""
    answer: Answer | None = None
    for link in links:
        if answer is None or not answer.for_host:
            if answer is not None:
                time.sleep(pause)
            answer = visitor.ask(link.url)
        yield link, answer


def _problem(link: _Link, answer: Answer) -> Problem:
    also = f" (on {link.pages:,} pages)" if link.pages > 1 else ""
    message = f"'{link.url}'{also}: {answer.why}"
    copies = f"https://web.archive.org/web/*/{quote(link.url, safe=SAFE)}"
    hints = {
        State.DEAD: f"take the link out, or link to a copy; {copies} lists them",
        State.BLOCKED: "open it in a browser now and then: programs are not told",
        State.UNSURE: "ask again later, or open it in a browser",
    }
    return Problem(_CODES[answer.state], message, link.place, hints[answer.state])
