"""What can be read in an output: its text, also where it lies inside a PDF, a zip or a picture."""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import islice

from generator.check.containers import END, MalformedError, blocks, container

# Archives in archives beyond this depth, and members beyond this size, are not ours.
_DEEPEST = 4
_LARGEST = 200_000_000
_LONGEST_NAME = 500

_DATA_ADDRESS = re.compile(r"data:[\w./+-]*(?:;[\w=.+-]*)*;base64,([A-Za-z0-9+/=_-]+)")
# Lines of calendars and address books are folded in the middle of words (RFC 5545, 3.1).
_FOLDED_LINE = re.compile(rb"\r?\n[ \t]")

# Style sheets write any letter by its number (CSS Syntax Module Level 3, 4.3.7).
_STYLE_ESCAPE = re.compile(r"\\([0-9A-Fa-f]{1,6})\s?")

# Texts in a file of another kind. Of shorter ones, noise such as sound and film has any number.
_READABLE = re.compile(
    rb"(?:[\x20-\x7e]|[\xc2-\xf4][\x80-\xbf]{1,3}){6,}|(?:[\xc2-\xf4][\x80-\xbf]{1,3}){2,}"
)
_READABLE_LATIN = re.compile(rb"[\x20-\x7e]{2,}(?:[\xc0-\xff][\x20-\x7e]{2,})+[\xc0-\xff]?")
_READABLE_WIDE = re.compile(
    "[\x01-\u10ff\u1e00-\u20ff]{4,}|[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3]{6,}"
)

# Stands in a text where a tag stood; no letter, and dropped with all other controls.
TAG = "\x1f"

_Reader = Callable[[bytes, int], Iterator[str]]

# What a broken archive makes its reader stumble over.
_BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
)

# Blocks that hold pixels and nothing else.
_PIXELS = frozenset(("IDAT", "fdAT", "IMAGE", "VP8 ", "VP8L", "ALPH", "mdat", "DQT", "DHT", "SOS"))
_ZIP_END = b"PK\x05\x06"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_INFLATED = frozenset(("zTXt", "iTXt", "iCCP"))
_MOST_PARTS = 5


class UnsearchableError(ValueError):
    """A file that may hold anything, and that cannot be looked into; the message says why."""


def texts(path: str, data: bytes, depth: int = 0) -> Iterator[str]:
    """Every text in a file, escapes and all; what its tags say stands behind what is read.

    Raises UnsearchableError.
    """
    if depth > _DEEPEST or len(data) > _LARGEST:
        raise UnsearchableError("it is too deep inside other files, or too large")
    for signature, read in _BY_SIGNATURE:
        if data.startswith(signature):
            yield from read(data, depth)
            return
    if container(data[:32]):
        yield from _picture(data, depth)
        return
    if b"\0" in data and not _is_text(data):
        yield from _scattered(data)
        if _ZIP_END in data:
            # An archive that unpacks itself: a program, and behind it a zip.
            yield from _zip(data, depth)
        return
    text = _decoded(data)
    yield _untagged(text)
    if path.lower().endswith((".ics", ".vcf")):
        yield _decoded(_FOLDED_LINE.sub(b"", data))
    if path.endswith(".css"):
        yield _STYLE_ESCAPE.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), text)
    if ";base64," in text:
        for match in _DATA_ADDRESS.finditer(text.replace("\\/", "/")):
            yield from texts("", _from_base64(match[1]), depth + 1)
    if "\0" in text:
        yield from _wide(data)


def _untagged(text: str) -> str:
    """The text as it is read, with a mark for each tag, and behind it what the tags say."""
    words, *others = text.split("<")
    if not others:
        return text
    read, tags = [words], [""]
    for part in others:
        tag, _, words = part.partition(">")
        tags.append(tag)
        read.append(words)
    return f"{TAG.join(read)}\0{' '.join(tags)}"


