"""Texts brought to one form, so that a hidden value is found however it is written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

# Rounds of taking escapes off: percent signs inside JSON inside an attribute are three.
_ROUNDS = 4

# Python reads no number of thousands of digits, and no character has more than seven.
_LONG_NUMBER = re.compile(r"&#([0-9]{8,})")
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.S)
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_BLANKS = frozenset("abfnrtv")
_PUNYCODE = re.compile(r"\bxn--([a-z0-9-]{1,59})", re.IGNORECASE | re.ASCII)

# Letters that people and keyboards use for one another, after decomposition.
_ALIKE = str.maketrans(
    {
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ٱ": "ا",
        "ـ": None,
        "ء": None,
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ħ": "h",
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
    }
)
_DROPPED = frozenset(("Mn", "Mc", "Me", "Cf", "Cc"))

_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
# The same with the blanks in between: calls cost more than letters.
_PHRASE = re.compile(r"([^\x00-\x7f][^\x21-\x7e]*)")
_ASCII_LETTERS = b"abcdefghijklmnopqrstuvwxyz0123456789"
_LOWER = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz")
_BETWEEN = bytes(n for n in range(128) if bytes([n]).lower() not in _ASCII_LETTERS)


def plain(text: str) -> str:
    """The text without escapes of HTML, addresses, JSON, scripts and host names."""
    for _ in range(_ROUNDS):
        before = text
        if "&" in text:
            text = unescape(_LONG_NUMBER.sub(_short_number, text))
        if "%" in text:
            text = unquote(text, errors="replace")
        if "\\" in text:
            text = _PAIR.sub(_paired, _ESCAPE.sub(_unescaped, text))
        if "--" in text:
            text = _PUNYCODE.sub(_unpunycoded, text)
        if text == before:
            break
    return text


def _short_number(match: re.Match[str]) -> str:
    return f"&#{match[1].lstrip('0')[:8] or '0'}"


def _unescaped(match: re.Match[str]) -> str:
    number = match[1] or match[2] or match[3]
    if number:
        code = int(number, 16)
        return chr(code) if code < 0x110000 else ""
    return " " if match[4] in _BLANKS else match[4]


def _paired(match: re.Match[str]) -> str:
    return match[0].encode("utf-16", "surrogatepass").decode("utf-16")


def _unpunycoded(match: re.Match[str]) -> str:
    try:
        return match[1].encode("ascii").decode("punycode")
    except (UnicodeError, OverflowError):
        return match[0]


@lru_cache(maxsize=65_536)
def _folded(run: str) -> str:
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", run).casefold())
    return "".join(map(_kept, apart)).translate(_ALIKE)


def _kept(char: str) -> str:
    if unicodedata.category(char) in _DROPPED:
        return _vowel(char)
    return str(unicodedata.digit(char, char))


def _vowel(char: str) -> str:
    """The letter of a vowel sign as India's scripts have them, where it is no ornament; or none."""
    name = unicodedata.name(char, "")
    if " VOWEL SIGN " not in name:
        return ""
    try:
        return unicodedata.lookup(name.replace(" VOWEL SIGN ", " LETTER "))
    except KeyError:
        return ""


def fold(text: str) -> str:
    """Without case, accents, points, invisible characters and differences of keyboards."""
    if text.isascii():
        return text.lower()
    return _NON_ASCII.sub(lambda run: _folded(run[0]), text).lower()


@lru_cache(maxsize=65_536)
def _squeezed(run: str) -> str:
    return "".join(char for char in _folded(run) if char.isalnum())


@lru_cache(maxsize=65_536)
def _phrase(run: str) -> str:
    """Whole phrases come again in what the theme says, and single words in all the rest."""
    return "".join(map(_squeezed, run.split()))


def squeeze(text: str) -> bytes:
    """The letters and digits of the folded text alone, as UTF-8: what is searched first."""
    if not text.isascii():
        parts = _PHRASE.split(text)
        parts[1::2] = map(_phrase, parts[1::2])
        text = "".join(parts)
    return text.encode("utf-8", "surrogatepass").translate(_LOWER, _BETWEEN)
