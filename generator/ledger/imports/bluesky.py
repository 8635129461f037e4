"""Posts as Bluesky's answers hold them, and bare records of a repository."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ledger.imports.node import Node
from generator.ledger.imports.words import written_out
from generator.ledger.record import Attachment, Found

# docs.bsky.app, app.bsky.feed.defs, app.bsky.feed.post, app.bsky.richtext.facet (2025-11).
_POST = "app.bsky.feed.post"
_LINK = "app.bsky.richtext.facet#link"
_URI = re.compile(rf"at://([^/?#\s]+)/{re.escape(_POST)}/([^/?#\s]+)")
_LISTS = ("posts", "feed", "records")
_LOGGED_IN_ONLY = "!no-unauthenticated"


def recognise(value: object) -> bool:
    return any(_is_post(one) for one in _nearest(value))


def _nearest(value: object) -> Iterator[dict[str, object]]:
    """The objects among which an answer has its posts: itself, its lists, the top of a thread."""
    if not isinstance(value, dict):
        return
    lists = (items for name in _LISTS if isinstance(items := value.get(name), list))
    thread = value.get("thread")
    for one in (value, thread, *(item for items in lists for item in items)):
        if isinstance(one, dict):
            yield one
            if isinstance(post := one.get("post"), dict):
                yield post


def _is_post(value: dict[str, object]) -> bool:
    uri = value.get("uri")
    is_ours = isinstance(uri, str) and _URI.fullmatch(uri) is not None
    return value.get("$type") == _POST or (is_ours and ("record" in value or "value" in value))


def read(node: Node) -> Iterator[Found]:
    """Every post of an answer; of a thread the one asked for first, then those before and after."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if _is_post(dict(one.fields)):
            yield _post(one)
            continue
        if one.at("reason").text("$type").endswith("reasonRepost"):
            one.tell("import-shared", "a repost of somebody else's words is left out")
            continue
        inner = [one.at(name) for name in ("thread", "post", "parent")]
        inner += (i for name in (*_LISTS, "replies") for i in one.each(name))
        waiting += [item for item in reversed(inner) if item.fields]


def _post(node: Node) -> Found:
    record = next((node.at(n) for n in ("record", "value") if node.has(n)), node)
    author = node.at("author")
    uri = _URI.fullmatch(node.text("uri"))
    handle = author.text("handle") or (uri[1] if uri and not uri[1].startswith("did:") else "")
    if handle == "handle.invalid":  # the account's name leads nowhere at the moment
        handle = ""
    if any(label.text("val") == _LOGGED_IN_ONLY for label in author.each("labels")):
        node.tell("import-private", "the author shows posts only to people who are logged in")
    return Found(
        network="bluesky",
        url=f"https://bsky.app/profile/{handle or uri[1]}/post/{uri[2]}" if uri else "",
        handle=f"@{handle}" if handle else "",
        name=author.text("displayName"),
        text=_words(record),
        posted=record.text("createdAt") or node.text("indexedAt"),
        lang=_language(record),
        attachments=tuple(_attachments(node.at("embed")))
        or tuple(_attachments(record.at("embed"))),
        place=node.place,
    )


def _language(record: Node) -> str:
    """The language, where the author named exactly one."""
    langs = record.fields.get("langs")
    one = langs[0] if isinstance(langs, list) and len(langs) == 1 else ""
    return one if isinstance(one, str) else ""


def _words(record: Node) -> str:
    """The words, with the addresses that are shown shortened in full.

    The offsets of facets count bytes of UTF-8. One that fits no words is left alone.
    """
    data = record.text("text").encode("utf-8", "surrogatepass")
    links = [(*_span(facet), facet) for facet in record.each("facets")]
    parts: list[bytes] = []
    after = 0
    for start, end, facet in sorted(links, key=lambda link: link[0]):
        addresses = [f.text("uri") for f in facet.each("features") if f.text("$type") == _LINK]
        if addresses and after <= start < end <= len(data):
            full = written_out(data[start:end].decode("utf-8", "replace"), addresses[0])
            parts += [data[after:start], full.encode("utf-8", "surrogatepass")]
            after = end
    # An offset amid a letter breaks it; what is broken is cleaned, and told.
    return b"".join([*parts, data[after:]]).decode("utf-8", "replace")


def _span(facet: Node) -> tuple[int, int]:
    index = facet.at("index")
    start, end = index.number("byteStart"), index.number("byteEnd")
    return (-1 if start is None else start), (-1 if end is None else end)


def _attachments(embed: Node) -> Iterator[Attachment]:
    media = embed.at("media") if embed.has("media") else embed
    for image in media.each("images"):
        yield Attachment(image.text("fullsize", "thumb"), image.text("alt"))
    if media.has("playlist") or media.has("video"):
        yield Attachment(media.text("playlist"), media.text("alt"))
