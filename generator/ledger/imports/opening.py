"""Bytes that somebody saved become text, and text becomes values with their places."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import NoReturn

from generator.ledger.record import refuse
from generator.problems import Place

MAX_BYTES = 200_000_000

_UTF8 = "save the file as UTF-8 (in most editors: Save as… → Encoding → UTF-8)"
_BLANK = re.compile(r"[ \t\r\n;]*")  # a script may end its list with a semicolon
_NEXT = re.compile(r"[ \t\r\n]*([,\]]?)[ \t\r\n]*")
# Archives are scripts: window.YTD.tweets.part0 = [ …
_ASSIGNMENT = re.compile(r"\s*(?:(?:var|let|const)\s+)?([A-Za-z_$][\w.$]{0,80})\s*=\s*(?=[\[{])")
_JSON = re.compile(r"\s*[\[{]")

# How files begin that hold posts at best inside them, and what to do with such a file.
_CONTAINERS = (
    (b"PK\x03\x04", "a zip file", "unpack it first; posts of X stand in data/tweets.js"),
    (b"\x1f\x8b", "a packed file", "unpack it first"),
    (b"%PDF", "a PDF", "keep it as the post's 'captured' file"),
    (b"\x89PNG", "a picture", "keep it as the post's 'captured' file"),
    (b"\xff\xd8\xff", "a picture", "keep it as the post's 'captured' file"),
    (b"RIFF", "a picture", "keep it as the post's 'captured' file"),
)


class Number(str):
    """A number of a file with the digits that it was written with: ids have too many for floats."""

    __slots__ = ()


# Numbers stay words, so that none of them can be too large, too precise or not a number.
_DECODER = json.JSONDecoder(
    parse_int=Number, parse_float=Number, parse_constant=Number, strict=False
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A value of a file and where it begins; the words before `=` in `label`, for archives.

    A web page is one piece, and its value the page's text.
    """

    value: object
    place: Place
    label: str = ""


def text_of(name: str, data: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 as Windows saves it. Raises ImportFault."""
    if len(data) > MAX_BYTES:
        message = f"the file is too large ({len(data):,} bytes; the limit is {MAX_BYTES:,})"
        refuse("too-long", message, Place(name), "split it into several files")
    for start, what, hint in _CONTAINERS:
        if data.startswith(start):
            refuse("import-unknown", f"this is {what}", Place(name), hint)
    encoding = json.detect_encoding(data[:4]) if data else "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        message = f"byte 0x{data[error.start]:02x} is not {encoding.upper().removesuffix('-SIG')}"
        refuse("encoding", message, Lines(name, before).place(len(before)), _UTF8)


def pieces(name: str, text: str) -> Iterator[Piece]:
    """The values of a file: the elements of a list, or several objects, one by one.

    Raises ImportFault where the text stops being JSON, maybe after some values have come.
    """
    assignment = _ASSIGNMENT.match(text)
    if assignment is None and not _JSON.match(text):
        if text.strip():
            yield Piece(text, Place(name))
        return
    lines = Lines(name, text)
    label = assignment[1] if assignment else ""
    try:
        for value, offset in _values(text, assignment.end() if assignment else 0):
            yield Piece(value, lines.place(offset), label)
    except json.JSONDecodeError as error:
        _syntax(error, name)
    except RecursionError:
        refuse("import-syntax", "the values are nested too deeply", Place(name))


def _syntax(error: json.JSONDecodeError, name: str) -> NoReturn:
    place = Place(name, error.lineno, error.colno)
    words = error.msg[:1].lower() + error.msg[1:]
    hint = "the file may be cut off: save or download it again"
    refuse("import-syntax", f"this is not JSON: {words}", place, hint)


def _values(text: str, at: int) -> Iterator[tuple[object, int]]:
    """Each value on the outermost level, and those of a list there, with their offsets."""
    while (at := _end(_BLANK, text, at)) < len(text):
        if text[at] == "[":
            at = yield from _elements(text, at + 1)
        else:
            start = at
            value, at = _DECODER.raw_decode(text, start)
            yield value, start


def _elements(text: str, at: int) -> Generator[tuple[object, int], None, int]:
    """The elements of a list whose bracket is open; the generator's value is its end."""
    at = _end(_BLANK, text, at)
    if text.startswith("]", at):
        return at + 1
    while True:
        start = at
        value, at = _DECODER.raw_decode(text, start)
        yield value, start
        following = _NEXT.match(text, at)
        sign = following[1] if following else ""
        if not following or not sign:
            raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
        at = following.end()
        if sign == "]":
            return at


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


class Lines:
    """Turns offsets, asked for in rising order, into lines and columns."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.line = 1
        self.at = 0

    def place(self, offset: int) -> Place:
        self.line += self.text.count("\n", self.at, offset)
        self.at = offset
        return Place(self.name, self.line, offset - self.text.rfind("\n", 0, offset))
