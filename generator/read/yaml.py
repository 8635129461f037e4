"""YAML with a place for every key and value; scalars stay text until the schema types them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from yaml import events as ev

from generator.model import Loc, Places, Span
from generator.problems import Place, Problem

MAX_DEPTH = 50
MAX_NODES = 50_000

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read."""

    value: dict[str, Any] | list[Any]
    loc: Loc
    key: tuple[str, tuple[int, int, int]] | None = None


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def parse_yaml(text: str, path: str, first_line: int = 1) -> tuple[Any, Places, list[Problem]]:
    """The value (dicts, lists, str, None), the places, and what is wrong.

    `first_line` is the line of the file on which `text` begins. After a problem that ends the
    reading, the value is what was read up to there.
    """
    reader = _Reader(text, path, first_line)
    try:
        for event in _events(text):
            reader.take(event)
    except _Refused as refused:
        reader.problems.append(refused.problem)
    except yaml.MarkedYAMLError as error:
        reader.problems.append(reader.syntax(error))
    except yaml.reader.ReaderError as error:
        reader.problems.append(reader.unprintable(error.position, int(error.character)))
    return reader.root, reader.places, reader.problems


# With these the whole of a file has still been read.
_MENDABLE = frozenset({"duplicate-key", "swallowed-comment"})


def is_partial(problems: list[Problem]) -> bool:
    """Whether the reading ended early, so that what is missing must not be missed."""
    return any(problem.code not in _MENDABLE for problem in problems)


def _events(text: str) -> Iterator[Any]:
    return iter(yaml.parse(text, Loader=_LOADER))


