"""Addresses of posts that stand alone on a line: each is a quoted post, or a lost one."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from generator.kinds.permalink import Permalink, recognise
from generator.kinds.post import Post
from generator.kinds.text import Speech
from generator.model import Body, Directive, Document, Image, Places
from generator.problems import Place, Problem
from generator.urls import slugify

Keys = Mapping[tuple[str, str], str]


def by_permalink(posts: Mapping[str, Document]) -> dict[tuple[str, str], str]:
    """The ids of posts by network and status id."""
    known: dict[tuple[str, str], str] = {}
    for ident, document in posts.items():
        link = recognise(getattr(document.value, "url", ""))
        if link:
            known[link.key] = ident
    return known


def placed(url: str, place: Place, known: Keys) -> Directive | None:
    """The post that an address of its own line places; a lost one gets its id when all are known.

    None where the address is not that of a post.
    """
    link = recognise(url)
    if link is None:
        return None
    if link.key in known:
        return Directive("post", (known[link.key],), {}, place)
    return Directive("post", (), {"url": url}, place)


def lost_posts(
    bodies: Iterable[Body], taken: Container[str], speech: Speech
) -> tuple[dict[str, Document], list[Problem]]:
    """A record for each address of a post that nobody has, with a warning that offers it as YAML.

    Only what is published counts: a draft, a comment and a piece of code make no post.
    """
    found: dict[tuple[str, str], Document] = {}
    problems: list[Problem] = []
    names: set[str] = set()
    for directive in (each for body in bodies for each in _lost(body)):
        url = directive.options["url"]
        link = recognise(url)
        assert link is not None
        if link.key not in found:
            ident = _free(directive.place, names, taken)
            names.add(ident)
            found[link.key] = _document(ident, url, directive.place, speech)
        problems.append(_warning(found[link.key].id, url, directive.place))
    return {document.id: document for document in found.values()}, problems


def named(body: Body, known: Keys) -> Body:
    """The body with the ids of its lost posts."""
    if not any(_lost(body)):
        return body
    return replace(body, parts=tuple(_named(part, known) for part in body.parts))


def has_lost(body: Body) -> bool:
    """Whether an address of a post stands in it that nobody has."""
    return any(_lost(body)) or any(ref.startswith("lost-") for ref in _posts(body))


def _posts(body: Body) -> Iterator[str]:
    for part in body.parts:
        if isinstance(part, Directive):
            yield from part.refs if part.name == "post" else ()
            yield from _posts(part.body) if part.body else ()


def _named(part: str | Directive | Image, known: Keys) -> str | Directive | Image:
    if not isinstance(part, Directive):
        return part
    link = _link(part)
    if link:
        return replace(part, refs=(known[link.key],), options={})
    return replace(part, body=named(part.body, known)) if part.body else part


def _lost(body: Body) -> Iterator[Directive]:
    for part in body.parts:
        if isinstance(part, Directive):
            if _link(part):
                yield part
            elif part.body:
                yield from _lost(part.body)


def _link(directive: Directive) -> Permalink | None:
    """The address that a lost post is known by."""
    lost = directive.name == "post" and not directive.refs
    return recognise(directive.options.get("url", "")) if lost else None


def _free(place: Place, names: Container[str], taken: Container[str]) -> str:
    """An id of file and number, which tells neither address nor author: the post may be hidden
    one day, and its id stays."""
    path = PurePosixPath(place.path.removeprefix("content/"))
    stem = slugify(str(path.with_suffix("")).replace("/", "-").replace(".", "-")) or "page"
    number = 1
    while (ident := f"lost-{stem}-{number}") in names or ident in taken:
        number += 1
    return ident


def _document(ident: str, url: str, place: Place, speech: Speech) -> Document:
    raw = {"id": ident, "url": url, "state": "lost"}
    post = Post.model_validate(raw, context=speech)
    return Document("post", ident, post, Places(place.path), speech.default)


def _warning(ident: str, url: str, place: Place) -> Problem:
    record = f"- {{id: {ident}, url: '{url}', state: lost}}"
    hint = f"to keep what it said, add to content/posts/kept.yaml: {record}"
    return Problem("unknown-post", "no quoted post has this address; shown as lost", place, hint)
