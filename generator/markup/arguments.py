"""What follows the three colons of a directive: its name, its references and its options."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.markup.conversion import Conversion
from generator.markup.surroundings import DirectiveSpec
from generator.model import Directive
from generator.problems import did_you_mean

HINT = "write '::: name reference key=value', values of several words in quotation marks"

_NAME = re.compile(r"[\w-]+(?=\s|$)")
_ARGUMENT = re.compile(
    r"""\s*(?:
      (?:(?P<key>[\w-]+)=)?(?:"(?P<straight>[^"]*)"|“(?P<curly>[^”]*)”)
      | (?P<name>[\w-]+)=(?P<value>[^\s"“]*)
      | (?P<ref>[^\s"“]+)
    )(?=\s|$)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Written:
    """A line with three colons: its number, what stands before the colons, and what after."""

    line: int
    lead: str
    rest: str
    column: int


def read(one: Written, conversion: Conversion) -> Directive | None:
    """The directive that a line writes; None, and a problem, where it has no name."""
    name = _NAME.match(one.rest)
    if name is None:
        place = conversion.places.at(one.line, one.column, len(one.rest))
        message = f"a directive begins with a name, not with '{one.rest.split()[0]}'"
        conversion.report("directive-syntax", message, place, HINT)
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
    one: Written, start: int, spec: DirectiveSpec | None, conversion: Conversion
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
            options[key] = value
            if spec and key not in spec.options:
                column = one.column + match.start("key" if match["key"] else "name")
                _report_option(key, column, one, spec, conversion)
        start = match.end()
    return tuple(refs), options


def _report_option(
    key: str, column: int, one: Written, spec: DirectiveSpec, conversion: Conversion
) -> None:
    known = ", ".join(f"'{option}'" for option in sorted(spec.options))
    hint = did_you_mean(key, spec.options, f"it has {known}" if known else "it has none")
    place = conversion.places.at(one.line, column, len(key))
    name = one.rest.split()[0]
    conversion.report("unknown-option", f"'{name}' has no option '{key}'", place, hint)


def _report_unreadable(one: Written, start: int, conversion: Conversion) -> None:
    words = one.rest[start:].strip()
    column = one.column + len(one.rest) - len(words)
    unclosed = words.count('"') % 2 or words.count("“") != words.count("”")
    message = (
        f"the quotation mark in '{words}' is not closed" if unclosed else f"cannot read '{words}'"
    )
    place = conversion.places.at(one.line, column, len(words))
    conversion.report("directive-syntax", message, place, HINT)
