"""Bytes of a file become text: UTF-8 only, with a clear word about everything else."""

from __future__ import annotations

from generator.problems import Place, Problem

MAX_BYTES = 1_000_000

_UTF8 = "save the file as UTF-8 (in most editors: Save as… → Encoding → UTF-8)"


def decode(data: bytes, path: str) -> str | Problem:
    """The text of a file with `\\n` line ends and without a byte order mark, or what is wrong."""
    if len(data) > MAX_BYTES:
        message = f"the file is too large ({len(data):,} bytes; the limit is {MAX_BYTES:,})"
        return Problem("too-long", message, Place(path), "split it into several files")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem("encoding", "the file is in UTF-16", Place(path, 1, 1), _UTF8)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _undecodable(data, error, path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    nul = text.find("\0")
    if nul >= 0:
        place = _place(text[:nul], path)
        return Problem("encoding", "the file holds a NUL byte", place, "is it really a text file?")
    return text


def _undecodable(data: bytes, error: UnicodeDecodeError, path: str) -> Problem:
    before = data[: error.start].decode("utf-8", "replace").replace("\r\n", "\n")
    guess = data[error.start : error.start + 1].decode("cp1252", "replace")
    message = f"byte 0x{data[error.start]:02x} is not UTF-8"
    if guess.isprintable() and guess != "\ufffd":
        message += f" (in Windows-1252 it would be '{guess}')"
    return Problem("encoding", message, _place(before, path), _UTF8)


def _place(before: str, path: str) -> Place:
    line = before.count("\n") + 1
    return Place(path, line, len(before) - (before.rfind("\n") + 1) + 1)
