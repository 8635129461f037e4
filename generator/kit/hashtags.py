"""Hashtags in running text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# A full-width sign makes a hashtag, too; in an address or behind a letter there is none.
SIGNS = "#＃"
_SIGN = re.compile(r"(?<![\w/&#＃?=.@-])[#＃](?![#＃])")
_ADDRESS = re.compile(r"https?://\S+")
_JOINERS = "\u200c\u200d"


class Tag(NamedTuple):
    """A hashtag: where its sign stands, and its word without the sign."""

    start: int
    word: str

    @property
    def end(self) -> int:
        return self.start + 1 + len(self.word)


def hashtags_in(text: str) -> Iterator[Tag]:
    """The hashtags of a text, in their order, as a network would find them."""
    if not any(sign in text for sign in SIGNS):
        return
    plain = _ADDRESS.sub(lambda found: "x" * len(found[0]), text)
    for sign in _SIGN.finditer(plain):
        end = sign.end()
        while end < len(plain) and belongs(plain[end]):
            end += 1
        word = plain[sign.end() : end].rstrip(_JOINERS)
        if word:
            yield Tag(sign.start(), word)


def belongs(char: str) -> bool:
    """Whether a character can stand in a hashtag: letters, digits, marks, '_' and joiners."""
    return (
        char.isalnum() or char in "_" + _JOINERS or unicodedata.category(char) in ("Mn", "Mc", "Me")
    )
