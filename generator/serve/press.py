"""The preview's press: from the site's files as they are now, the next edition."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from threading import RLock

from generator.amend import amended, restyled
from generator.build import Prepared, prepare
from generator.cache.store import Store
from generator.options import Options
from generator.parallel import spread
from generator.problems import Problem, has_errors
from generator.render.keys import moments
from generator.serve.drawn import Drawers
from generator.serve.edition import Edition, PageFacts
from generator.serve.made import Before, Bench, Proofs


@dataclass(frozen=True, slots=True)
class SiteEdition:
    """One state of the site; see the protocol `Edition`.

    `refused` says that there are errors in the sources; `proofs` are the last good ones.
    """

    number: int
    refused: bool
    known: tuple[Problem, ...]
    proofs: Proofs | None

    @property
    def failed(self) -> bool:
        """Whether a build would write nothing; of templates that is known once they are drawn."""
        return self.refused or (self.proofs is not None and has_errors(self.proofs.told))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the sources, and what was found in making files of them."""
        found = () if self.refused or self.proofs is None else self.proofs.told
        return tuple(sorted({*self.known, *found}, key=lambda problem: problem.sort_key))

    def has(self, path: str) -> bool:
        return self.proofs is not None and self.proofs.has(path)

    def get(self, path: str) -> bytes | None:
        return self.proofs.get(path) if self.proofs else None

    def facts(self, path: str) -> PageFacts | None:
        return self.proofs.facts(path) if self.proofs else None


_WATCHED = ("content", "templates", "site.yaml")


class SitePress:
    """Makes editions of the site in `root`; what has not changed is not read or converted again.

    The first one is prepared at once, with all processors: no thread runs yet, and a fork is safe.
    `clock` tells what is due.
    """

    def __init__(
        self,
        root: Path,
        options: Options,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._root = root
        self._options = replace(options, preview=True)
        self._clock = clock
        self._store = Store(root, forgetful=not options.cache)
        self._store.shelf.keep_live()
        self._bench = Bench(self._store, Drawers(self._store.drawings), RLock())
        self._edition: SiteEdition | None = None
        self._prepared: Prepared | None = self._prepare(spread)

    def update(self, paths: Collection[Path] | None = None) -> SiteEdition:
        """The site as it is now; `paths` are the files that changed, None when nobody knows."""
        number = self._edition.number + 1 if self._edition else 1
        edition = self._amended(paths, number) or self._whole(number)
        self._edition = edition
        return edition

    def look_over(self, edition: Edition) -> bool:
        """Draw a little more of what nobody has looked at yet; True while there is more to do."""
        assert isinstance(edition, SiteEdition)
        return edition.proofs is not None and not edition.refused and edition.proofs.look_over()

    def due(self) -> float:
        """Seconds until a moment comes at which time alone changes the site; `inf` for never."""
        coming = [moment for moment in self._moments if moment >= self._looked]
        return (min(coming) - self._clock()).total_seconds() if coming else inf

    def watched(self) -> tuple[Path, ...]:
        """The campaign's own places, and the folders that links in its theme lead to."""
        theme = self._root / "templates"
        linked = [path for path in theme.rglob("*") if path.is_symlink() and path.is_dir()]
        return (*(self._root / name for name in _WATCHED), *(path.resolve() for path in linked))

    def close(self) -> None:
        """End the processes that draw."""
        self._bench.drawers.close()

    def _whole(self, number: int) -> SiteEdition:
        prepared = self._prepared or self._prepare(map)
        self._prepared = None
        known = tuple(prepared.problems)
        good = self._good(prepared)
        if prepared.book is None or has_errors(known, strict=self._options.strict):
            return SiteEdition(number, True, known, good)
        shown = good.shown() if good else {}
        return SiteEdition(number, False, known, Proofs(prepared, self._bench, shown=shown))

    def _good(self, prepared: Prepared) -> Proofs | None:
        """The proofs before, unless other values are hidden by now: they were not searched for."""
        good = self._edition.proofs if self._edition else None
        before = good.prepared.guard if good else None
        if before and prepared.guard and before.mark != prepared.guard.mark:
            return None
        return good

    def _amended(self, paths: Collection[Path] | None, number: int) -> SiteEdition | None:
        """The edition before with other words on some pages, where that is all there is to it."""
        before = self._edition
        if paths is None or before is None or before.refused or before.proofs is None:
            return None
        if any(self._looked <= moment <= self._clock() for moment in self._moments):
            return None
        names = [name for path in paths if (name := self._name(path))]
        if len(names) < len(paths):
            return None
        proofs = self._next_proofs(before.proofs, names)
        return SiteEdition(number, False, before.known, proofs) if proofs else None

    def _next_proofs(self, before: Proofs, names: Collection[str]) -> Proofs | None:
        """The proofs of the site after an edit of these files, if there is a quick way to them."""
        if found := amended(before.prepared, names):
            prepared, changed = found
            return Proofs(prepared, self._bench, Before(before, changed))
        if styled := restyled(before.prepared, names):
            return Proofs(styled, self._bench, shown=before.shown())
        return None

    def _name(self, path: Path) -> str:
        """A file's path from the site's root, as documents are named; '' for one outside."""
        try:
            name = os.path.relpath(path, self._root).replace(os.sep, "/")
        except ValueError:
            return ""
        return "" if name.startswith("../") else unicodedata.normalize("NFC", name)

    def _prepare(self, spread: Callable[..., object]) -> Prepared:
        options = replace(self._options, now=self._clock())
        prepared = prepare(self._root, options, self._store, spread)  # type: ignore[arg-type]
        self._looked = options.now
        self._moments: Sequence[datetime] = ()
        if prepared.reading and prepared.resolved and prepared.guard:
            self._moments = moments(prepared.reading, prepared.resolved.site)
            if prepared.guard.hides:
                self._store.shelf.purge(prepared.guard.holds_hidden, prepared.guard.mark)
            self._store.shelf.save()
        self._store.shelf.turn()
        return prepared
