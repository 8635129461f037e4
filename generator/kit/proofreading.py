"""The words that a campaign asks people to pass on, read like code before anybody sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.kinds.campaign import Campaign
from generator.kinds.message import Message
from generator.kinds.share import ShareNetwork
from generator.kinds.text import Text
from generator.kit.counting import count
from generator.kit.hashtag_slips import tag_slip
from generator.kit.messages import Composed, compose, hashtags_of, wording
from generator.kit.networks import NETWORKS
from generator.kit.slips import slips
from generator.kit.titles import long_titles
from generator.model import Entry, Loc, Places, Site
from generator.problems import Place, Problem

# (language, page as a writer names it, '' for the front page) → its public address, or ''.
Links = Callable[[str, str], str]

# More text messages than this for one text cost people money, and arrive in the wrong order.
_MOST_PARTS = 2

# The texts of an action that visitors copy or send under their own names.
_SPOKEN = ("message", "what", "subject", "body")


@dataclass(frozen=True, slots=True)
class _Wording:
    """A text that is composed for a network: the way to it, and what goes with it."""

    network: ShareNetwork
    language: str
    loc: Loc
    words: str
    hashtags: tuple[str, ...]
    page: str


def check_messages(site: Site, links: Links) -> list[Problem]:
    """Every text that is passed on, proofread, and measured for the networks that are offered."""
    problems: list[Problem] = []
    for entry in site.entries.get("message", {}).values():
        problems += check_message(entry, site, links)
    known = known_hashtags(site.campaign)
    for entry in site.entries.get("action", {}).values():
        for name in _SPOKEN:
            problems += _each_wording(getattr(entry.value, name), entry.places, (name,), known)
    problems += _check_pages(site, links)
    told = (oversize(*one) for one in long_titles(site, links))
    return problems + [problem for problem in told if problem]


def check_message(entry: Entry, site: Site, links: Links) -> list[Problem]:
    """One message: its words in every language, its own words for networks, its hashtags."""
    message, places = entry.value, entry.places
    known = known_hashtags(site.campaign)
    problems = _each_wording(message.text, places, ("text",), known)
    for network, text in message.networks.items():
        problems += _each_wording(text, places, ("networks", network), known)
    problems += _each_tag(message.hashtags, places, ("hashtags",), known)
    seen: set[tuple[ShareNetwork, Loc]] = set()
    for _, one in sorted(_wordings(message, site), key=lambda found: found[0]):
        if (one.network, one.loc) not in seen:
            seen.add((one.network, one.loc))
            own = f"{{{one.language}: …}}" if len(site.languages) > 1 else "…"
            key = f"networks: {{{one.network}: {own}}}"
            problems += _measured(one, links, places, f"the message '{entry.id}'", key)
    return problems


def check_hashtags(campaign: Campaign, places: Places) -> list[Problem]:
    """The campaign's own hashtags, each in itself: everywhere else these are taken to be right."""
    return [
        problem
        for code, tags in campaign.hashtags.items()
        for problem in _each_tag(tags, places, ("hashtags", code), ())
    ]


def _each_tag(
    tags: tuple[str, ...], places: Places, loc: Loc, known: tuple[str, ...]
) -> Iterator[Problem]:
    for number, tag in enumerate(tags):
        wrong = tag_slip(tag, known)
        if wrong:
            code, message, hint = wrong
            yield Problem(code, message, places.value(*loc, number), hint)


def proofread(
    text: str, language: str, places: Places, loc: Loc, known: tuple[str, ...] = ()
) -> list[Problem]:
    """What goes wrong unseen in a text, which stands at `loc`.

    `known` are the campaign's own hashtags, without '#'.
    """
    return [
        Problem(
            slip.code, slip.message, spot(places, loc, text, slip.start, slip.length), slip.hint
        )
        for slip in slips(text, language, known)
    ]


def spot(places: Places, loc: Loc, text: str, start: int, length: int = 1) -> Place:
    """The place of a character of a text, if the text stands in one line as it is; else its own."""
    place = places.value(*loc)
    quote = (place.length - len(text)) // 2
    if place.length not in (len(text), len(text) + 2) or len(text) < 2:
        return place
    return Place(place.path, place.line, place.column + quote + start, length)


def oversize(made: Composed, what: str, place: Place, key: str = "") -> Problem | None:
    """What is wrong with a composed message's length; `key` is where words for it alone may go."""
    count_, network = made.count, NETWORKS[made.network]
    shorter = f", or write fewer words for it under '{key}'" if key else ""
    if count_.parts > _MOST_PARTS:
        message = f"{what} takes {count_.parts} text messages: {_parts_of(made)}"
        return Problem("many-sms", message, place, f"cut it{shorter}")
    if not count_.over:
        return None
    unit = "bytes" if count_.unit == "bytes" else "characters as it counts them"
    message = (
        f"{what} is too long for '{network.id}' by {count_.over:,}: "
        f"{count_.used:,} {unit}, and {count_.limit:,} fit"
    )
    hint = f"{_parts_of(made)}; cut it{shorter}"
    return Problem("message-too-long", message, place, hint)


def _parts_of(made: Composed) -> str:
    """How much of a message is words, hashtags and link, by the network's own rule."""
    tags = made.text.removeprefix(made.words).strip()
    link = made.message.removeprefix(made.text).strip()
    parts = {"the words have": made.words, "the hashtags": tags, "the link": link}
    network = NETWORKS[made.network]
    told = [f"{name} {count(text, network).used:,}" for name, text in parts.items() if text]
    return ", ".join(told)


def _wordings(message: Message, site: Site) -> Iterator[tuple[bool, _Wording]]:
    """The text for each language and network, those in the language itself before stand-ins."""
    for language in site.languages:
        tags = hashtags_of(message, site.campaign, language)
        for network in site.campaign.share.networks_in(language):
            words, code = wording(message, network, language)
            own = message.networks.get(network)
            said = own is not None and code in own.words
            loc: Loc = ("networks", network, code) if said else ("text", code)
            yield code != language, _Wording(network, language, loc, words, tags, message.page)


def _measured(
    one: _Wording, links: Links, places: Places, what: str, key: str = ""
) -> list[Problem]:
    network = NETWORKS[one.network]
    if network.prefills == "title":
        # It is passed on under the page's title there, and the message is not.
        return []
    made = compose(one.words, one.hashtags, links(one.language, one.page), network)
    problem = oversize(made, what, places.value(*one.loc), key)
    return [problem] if problem else []


def _each_wording(
    text: Text | None, places: Places, loc: Loc, known: tuple[str, ...]
) -> list[Problem]:
    return [
        problem
        for code, words in (text.words.items() if text else ())
        for problem in proofread(words, code, places, (*loc, code), known)
    ]


def _check_pages(site: Site, links: Links) -> list[Problem]:
    """The words with which a page is passed on, as its front matter has them."""
    problems: list[Problem] = []
    known = known_hashtags(site.campaign)
    for (language, key), page in site.pages.items():
        text = page.front.share
        if not text:
            continue
        problems += _each_wording(text, page.places, ("share",), known)
        words, code = text.choose(language)
        tags = site.campaign.hashtags_in(language)
        for network in site.campaign.share.networks_in(language):
            one = _Wording(network, language, ("share", code), words, tags, key)
            problems += _measured(one, links, page.places, "'share' of this page")
    return problems


def known_hashtags(campaign: Campaign) -> tuple[str, ...]:
    """The campaign's own hashtags in all languages, each once, without '#'."""
    return tuple(dict.fromkeys(tag for tags in campaign.hashtags.values() for tag in tags))
