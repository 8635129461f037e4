"""Notes of ActivityPub, alone or in a Create, and outboxes such as Mastodon's own archive."""

from __future__ import annotations

from collections.abc import Iterator

from generator.kinds.permalink import recognise as recognise_address
from generator.ledger.imports.accounts import handle_of, server_of
from generator.ledger.imports.node import Node
from generator.ledger.imports.words import plain
from generator.ledger.record import Attachment, Found

# w3.org/TR/activitystreams-vocabulary, docs.joinmastodon.org/spec/activitypub (2025-11).
_POSTS = frozenset(["Note", "Question", "Article"])
_PUBLIC = frozenset(["https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"])
_LISTS = ("orderedItems", "items")


def recognise(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    lists = any(isinstance(value.get(name), list) for name in _LISTS)
    return lists or bool(_types(value) & {*_POSTS, "Create", "Announce"})


def _types(value: object) -> set[str]:
    types = value.get("type") if isinstance(value, dict) else None
    return {t for t in (types if isinstance(types, list) else [types]) if isinstance(t, str)}


def read(node: Node) -> Iterator[Found]:
    lists = [name for name in _LISTS if node.has(name)]
    for item in (i for name in lists for i in node.each(name)) if lists else [node]:
        types = _types(item.value)
        thing = item.at("object") if "Create" in types else item
        if "Announce" in types:
            item.tell("import-shared", "a boost of somebody else's words is left out")
        elif _types(thing.value) & _POSTS:
            yield _note(thing, _first(item, "actor"))


def _note(node: Node, actor: str) -> Found:
    readers = {*_texts(node, "to"), *_texts(node, "cc")}
    if readers and not readers & _PUBLIC:
        node.tell("import-private", "a post was not meant for everybody")
    url = _address(node)
    author = _author(node)
    link = recognise_address(url)
    words, lang = _content(node)
    return Found(
        network=link.network if link else "other",
        url=url,
        handle=_handle(node, author, actor, url),
        name=author.text("name"),
        text="\n\n".join(part for part in (*_headings(node), words, _options(node)) if part),
        posted=node.text("published"),
        lang=lang,
        attachments=tuple(
            Attachment(media.text("url", "href"), media.text("name", "summary"))
            for media in node.each("attachment")
        ),
        place=node.place,
    )


def _headings(node: Node) -> Iterator[str]:
    """The content warning, and the title that an article has."""
    yield plain(node.text("summary"))
    if "Article" in _types(node.value):
        yield plain(node.text("name"))


def _content(node: Node) -> tuple[str, str]:
    """The words, and their language where the note names just one."""
    content = node.text("content")
    by_language = node.at("contentMap")
    if not content:
        content = by_language.text(*by_language.fields)
    same = [tag for tag, words in by_language.fields.items() if words == content]
    return plain(content), same[0] if len(same) == 1 else ""


def _options(node: Node) -> str:
    options = [*node.each("oneOf"), *node.each("anyOf")]
    return "\n".join(f"- {plain(option.text('name'))}" for option in options)


def _texts(node: Node, name: str) -> list[str]:
    """One or several plain words under a name; objects are left out."""
    value = node.fields.get(name)
    return [v for v in (value if isinstance(value, list) else [value]) if isinstance(v, str)]


def _first(node: Node, name: str) -> str:
    return next(iter(_texts(node, name)), "")


def _address(node: Node) -> str:
    """The page of the note: the id, which is an address too, may show people nothing."""
    if page := _first(node, "url"):
        return page
    if isinstance(node.fields.get("url"), (dict, list)):
        links = [link for link in node.each("url") if link.text("href")]
        pages = [link for link in links if link.text("mediaType") in ("", "text/html")]
        if pages:
            return pages[0].text("href")
    return node.text("id")


def _author(node: Node) -> Node:
    """The author as an object; an empty one where only an address is given."""
    value = node.fields.get("attributedTo")
    people = value if isinstance(value, list) else [value]
    return node.of(next((person for person in people if isinstance(person, dict)), {}))


def _handle(node: Node, author: Node, actor: str, url: str) -> str:
    who = author.text("id") or _first(node, "attributedTo") or actor
    name = author.text("preferredUsername")
    if name and server_of(who):
        return f"@{name}@{server_of(who)}"
    # Some programs put numbers, not names, into the addresses of accounts: Misskey's is one.
    is_number = "/notes/" in node.text("id") and "/users/" in who
    link = recognise_address(url)
    told = link.handle if link else ""
    return told or handle_of(author.text("url")) or ("" if is_number else handle_of(who))
