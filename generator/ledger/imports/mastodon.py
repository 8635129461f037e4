"""Posts as Mastodon's own interface answers them: a status, a context, a list of statuses."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ledger.imports.accounts import server_of
from generator.ledger.imports.node import Node
from generator.ledger.imports.words import plain
from generator.ledger.record import Attachment, Found

# docs.joinmastodon.org/entities/Status (2025-11).
_LISTS = ("statuses", "ancestors", "descendants")
_PUBLIC = ("", "public", "unlisted")


def recognise(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    lists = (items for name in _LISTS if isinstance(items := value.get(name), list))
    return _is_status(value) or any(_is_status(item) for items in lists for item in items)


def _is_status(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    return "account" in value and ("content" in value or "reblog" in value)


def read(node: Node) -> Iterator[Found]:
    """Every status; those that only pass on somebody else's words are told of, and left out."""
    statuses = [status for name in _LISTS if node.has(name) for status in node.each(name)]
    for status in statuses or [node]:
        if status.has("reblog"):
            status.tell("import-shared", "a boost of somebody else's words is left out")
        else:
            yield _status(status)


def _status(node: Node) -> Found:
    account = node.at("account")
    if node.text("visibility") not in _PUBLIC:
        node.tell("import-private", "a post was not meant for everybody")
    return Found(
        network="mastodon",
        url=node.text("url", "uri"),
        handle=_handle(account, node.text("url", "uri")),
        name=account.text("display_name"),
        text=_words(node),
        posted=node.text("created_at"),
        lang=node.text("language"),
        attachments=tuple(
            Attachment(media.text("url", "remote_url", "preview_url"), media.text("description"))
            for media in node.each("media_attachments")
        ),
        place=node.place,
    )


def _handle(account: Node, address: str) -> str:
    """The name with its server, which answers leave out for the server's own accounts."""
    name = account.text("acct") or account.text("username")
    server = server_of(account.text("url", "uri")) or server_of(address)
    return f"@{name}" if "@" in name or not (name and server) else f"@{name}@{server}"


def _words(node: Node) -> str:
    warning = plain(node.text("spoiler_text"))
    options = "\n".join(f"- {option.text('title')}" for option in node.at("poll").each("options"))
    return "\n\n".join(part for part in (warning, plain(node.text("content")), options) if part)
