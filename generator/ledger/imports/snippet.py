"""Embedded posts in HTML: a saved snippet, or a whole saved page that holds several."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from generator.check.scan import START
from generator.kinds.permalink import recognise as recognise_address
from generator.ledger.imports.accounts import handle_of
from generator.ledger.imports.embeds import Embed, embeds, links
from generator.ledger.imports.node import Node
from generator.ledger.imports.opening import Lines
from generator.ledger.imports.words import scan, words_of
from generator.ledger.record import Attachment, Found

# — Amina Example (@amina) April 30, 2016
_BY = re.compile(r"\s*[—–-]?\s*(?P<name>.*)\( ?(?P<handle>@[\w.-]+) ?\)")
_PICTURE = re.compile(r"(?:https?://)?pic\.(?:twitter|x)\.com/(\w{1,40})\Z", re.ASCII)
_NO_WORDS = re.compile(r"\[image or embed\]\Z")
_SHARED_BY = re.compile(r"\b(?:shared|posted) by (?P<name>[^()]{0,200})\((?P<handle>@[\w.]+)\)")


def recognise(value: object) -> bool:
    return isinstance(value, str) and next(embeds(scan(value)), None) is not None


def read(node: Node) -> Iterator[Found]:
    return read_page(node)


def read_page(node: Node) -> Iterator[Found]:
    """Every embedded post of a page that is the node's value."""
    html = node.value if isinstance(node.value, str) else ""
    lines = Lines(node.place.path, html)
    for embed in embeds(scan(html)):
        found = _READERS.get(embed.network, _by_address)(embed)
        place = node.place if node.place.line else lines.place(embed.offset)
        if found.url or found.text:
            yield replace(found, place=place)


def _by_address(embed: Embed) -> Found:
    """What the address tells, which is all that most snippets have."""
    url = next((a for a in _addresses(embed) if recognise_address(a)), "")
    return Found(network=embed.network, url=url or embed.attrs.get("data-href", ""))


def _addresses(embed: Embed) -> Iterator[str]:
    """Where the post may be, surest first."""
    attrs = embed.attrs
    for name in (
        "data-bluesky-uri",
        "data-instgrm-permalink",
        "data-text-post-permalink",
        "data-href",
        "cite",
    ):
        yield attrs.get(name, "")
    yield attrs.get("data-embed-url", attrs.get("src", "")).removesuffix("/embed")
    yield f"https://t.me/{attrs.get('data-telegram-post', '')}"
    yield from (given.get("href", "") for given, _ in reversed(links(embed.tail)))
    yield from (given.get("href", "") for given, _ in links(embed.tokens))
    yield f"https://twitter.com/i/web/status/{attrs.get('data-tweet-id', '')}"


def _signed(embed: Embed) -> Found:
    """Words in paragraphs, then name, handle and day: as X and Bluesky write them."""
    found = _by_address(embed)
    by = _BY.match(words_of(embed.tail))
    words = words_of(embed.said)
    picture = _PICTURE.search(words)
    shown = (Attachment(f"https://pic.twitter.com/{picture[1]}"),) if picture else ()
    return replace(
        found,
        url=_named(found.url, by["handle"] if by else ""),
        handle=by["handle"] if by else "",
        name=by["name"].strip() if by else "",
        text=_NO_WORDS.sub("", _PICTURE.sub("", words)),
        lang=next((t[2].get("lang", "") for t in embed.said if t[:2] == (START, "p")), ""),
        posted=_day(embed, found.url),
        attachments=shown,
    )


def _named(url: str, handle: str) -> str:
    """The address with the account's name, where it has but the account's number."""
    link = recognise_address(url)
    if link and handle and link.handle.startswith("did:"):
        return url.replace(link.handle, handle.removeprefix("@"), 1)
    return url


def _day(embed: Embed, url: str) -> str:
    """When, by the link to the post: to the second in old snippets, else the day in words."""
    link = recognise_address(url)
    for given, words in reversed(links(embed.tail)):
        other = recognise_address(given.get("href", ""))
        if link and other and other.key == link.key:
            return given.get("data-datetime") or words
    return ""


def _instagram(embed: Embed) -> Found:
    times = [token[2].get("datetime", "") for token in embed.tokens if token[1] == "time"]
    by = _SHARED_BY.search(words_of(embed.tokens))
    return replace(
        _by_address(embed),
        handle=by["handle"] if by else "",
        name=by["name"].strip() if by else "",
        posted=next((time for time in times if time), ""),
    )


def _tiktok(embed: Embed) -> Found:
    """Words between the account's name and the title of the sound."""
    inside = links(embed.tokens)
    words = words_of(embed.tokens)
    for given, shown in inside:
        if handle_of(given.get("href", "").partition("?")[0]) == shown.strip():
            words = words.removeprefix(shown).lstrip()
    if inside and "/music/" in inside[-1][0].get("href", ""):
        words = words.removesuffix(inside[-1][1]).rstrip()
    return replace(_by_address(embed), text=words)


def _facebook(embed: Embed) -> Found:
    people = links(embed.tail)
    day = people[-1][1] if len(people) > 1 else ""
    handle = handle_of(people[0][0].get("href", "")) if len(people) > 1 else ""
    name = people[0][1] if len(people) > 1 else ""
    found = _by_address(embed)
    return replace(found, text=words_of(embed.said), handle=handle, name=name, posted=day)


def _reddit(embed: Embed) -> Found:
    inside = links(embed.tokens)
    people = (handle_of(given.get("href", "")) for given, _ in inside)
    title = inside[0][1] if inside and recognise_address(inside[0][0].get("href", "")) else ""
    return replace(_by_address(embed), text=title, handle=next(filter(None, people), ""))


_READERS: dict[str, Callable[[Embed], Found]] = {
    "x": _signed,
    "bluesky": _signed,
    "instagram": _instagram,
    "tiktok": _tiktok,
    "facebook": _facebook,
    "reddit": _reddit,
}
