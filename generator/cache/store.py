"""All that one site remembers between two builds."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from generator.cache import private_folder
from generator.cache.ground import ground
from generator.cache.memory import Memory
from generator.cache.shelf import Shelf

_MEMORIES = ("kept", "pictures")
_FILES = ("shelf", "last")


class Store:
    """The site's drawings and pictures, and its shelf of converted texts.

    `forgetful` begins with nothing and keeps nothing, for `--no-cache`.
    """

    def __init__(self, site_root: Path, *, forgetful: bool = False) -> None:
        self.drawings = Memory(site_root, _MEMORIES[0], forgetful=forgetful)
        self.pictures = Memory(site_root, _MEMORIES[1], forgetful=forgetful)
        self.shelf = Shelf(site_root, "" if forgetful else ground(), forgetful=forgetful)

    def save(self, *, drew: bool) -> None:
        """Keep what this build asked for, and nothing else; of drawings, if it `drew` any."""
        if drew:
            self.drawings.forget_others()
        self.pictures.forget_others()
        self.shelf.save()

    def confirm(self) -> None:
        """What has been drawn so far may stay."""
        self.drawings.confirm()
        self.pictures.confirm()

    def take_back(self) -> None:
        """Keep nothing of what was drawn: something in it has to stay hidden."""
        self.drawings.take_back()
        self.pictures.take_back()


def forget_all(site_root: Path) -> None:
    """Delete all that earlier builds kept."""
    folder = private_folder(site_root)
    if folder is None:
        return
    for name in _MEMORIES:
        Memory(site_root, name).forget_others()
    for name in _FILES:
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)
