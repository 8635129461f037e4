"""A found post as YAML, in the order and the style of a campaign's own records."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from generator.kinds.permalink import recognise
from generator.kinds.post import Network
from generator.ledger.record import Found
from generator.locales import is_language_tag

# What needs no quotes wherever it stands; a colon with something behind it is no key.
_PLAIN = re.compile(r"\w(?:[\w@/+%().?&=~-]|:(?=[\w/])| (?=[\w(]))*")
# In braces, YAML gives a meaning to more signs.
_PLAIN_IN_BRACES = re.compile(r"\w(?:[\w@/.-]| (?=\w))*")
_NOT_TEXT = {"null", "~", "true", "false", "yes", "no", "on", "off"}
# Signs that YAML refuses, takes for a line break of its own, or loses.
_UNFIT_FOR_BLOCK = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
)
# Marks that turn the direction of a line, controls, and noncharacters.
_NOT_IN_NAMES = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_JOINERS = "\u200c\u200d"
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
# Marks of exports for "no language": undetermined, none, several, and tags for private use.
_NO_LANGUAGE = re.compile(r"(?:und|zxx|mul|mis|q[a-t][a-z])(?:-.*)?", re.IGNORECASE)

_STATE = "unknown  # live, deleted, suspended or lost: look, and say which"
_CONSENT = "{status: unknown}  # ask; then say: given, none, published or public-figure"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a record is to say besides what was found; `id` is empty where the file's name is it."""

    id: str = ""
    protect: str = ""
    consent: str = ""
    source: str = ""


def as_yaml(found: Found, wanted: Wanted | None = None) -> str:
    """A record as the lines of a mapping, the last one ended."""
    return "".join(f"{line}\n" for line in _lines(found, wanted or Wanted()))


def as_item(record: str, indent: int = 0) -> str:
    """The lines of a mapping as an item of a list whose dashes stand in column `indent`."""
    pad = " " * indent
    lines = record.split("\n")
    first = [f"{pad}- {lines[0]}"]
    return "\n".join(first + [f"{pad}  {line}" if line else line for line in lines[1:]])


def _lines(found: Found, wanted: Wanted) -> Iterator[str]:
    link = recognise(found.url)
    for key, value in (("id", wanted.id), ("protect", wanted.protect)):
        if value:
            yield f"{key}: {scalar(value)}"
    yield f"network: {found.network if found.network in get_args(Network) else 'other'}"
    author = {"name": one_line(found.name), "handle": one_line(found.handle)}
    if any(author.values()):
        yield f"author: {_in_braces(author)}"
    if found.url:
        yield f"url: {scalar(found.url)}"
    if found.posted:
        learnt = "  # read from the number in the address" if link and link.posted else ""
        same = link is not None and link.posted == found.posted
        yield f"posted: {scalar(found.posted)}{learnt if same else ''}"
    yield from _said(found)
    yield f"state: {found.state or _STATE}"
    for key, value in (("archive", found.archive), ("source", wanted.source)):
        if value:
            yield f"{key}: {scalar(value)}"
    yield from _attached(found)
    yield f"consent: {f'{{status: {wanted.consent}}}' if wanted.consent else _CONSENT}"


def _said(found: Found) -> Iterator[str]:
    if language(found.lang):
        yield f"lang: {found.lang}"
    if found.text.strip():
        yield f"text: {words(found.text)}"


def language(tag: str) -> str:
    """The language that a source names; empty where it names none."""
    return tag if is_language_tag(tag) and not _NO_LANGUAGE.fullmatch(tag) else ""


def _attached(found: Found) -> Iterator[str]:
    """Pictures are never fetched: a comment says where they were, and how to show them."""
    if not found.attachments:
        return
    yield "# The post shows this. Save it to content/media/, name the files, take off the '#':"
    yield "# media:"
    for attachment in found.attachments:
        where = f"  # {quoted(attachment.url)}" if attachment.url else ""
        yield f"#   - {{file: media/…, alt: {quoted(attachment.alt)}}}{where}"


def mended(text: str) -> str:
    """Text that a file can hold: two halves of a character are joined, one alone becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def one_line(text: str) -> str:
    """A name without line breaks and invisible signs, which a record's name may not hold."""
    return " ".join(_NOT_IN_NAMES.sub("", " ".join(mended(text).split())).split())


def scalar(text: str) -> str:
    """A text as a value on one line."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT
    return text if plain and len(text) < 1000 else quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes, with everything escaped that would not be seen."""
    return f'"{"".join(map(_escaped, mended(text)))}"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char == " " or char in _JOINERS or not _hidden(char):
        return char
    number = ord(char)
    return f"\\U{number:08x}" if number > 0xFFFF else f"\\u{number:04x}"


def _hidden(char: str) -> bool:
    """Controls, direction marks, line separators, and what is no character at all."""
    return unicodedata.category(char) in ("Cc", "Cf", "Cn", "Cs", "Zl", "Zp") and (
        char not in _JOINERS
    )


def _in_braces(values: Mapping[str, str]) -> str:
    pairs = (f"{key}: {_short(value)}" for key, value in values.items() if value)
    return f"{{{', '.join(pairs)}}}"


def _short(text: str) -> str:
    plain = _PLAIN_IN_BRACES.fullmatch(text) and text.lower() not in _NOT_TEXT
    return text if plain else quoted(text)


def words(text: str) -> str:
    """What somebody posted, sign for sign: a block that can be read, or one line in quotes."""
    text = mended(text)
    body = text.rstrip("\n")
    if not body.strip(" \t") or _UNFIT_FOR_BLOCK.search(text):
        return quoted(text)
    breaks = len(text) - len(body)
    # A number says how far the block is indented where its own beginning does not.
    head = f"|{'2' if body[0].isspace() else ''}{('-', '', '+')[min(breaks, 2)]}"
    lines = [f"  {line}" if line else "" for line in body.split("\n")]
    return "\n".join([head, *lines, *[""] * (breaks - 1)])