def _decoded(data: bytes) -> str:
    if data.startswith(_WIDE_MARKS):
        return data.decode("utf-16", "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        # What is no text may still hold one, in either of the usual encodings.
        return f"{data.decode('utf-8', 'ignore')}\n{data.decode('latin-1')}"


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-16" if data.startswith(_WIDE_MARKS) else "utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _scattered(data: bytes) -> Iterator[str]:
    """What can be read in sound, film, fonts and whatever else is no text."""
    yield "\n".join(run.decode("utf-8", "replace") for run in _READABLE.findall(data))
    yield "\n".join(run.decode("latin-1") for run in _READABLE_LATIN.findall(data))
    yield from ("\n".join(_READABLE_WIDE.findall(text)) for text in _wide(data))


def _wide(data: bytes) -> Iterator[str]:
    """The data as two-byte text, from either side and from either of the first two bytes."""
    for start in (0, 1):
        for encoding in ("utf-16-le", "utf-16-be"):
            yield data[start:].decode(encoding, "ignore")


def _from_base64(text: str) -> bytes:
    text = text.replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""


def _picture(data: bytes, depth: int) -> Iterator[str]:
    """All that a picture holds besides its pixels."""
    found = blocks(data)
    try:
        for block in found:
            if block.name == "mdat":
                # Where AVIF keeps its pixels, it keeps its EXIF data as well.
                yield from _scattered(block.payload)
            if block.name in _PIXELS or not block.payload:
                continue
            if block.name == END:
                yield from texts("", block.payload, depth + 1)
            yield _decoded(block.payload)
            if b"\0" in block.payload:
                yield from _wide(block.payload)
            if block.name in _INFLATED:
                yield from _inflated(block.payload)
    except MalformedError as error:
        raise UnsearchableError(f"the picture is broken: {error}") from error


def _inflated(payload: bytes) -> Iterator[str]:
    """The text of a compressed PNG chunk: its parts end in noughts, the last one is packed."""
    for match in islice(re.finditer(rb"\0", payload), _MOST_PARTS):
        for start in (match.end(), match.end() + 1):
            try:
                yield _decoded(zlib.decompressobj().decompress(payload[start:], _LARGEST))
            except zlib.error:
                continue


def _zip(data: bytes, depth: int) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield _decoded(archive.comment)
            for member in archive.infolist():
                yield f"{member.filename}\n{_decoded(member.comment)}\n{_decoded(member.extra)}"
                if member.flag_bits & 1 or member.file_size > _LARGEST:
                    raise UnsearchableError("the archive is locked, or too large")
                yield from texts(member.filename, archive.read(member), depth + 1)
    except UnsearchableError:
        raise
    except _BROKEN as error:
        raise UnsearchableError("the archive cannot be opened") from error


def _compressed(open_file: Callable[[io.BytesIO], io.BufferedIOBase]) -> _Reader:
    def read(data: bytes, depth: int) -> Iterator[str]:
        try:
            inner = open_file(io.BytesIO(data)).read(_LARGEST + 1)
        except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
            raise UnsearchableError(f"it cannot be unpacked: {error}") from error
        # The packed file's own name stands before what is packed.
        yield _decoded(data[:_LONGEST_NAME])
        yield from texts("", inner, depth + 1)

    return read


def _pdf(data: bytes, depth: int) -> Iterator[str]:
    from generator.guard.pdf import pdf_texts  # its reader costs much, and few sites have a PDF

    yield from pdf_texts(data)


def _closed(data: bytes, depth: int) -> Iterator[str]:
    raise UnsearchableError("it is an archive of a kind that cannot be opened here")
    yield ""


_BY_SIGNATURE: tuple[tuple[bytes, _Reader], ...] = (
    (b"%PDF-", _pdf),
    (b"PK\x03\x04", _zip),
    (b"PK\x05\x06", _zip),
    (b"\x1f\x8b", _compressed(lambda file: gzip.GzipFile(fileobj=file))),
    (b"BZh", _compressed(bz2.BZ2File)),
    (b"\xfd7zXZ", _compressed(lzma.LZMAFile)),
    (b"7z\xbc\xaf", _closed),
    (b"Rar!", _closed),
    (b"\x28\xb5\x2f\xfd", _closed),
)
