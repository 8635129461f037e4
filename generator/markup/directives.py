"""Directives: lines that begin with `:::`, taken out of the text before it is read as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.markup import source
from generator.markup.arguments import Written, read
from generator.markup.conversion import Conversion, Pending
from generator.problems import nearest

_LINE = re.compile(r"(?P<lead> *+(?:(?:[-*+]|\d{1,9}[.)]) ++)*+):{3,} *+(?P<rest>.*)")
_QUOTED = re.compile(r" *+(?:> *+)++:{3,} *+\w")
_ITEM = re.compile(r"( *)(?:[-*+]|\d{1,9}[.)]) +")
_DEEPEST = 10
_LONGEST_ITEM = 500  # lines to look back for the list item that a directive is part of


def take_out(conversion: Conversion) -> str:
    """The cleaned text with each directive replaced by a stand-in, and set aside for the end."""
    text = source.clean("\n".join(conversion.places.lines))
    if ":::" not in text:
        return text
    lines = text.split("\n")
    written = list(_written(lines, conversion))
    closings = _closings(written, conversion)
    out: list[str] = []
    after = 0
    for one in written:
        if one.line < after:
            continue
        out += lines[after : one.line]
        closing = closings.get(one.line)
        after = (one.line if closing is None else closing) + 1
        if one.rest:
            body = None if closing is None else lines[one.line + 1 : closing]
            out.append(one.lead + _set_aside(one, body, conversion))
        conversion.places.hide(range(one.line, after))
    return "\n".join(out + lines[after:])


def _written(lines: list[str], conversion: Conversion) -> Iterator[Written]:
    for number, line in enumerate(lines):
        if ":::" not in line or number in conversion.places.fenced:
            continue
        if _QUOTED.match(line):
            place = conversion.places.at(number, line.index(":::"), 3)
            message = "a directive cannot stand in a quotation"
            conversion.report("directive-syntax", message, place, "put it on a line of its own")
        match = _LINE.match(line)
        if match and not _is_indented_code(lines, number, len(match["lead"])):
            yield Written(number, match["lead"], match["rest"], match.start("rest"))


def _is_indented_code(lines: list[str], number: int, indent: int) -> bool:
    """Whether a line is indented so far that it is code, and not part of a list item."""
    if indent < 4 or lines[number].lstrip()[0] != ":":
        return False
    for line in reversed(lines[max(0, number - _LONGEST_ITEM) : number]):
        item = _ITEM.match(line)
        if item and len(item[1]) < indent:
            return indent >= len(item[0]) + 4
        if line and not line.startswith(" "):
            return True
    return True


def _closings(written: list[Written], conversion: Conversion) -> dict[int, int]:
    """Line of a directive with a body → line that closes it; reports what is unpaired."""
    pairs: dict[int, int] = {}
    open_ones: list[Written] = []
    for one in written:
        if one.rest:
            if _wants_body(one, conversion):
                open_ones.append(one)
        elif open_ones:
            pairs[open_ones.pop().line] = one.line
        else:
            place = conversion.places.at(one.line, len(one.lead), 3)
            message = "nothing is open that ':::' could close"
            conversion.report("directive-syntax", message, place, "take it out")
    for one in open_ones:
        name = one.rest.split()[0]
        place = conversion.places.at(one.line, one.column, len(name))
        message = f"the directive '{name}' that begins on line {place.line} is never closed"
        conversion.report("directive-syntax", message, place, "end it with a line of just ':::'")
    return pairs


def _wants_body(one: Written, conversion: Conversion) -> bool:
    """What the template says; a misspelt name is taken for the one that it is nearest to."""
    specs = conversion.around.directives
    name = one.rest.split()[0]
    spec = specs.get(name) or specs.get(nearest(name, specs) or "")
    return spec is not None and spec.wants_body


def _set_aside(one: Written, body: list[str] | None, conversion: Conversion) -> str:
    directive = read(one, conversion)
    if directive is None:
        return ""
    if body is None:
        return conversion.put_aside(directive)
    if conversion.depth == _DEEPEST:
        message = f"directives stand within each other more than {_DEEPEST} times"
        conversion.report("directive-syntax", message, directive.place, "put some side by side")
        return ""
    width = len(one.lead)
    text = "\n".join(line[width:] if not line[:width].strip() else line.lstrip() for line in body)
    around = replace(
        conversion.around,
        first_line=conversion.around.first_line + one.line + 1,
        first_column=conversion.around.first_column + width,
    )
    return conversion.put_aside(Pending(directive, text, around))
