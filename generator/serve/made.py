"""The files of a site as it is now: each is made when somebody asks for it, and then kept."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from threading import RLock
from types import MappingProxyType

from generator.build import Prepared
from generator.cache.store import Store
from generator.kit.pack import pack
from generator.model import Output, Route
from generator.problems import Place, Problem
from generator.read.media import Picture
from generator.render import Stages
from generator.render.pictures import PictureFault, Variant, encode_all, variant_key, variants
from generator.render.recipes import RECIPES
from generator.render.workshop import Sheet
from generator.serve.drawn import Drawers
from generator.serve.edition import PageFacts
from generator.serve.facts import page_facts

# Bytes of made files that wait to be asked for again.
_MOST_KEPT = 64_000_000
# Seconds of looking over pages that nobody has asked for, before others have their turn.
_TURN = 0.05


@dataclass(frozen=True, slots=True)
class _Files:
    """What there is to be made, by path: from routes, of pictures, by drawing, out of others."""

    routes: Mapping[str, Route]
    pictures: Mapping[str, tuple[Picture, Variant]]
    sheets: Mapping[str, tuple[Sheet, bool]]
    packs: Mapping[str, Mapping[str, PurePosixPath]]

    def __contains__(self, path: str) -> bool:
        return any(path in of for of in (self.routes, self.pictures, self.sheets, self.packs))


@dataclass(frozen=True, slots=True)
class Bench:
    """What all proofs of a site share: its store, who draws, and a lock, as one makes at a time."""

    store: Store
    drawers: Drawers
    lock: RLock


@dataclass(frozen=True, slots=True)
class Before:
    """Proofs of the same book, and the pages whose words are other ones since."""

    proofs: Proofs
    changed: frozenset[tuple[str, str]]


class Proofs:
    """All files of one prepared site, made on demand. Every method may be called from any thread.

    `told` are the mistakes that were only found in making: of templates, and of hidden values. A
    file that holds what a post hides is not shown.
    """

    def __init__(
        self,
        prepared: Prepared,
        bench: Bench,
        before: Before | None = None,
        shown: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        """`before` are the proofs of the same book, of which what has not changed is taken over.

        `shown` are files as they were shown last: they stand in for those that cannot be made.
        """
        assert prepared.book is not None
        self.prepared = prepared
        self._told: dict[str, tuple[Problem, ...]] = {}
        self._bench = bench
        self._made: OrderedDict[str, bytes] = OrderedDict()
        self._shown = shown
        self._size = 0
        if before is None:
            self._stages, self._files = Stages(prepared.book), _files(prepared)
            self._unseen = [p for p, route in self._files.routes.items() if route.recipe == "page"]
        else:
            self._take_over(before.proofs, before.changed)

    def _take_over(self, proofs: Proofs, changed: frozenset[tuple[str, str]]) -> None:
        self._stages, self._files = proofs._stages, proofs._files
        self._shown = proofs.shown()
        with self._bench.lock:
            anew = {path for path in self._files.routes if self._reads(path, changed)}
            self._told = {p: told for p, told in proofs._told.items() if p not in anew}
            self._made.update((p, data) for p, data in proofs._made.items() if p not in anew)
            self._size = sum(map(len, self._made.values()))
            self._unseen = [*proofs._unseen, *anew.difference(proofs._unseen)]

    @property
    def told(self) -> tuple[Problem, ...]:
        return tuple(problem for told in tuple(self._told.values()) for problem in told)

    def has(self, path: str) -> bool:
        """Whether there is such a file: quick, and nothing is made."""
        return path in self._files

    def get(self, path: str) -> bytes | None:
        """A file by its path in the output, or None."""
        if path not in self._files:
            return None
        with self._bench.lock:
            if path not in self._made:
                made = self._make(path)
                if made is None:
                    return self._shown.get(path)
                self._keep(path, made)
            self._made.move_to_end(path)
            return self._made[path]

    def shown(self) -> Mapping[str, bytes]:
        """The pages as they were shown last."""
        with self._bench.lock:
            every = {**self._shown, **self._made}
            return {p: d for p, d in every.items() if p.endswith(".html") and p in self._files}

    def facts(self, path: str) -> PageFacts | None:
        """What the bar tells of a page; None for what is no page."""
        route = self._files.routes.get(path)
        if route is None or route.recipe != "page":
            return None
        with self._bench.lock:
            return page_facts(self.prepared, self._stages, route, self.get)

    def look_over(self) -> bool:
        """Make pages for some 50 ms, only to see what is wrong with them; False when all are."""
        end = time.monotonic() + _TURN
        while self._unseen and time.monotonic() < end:
            with self._bench.lock:
                path = self._unseen.pop()
                if path not in self._made:
                    self._make(path)
        return bool(self._unseen)

    def _keep(self, path: str, data: bytes) -> None:
        self._made[path] = data
        self._size += len(data)
        while self._size > _MOST_KEPT and len(self._made) > 1:
            _, gone = self._made.popitem(last=False)
            self._size -= len(gone)

    def _reads(self, path: str, changed: frozenset[tuple[str, str]]) -> bool:
        """Whether a file is made from one of these texts."""
        assert self.prepared.book is not None
        route = self._files.routes[path]
        return not changed.isdisjoint(RECIPES[route.recipe].reads(self.prepared.book, route))

    def _make(self, path: str) -> bytes | None:
        """A file's bytes; None where it cannot be made, which is told."""
        for files, make in self._ways():
            if path in files:
                return make(path)
        raise LookupError(path)

    def _ways(self) -> Iterator[tuple[Mapping[str, object], Callable[[str], bytes | None]]]:
        yield self._files.routes, self._route
        yield self._files.pictures, self._picture
        yield self._files.sheets, self._sheet
        yield self._files.packs, self._pack

    def _route(self, path: str) -> bytes | None:
        assert self.prepared.resolved is not None
        made = self._stages.make(self._files.routes[path], self.prepared.resolved.bodies)
        if isinstance(made, Problem):
            self._tell(path, made)
            return None
        return self._searched(Output(PurePosixPath(path), made))

    def _picture(self, path: str) -> bytes | None:
        picture, variant = self._files.pictures[path]
        kept = self._bench.store.pictures.get(variant_key(variant))
        if kept is not None:
            return kept
        try:
            ((_, data),) = encode_all(picture, [variant])
        except PictureFault as fault:
            self._tell(path, fault.problem(Place(f"content/{picture.path}")))
            return None
        self._bench.store.pictures.put(variant_key(variant), data)
        return data

    def _sheet(self, path: str) -> bytes | None:
        sheet, small = self._files.sheets[path]
        easel = self.prepared.workshop.easel
        assert easel is not None
        drawn = self._bench.drawers.draw(easel, sheet.drawing)
        self._tell(path, *drawn.problems)
        if not drawn.data:
            return None
        if small:
            from generator.kit.thumbnails import thumbnail  # Pillow comes with the first of them

            return thumbnail(drawn.data)
        return self._searched(Output(PurePosixPath(path), drawn.data, sheet.words))

    def _pack(self, path: str) -> bytes:
        members = self._files.packs[path]
        return pack({name: self.get(str(file)) or b"" for name, file in members.items()})

    def _searched(self, output: Output) -> bytes | None:
        """The output, unless it holds what a post hides: nobody may see it then."""
        assert self.prepared.guard is not None
        leaks = self.prepared.guard.leaks(output)
        self._tell(str(output.path), *leaks)
        if leaks:
            self._bench.store.take_back()
        self._bench.store.confirm()
        return None if leaks else output.data

    def _tell(self, path: str, *problems: Problem) -> None:
        if problems:
            self._told[path] = problems


def _files(prepared: Prepared) -> _Files:
    assert prepared.book is not None
    book, workshop = prepared.book, prepared.workshop
    distinct = {picture.digest: picture for picture in book.pictures.values()}.values()
    sheets = {str(sheet.path): (sheet, False) for sheet in workshop.sheets}
    small = {str(sheet.small): (sheet, True) for sheet in workshop.sheets if sheet.small}
    return _Files(
        routes={str(route.path): route for route in book.routes if route.recipe in RECIPES},
        pictures={
            str(one.path): (picture, one) for picture in distinct for one in variants(picture)
        },
        sheets=sheets | small,
        packs={str(path): members for path, members in workshop.packs.items()},
    )
