"""Values of the last build that took long to make, each with what it was made from."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from generator.cache import private_folder
from generator.cache.sealed import read_sealed, write_sealed
from generator.parallel import Spread

_FILE = "shelf"

T = TypeVar("T")
V = TypeVar("V")


class _Entry(NamedTuple):
    """A pickled value, and the mark of what it was made from."""

    mark: str
    pickled: bytes


class Board(Generic[V]):
    """The values of one sort by name: those of the last build, as far as their ground holds."""

    def __init__(
        self,
        ground: str,
        kept: dict[str, _Entry],
        live: dict[_Entry, Any] | None,
        *,
        forgetful: bool,
    ) -> None:
        self.ground = ground
        self.used: dict[str, _Entry] = {}
        self.is_changed = False
        self._kept = kept
        self._live = live
        self._forgetful = forgetful

    def each(
        self,
        items: Sequence[T],
        make: Callable[[T], V],
        spread: Spread,
        *,
        name: Callable[[T], str],
        mark: Callable[[T], str],
        holds: Callable[[T, V], bool] = lambda item, value: True,
    ) -> list[V]:
        """The value of each item: kept if its mark is the same and it holds, else made.

        `spread` maps over those that are made. An empty mark says that nothing can be kept.
        """
        if self._forgetful:
            return list(spread(make, items))
        found = [self._kept_value(name(item), mark(item), item, holds) for item in items]
        fresh = [item for item, kept in zip(items, found, strict=True) if kept is None]
        # Pickled where it is made: between processes a value travels so in any case.
        pickled = list(spread(lambda item: pickle.dumps(make(item), _PROTOCOL), fresh))
        for item, data in zip(fresh, pickled, strict=True):
            if mark(item):
                self.used[name(item)] = _Entry(mark(item), data)
                self.is_changed = True
        made = map(pickle.loads, pickled)
        return [next(made) if kept is None else kept for kept in found]

    def _kept_value(self, name: str, mark: str, item: T, holds: Callable[[T, V], bool]) -> V | None:
        entry = self._kept.get(name)
        if entry is None or not mark or entry.mark != mark:
            return None
        value: V = self._value(entry)
        if not holds(item, value):
            return None
        self.used[name] = entry
        return value

    def _value(self, entry: _Entry) -> V:
        if self._live is None:
            return pickle.loads(entry.pickled)  # type: ignore[no-any-return]
        if entry not in self._live:
            self._live[entry] = pickle.loads(entry.pickled)
        return self._live[entry]  # type: ignore[no-any-return]

    def purge(self, is_hidden: Callable[[str], bool], *, all_of_it: bool) -> None:
        """Drop the values that hold something hidden; of the old ones only if `all_of_it`."""
        for name, entry in list(self.used.items()):
            old = not all_of_it and self._kept.get(name) is entry
            if not old and is_hidden(entry.pickled.decode("utf-8", "replace")):
                del self.used[name]
                self.is_changed = True

    @property
    def is_dirty(self) -> bool:
        """Whether what was used differs from what was kept."""
        return self.is_changed or len(self.used) != len(self._kept)


# Under this name stands the mark of what the kept values were searched for.
_VETTED = "vetted"
_PROTOCOL = pickle.HIGHEST_PROTOCOL
_Kept = dict[str, tuple[str, dict[str, _Entry]]]


class Shelf:
    """Boards by name, in one sealed file of the site's private folder.

    What a build did not ask for is not kept on: neither is then a page that is gone. Unsealed, the
    file is never read: unpickling what a stranger wrote would run it. `grounds` hold for all of it.
    """

    def __init__(self, site_root: Path, grounds: str = "", *, forgetful: bool = False) -> None:
        folder = private_folder(site_root)
        self._file = (folder or site_root) / _FILE
        self._grounds = grounds
        self._forgetful = forgetful or folder is None
        self._kept: _Kept | None = None
        self._live: dict[_Entry, Any] | None = None
        self._boards: dict[str, Board[Any]] = {}
        self._mark = ""

    def board(self, name: str, ground: str) -> Board[Any]:
        """The values called `name`; none of them, if they were made on another `ground`."""
        before, values = self._all().get(name, ("", {}))
        ground = f"{self._grounds}\n{ground}"
        kept = values if before == ground else {}
        self._boards[name] = Board(ground, kept, self._live, forgetful=self._forgetful)
        return self._boards[name]

    def keep_live(self) -> None:
        """Hold values as they are, besides their pickled forms: for who asks again and again."""
        self._live = {}

    def purge(self, is_hidden: Callable[[str], bool], mark: str) -> None:
        """Keep nothing that holds what is hidden; `mark` changes with what that is.

        Strings stand in pickles as they are, so that these can be searched as texts.
        """
        vetted = self._all().get(_VETTED, ("", {}))[0] == mark
        for board in self._boards.values():
            board.purge(is_hidden, all_of_it=not vetted)
        self._mark = mark

    def turn(self) -> None:
        """What was used becomes what is kept: for a process that builds again and again."""
        self._kept = self._used()
        self._boards = {}
        if self._live is not None:
            used = {entry for _, entries in self._kept.values() for entry in entries.values()}
            self._live = {entry: value for entry, value in self._live.items() if entry in used}

    def save(self) -> None:
        """Keep what was used for the next process."""
        dirty = any(board.is_dirty for board in self._boards.values())
        used = self._used()
        if not self._forgetful and (dirty or used.keys() != self._all().keys()):
            write_sealed(self._file, pickle.dumps(used, _PROTOCOL))

    def _used(self) -> _Kept:
        used = {name: (board.ground, board.used) for name, board in self._boards.items()}
        return used | ({_VETTED: (self._mark, {})} if self._mark else {})

    def _all(self) -> _Kept:
        if self._kept is None:
            self._kept = {} if self._forgetful else _unpickled(read_sealed(self._file))
        return self._kept


# What unpickling raises where another version of ours, with other nouns, wrote the file.
_OTHERS = (pickle.UnpicklingError, AttributeError, ImportError, EOFError, TypeError, LookupError)


def _unpickled(data: bytes | None) -> _Kept:
    if data is None:
        return {}
    try:
        kept: _Kept = pickle.loads(data)
    except _OTHERS:
        return {}
    return kept
