"""What can be read in a PDF: its pages, names, notes, links, attachments and their descriptions."""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, DeprecationError, PyPdfError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from generator.guard.contents import UnsearchableError, texts

# What a broken PDF makes its reader stumble over.
_BROKEN = (
    PyPdfError,
    DependencyError,
    DeprecationError,
    NotImplementedError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)

# The words that stand for glyphs (ISO 32000-1, 14.9.4), as text or as hexadecimal digits.
_ACTUAL = re.compile(
    rb"/(?:ActualText|Alt|E)\s*(?:<([0-9A-Fa-f\s]*)>|\(((?:\\.|[^\\()])*)\))", re.S
)

# Programs that change a PDF write behind its end, so what they took out still stands before it.
_END = re.compile(rb"%%EOF")
_MOST_VERSIONS = 20

# Streams of pixels, glyphs and colours have nothing to read.
_SILENT = {"/Image", "/CIDFontType0C", "/Type1C", "/OpenType"}


def pdf_texts(data: bytes) -> Iterator[str]:
    """The text of every page in both directions, and every string of every object, of all versions.

    Raises UnsearchableError.
    """
    # It reports every oddity of a file to the log, and ours is not a PDF clinic.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    yield from _version(data)
    earlier = [match.end() for match in _END.finditer(data)][:-1]
    if len(earlier) > _MOST_VERSIONS:
        raise UnsearchableError("the PDF holds too many earlier versions of itself")
    for end in earlier:
        # The first end in a file made for slow lines is that of no version.
        with suppress(UnsearchableError):
            yield from _version(data[:end])


def _version(data: bytes) -> Iterator[str]:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise UnsearchableError("the PDF is locked")
        for page in reader.pages:
            words = page.extract_text()
            yield words
            # Some programs lay letters that run from right to left down from left to right.
            yield "\n".join(line[::-1] for line in words.split("\n"))
            # Where letters are spread out, there seem to be blanks between them.
            yield "".join(words.split())
        for thing in _objects(reader):
            yield from _strings(thing)
    except _BROKEN as error:
        if isinstance(error, UnsearchableError):
            raise
        raise UnsearchableError("the PDF is broken") from error


def _objects(reader: PdfReader) -> Iterator[Any]:
    yield reader.trailer
    for generation, numbers in reader.xref.items():
        for number in numbers:
            yield reader.get_object(IndirectObject(number, generation, reader))
    for number in reader.xref_objStm:
        yield reader.get_object(IndirectObject(number, 0, reader))


def _strings(thing: Any) -> Iterator[str]:
    """The strings of one object, down to where it refers to others; and the data of a stream."""
    if isinstance(thing, (TextStringObject, NameObject)):
        yield str(thing)
    elif isinstance(thing, ByteStringObject):
        yield thing.decode("latin-1")
    elif isinstance(thing, ArrayObject):
        for item in list.__iter__(thing):
            yield from _strings(item)
    elif isinstance(thing, DictionaryObject):
        for name, value in dict.items(thing):
            yield str(name)
            yield from _strings(value)
        if isinstance(thing, StreamObject) and thing.get("/Subtype") not in _SILENT:
            yield from _stream(thing)


def _stream(thing: StreamObject) -> Iterator[str]:
    data = thing.get_data()
    yield from texts("", data, 1)
    for digits, letters in _ACTUAL.findall(data):
        raw = bytes.fromhex(re.sub(rb"\s", b"", digits).decode()) if digits else letters
        yield raw.decode("utf-16-be" if raw[:2] == b"\xfe\xff" else "latin-1", "ignore")
