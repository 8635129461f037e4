"""Where each network tells programs of a single post, without a key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from generator.kinds.permalink import Permalink

JSON = "application/json"
HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address to ask, and the sites, with all below them, to which it may lead on."""

    url: str
    sites: tuple[str, ...]
    accept: str

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


@dataclass(frozen=True, slots=True)
class _Row:
    """`url` is filled with the parts of a permalink whose canonical address matches `fits`."""

    url: str
    sites: tuple[str, ...] = ()
    fits: str = ""
    accept: str = JSON


_BLUESKY = "https://public.api.bsky.app/xrpc"
RESOLVE = _BLUESKY + "/com.atproto.identity.resolveHandle?handle={handle}"

# oEmbed as in oembed.com/providers.json; docs.bsky.app, docs.joinmastodon.org/methods/statuses and
# core.telegram.org/widgets/post. Facebook, Instagram and Threads want a key of a registered app.
_ROWS: dict[str, _Row] = {
    "x": _Row(
        "https://publish.twitter.com/oembed?omit_script=1&dnt=1&url={status}",
        ("twitter.com", "x.com"),
    ),
    "bluesky": _Row(
        _BLUESKY + "/app.bsky.feed.getPosts?uris=at%3A%2F%2F{who}%2Fapp.bsky.feed.post%2F{id}",
        ("bsky.app",),
    ),
    "mastodon": _Row("https://{scope}/api/v1/statuses/{id}"),
    "reddit": _Row("https://www.reddit.com/oembed?url={page}", ("reddit.com",), "/comments/"),
    "tiktok": _Row("https://www.tiktok.com/oembed?url={page}", ("tiktok.com",), r"/@[^/]*/\w+/\d+"),
    "youtube": _Row(
        "https://www.youtube.com/oembed?format=json&url={page}",
        ("youtube.com",),
        r"watch\?v=[\w-]+\Z",
    ),
    "telegram": _Row(
        "https://t.me/{scope}/{id}?embed=1", ("t.me",), r"t\.me/\w+/\d+\Z", accept=HTML
    ),
}


def endpoint(link: Permalink) -> Endpoint | None:
    """Where to ask for a post, or None where nobody tells programs of it."""
    row = _ROWS.get(link.network)
    if row is None or not re.search(row.fits, link.canonical):
        return None
    parts = {
        "id": quote(link.id, safe=""),
        "scope": link.scope,
        "who": quote(link.handle.removeprefix("@"), safe=""),
        "page": quote(link.canonical, safe=""),
        # X takes any word for the name where the address has none.
        "status": quote(f"https://twitter.com/{link.handle[1:] or 'i'}/status/{link.id}", safe=""),
    }
    return Endpoint(row.url.format_map(parts), row.sites, row.accept)
