"""Messages as they are passed on: words, then hashtags, then the link, for each network."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.kinds.campaign import Campaign
from generator.kinds.message import Message
from generator.kinds.share import ShareNetwork
from generator.kit.counting import Count, count
from generator.kit.hashtags import hashtags_in
from generator.kit.networks import NETWORKS, Network, Sharing, address


@dataclass(frozen=True, slots=True)
class Composed:
    """A message for one network.

    `text` is `words` and hashtags, `message` also has the link; `title` is what the networks get
    that take a title and no text. `address` is '' where no address opens a post.
    """

    network: ShareNetwork
    words: str
    text: str
    message: str
    title: str
    address: str

    @property
    def count(self) -> Count:
        """The length of what is posted, link and hashtags included, as the network counts it."""
        network = NETWORKS[self.network]
        return count(self.title if network.prefills == "title" else self.message, network)


def compose(
    words: str,
    hashtags: tuple[str, ...],
    link: str,
    network: Network,
    chooser: str = "",
    title: str = "",
) -> Composed:
    """Put a message together; `hashtags` are without '#', and nothing is said twice.

    Without a `title` the words serve. A network that takes few hashtags gets the first ones.
    """
    words = words.strip()
    text = "\n".join(filter(None, (words, _tag_line(words, hashtags, network))))
    told = bool(link) and _holds(words, link)
    sharing = Sharing(text, "" if told else link, title or " ".join(words.split()))
    opening = sharing
    if told and network.prefills != "text":
        opening = Sharing(text, link, sharing.title)
    return Composed(
        network.id,
        words,
        text,
        sharing.message,
        sharing.title,
        address(network, opening, chooser),
    )


def wording(message: Message, network: ShareNetwork, language: str) -> tuple[str, str]:
    """The words of a message for a network and the language that they are in.

    Words in the right language come before words for the right network.
    """
    own = message.networks.get(network)
    return next(
        (text.words[code], code)
        for code in (language, message.text.default, *message.text.words)
        for text in (own, message.text)
        if text is not None and code in text.words
    )


def hashtags_of(message: Message, campaign: Campaign, language: str) -> tuple[str, ...]:
    """The hashtags that go with a message: its own, or else the campaign's."""
    return message.hashtags or campaign.hashtags_in(language)


def _tag_line(words: str, hashtags: tuple[str, ...], network: Network) -> str:
    said = {tag.word.casefold() for tag in hashtags_in(words)}
    room = None if network.hashtags is None else max(0, network.hashtags - len(said))
    new = {tag.casefold(): tag for tag in reversed(hashtags) if tag.casefold() not in said}
    return " ".join(f"#{tag}" for tag in list(reversed(new.values()))[:room])


def _holds(words: str, link: str) -> bool:
    """Whether the link stands in the words as itself, and not as the beginning of a longer one."""
    return re.search(re.escape(link) + r"(?![\w/?#&=%-])", words) is not None
