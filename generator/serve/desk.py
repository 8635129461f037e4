"""One update at a time, and one more when something changed meanwhile: nothing is lost between."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import ParamSpec, TypeVar

from generator.problems import EnvironmentFault
from generator.serve.edition import Edition, Press
from generator.serve.settling import Settling, Signatures, is_fresh, signatures

P = ParamSpec("P")
T = TypeVar("T")

# A file that vanished while it was read is back soon, or it was deleted, which we are told.
_PAUSES = (0.03, 0.06, 0.12, 0.25, 0.5)
# Whoever asked for a page is not kept waiting for longer by an update.
PATIENCE = 5.0
# A browser that reloads now has more need of the processor than what nobody looks at.
_IDLE = 0.4
# Seconds after which somebody looks at the calendar again.
_NAP = 30.0


@dataclass(frozen=True, slots=True)
class News:
    """What became of an update; `fault` is why there is no new edition.

    `seconds` is None where the edition is the same, and only its problems are other ones.
    """

    edition: Edition
    seconds: float | None = None
    fault: EnvironmentFault | None = None


Announce = Callable[[News], Awaitable[None]]


class Desk:
    """Has the press make the editions that changes ask for, and tells of each."""

    def __init__(self, press: Press, look: Callable[[], Signatures], announce: Announce) -> None:
        """`look` looks at every file that the press might read."""
        self._press = press
        self._look = look
        self._announce = announce
        self._edition: Edition | None = None
        self._fault: EnvironmentFault | None = None
        # The first edition is asked for by nobody in particular.
        self._asked, self._answered = 1, 0
        self._paths: set[Path] | None = None
        self._settling = Settling()
        self._woken = asyncio.Event()
        self._finished = asyncio.Event()
        self._maker = ThreadPoolExecutor(1, "press")
        self._readers = ThreadPoolExecutor(4, "reader")

    def changed(self, paths: Collection[Path] | None) -> None:
        """These files are not what they were; None where nobody knows which."""
        self._asked += 1
        self._take_back(paths)
        self._woken.set()

    @property
    def fault(self) -> EnvironmentFault | None:
        """What kept the last update from an edition; None where nothing did."""
        return self._fault

    async def edition(self) -> Edition:
        """The edition with every change that was known when it was asked for, if it comes soon."""
        wanted = self._asked
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE if self._edition else None):
                while self._answered < wanted:
                    await self._finished.wait()
        assert self._edition is not None
        return self._edition

    async def read(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of what may have to be drawn first, from a thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, lambda: function(*args, **kwargs))

    async def run(self) -> None:
        """Make editions for ever. Raises EnvironmentFault if there is never to be a first one."""
        while True:
            await self._update()
            await self._look_over()
            await self._rest()

    def close(self) -> None:
        """Nobody waits for what the threads are still at."""
        self._maker.shutdown(wait=False, cancel_futures=True)
        self._readers.shutdown(wait=False, cancel_futures=True)

    async def _update(self) -> None:
        fault: EnvironmentFault | None = None
        for pause in (*_PAUSES, None):
            before = await self._calm()
            asked, paths = self._take()
            started = time.perf_counter()
            try:
                edition = await self._in_press(self._press.update, paths)
            except EnvironmentFault as found:
                fault = found
                self._take_back(paths)
            else:
                seconds = time.perf_counter() - started
                after = await self._signatures(paths)
                if pause is None or after == before:
                    self._settling.learn(after)
                    await self._publish(edition, asked, seconds)
                    return
                # What was written while it was read may be half of it: that is shown to nobody.
                self._take_back({path for path, _ in before.items() ^ after.items()})
            await asyncio.sleep(pause or 0)
        await self._give_up(asked, fault)

    async def _signatures(self, paths: Collection[Path] | None) -> Signatures:
        """Where nobody knows what changed, it may be any file."""
        return await self.read(self._look) if paths is None else signatures(paths)

    async def _calm(self) -> Signatures:
        """How the changed files look once nobody is writing them, and no other has changed."""
        for _ in _PAUSES:
            paths = self._paths
            if paths is None:
                found = await self._signatures(None)
                fresh = [path for path, one in found.items() if one and is_fresh(one)]
                if not fresh:
                    return found
                await self._settling.wait(fresh)
            else:
                found = await self._settling.wait(paths)
                if paths == self._paths:
                    return found
        return await self._signatures(self._paths)

    def _take(self) -> tuple[int, set[Path] | None]:
        paths, self._paths = self._paths, set()
        self._woken.clear()
        return self._asked, paths

    def _take_back(self, paths: Collection[Path] | None) -> None:
        self._paths = None if paths is None or self._paths is None else {*self._paths, *paths}

    async def _publish(self, edition: Edition, asked: int, seconds: float) -> None:
        self._edition = edition
        self._fault = None
        self._release(asked)
        await self._announce(News(edition, seconds))

    async def _give_up(self, asked: int, fault: EnvironmentFault | None) -> None:
        """The next change is a new chance."""
        assert fault is not None
        if self._edition is None:
            raise fault
        self._fault = fault
        self._release(asked)
        await self._announce(News(self._edition, None, fault))

    def _release(self, asked: int) -> None:
        self._answered = asked
        self._finished.set()
        self._finished = asyncio.Event()

    async def _look_over(self) -> None:
        """Draw what nobody has looked at yet, as long as nothing changes."""
        edition, more = self._edition, True
        assert edition is not None
        # Not by wait_for, which swallows a cancellation that comes together with the event.
        with suppress(TimeoutError):
            async with asyncio.timeout(_IDLE):
                await self._woken.wait()
        while more and not self._woken.is_set():
            known = edition.problems
            try:
                more = await self._in_press(self._press.look_over, edition)
            except EnvironmentFault as fault:
                await self._announce(News(edition, None, fault))
                return
            if edition.problems != known:
                await self._announce(News(edition))

    async def _rest(self) -> None:
        """Until something changes, or time alone has changed the site."""
        while not self._woken.is_set():
            # After a fault, the next change is the next chance.
            due = inf if self._fault else self._press.due()
            if due <= 0:
                self.changed(())
                return
            # The loop's clock stands still while a laptop sleeps; the calendar does not.
            with suppress(TimeoutError):
                async with asyncio.timeout(min(due, _NAP)):
                    await self._woken.wait()

    async def _in_press(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._maker, lambda: function(*args, **kwargs))
