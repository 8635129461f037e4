"""All that one site remembers between two builds."""

from __future__ import annotations

from pathlib import Path

from generator.cache.ground import ground
from generator.cache.memory import Memory
from generator.cache.shelf import Shelf


class Store:
    """The site's drawings and pictures, and its shelf of converted texts.

    `forgetful` begins with nothing and keeps nothing, for `--no-cache`.
    """

    def __init__(self, site_root: Path, *, forgetful: bool = False) -> None:
        self.drawings = Memory(site_root, "kept", forgetful=forgetful)
        self.pictures = Memory(site_root, "pictures", forgetful=forgetful)
        self.shelf = Shelf(site_root, "" if forgetful else ground(), forgetful=forgetful)

    def save(self, *, drew: bool) -> None:
        """Keep what this build asked for, and nothing else; of drawings, if it `drew` any."""
        if drew:
            self.drawings.forget_others()
        self.pictures.forget_others()
        self.shelf.save()
