"""What stands of the last build: which of its files this one would make again as they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from generator.cache.last import Made, Terms, inputs, recall, record
from generator.cache.results import plain, plain_problems, retold_problems
from generator.cache.signatures import now
from generator.model import Kept, Reading, Result
from generator.problems import Problem
from generator.render.book import Book
from generator.render.keys import book_key, moments, route_key
from generator.resolve import Resolved
from generator.write.manifest import Listing


class Standing:
    """The output of the last build, looked at before anything of this one is read.

    `late` are the problems that the last build found while it was drawing.
    """

    def __init__(self, root: Path, terms: Terms) -> None:
        self._root, self._terms = root, terms
        self._looked = now()
        self._seen = inputs(root)
        last = recall(root, terms)
        self._made = last.standing() if last else {}
        self.late = retold_problems(last.late) if last else []
        self._keys: dict[str, str] = {}

    def kept(self, reading: Reading, resolved: Resolved, book: Book) -> dict[str, Kept]:
        """The files, by path, that stand as this build would make them."""
        whole = book_key(reading, resolved, book, (self._terms.drafts, self._terms.kit))
        found: dict[str, Kept] = {}
        for route in book.routes:
            path = str(route.path)
            key = self._keys[path] = route_key(whole, book, route, resolved.digests)
            made = self._made.get(path)
            if made is not None and made.key == key:
                file = Path(self._terms.output) / path
                found[path] = Kept(route.path, file, made.size, made.digest)
        return found

    def record(
        self,
        at: datetime,
        reading: Reading,
        resolved: Resolved,
        listing: Listing,
        result: Result,
        late: Iterable[Problem],
    ) -> None:
        """Keep what this build did, for the next one."""
        files = {path: Made(self._keys.get(path, ""), *facts) for path, facts in listing.items()}
        record(
            self._root,
            self._terms,
            at,
            moments=moments(reading, resolved.site),
            seen=self._seen,
            looked=self._looked,
            files=files,
            told=plain(result),
            late=plain_problems(late),
        )
