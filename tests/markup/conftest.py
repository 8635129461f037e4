"""Fixtures for the Markdown stage: a made-up site around a text, and its result as plain text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.markup import DirectiveSpec, Fault, Link, Surroundings
from generator.model import Body, Directive, Image
from generator.problems import Place, Problem

DIRECTIVES = {
    "note": DirectiveSpec(wants_body=True, options=frozenset({"title"})),
    "post": DirectiveSpec(options=frozenset({"limit"})),
    "share": DirectiveSpec(),
    "timeline": DirectiveSpec(options=frozenset({"from", "limit"})),
}


def link(target: str, text: str) -> Link | Fault:
    if target.startswith("dead"):
        return Fault("dead-link", f"there is no page '{target}'", "write another")
    kind, _, name = target.partition(":")
    if kind == "figure":
        warning = Fault("figure-differs", f"'{text}' differs") if name == "warned" else None
        return Link(f"handbill:/figures.html#{name}", "figure-link", warning=warning)
    page, _, fragment = target.partition("#")
    href = f"handbill:/{page.replace('.md', '.html').replace(' ', '%20')}"
    return Link(f"{href}#{fragment}" if fragment else href, "", page, fragment)


def image(target: str) -> str | Fault:
    return Fault("missing-file", f"no file '{target}'") if "missing" in target else target


def permalink(address: str, place: Place) -> Directive | Fault | None:
    if not address.startswith("https://social.example/"):
        return None
    name = address.rpartition("/")[2]
    if name == "broken":
        return Fault("unknown-post", f"the post '{name}' is not recorded")
    return Directive("post", (name,), {}, place)


def around(line: int = 1, column: int = 0) -> Surroundings:
    return Surroundings("content/a.md", line, column, DIRECTIVES, link, image, permalink)


@pytest.fixture(scope="session")
def surroundings() -> Callable[..., Surroundings]:
    """The surroundings of a text that begins on a line, indented by so many columns."""
    return around


def _shown(body: Body) -> str:
    return "".join(map(_part, body.parts)).strip("\n")


def _part(part: str | Directive | Image) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Image):
        return f"[image {' | '.join(filter(None, (part.file, part.alt, part.title)))}]"
    options = [f'{key}="{value}"' for key, value in part.options.items()]
    line = " ".join(("directive", part.name, *part.refs, *options))
    return f"[{line}\n{_shown(part.body)}\n]" if part.body else f"[{line}]"


@pytest.fixture(scope="session")
def shown() -> Callable[[Body], str]:
    """A body as text: its HTML, and in brackets what templates will draw."""
    return _shown


@pytest.fixture(scope="session")
def told() -> Callable[[tuple[Problem, ...]], str]:
    """Problems as text, a line each: line, column, code and message."""

    def tell(problems: tuple[Problem, ...]) -> str:
        return "\n".join(f"{p.place.line}:{p.place.column} {p.code}: {p.message}" for p in problems)

    return tell