class _Reader:
    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.lines = text.split("\n")
        self.first_line = first_line
        self.places = Places(path)
        self.problems: list[Problem] = []
        self.root: Any = None
        self.stack: list[_Open] = []
        self.nodes = 0
        self.documents = 0

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is ev.ScalarEvent:
            self._check_node(event)
            self._scalar(event)
        elif kind is ev.MappingStartEvent or kind is ev.SequenceStartEvent:
            self._check_node(event)
            self._open(event, {} if kind is ev.MappingStartEvent else [])
        elif kind is ev.MappingEndEvent or kind is ev.SequenceEndEvent:
            self.stack.pop()
        elif kind is ev.AliasEvent:
            self._refuse(event, "yaml-alias", "aliases (*name) are not used here", "write it out")
        elif kind is ev.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                hint = "one file holds one document: remove the line '---'"
                self._refuse(event, "yaml-documents", "a second document begins here", hint)

    def _check_node(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._refuse(event, "too-long", f"more than {MAX_NODES:,} values", "split the file")
        if event.anchor:
            hint = f"remove '&{event.anchor}' and write the value out where it is needed"
            self._refuse(event, "yaml-alias", "anchors (&name) are not used here", hint)
        if event.tag and event.tag != "!":
            hint = "put the value in quotes if the '!' belongs to it"
            self._refuse(event, "yaml-tag", "tags (!name) are not used here", hint)

    def _scalar(self, event: Any) -> None:
        parent = self.stack[-1] if self.stack else None
        plain = event.style is None or event.style == ""
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            if plain and event.value == "<<":
                self._refuse(
                    event, "yaml-alias", "merge keys (<<) are not used here", "write it out"
                )
            self._key(parent, event)
            return
        value = None if plain and event.value in ("", "~", "null") else event.value
        if plain and event.value == "":
            self._warn_of_comment(event)
        self._store(event, value)

    def _key(self, parent: _Open, event: Any) -> None:
        assert isinstance(parent.value, dict)
        span = self._span(event)
        if event.value in parent.value:
            first = self.places.spans[(*parent.loc, event.value)].key[0]
            message = f"'{event.value}' stands here a second time (first in line {first})"
            place = Place(self.places.path, *span)
            self.problems.append(Problem("duplicate-key", message, place, "keep one of the two"))
        parent.key = (event.value, span)

    def _open(self, event: Any, value: dict[str, Any] | list[Any]) -> None:
        if len(self.stack) >= MAX_DEPTH:
            message = f"more than {MAX_DEPTH} levels inside one another"
            self._refuse(event, "too-deep", message, "is a bracket missing its partner?")
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            hint = "put the key in quotes"
            self._refuse(event, "yaml-syntax", "a key must be a single word or text", hint)
        loc = self._store(event, value)
        self.stack.append(_Open(value, loc))

    def _store(self, event: Any, value: Any) -> Loc:
        span = self._span(event)
        if not self.stack:
            self.root = value
            self.places.spans[()] = Span(span, span)
            return ()
        parent = self.stack[-1]
        if isinstance(parent.value, dict):
            assert parent.key is not None
            name, key_span = parent.key
            loc = (*parent.loc, name)
            if value is not None:
                parent.value[name] = value
            parent.key = None
        else:
            key_span = span
            loc = (*parent.loc, len(parent.value))
            parent.value.append(value)
        self.places.spans[loc] = Span(key_span, span)
        return loc

    def _span(self, event: Any) -> tuple[int, int, int]:
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return start.line + self.first_line, start.column + 1, max(length, 1)

    def _place(self, mark: Any) -> Place:
        if mark is None:
            return Place(self.places.path, self.first_line)
        return Place(self.places.path, mark.line + self.first_line, mark.column + 1)

    def _refuse(self, event: Any, code: str, message: str, hint: str) -> None:
        raise _Refused(Problem(code, message, self._place(event.start_mark), hint))

    def _warn_of_comment(self, event: Any) -> None:
        """`title: #FreeX` is an empty title and a comment; the writer meant a hashtag."""
        mark = event.start_mark
        line = self.lines[mark.line] if mark.line < len(self.lines) else ""
        rest = line[mark.column :].lstrip()
        if len(rest) > 1 and rest[0] == "#" and rest[1].isalpha():
            column = line.index("#", mark.column) + 1
            place = Place(self.places.path, mark.line + self.first_line, column, len(rest))
            message = f"'{rest}' is read as a comment, so the value is empty"
            self.problems.append(
                Problem("swallowed-comment", message, place, f'write "{rest}" in quotes')
            )

    def unprintable(self, position: int, character: int) -> Problem:
        """A control character; libyaml counts its position in bytes."""
        before = "\n".join(self.lines).encode()[:position].decode("utf-8", "ignore")
        line = before.count("\n") + self.first_line
        place = Place(self.places.path, line, len(before) - before.rfind("\n"))
        message = f"the file holds the control character U+{character:04X}"
        return Problem("control-character", message, place, "delete it")

    def syntax(self, error: yaml.MarkedYAMLError) -> Problem:
        """libyaml's message in plain words, at the place that it names."""
        unclosed = error.context_mark and "end of stream" in str(error.problem)
        place = self._place(error.context_mark if unclosed else error.problem_mark)
        line = (
            self.lines[place.line - self.first_line]
            if place.line - self.first_line < len(self.lines)
            else ""
        )
        said = str(error.problem or "")
        if "\t" in line[: place.column] or "\\t" in said:
            return Problem("yaml-tab", "a tab stands where only spaces may", place, "use spaces")
        for fragment, message, hint in _MESSAGES:
            if fragment in said:
                return Problem("yaml-syntax", message, place, hint)
        return Problem("yaml-syntax", f"this is not YAML: {said}", place, _QUOTES)


_QUOTES = 'put the text in quotes: "…"'

_MESSAGES = (
    ("mapping values are not allowed", "a second ': ' stands on this line", _QUOTES),
    ("could not find expected ':'", "a line without ': '", "is a ': ' or an indentation missing?"),
    (
        "did not find expected key",
        "this line is not indented as its neighbours",
        "align it with them",
    ),
    (
        "did not find expected '-' indicator",
        "this line does not fit into the list above",
        "align it",
    ),
    ("found character that cannot start any token", "a value cannot begin with this sign", _QUOTES),
    ("found unexpected end of stream", "a quotation mark is never closed", "close it"),
    (
        "did not find expected node content",
        "a '[' or '{' is never closed",
        "close it with ']' or '}'",
    ),
    (
        "did not find expected ',' or ']'",
        "a '[' is never closed, or a comma is missing",
        "close it with ']'",
    ),
    (
        "did not find expected ',' or '}'",
        "a '{' is never closed, or a comma is missing",
        "close it with '}'",
    ),
    (
        "did not find expected <document start>",
        "this does not belong to what stands above",
        _QUOTES,
    ),
    (
        "did not find expected alphabetic or numeric",
        "'*' and '&' have a meaning of their own",
        _QUOTES,
    ),
    ("found undefined tag", "'!' has a meaning of its own", _QUOTES),
    (
        "block sequence entries are not allowed",
        "a '- ' cannot stand here",
        "begin it on a line of its own",
    ),
    ("found unknown escape character", "a backslash in double quotes", "use single quotes"),
)
