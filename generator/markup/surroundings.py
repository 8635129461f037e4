"""What a text stands in: its place in a file, and what its links and directives lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.model import Directive
from generator.problems import Place


@dataclass(frozen=True, slots=True)
class DirectiveSpec:
    """What a directive's template asks of the one who writes it."""

    wants_body: bool = False
    options: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a target; becomes a Problem at the place where the target was written."""

    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads; a `fragment` is an Anchor of the page `target`, checked later."""

    href: str
    css_class: str = ""
    target: str = ""
    fragment: str = ""
    warning: Fault | None = None  # the link holds, and still its writer should know something


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All that the conversion of a text needs to know about the rest of the site.

    `first_line` is the 1-based line of the file on which the text begins, `first_column` how far
    its lines were indented there (YAML block scalars; 0 for a Markdown file). The callables get
    targets as they were written, entities and backslashes decoded: `link` every one that is
    neither external (http, https, mailto, tel) nor within the page (`#id`), together with the
    link's text; `image` every picture's, to give back its path below content/; `permalink` every
    address that is a paragraph of its own, to give back None where it is an ordinary link.
    """

    path: str
    first_line: int
    first_column: int
    directives: Mapping[str, DirectiveSpec]
    link: Callable[[str, str], Link | Fault]
    image: Callable[[str], str | Fault]
    permalink: Callable[[str, Place], Directive | Fault | None]
