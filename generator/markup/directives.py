"""Directives: lines that begin with `:::` and place a thing, taken out of the text before Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.markup import source
from generator.markup.conversion import Conversion, Pending
from generator.markup.surroundings import DirectiveSpec
from generator.model import Directive
from generator.problems import did_you_mean, nearest

_LINE = re.compile(r"(?P<lead> *+(?:(?:[-*+]|\d{1,9}[.)]) ++)*+):{3,} *+(?P<rest>.*)")
_ITEM = re.compile(r"( *)(?:[-*+]|\d{1,9}[.)]) +")
_NAME = re.compile(r"[\w-]+(?=\s|$)")
_ARGUMENT = re.compile(
    r"""\s*(?:
      (?:(?P<key>[\w-]+)=)?(?:"(?P<straight>[^"]*)"|“(?P<curly>[^”]*)”)
      | (?P<name>[\w-]+)=(?P<value>[^\s"“]*)
      | (?P<ref>[^\s"“]+)
    )(?=\s|$)""",
    re.VERBOSE,
)
_DEEPEST = 10
_HINT = "write '::: name reference key=value', values of several words in quotation marks"


@dataclass(frozen=True, slots=True)
class _Written:
    """A line with three colons: its number, what stands before the colons, and what after."""

    line: int
    lead: str
    rest: str
    column: int


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


def _written(lines: list[str], conversion: Conversion) -> Iterator[_Written]:
    for number, line in enumerate(lines):
        if ":::" not in line or number in conversion.places.fenced:
            continue
        match = _LINE.match(line)
        if match and not _is_indented_code(lines, number, len(match["lead"])):
            yield _Written(number, match["lead"], match["rest"], match.start("rest"))


def _is_indented_code(lines: list[str], number: int, indent: int) -> bool:
    """Whether a line indented by four or more is code: it is not where it belongs to a list item."""
    if indent < 4 or lines[number].lstrip()[0] != ":":
        return False
    for line in reversed(lines[:number]):
        line = line
        item = _ITEM.match(line)
        if item and len(item[1]) < indent:
            return indent >= len(item[0]) + 4
        if line and not line.startswith(" "):
            return True
    return True


def _closings(written: list[_Written], conversion: Conversion) -> dict[int, int]:
    """The line of each directive with a body → the line that closes it; reports what is unpaired."""
    pairs: dict[int, int] = {}
    open_ones: list[_Written] = []
    for one in written:
        if one.rest:
            if _wants_body(one, conversion):
                open_ones.append(one)
        elif open_ones:
            pairs[open_ones.pop().line] = one.line
        else:
            place = conversion.places.at(one.line, len(one.lead), 3)
            conversion.report("directive-syntax", "nothing is open that ':::' could close", place, _HINT)
    for one in open_ones:
        name = one.rest.split()[0]
        place = conversion.places.at(one.line, one.column, len(name))
        message = f"the directive '{name}' that begins on line {place.line} is never closed"
        conversion.report("directive-syntax", message, place, "end it with a line of just ':::'")
    return pairs


def _wants_body(one: _Written, conversion: Conversion) -> bool:
    """What the template says; a misspelt name is taken for the one that it is nearest to."""
    specs = conversion.around.directives
    name = one.rest.split()[0]
    spec = specs.get(name) or specs.get(nearest(name, specs) or "")
    return spec is not None and spec.wants_body


def _set_aside(one: _Written, body: list[str] | None, conversion: Conversion) -> str:
    directive = _read(one, conversion)
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


def _read(one: _Written, conversion: Conversion) -> Directive | None:
    name = _NAME.match(one.rest)
    if name is None:
        place = conversion.places.at(one.line, one.column, len(one.rest))
        message = f"a directive begins with a name, not with '{one.rest.split()[0]}'"
        conversion.report("directive-syntax", message, place, _HINT)
        return None
    spec = conversion.around.directives.get(name[0])
    place = conversion.places.at(one.line, one.column, len(name[0]))
    if spec is None:
        hint = did_you_mean(
            name[0],
            conversion.around.directives,
            f"a template 'directives/{name[0]}.html' would make it one",
        )
        conversion.report("unknown-directive", f"unknown directive '{name[0]}'", place, hint)
    refs, options = _arguments(one, name.end(), spec, conversion)
    return Directive(name[0], refs, options, place)


def _arguments(
    one: _Written, start: int, spec: DirectiveSpec | None, conversion: Conversion
) -> tuple[tuple[str, ...], dict[str, str]]:
    """The references and options after a directive's name; reports what cannot be read."""
    refs: list[str] = []
    options: dict[str, str] = {}
    while start < len(one.rest):
        match = _ARGUMENT.match(one.rest, start)
        if match is None:
            _report_unreadable(one, start, conversion)
            break
        key = match["key"] or match["name"]
        value = next(v for v in match.group("straight", "curly", "value", "ref") if v is not None)
        if key is None:
            refs.append(value)
        else:
            _check_option(key, one, match, spec, conversion)
            options[key] = value
        start = match.end()
    return tuple(refs), options


def _check_option(
    key: str, one: _Written, match: re.Match[str], spec: DirectiveSpec | None, conversion: Conversion
) -> None:
    if spec is None or key in spec.options:
        return
    column = one.column + match.start("key" if match["key"] else "name")
    known = ", ".join(f"'{option}'" for option in sorted(spec.options))
    hint = did_you_mean(key, spec.options, f"it has {known}" if known else "it has none")
    place = conversion.places.at(one.line, column, len(key))
    name = one.rest.split()[0]
    conversion.report("unknown-option", f"'{name}' has no option '{key}'", place, hint)


def _report_unreadable(one: _Written, start: int, conversion: Conversion) -> None:
    words = one.rest[start:].strip()
    column = one.column + len(one.rest) - len(words)
    unclosed = words.count('"') % 2 or words.count("“") != words.count("”")
    message = (
        f"the quotation mark in '{words}' is not closed" if unclosed else f"cannot read '{words}'"
    )
    place = conversion.places.at(one.line, column, len(words))
    conversion.report("directive-syntax", message, place, _HINT)
