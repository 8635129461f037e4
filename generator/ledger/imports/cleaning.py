"""What must not reach a record is taken out of names and words: tags, controls, turned text."""

from __future__ import annotations

import re
import unicodedata

# A complete tag, not "<3" or "a < b".
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,1000}>|<!--.{0,1000}?-->", re.DOTALL)
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Halves of a pair and signs that no file may hold as text.
_BROKEN = re.compile("[\ud800-\udfff\ufffe\uffff]")
_OVERRIDE = re.compile("[\u202a-\u202e]")
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ISOLATE = re.compile("[\u2066-\u2069]")
_END_OF_ISOLATE = "\u2069"

TAGS = "tags"
CONTROLS = "control characters"
DIRECTIONS = "invisible direction controls"
BROKEN = "broken characters"


def clean_line(text: str, taken: set[str]) -> str:
    """A name or a handle in one line; what was taken out of it is added to `taken`."""
    text = _without(_TAG, text, TAGS, taken)
    text = _without(_DIRECTION, text, DIRECTIONS, taken)
    text = _without(_CONTROL, _BREAK.sub(" ", text), CONTROLS, taken)
    return unicodedata.normalize("NFC", " ".join(_whole(text, taken).split()))


def clean_text(text: str, taken: set[str]) -> str:
    """Words with their line breaks; isolates stay in lines where each that opens is closed."""
    text = _without(_OVERRIDE, _BREAK.sub("\n", text), DIRECTIONS, taken)
    text = _without(_CONTROL, text, CONTROLS, taken)
    lines = (_isolated(line.replace("\t", " ").rstrip(), taken) for line in text.split("\n"))
    return unicodedata.normalize("NFC", _whole("\n".join(lines), taken)).strip()


def _without(pattern: re.Pattern[str], text: str, what: str, taken: set[str]) -> str:
    text, times = pattern.subn("", text)
    if times:
        taken.add(what)
    return text


def _whole(text: str, taken: set[str]) -> str:
    text, times = _BROKEN.subn("\ufffd", text)
    if times:
        taken.add(BROKEN)
    return text


def _isolated(line: str, taken: set[str]) -> str:
    """Isolates end with their line: an open one has lost its end, and would turn what follows."""
    depth = 0
    for found in _ISOLATE.finditer(line):
        depth += -1 if found[0] == _END_OF_ISOLATE else 1
        if depth < 0:
            break
    return line if depth == 0 else _without(_ISOLATE, line, DIRECTIONS, taken)
