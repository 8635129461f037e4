"""Web addresses in running text, found as X and Mastodon find them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# What both ask of an address: https://github.com/twitter/twitter-text (read 2026-11-21).
_LONGEST = 4096
_LONGEST_SHORTENED = 40
_MARKS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SPACES = "\t-\r \x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_NEVER = "\ufffe\ufeff\uffff"
_LATIN = "À-ÖØ-öø-ÿĀ-ɏɓɔɖɗəɛɣɨɯɲʉʻ\u0300-\u036fḀ-ỿ"

_NO_LETTER = rf"!'#%&()*+,\\\-./:;<=>?@\[\]^_{{|}}~${_SPACES}{_NEVER}{_MARKS}"
# Dots with a top-level domain behind them are marked first: names end at one of these.
_DOT = "\ufffe"
# Names are at most as long as the net allows: so every text is read in a time that fits its length.
_LABEL = rf"[^{_NO_LETTER}](?:(?:[^{_NO_LETTER}]|-){{0,61}}[^{_NO_LETTER}])?"
_SUBDOMAIN = rf"[^{_NO_LETTER}](?:(?:[^{_NO_LETTER}]|[_-]){{0,61}}[^{_NO_LETTER}])?"
_NAME = rf"(?:{_SUBDOMAIN}[.{_DOT}]){{0,125}}{_LABEL}{_DOT}"
_BEFORE = "(?:[^A-Za-z0-9@＠$#＃\ufeff\uffff]|^)"
_QUERY = r"\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/]"


@dataclass(frozen=True, slots=True)
class _Path:
    """What may stand in a path, and what at its end."""

    inside: str
    last: str

    @property
    def pattern(self) -> str:
        """Brackets belong to it in pairs, one pair inside another at most."""
        pair = rf"\((?:{self.inside}+|{self.inside}*\({self.inside}+\){self.inside}*)\)"
        return rf"/(?:(?:{self.inside}|{pair})*(?:{self.last}|{pair}))?"


_X_PATH = _Path(
    rf"[a-z\u0400-\u04ff0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{_LATIN}]",
    rf"[+\-a-z\u0400-\u04ff0-9=_#/{_LATIN}]",
)
# Mastodon's own change to it, config/initializers/twitter_regex.rb: paths of any script.
_MASTODON_PATH = _Path(r"[^\s<>()?]", r"""[^\s()?!*"'「」<>;:=,.$%\[\]~&|@]""")
_ANY_SCRIPT = r"\xa0-\ud7ff\uf900-\uffef\U00010000-\U0010fffd"
# Both cases are written out: to look for the other one of each of these letters takes long.
_MASTODON_QUERY = (
    rf"(?-i:\?[a-zA-Z0-9!?*'();:&=+$/%#\[\]\-_.,~|@^{_ANY_SCRIPT}]*[a-zA-Z0-9_&=#/\-{_ANY_SCRIPT}])"
)

_HEAD = rf"(?P<before>{_BEFORE})(?P<link>(?P<protocol>https?://)?{_NAME})"
_TAIL = rf"(?::[0-9]+)?(?:{_X_PATH.pattern})?(?:{_QUERY})?"
_MASTODON_TAIL = rf"(?::[0-9]+)?(?:{_MASTODON_PATH.pattern})?(?:{_MASTODON_QUERY})?"
_SHORT = rf"https?://t\.co/([a-z0-9]+)(?:{_QUERY})?"
_ASCII_NAME = rf"(?:[-a-z0-9{_LATIN}]+[.{_DOT}])*[-a-z0-9{_LATIN}]+{_DOT}"
_CODED = re.compile("xn--[-0-9a-z]+", re.IGNORECASE)
_GOES_ON = re.compile("[0-9a-zA-Z@+-]")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Each with the first text that needs it: together they take as long as to load YAML."""
    return re.compile(pattern, re.IGNORECASE)


def links_in(text: str) -> list[tuple[int, int]]:
    """Where X sees links, each from its first character to behind its last.

    With or without https://; a name counts if it ends in a top-level domain that X knows.
    """
    return [span for found in _found(text, _TAIL) for span in _spans(*found)]


def full_links_in(text: str) -> list[tuple[int, int]]:
    """Where Mastodon sees links: those with https:// or http:// alone."""
    if "://" not in text:
        return []
    found = _found(text, _MASTODON_TAIL)
    return [(head.start("link"), end) for head, _, end in found if head["protocol"]]


_Found = tuple[re.Match[str], int, int]


def _found(text: str, behind: str) -> Iterator[_Found]:
    """What stands before the last dot of a name, where the name ends, and where the address."""
    marked = _marked(text)
    if _DOT not in marked:
        return
    position = 0
    while head := _compiled(_HEAD).search(marked, position):
        name_ends = head.end() + _ending(marked, head.end())
        tail = _compiled(behind).match(text, name_ends)
        assert tail is not None
        yield head, name_ends, tail.end()
        position = tail.end()


def _spans(head: re.Match[str], name_ends: int, end: int) -> Iterator[tuple[int, int]]:
    start = head.start("link")
    if end - start > _LONGEST:
        return
    if head["protocol"]:
        yield from _shortened(head.string[start:end].replace(_DOT, "."), start, end)
    elif head["before"] not in ("-", "_", ".", "/", _DOT):
        yield from _bare(head, name_ends, end)


def _shortened(link: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The link; X's own short ones end behind the word that they consist of."""
    short = _compiled(_SHORT).match(link)
    if short is None:
        yield start, end
    elif len(short[1]) <= _LONGEST_SHORTENED:
        yield start, start + short.end()


def _bare(head: re.Match[str], name_ends: int, end: int) -> Iterator[tuple[int, int]]:
    """Names without https://, as far as they are ASCII: they may stick to other letters."""
    name = head.string[:name_ends]
    spans: list[tuple[int, int]] = []
    position = head.start("link")
    while found := _compiled(_ASCII_NAME).search(name, position):
        position = found.end() + _ending(name, found.end())
        spans.append((found.start(), position))
    yield from spans[:-1]
    for first, last in spans[-1:]:
        # A path belongs to the last name, even where other letters stand between the two.
        path = head.string[name_ends:end].lstrip(":0123456789").startswith("/")
        yield first, last + (end - name_ends if path else 0)


def _marked(text: str) -> str:
    """The text with other dots where a top-level domain follows."""
    plain = text.replace(_DOT, "\uffff")
    dots = (found.start() for found in re.finditer(r"\.", plain))
    parts, position = [], 0
    for dot in dots:
        if _ending(plain, dot + 1):
            parts += [plain[position:dot], _DOT]
            position = dot + 1
    return "".join([*parts, plain[position:]])


def _ending(text: str, start: int) -> int:
    """How long the top-level domain is that stands there; 0 where none does."""
    coded = _CODED.match(text, start)
    if coded:
        return coded.end() - start
    known = _endings()
    following = text[start : start + _longest_ending() + 1].lower()
    for length in range(len(following), 0, -1):
        if following[:length] in known and not _GOES_ON.match(following, length):
            return length
    return 0


@cache
def _endings() -> frozenset[str]:
    lines = files("generator.kit").joinpath("tlds.txt").read_text("utf-8").splitlines()
    return frozenset(" ".join(line for line in lines if line[:1] != "#").split())


@cache
def _longest_ending() -> int:
    return max(map(len, _endings()))
