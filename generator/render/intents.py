"""The networks' own forms with words and links filled in, as fast as every page needs it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from generator.kinds.share import ShareNetwork
from generator.kit.fitting import fits, fits_all
from generator.kit.hashtags import SIGNS
from generator.kit.messages import Composed, compose
from generator.kit.networks import NETWORKS, Network, Sharing, pattern


@dataclass(frozen=True, slots=True)
class ShareLink:
    """A network's own form with everything filled in; `app` says that an app must be installed."""

    network: ShareNetwork
    href: str
    pattern: str
    app: bool


class Intents:
    """The forms of one language's networks; `chooser` is where a Mastodon server is chosen."""

    def __init__(self, networks: tuple[ShareNetwork, ...], chooser: str) -> None:
        # Without the page that asks for a server, there is no way to Mastodon.
        self.networks = tuple(name for name in networks if chooser or name != "mastodon")
        self.chooser = chooser
        # Those that no address opens.
        self.helped = tuple(name for name in self.networks if not NETWORKS[name].pattern)
        self._patterns = self._forms(Sharing("text", "link", "title"))
        self._linkless = self._forms(Sharing("text", "", "title"))
        limits = (n.limits for n, _ in self._patterns if not n.helped and n.rule != "sms")
        self._least = min((one.most for each in limits for one in each), default=1_000)

    def _forms(self, sharing: Sharing) -> list[tuple[Network, str]]:
        """The networks that open with what there is, each with its pattern."""
        networks = (NETWORKS[name] for name in self.networks)
        forms = ((network, pattern(network, sharing, self.chooser)) for network in networks)
        return [(network, found) for network, found in forms if found]

    def of(self, words: str, hashtags: tuple[str, ...], link: str, title: str) -> list[ShareLink]:
        """A link for each network that takes the words, the same as `compose` makes for it.

        Words and title are given; without a link there are those that open without one. A network
        that has no room for hashtags gets none.
        """
        # Every text holds '', so that without a link nothing is plain.
        plain = _is_plain(words) and link not in words
        short = self._short(words, hashtags, link, title)
        given = quote(words, safe=""), quote(link, safe=""), quote(title, safe="")
        made = []
        for network, found in self._patterns if link else self._linkless:
            tags = hashtags if short else _room(words, hashtags, link, title, network)
            if tags is None:
                continue
            if plain:
                href = self._filled(network, found, tags, given)
            else:
                href = compose(words, tags, link, network, self.chooser, title).address
            made.append(ShareLink(network.id, href, found, network.app))
        return made

    def everywhere(self, words: str, hashtags: tuple[str, ...], link: str, title: str) -> bool:
        """Whether every network takes the words with hashtags and link, or the title."""
        return self._short(words, hashtags, link, title) or all(
            fits(_posted(words, hashtags, link, title, network), link, network)
            for network, _ in self._patterns
        )

    def _short(self, words: str, hashtags: tuple[str, ...], link: str, title: str) -> bool:
        """Whether it fits everywhere by far, as most does."""
        tags = " #".join(("", *hashtags))
        return len(title) <= self._least and fits_all(words + tags, link, self._least)

    def composed(self, made: Iterator[Composed]) -> Iterator[ShareLink]:
        """Links to what was composed, where anything opens."""
        patterns = {network.id: found for network, found in self._patterns}
        for one in made:
            network = NETWORKS[one.network]
            said = one.title if network.prefills == "title" else one.message
            if one.address and fits(said, "", network):
                yield ShareLink(one.network, one.address, patterns[one.network], network.app)

    @staticmethod
    def _filled(
        network: Network, found: str, hashtags: tuple[str, ...], given: tuple[str, str, str]
    ) -> str:
        """Values are percent-encoded, so that no brace of theirs is taken for a placeholder."""
        words, link, title = given
        text = words + _coded_tail(hashtags, network.hashtags)
        message = f"{text}%0A{link}"
        if found.startswith("mailto:"):
            message = message.replace("%0A", "%0D%0A")
        filled = found.replace("{text}", text).replace("{message}", message)
        return filled.replace("{link}", link).replace("{title}", title)


def _room(
    words: str, hashtags: tuple[str, ...], link: str, title: str, network: Network
) -> tuple[str, ...] | None:
    """The hashtags, or none where they do not fit; None if the words do not fit by themselves."""
    for tags in (hashtags, ()):
        if fits(_posted(words, tags, link, title, network), link, network):
            return tags
    return None


def _posted(words: str, hashtags: tuple[str, ...], link: str, title: str, network: Network) -> str:
    """What a network counts besides the link."""
    if network.prefills == "title":
        return title
    if _is_plain(words):
        return words + _tail(hashtags, network.hashtags)
    return compose(words, hashtags, link, network).text


def with_hashtags(words: str, hashtags: tuple[str, ...]) -> str:
    """The words as they stand where nothing limits the number of hashtags."""
    if _is_plain(words):
        return words + _tail(hashtags, None)
    return compose(words, hashtags, "", NETWORKS["whatsapp"]).text


def _is_plain(words: str) -> bool:
    return not any(sign in words for sign in SIGNS)


@lru_cache
def _tail(hashtags: tuple[str, ...], room: int | None) -> str:
    """The hashtags as they stand behind words that have none."""
    network = next(one for one in NETWORKS.values() if one.hashtags == room)
    return compose("x", hashtags, "", network).text.removeprefix("x")


@lru_cache
def _coded_tail(hashtags: tuple[str, ...], room: int | None) -> str:
    """The same in an address; nearly all links of a site have the campaign's own hashtags."""
    return quote(_tail(hashtags, room), safe="")
