"""Addresses of posts that stand alone on a line: each is a quoted post, or a lost one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256

from generator.kinds.permalink import Permalink, recognise
from generator.kinds.post import Post
from generator.kinds.text import Speech
from generator.model import Document, Places
from generator.problems import Place, Problem

_ALONE = re.compile(r"^ {0,3}<?(https?://[^\s<>]+)>?[ \t]*$", re.MULTILINE)


def by_permalink(posts: Mapping[str, Document]) -> dict[tuple[str, str], str]:
    """The ids of posts by network and status id."""
    known: dict[tuple[str, str], str] = {}
    for ident, document in posts.items():
        link = recognise(getattr(document.value, "url", ""))
        if link:
            known[link.key] = ident
    return known


def lost_posts(
    pages: Iterable[Document], known: Mapping[tuple[str, str], str], speech: Speech
) -> tuple[dict[str, Document], list[Problem]]:
    """A record for each permalink that no post has, with a warning that offers the YAML to keep."""
    found: dict[str, Document] = {}
    problems: list[Problem] = []
    for page in pages:
        if "://" not in page.body:
            continue
        for match in _ALONE.finditer(page.body):
            link = recognise(match[1])
            if link and link.key not in known:
                line = page.body.count("\n", 0, match.start(1)) + page.body_line
                column = match.start(1) - (page.body.rfind("\n", 0, match.start(1)) + 1) + 1
                place = Place(page.places.path, line, column, len(match[1]))
                found[ident_of(link)] = _lost(link, match[1], place, speech)
                problems.append(_warning(link, match[1], place))
    return found, problems


def ident_of(link: Permalink) -> str:
    """An id that does not tell the address: the post may be protected one day, and its id stays."""
    digest = sha256("/".join(link.key).encode()).hexdigest()
    return f"lost-{digest[:8]}"


def _lost(link: Permalink, url: str, place: Place, speech: Speech) -> Document:
    raw = {"id": ident_of(link), "url": url, "state": "lost"}
    post = Post.model_validate(raw, context=speech)
    return Document("post", post.id, post, Places(place.path), speech.default)


def _warning(link: Permalink, url: str, place: Place) -> Problem:
    record = f"- {{id: {ident_of(link)}, url: '{url}', state: lost}}"
    hint = f"to keep what it said, add to content/posts/kept.yaml: {record}"
    return Problem("unknown-post", "no quoted post has this address; shown as lost", place, hint)
