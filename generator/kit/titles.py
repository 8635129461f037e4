"""Titles under which pages and records are passed on, measured for the networks on offer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.kinds.figure import Figure
from generator.kinds.text import Text
from generator.kinds.timeline import Timeline
from generator.kit.fitting import fits
from generator.kit.messages import Composed, compose
from generator.kit.networks import NETWORKS
from generator.model import Entry, Loc, Site
from generator.problems import Place

# Shorter titles fit everywhere, even if all their words are addresses.
_SHORT = 50

# Where the kinds that are passed on have what they are called by. Quotations go by a name and a
# day, which are never long.
_NAMED: Mapping[str, str] = {"action": "title", "statement": "who", "timeline": "title"}


def long_titles(
    site: Site, links: Callable[[str, str], str]
) -> Iterator[tuple[Composed, str, Place, str]]:
    """Titles that do not fit even without hashtags: as composed, what they are, where, and the key.

    The key is that of other words for it, if there can be any.
    """
    if site.campaign.ended:
        return
    led = {entry.value.page for entry in site.entries.get("message", {}).values()}
    for (language, key), page in site.pages.items():
        has_words = bool(page.front.share) or key in led
        for made in _long(page.title, language, key, site, links):
            if NETWORKS[made.network].prefills == "title":
                yield made, "the title of this page", page.places.value("title"), ""
            elif not has_words:
                yield made, "the title of this page", page.places.value("title"), "share: …"
    for kind, entries in site.entries.items():
        for entry in entries.values():
            yield from _long_names(kind, entry, site, links)


def _long_names(
    kind: str, entry: Entry, site: Site, links: Callable[[str, str], str]
) -> Iterator[tuple[Composed, str, Place, str]]:
    """A name that stands in for several languages is told once for a network."""
    seen = set()
    for loc, parts in _names(kind, entry):
        for language in site.languages:
            words = " ".join(part.choose(language)[0] for part in parts)
            code = parts[0].choose(language)[1]
            for made in _long(words, language, "", site, links):
                if (made.network, loc, code) not in seen:
                    seen.add((made.network, loc, code))
                    what = f"what '{entry.id}' is passed on with"
                    yield made, what, entry.places.value(*loc, code), ""


def _names(kind: str, entry: Entry) -> Iterator[tuple[Loc, list[Text]]]:
    """Where the words stand that a record is passed on with, the longest part first."""
    record = entry.value
    if kind in _NAMED:
        yield (_NAMED[kind],), [getattr(record, _NAMED[kind])]
    if isinstance(record, Timeline):
        for number, event in enumerate(record.events):
            yield ("events", number, "title"), [event.title]
    if isinstance(record, Figure):
        parts = (record.what, record.unit, record.where, record.period)
        yield ("what",), [part for part in parts if isinstance(part, Text)]


def _long(
    words: str, language: str, page: str, site: Site, links: Callable[[str, str], str]
) -> Iterator[Composed]:
    if len(words) <= _SHORT:
        return
    link = links(language, page)
    if not link:
        # Nothing is passed on by links from a site without an address.
        return
    for name in site.campaign.share.networks_in(language):
        network = NETWORKS[name]
        if not fits(words, link, network):
            there = "" if network.prefills == "title" else link
            yield compose(words, (), there, network)
