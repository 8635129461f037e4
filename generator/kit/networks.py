"""The networks: the address that opens a post on each, how it counts, and what is known of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import quote

from generator.kinds.share import ShareNetwork
from generator.kit.facts import FACTS, Fact

Prefills = Literal["text", "title", "nothing"]
Picture = Literal["preview", "square", "portrait", "story"]
Rule = Literal["weights", "mastodon", "threads", "graphemes", "characters", "utf16", "bytes", "sms"]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_PARAMETER = re.compile(r"(?<=[?&])\w+=\{(\w+)\}&?")


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` of what `rule` counts."""

    rule: Rule
    most: int


@dataclass(frozen=True, slots=True)
class Network:
    """One network.

    `pattern` holds {text} (words and hashtags), {link}, {message} (both), {title} and {chooser};
    it is empty where no address opens anything. `without_link` replaces it on a site without an
    address: None leaves the parameter out, '' means that there is nothing to open. `app` marks
    addresses that do nothing without the app. `hashtags` is how many of them a post may have, and
    `link_weight` what every link counts, whatever its length.
    """

    id: ShareNetwork
    pattern: str = ""
    without_link: str | None = None
    app: bool = False
    prefills: Prefills = "text"
    limits: tuple[Limit, ...] = ()
    link_weight: int | None = None
    hashtags: int | None = None
    picture: Picture = "preview"

    @property
    def helped(self) -> bool:
        """Whether nothing can be filled in for the visitor: copying and saving must do."""
        return self.prefills == "nothing"

    @property
    def limit(self) -> int | None:
        return self.limits[0].most if self.limits else None

    @property
    def rule(self) -> Rule | None:
        return self.limits[0].rule if self.limits else None

    @property
    def facts(self) -> tuple[Fact, ...]:
        return FACTS[self.id]


@dataclass(frozen=True, slots=True)
class Sharing:
    """What is passed on: the words with their hashtags, the address of the page, its title."""

    text: str
    link: str = ""
    title: str = ""

    @property
    def message(self) -> str:
        """All of it as one text: the link last, on a line of its own."""
        return "\n".join(part for part in (self.text, self.link) if part)


NETWORKS: Mapping[ShareNetwork, Network] = {
    network.id: network
    for network in (
        Network(
            "x",
            "https://x.com/intent/tweet?text={text}&url={link}",
            limits=(Limit("weights", 280),),
            link_weight=23,
        ),
        Network(
            "facebook",
            "https://www.facebook.com/sharer/sharer.php?u={link}",
            without_link="",
            prefills="nothing",
            limits=(Limit("utf16", 63_206),),
        ),
        Network("whatsapp", "https://wa.me/?text={message}"),
        Network(
            "telegram",
            "https://t.me/share/url?url={link}&text={text}",
            without_link="https://t.me/share/url?url={text}",
            limits=(Limit("characters", 4096),),
        ),
        Network("signal", prefills="nothing", picture="portrait"),
        Network(
            "bluesky",
            "https://bsky.app/intent/compose?text={message}",
            limits=(Limit("graphemes", 300), Limit("bytes", 3000)),
        ),
        Network(
            "mastodon",
            "{chooser}#text={message}",
            limits=(Limit("mastodon", 500),),
            link_weight=23,
        ),
        Network(
            "threads",
            "https://www.threads.com/intent/post?text={text}&url={link}",
            limits=(Limit("threads", 500),),
            hashtags=1,
        ),
        Network(
            "instagram",
            prefills="nothing",
            limits=(Limit("utf16", 2200),),
            hashtags=5,
            picture="portrait",
        ),
        Network(
            "tiktok",
            prefills="nothing",
            limits=(Limit("utf16", 2200),),
            hashtags=5,
            picture="story",
        ),
        Network(
            "linkedin",
            "https://www.linkedin.com/sharing/share-offsite/?url={link}",
            without_link="",
            prefills="nothing",
            limits=(Limit("utf16", 3000),),
        ),
        Network(
            "reddit",
            "https://www.reddit.com/submit?url={link}&title={title}",
            prefills="title",
            limits=(Limit("characters", 300),),
        ),
        Network(
            "line",
            "https://social-plugins.line.me/lineit/share?url={link}&text={text}",
            without_link="https://line.me/R/share?text={text}",
        ),
        Network(
            "vk",
            "https://vk.com/share.php?url={link}&title={title}",
            without_link="",
            prefills="title",
        ),
        Network(
            "ok",
            "https://connect.ok.ru/offer?url={link}&title={title}",
            without_link="",
            prefills="title",
        ),
        Network("viber", "viber://forward?text={message}", app=True, picture="square"),
        Network(
            "threema",
            "threema://compose?text={message}",
            app=True,
            limits=(Limit("bytes", 3500),),
            picture="square",
        ),
        Network("email", "mailto:?subject={title}&body={message}"),
        Network("sms", "sms:?&body={message}", app=True, limits=(Limit("sms", 160),)),
    )
}
assert tuple(NETWORKS) == get_args(ShareNetwork)


def pattern(network: Network, sharing: Sharing, chooser: str = "") -> str:
    """The pattern without what there is nothing to put in for; '' if it would open nothing.

    `chooser` is the address of the page that asks for the visitor's Mastodon server.
    """
    without = network.without_link
    chosen = network.pattern if sharing.link or without is None else without
    if not chooser and "{chooser}" in chosen:
        return ""
    values = _values(sharing)
    kept = _PARAMETER.sub(lambda found: found[0] if values[found[1]] else "", chosen).rstrip("?&")
    kept = kept.replace("{chooser}", chooser)
    return kept if _PLACEHOLDER.search(kept) else ""


def address(network: Network, sharing: Sharing, chooser: str = "") -> str:
    """The address that opens a post on the network, filled in as far as it can be, or ''."""
    found = pattern(network, sharing, chooser)
    values = _values(sharing)
    if found.startswith("mailto:"):
        # RFC 6068, section 5: line breaks in a body are written %0D%0A.
        values = {name: value.replace("\n", "\r\n") for name, value in values.items()}
    return _PLACEHOLDER.sub(lambda part: quote(values[part[1]], safe=""), found)


def _values(sharing: Sharing) -> dict[str, str]:
    return {
        "text": sharing.text,
        "link": sharing.link,
        "message": sharing.message,
        "title": sharing.title,
    }
