"""What is drawn for the share kit, as pages place it: known before any of it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from generator.urls import site_url


@dataclass(frozen=True, slots=True)
class CardView:
    """A drawn card: `size` is preview, square, portrait or story; `small` is its thumbnail."""

    size: str
    path: PurePosixPath
    width: int
    height: int
    alt: str
    small: PurePosixPath | None = None

    @property
    def thumbnail(self) -> str:
        """A link from the root to the thumbnail, or to the card where it has none."""
        return site_url(self.small or self.path)

    @property
    def src(self) -> str:
        return site_url(self.path)

    @property
    def travels(self) -> bool:
        """Whether it goes into the forward pack; previews are fetched by networks themselves."""
        return self.size != "preview"

    @property
    def saved_as(self) -> str:
        """Its name on somebody's disk: without the fingerprint."""
        stem, _, ending = self.path.name.rsplit(".", 2)
        return f"{stem}.{ending}"


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the kit to save; `kind` names it, as in poster_a4 or square_400."""

    kind: str
    path: PurePosixPath
    width: int = 0
    height: int = 0

    @property
    def url(self) -> str:
        return site_url(self.path)


@dataclass(frozen=True, slots=True)
class Kit:
    """By language: cards of a kind and id, files to save, and those of a photo action."""

    cards: Mapping[tuple[str, str, str], tuple[CardView, ...]] = field(default_factory=dict)
    downloads: Mapping[str, tuple[Download, ...]] = field(default_factory=dict)
    ready_made: Mapping[tuple[str, str], tuple[Download, ...]] = field(default_factory=dict)
