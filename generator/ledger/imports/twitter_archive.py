"""Posts of X: its archive's tweets.js, and single answers of its interfaces (1.1, 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.ledger.imports.node import Account, Node
from generator.ledger.record import Attachment, Found

_WRAPPERS = ("tweet", "data")
_SHORT = re.compile(r"https?://t\.co/\w+", re.ASCII)
# Only these three are written as entities; `&copy=` in an address is none.
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_RETWEET = re.compile(r"RT @\w{1,20}:")
_SHORTEST_CUT = 110
_MOST_MEDIA = 10


def recognise(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    inner = [value.get(name) for name in _WRAPPERS]
    several = inner[1] if isinstance(inner[1], list) else inner
    return any(_is_tweet(one) for one in (value, *several))


def _is_tweet(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    return "full_text" in value or ("text" in value and ("id_str" in value or "id" in value))


def read(node: Node) -> Iterator[Found]:
    """Every post that is the author's own; retweets are told of, and left out."""
    wrapper = next((name for name in _WRAPPERS if node.has(name)), "")
    includes = node.at("includes")
    people = {person.id("id"): person for person in includes.each("users")}
    files = {file.text("media_key"): file for file in includes.each("media")}
    for tweet in node.each(wrapper) if wrapper else [node]:
        words = _written(tweet)
        if _RETWEET.match(words) or tweet.has("retweeted_status") or _is_reference(tweet):
            tweet.tell("import-shared", "a retweet of somebody else's words is left out")
        else:
            yield _tweet(tweet, words, _author(tweet, people), _media(tweet, files))


def _is_reference(tweet: Node) -> bool:
    return any(other.text("type") == "retweeted" for other in tweet.each("referenced_tweets"))


def _written(tweet: Node) -> str:
    """The words as they are stored, the long form first."""
    longer = tweet.at("note_tweet").text("text") or tweet.at("extended_tweet").text("full_text")
    return longer or tweet.text("full_text", "text")


def _tweet(tweet: Node, written: str, author: Account, media: list[Node]) -> Found:
    words = _words(written, _links(tweet), {node.text("url") for node in media})
    if _is_cut(tweet, words):
        tweet.tell("import-cut", "the words of a post may be cut off", "see the post itself")
    deleted = tweet.has("deleted_at") or "deleted" in tweet.label
    return Found(
        network="x",
        url=_address(tweet.id("id_str", "id"), author.handle),
        handle=author.handle,
        name=author.name,
        text=words,
        posted=tweet.text("created_at"),
        lang=tweet.text("lang"),
        state="deleted" if deleted else "",
        attachments=tuple(_attachment(node) for node in media),
        place=tweet.place,
    )


def _is_cut(tweet: Node, words: str) -> bool:
    truncated = str(tweet.fields.get("truncated")).lower() == "true"
    whole = tweet.has("extended_tweet") or not truncated
    return not whole or (words.endswith("…") and len(words) >= _SHORTEST_CUT)


def _address(identifier: str, handle: str) -> str:
    """The permalink; without a name the address that the network has for that."""
    if not re.fullmatch(r"\d{1,25}", identifier, re.ASCII):
        return ""
    name = handle.removeprefix("@")
    path = f"{name}/status" if re.fullmatch(r"\w{1,20}", name, re.ASCII) else "i/web/status"
    return f"https://twitter.com/{path}/{identifier}"


def _author(tweet: Node, people: Mapping[str, Node]) -> Account:
    """Who posted: told in the answer itself, beside it, or else the archive's owner."""
    user = tweet.at("user")
    number = tweet.id("author_id")
    if not (user.fields or number):
        return tweet.account
    person = user if user.fields else people.get(number, user)
    if person.fields.get("protected") is True:
        tweet.tell("import-private", "a post was not meant for everybody")
    handle = person.text("screen_name", "username")
    return Account(f"@{handle}" if handle else "", person.text("name"))


def _links(tweet: Node) -> Mapping[str, str]:
    """The addresses that stand behind the short ones."""
    sources = (tweet, tweet.at("note_tweet"), tweet.at("extended_tweet"))
    urls = [url for source in sources for url in source.at("entities").each("urls")]
    return {
        url.text("url"): url.text("expanded_url")
        for url in urls
        if url.text("expanded_url").startswith(("http://", "https://")) and not url.has("media_key")
    }


def _media(tweet: Node, files: Mapping[str, Node]) -> list[Node]:
    """Pictures and films with the short address that stands for them in the words, if any."""
    for source in (tweet.at("extended_tweet"), tweet):
        for name in ("extended_entities", "entities"):
            found = list(source.at(name).each("media"))
            if found:
                return found
    keys = tweet.at("attachments").fields.get("media_keys")
    wanted = [key for key in keys if isinstance(key, str)] if isinstance(keys, list) else []
    links = tweet.at("entities").each("urls")
    short = {url.text("media_key"): url.text("url") for url in links if url.has("media_key")}
    shown = [(files[key], short.get(key, "")) for key in wanted if key in files]
    # In this form `url` is where the file lies.
    return [file.of({**file.fields, "url": url, "file": file.text("url")}) for file, url in shown]


def _attachment(media: Node) -> Attachment:
    address = media.text("media_url_https", "media_url", "file", "preview_image_url")
    return Attachment(address, media.text("ext_alt_text", "alt_text"))


def _words(written: str, links: Mapping[str, str], media: set[str]) -> str:
    """The words as readers see them: links in full, those of shown pictures gone from the end."""
    for entity, sign in _ENTITIES:
        written = written.replace(entity, sign)
    words = written.rstrip()
    for _ in range(_MOST_MEDIA):
        last = words.rsplit(None, 1)[-1:]
        if last and last[0] in media:
            words = words.removesuffix(last[0]).rstrip()
    return _SHORT.sub(lambda found: links.get(found[0], found[0]), words)
