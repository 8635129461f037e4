"""Markdown in, a Body out: afterwards every link, picture and directive is known and checked.

No input raises; what is wrong with a text comes back as Problems with file, line and column.
"""

from __future__ import annotations

from generator.markup.surroundings import DirectiveSpec, Fault, Link, Surroundings
from generator.model import Body
from generator.problems import Problem

__all__ = ["DirectiveSpec", "Fault", "Link", "Surroundings", "convert"]


def convert(text: str, surroundings: Surroundings) -> tuple[Body, tuple[Problem, ...]]:
    """Markdown as HTML in pieces, between which stand the directives and pictures to be drawn.

    The HTML is of allowed elements and attributes only. Headings are of level 2 to 6 with an id
    each; links hold the addresses that `surroundings` gave; `anchors` are to be checked when the
    ids of all pages are known. Problems are sorted by their places.
    """
    # Loaded with the first text: where every body is remembered, nobody needs Python-Markdown.
    from generator.markup.stages import run

    body, problems = run(text, surroundings)
    return body, tuple(sorted(problems, key=lambda problem: problem.sort_key))
