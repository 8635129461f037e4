"""Hashtags in running text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# A full-width sign makes a hashtag, too; in an address, behind a letter or in the picture of a key
# there is none.
SIGNS = "#＃"
_SIGN = re.compile(r"(?<![\w/&#＃?=.@-])[#＃](?![#＃\ufe0f\u20e3])")
ADDRESS = re.compile(r"https?://\S+")
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
    plain = ADDRESS.sub(lambda found: "x" * len(found[0]), text)
    for sign in _SIGN.finditer(plain):
        word = word_at(plain, sign.end())
        if word:
            yield Tag(sign.start(), word)


def word_at(text: str, start: int) -> str:
    """What a hashtag would hold whose sign stands right before `start`."""
    end = start
    while end < len(text) and belongs(text[end]):
        end += 1
    return text[start:end].rstrip(_JOINERS)


def belongs(char: str) -> bool:
    """Whether a character can stand in a hashtag: letters, digits, marks, '_' and joiners."""
    return (
        char.isalnum() or char in "_" + _JOINERS or unicodedata.category(char) in ("Mn", "Mc", "Me")
    )
