"""oEmbed answers: what a network tells of a post to those who want to show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.kinds.permalink import recognise as recognise_address
from generator.ledger.imports.accounts import handle_of
from generator.ledger.imports.node import Node
from generator.ledger.imports.snippet import read_page
from generator.ledger.imports.words import plain
from generator.ledger.record import Attachment, Found

# oembed.com, 2.3.4; what each network fills in was read in its own documentation (2025-11).
_TYPES = ("rich", "video", "photo", "link")
_PROVIDERS = {
    "twitter": "x",
    "x": "x",
    "bluesky social": "bluesky",
    "facebook": "facebook",
    "instagram": "instagram",
    "mastodon": "mastodon",
    "reddit": "reddit",
    "telegram": "telegram",
    "threads": "threads",
    "tiktok": "tiktok",
    "youtube": "youtube",
}
# Where the title is what the author wrote; elsewhere it is a phrase such as "New post by Amina".
_TITLE_IS_WORDS = ("youtube", "tiktok", "reddit", "instagram")


def recognise(value: object) -> bool:
    if not isinstance(value, dict) or value.get("type") not in _TYPES:
        return False
    return any(name in value for name in ("version", "provider_name", "html"))


def read(node: Node) -> Iterator[Found]:
    """The post: the answer's own words win over those in its snippet of HTML."""
    inside = next(iter(read_page(node.of(node.text("html")))), Found(network=""))
    is_photo = node.text("type") == "photo"
    url = inside.url if is_photo else node.text("url") or inside.url
    link = recognise_address(url)
    provider = _PROVIDERS.get(node.text("provider_name").strip().lower(), "")
    network = (link.network if link else "") or inside.network or provider
    title = plain(node.text("title")) if network in _TITLE_IS_WORDS else ""
    yield replace(
        inside,
        network=network or "other",
        url=url,
        handle=_handle(node, network) or inside.handle,
        name=node.text("author_name") or inside.name,
        text=title or inside.text,
        attachments=(Attachment(node.text("url")),) if is_photo else inside.attachments,
        place=node.place,
    )


def _handle(node: Node, network: str) -> str:
    """By the address of the account; TikTok and Mastodon's kin tell it in full there."""
    return handle_of(node.text("author_url")) if network else ""
