"""Which files changed: told by the system where it can, looked for where it cannot."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Collection, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from livereload.watcher import Watcher

from generator.serve.polling import Changed, Snapshot, difference, poll, snapshot
from generator.serve.settling import Signatures

if TYPE_CHECKING:
    from watchfiles import Change
    from watchfiles.main import FileChange

# watchfiles.awatch, whose own signature has a dozen options.
Awatch = Any

# Changes within this time are one; a pause of one step ends them. In milliseconds.
_DEBOUNCE, _STEP = 200, 10
# By then the system tells of every new folder; what it held before is looked for once more.
_SECOND_LOOK = 0.3

# What editors leave beside a file, or try out with it (vim: 4913, GNU sed: sedXXXXXX).
_LITTER = re.compile(
    r"^\.|^#|~$|^4913$|^Thumbs\.db$|^desktop\.ini$|^sed[A-Za-z0-9]{6}$"
    r"|\.(swp|swo|swx|bak|orig|tmp|temp|part|crswap)$|___jb_(tmp|old)___$"
)


class FileWatcher(Watcher):  # type: ignore[misc]  # livereload has no types
    """livereload's watcher, told by the system in the place of looking every 800 ms.

    Of the watched files and folders none need exist yet. What lies beside them, such as the
    output, is not looked at.
    """

    def __init__(
        self, watched: Collection[Path], *, polls: bool = False, warn: Callable[[str], None]
    ) -> None:
        super().__init__()
        for path in watched:
            self.watch(str(path))
        self._watched = tuple(watched)
        self._polls = polls
        self._warn = warn
        self._folders: set[Path] = set()
        self._anew = asyncio.Event()
        self._asides: set[asyncio.Task[None]] = set()
        self._seen = Snapshot()
        self.ready = asyncio.Event()
        self.task: asyncio.Task[None]

    def ignore(self, filename: str) -> bool:
        return _LITTER.search(Path(filename).name) is not None

    def start(self, callback: Changed) -> bool:
        """Watch, as a task of the running loop; True says to livereload that no poll is needed."""
        self.task = asyncio.get_running_loop().create_task(self._run(callback))
        return True

    async def stop(self) -> None:
        for task in (self.task, *self._asides):
            task.cancel()
        await asyncio.gather(self.task, *self._asides, return_exceptions=True)

    def signatures(self) -> Signatures:
        """What every file that is watched looks like now."""
        return snapshot(self._watched, self.ignore).files

    async def _run(self, changed: Changed) -> None:
        """What changes from the moment of being ready on is told."""
        self._seen = await self._look()
        self._folders = self._seen.folders
        self.ready.set()
        if not self._polls:
            try:
                await self._listen(changed)
            except (ImportError, OSError, RuntimeError) as fault:
                # Too few watches left, a drive that cannot tell, no build for this machine.
                self._warn(f"the system does not tell of changes ({type(fault).__name__})")
        await poll(self._watched, self.ignore, changed, self._seen)

    async def _look(self) -> Snapshot:
        return await asyncio.to_thread(snapshot, self._watched, self.ignore)

    async def _listen(self, changed: Changed) -> None:
        import watchfiles  # not to be had for every machine

        self._aside(self._second_look(changed, self._seen))
        beside = asyncio.ensure_future(self._beside(watchfiles.awatch, changed))
        inside = asyncio.ensure_future(self._inside(watchfiles.awatch, changed))
        try:
            done, _ = await asyncio.wait({beside, inside}, return_when=asyncio.FIRST_EXCEPTION)
            for task in done:
                task.result()
        finally:
            for task in (beside, inside):
                task.cancel()
            await asyncio.gather(beside, inside, return_exceptions=True)

    async def _beside(self, awatch: Awatch, changed: Changed) -> None:
        """Watch single files, which get replaced, and whether the watched folders are there."""
        parents = {path.parent for path in self._watched}

        def matters(change: Change, path: str) -> bool:
            # A folder that is written in has changed in its parent's eyes, on some systems.
            comes_or_goes = change.raw_str() != "modified"
            return Path(path) in self._watched and (comes_or_goes or not Path(path).is_dir())

        async for changes in awatch(
            *parents, recursive=False, watch_filter=matters, debounce=_DEBOUNCE, step=_STEP
        ):
            paths = {Path(path) for _, path in changes}
            if any(path in self._folders or path.is_dir() for path in paths):
                self._anew.set()
                await self._folders_changed(changed)
            else:
                changed(paths)

    async def _inside(self, awatch: Awatch, changed: Changed) -> None:
        """Watch all that is in the watched folders; begin anew whenever one of them is another."""
        while True:
            self._anew = asyncio.Event()
            folders = [path for path in self._watched if path.is_dir()]
            if not folders:
                await self._anew.wait()
                continue
            # A folder may go between the look and the watch.
            with suppress(FileNotFoundError):
                async for changes in awatch(
                    *folders,
                    watch_filter=self._matters,
                    debounce=_DEBOUNCE,
                    step=_STEP,
                    stop_event=self._anew,
                ):
                    await self._told(changes, changed)
            await asyncio.sleep(_STEP / 1000)

    def _matters(self, change: Change, path: str) -> bool:
        found = Path(path)
        inside = next((one for one in self._watched if found.is_relative_to(one)), None)
        return inside is not None and not any(map(self.ignore, found.relative_to(inside).parts))

    async def _told(self, changes: Collection[FileChange], changed: Changed) -> None:
        paths = {Path(path) for _, path in changes}
        folders = {path for path in paths if path in self._folders or path.is_dir()}
        gone_or_new = {path for path in folders if not path.is_dir() or path not in self._folders}
        if gone_or_new:
            await self._folders_changed(changed)
        elif files := paths - folders:
            changed(files)

    async def _folders_changed(self, changed: Changed) -> None:
        """Nobody told what is in it; and what is written before it is watched, nobody will tell."""
        seen = await self._look()
        self._folders = seen.folders
        changed(None)
        self._aside(self._second_look(changed, seen))

    async def _second_look(self, changed: Changed, seen: Snapshot) -> None:
        await asyncio.sleep(_SECOND_LOOK)
        self._seen = await self._look()
        self._folders = self._seen.folders
        if found := difference(seen, self._seen):
            changed(found)

    def _aside(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)
