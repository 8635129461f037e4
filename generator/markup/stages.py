"""The stages of a conversion, in their order; they bring Python-Markdown and the sanitiser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from generator.markup import dialect, directives, rawhtml, source
from generator.markup.conversion import Conversion, Pending
from generator.markup.gate import Gate, place_permalinks
from generator.markup.headings import settle_headings, settle_ids
from generator.markup.places import Places
from generator.markup.plain import one_newline
from generator.markup.sanitise import hold_to_allowed
from generator.markup.serialise import to_html
from generator.markup.standins import STAND_IN, settle_stand_ins
from generator.markup.surroundings import Surroundings
from generator.model import Body, Directive, Image
from generator.problems import Problem


def run(text: str, surroundings: Surroundings) -> tuple[Body, list[Problem]]:
    """The text as a body, and what is wrong with it, in the order in which it was found."""
    text = one_newline(text)
    places = Places(text, surroundings)
    if problem := source.too_long(text, places):
        return Body(()), [problem]
    problems = source.habits(text, places)
    return _convert(Conversion(surroundings, places, problems, {})), problems


def _convert(conversion: Conversion) -> Body:
    """The stages in their order; a directive's body goes through them after the text around it."""
    text = directives.take_out(conversion)
    tree = dialect.parse(text)
    _report_notes(tree, conversion)
    html, has_raw = to_html(tree.root)
    html = place_permalinks(html, conversion)
    gate = Gate(conversion, holding=has_raw)
    if has_raw:
        _report_left_out(html, conversion)
        html = gate.release(hold_to_allowed(gate.pass_through(html)))
    else:
        html = gate.pass_through(html)
    html = settle_ids(html, conversion.ids, partial(_see_id, conversion))
    html, headings = settle_headings(html, conversion.ids)
    parts = tuple(_parts(settle_stand_ins(html), conversion))
    return Body(
        parts,
        headings,
        frozenset(conversion.ids),
        tuple(conversion.anchors),
        tree.words + sum(_words(part) for part in parts),
    )


def _parts(html: str, conversion: Conversion) -> Iterator[str | Directive | Image]:
    """The HTML between stand-ins, and in their spots what was set aside."""
    for number, piece in enumerate(STAND_IN.split(html)):
        if number % 2:
            thing = conversion.set_aside[int(piece)]
            yield _with_body(thing, conversion) if isinstance(thing, Pending) else thing
        elif piece and not piece.isspace():
            yield piece


def _with_body(pending: Pending, conversion: Conversion) -> Directive:
    places = Places(pending.text, pending.around)
    inner = replace(
        conversion,
        around=pending.around,
        places=places,
        set_aside=[],
        depth=conversion.depth + 1,
    )
    body = replace(_convert(inner), ids=frozenset(), anchors=())
    return replace(pending.directive, body=body)


def _words(part: str | Directive | Image) -> int:
    return part.body.words if isinstance(part, Directive) and part.body else 0


def _report_notes(tree: dialect.Tree, conversion: Conversion) -> None:
    for label in dict.fromkeys(tree.undefined_notes):
        place = conversion.places.of(f"[^{label}]")
        hint = f"add a line '[^{label}]: …' with its text"
        conversion.report("undefined-note", f"the footnote '{label}' has no text", place, hint)
    for label in tree.unused_notes:
        place = conversion.places.of(f"[^{label}]:")
        hint = f"refer to it with '[^{label}]', or take it out"
        conversion.report("unused-note", f"nothing refers to the footnote '{label}'", place, hint)


def _report_left_out(html: str, conversion: Conversion) -> None:
    for name in dict.fromkeys(rawhtml.left_out(html)):
        kind = "element" if name[0] == "<" else "attribute"
        shown = f"{name}>" if name[0] == "<" else name
        place = conversion.places.of(name)
        hint = "a page holds words, pictures and links only; a directive may do what you want"
        conversion.report("html-left-out", f"the HTML {kind} '{shown}' is left out", place, hint)


def _see_id(conversion: Conversion, name: str, doubled: bool) -> None:
    """Each id is looked up, so that the place of the second is not that of the first."""
    place = conversion.places.of_id(name)
    if not doubled:
        return
    hint = "give each place its own name, or links lead to the first one only"
    conversion.report("double-id", f"the id '{name}' is given twice", place, hint)
