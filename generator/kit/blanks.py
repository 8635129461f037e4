"""What is filled into prepared words: `{name}` by the build, `[your name]` by the visitor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

Sort = Literal["words", "slot", "blank"]

# What a target fills in.
SLOTS = ("name", "role")

# A blank is short and in one line: what is longer is an aside in brackets.
_FILLED = re.compile(r"\{([^{}\n]{1,40})\}|\[([^][{}\n]{1,40})\]")


class Piece(NamedTuple):
    """A piece of a text: words as they stand, the name of a slot, or what a blank asks for."""

    sort: Sort
    text: str
    start: int


def pieces(text: str) -> Iterator[Piece]:
    """A text in pieces, in order; nothing of it is lost but the brackets of slots and blanks."""
    position = 0
    for found in _FILLED.finditer(text):
        if found.start() > position:
            yield Piece("words", text[position : found.start()], position)
        name = found[1] if found[1] is not None else found[2]
        yield Piece("slot" if found[1] is not None else "blank", name.strip(), found.start())
        position = found.end()
    if position < len(text):
        yield Piece("words", text[position:], position)


def slots_in(text: str) -> list[Piece]:
    return [piece for piece in pieces(text) if piece.sort == "slot"]


def blanks_in(*texts: str) -> tuple[str, ...]:
    """What visitors fill in, each once, in the order of the texts."""
    found = (piece.text for text in texts for piece in pieces(text) if piece.sort == "blank")
    return tuple(dict.fromkeys(found))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its slots filled; blanks stay, in brackets, for the visitor."""
    return "".join(_said(piece, values) for piece in pieces(text))


def _said(piece: Piece, values: Mapping[str, str]) -> str:
    if piece.sort == "slot":
        return " ".join(values.get(piece.text, "").split())
    return f"[{piece.text}]" if piece.sort == "blank" else piece.text
