"""YAML with a place for every key and value; scalars stay text until the schema types them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import yaml
from yaml import events as ev

from generator.model import Loc, Places, Span
from generator.problems import Place, Problem
from generator.read.syntax import in_plain_words

MAX_DEPTH = 50
MAX_NODES = 50_000

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Behind a key, a value, a comma or a bracket; a remark has a blank behind its '#'.
_HASHTAG = re.compile(r"[ \t:,]*(?<=[ \t,\[{])(#\w.*)")
# The same anywhere in a line, but not in quotes.
_IN_FLOW = re.compile(r"""^(?:[^"']|"[^"]*"|'[^']*')*?(?<![^\s,\[{])(#\w.*)""")


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read."""

    value: dict[str, Any] | list[Any]
    loc: Loc
    flow: bool
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
        reader.end_at(error)
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
        self.line = 0  # of the scalar that was read last

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is ev.ScalarEvent:
            self._check_node(event)
            self._scalar(event)
            self.line = event.start_mark.line
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
        hashtag = self._look_for_hashtag(event) if plain else ""
        empty = plain and event.value in ("", "~", "null")
        # With the hashtag in its place, it is not told as well that there is nothing.
        self._store(event, (hashtag or None) if empty else event.value)

    def _key(self, parent: _Open, event: Any) -> None:
        assert isinstance(parent.value, dict)
        span = self._span(event)
        if event.value in parent.value:
            first = self.places.spans[(*parent.loc, event.value)].key[0]
            message = f"'{event.value}' stands here a second time (first in line {first})"
            place = Place(self.places.path, *span)
            hint = "keep one of the two"
            if isinstance(parent.value[event.value], dict):
                hint += ", and put what stands below the other under it"
            self.problems.append(Problem("duplicate-key", message, place, hint))
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
        self.stack.append(_Open(value, loc, event.flow_style))
        if event.flow_style:
            self._tell_of_hashtag(event.end_mark.line, event.end_mark.column)

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

    def _look_for_hashtag(self, event: Any) -> str:
        """`text: Read with #FreeX` is a comment and half a text; the writer meant a hashtag.

        What is read as a comment behind the value, from its '#' on.
        """
        key = self.stack[-1].key if self.stack else None
        start, end = event.start_mark, event.end_mark
        if key and key[1][0] < start.line + self.first_line:
            line, column, length = key[1]
            self._tell_of_hashtag(line - self.first_line, column - 1 + length)
        return self._tell_of_hashtag(end.line, end.column)

    def _tell_of_hashtag(self, line: int, column: int) -> str:
        found = _HASHTAG.match(self.lines[line], column) if line < len(self.lines) else None
        if not found:
            return ""
        self.problems.append(self._lost(line, found))
        return found[1].rstrip()

    def _lost(self, line: int, found: re.Match[str]) -> Problem:
        """What is lost may be what a post hides: the message does not repeat it."""
        length = len(found[1].rstrip())
        place = Place(self.places.path, line + self.first_line, found.start(1) + 1, length)
        message = "'#' begins a comment here, so what stands behind it is lost"
        hint = "put the whole text in quotes; a remark has a blank behind '#'"
        return Problem("swallowed-comment", message, place, hint)

    def unprintable(self, position: int, character: int) -> Problem:
        """A control character; libyaml counts its position in bytes."""
        before = "\n".join(self.lines).encode()[:position].decode("utf-8", "ignore")
        line = before.count("\n") + self.first_line
        place = Place(self.places.path, line, len(before) - before.rfind("\n"))
        message = f"the file holds the control character U+{character:04X}"
        return Problem("control-character", message, place, "delete it")

    def end_at(self, error: yaml.MarkedYAMLError) -> None:
        """Tells why the reading ends: a hashtag takes a bracket, or the lines below it, along."""
        opened = next((self.places.spans[one.loc].value[0] for one in self.stack if one.flow), 0)
        first = opened or self.line + self.first_line
        told = [p for p in self.problems if p.code == "swallowed-comment" and p.place.line >= first]
        if opened and not told:
            until = self._place(error.problem_mark).line - self.first_line
            lines = enumerate(self.lines[: until + 1])
            found = (
                (n, _IN_FLOW.search(line)) for n, line in lines if n + self.first_line >= first
            )
            told = [self._lost(number, match) for number, match in found if match]
        self.problems = [problem for problem in self.problems if problem not in told]
        cause = replace(told[0], code="yaml-syntax") if told else self._syntax(error)
        self.problems.append(cause)

    def _syntax(self, error: yaml.MarkedYAMLError) -> Problem:
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
        message, hint = in_plain_words(said)
        return Problem("yaml-syntax", message, place, hint)
