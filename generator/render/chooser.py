"""The Mastodon chooser: what it holds when it is opened without a message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.kit.messages import compose, hashtags_of, wording
from generator.kit.networks import NETWORKS
from generator.render.embeds import home
from generator.render.share import Sharing
from generator.render.speech import Speech


def chooser_tools(speech: Speech) -> dict[str, Callable[..., Any]]:
    """`opening_words()`: what the chooser begins with."""
    return {"opening_words": lambda: opening_words(speech)}


def opening_words(speech: Speech) -> str:
    """The campaign's first message for Mastodon, else its name; with hashtags and link."""
    campaign, code = speech.book.site.campaign, speech.language.code
    messages = speech.book.entries("message")
    if not messages:
        words, tags = speech.plain(campaign.title), campaign.hashtags_in(code)
        link = home(speech.book, code)
    else:
        first = messages[0]
        words, _ = wording(first, "mastodon", code)
        tags = hashtags_of(first, campaign, code)
        link = Sharing(speech).link_of(first)
    return compose(words, tags, link, NETWORKS["mastodon"]).message
