"""The drawn parts of the share kit as pages place them: cards, documents, ready-made squares."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CardView:
    """A drawn card: `size` is preview, square, portrait or story; `src` a link from the root."""

    size: str
    src: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the kit to save; `kind` names it, as in poster_a4 or square_400."""

    kind: str
    url: str
    width: int = 0
    height: int = 0
