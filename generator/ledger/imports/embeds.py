"""Where the snippets of HTML with which networks embed their posts stand in a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.check.scan import EMPTY, END, START, Token
from generator.ledger.imports.words import words_of

_BY_CLASS = {
    "twitter-tweet": "x",
    "twitter-video": "x",
    "bluesky-embed": "bluesky",
    "mastodon-embed": "mastodon",
    "instagram-media": "instagram",
    "text-post-media": "threads",
    "tiktok-embed": "tiktok",
    "fb-post": "facebook",
    "fb-video": "facebook",
    "telegram-post": "telegram",
    "reddit-embed-bq": "reddit",
    "reddit-embed": "reddit",
    "reddit-card": "reddit",
}
# Scripts and frames say what they show in attributes.
_BY_ATTRIBUTE = {"data-telegram-post": "telegram", "data-tweet-id": "x"}
_FILMS = ("youtube.com/embed/", "youtube-nocookie.com/embed/")


@dataclass(frozen=True, slots=True)
class Embed:
    """A snippet: its network, the attributes of its outermost element, all that is inside it."""

    network: str
    attrs: Mapping[str, str]
    tokens: tuple[Token, ...]
    offset: int

    @property
    def said(self) -> list[Token]:
        """The paragraphs of the post itself."""
        first, last = self._paragraphs
        return list(self.tokens[first:last])

    @property
    def tail(self) -> list[Token]:
        """What follows the paragraphs: who, where and when."""
        return list(self.tokens[self._paragraphs[1] :])

    @property
    def _paragraphs(self) -> tuple[int, int]:
        starts = [i for i, t in enumerate(self.tokens) if t[:2] == (START, "p")]
        ends = [i for i, t in enumerate(self.tokens) if t[:2] == (END, "p")]
        return (starts[0], ends[-1] + 1) if starts and ends and ends[-1] > starts[0] else (0, 0)


def links(tokens: Iterable[Token]) -> list[tuple[Mapping[str, str], str]]:
    """Each link's attributes and words."""
    found: list[tuple[Mapping[str, str], str]] = []
    attrs: Mapping[str, str] = {}
    inside: list[Token] = []
    for token in tokens:
        if token[:2] == (START, "a"):
            attrs, inside = token[2], []
        elif token[:2] == (END, "a"):
            found.append((attrs, words_of(inside)))
            inside = []
        else:
            inside.append(token)
    return found


def embeds(tokens: Iterable[Token]) -> Iterator[Embed]:
    """The snippets of a page in their order; one that begins inside another one ends that."""
    network, tag, depth = "", "", 0
    attrs: Mapping[str, str] = {}
    inside: list[Token] = []
    offset = 0
    for token in tokens:
        kind, name, given, at = token
        begun = _network(name, given) if kind in (START, EMPTY) else ""
        if begun:
            if network:
                yield Embed(network, attrs, tuple(inside), offset)
            network, tag, attrs, inside, offset = begun, name, given, [], at
            depth = 0
        elif network:
            inside.append(token)
        if network and name == tag:
            depth += {START: 1, END: -1}.get(kind, 0)
            if depth <= 0:
                yield Embed(network, attrs, tuple(inside), offset)
                network = ""
    if network:
        yield Embed(network, attrs, tuple(inside), offset)


def _network(tag: str, attrs: Mapping[str, str]) -> str:
    """The network of the snippet that an element begins, or nothing."""
    if not attrs:
        return ""
    names = attrs.get("class", "").split()
    known = [_BY_CLASS[name] for name in names if name in _BY_CLASS]
    known += [network for name, network in _BY_ATTRIBUTE.items() if attrs.get(name)]
    if tag == "iframe" and any(film in attrs.get("src", "") for film in _FILMS):
        known.append("youtube")
    return known[0] if known else ""
