"""The preview's own server on loopback, whose editions a test hands over one by one."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from math import inf
from pathlib import Path
from threading import Event, Thread
from typing import Any

from generator.problems import EnvironmentFault
from generator.serve.address import listen
from generator.serve.admission import Gate
from generator.serve.desk import Desk, News
from generator.serve.server import application, open_server
from generator.serve.state import state
from generator.serve.tabs import Tabs
from serve.fixed import FixedEdition

TOKEN = "made-up-token"


class Preview:
    """Serves `edition` as `handbill serve` would; it is a press, too."""

    def __init__(self, root: Path, edition: FixedEdition, port: int, token: str) -> None:
        self.root = root
        self.edition = edition
        self.fault: EnvironmentFault | None = None
        self.url = ""
        self._port, self._token = port, token
        self._begun = Event()
        self._thread = Thread(target=lambda: asyncio.run(self._serve()))

    def show(self, **changes: Any) -> None:
        """The next edition: the last one but for the changes."""
        self.fault = None
        self.edition = replace(self.edition, number=self.edition.number + 1, **changes)
        self._loop.call_soon_threadsafe(self._desk.changed, None)

    def stumble(self, fault: EnvironmentFault) -> None:
        """No next edition can be made, until another one is shown."""
        self.fault = fault
        self._loop.call_soon_threadsafe(self._desk.changed, None)

    def update(self, paths: Collection[Path] | None = None) -> FixedEdition:
        if self.fault:
            raise self.fault
        return self.edition

    def look_over(self, edition: FixedEdition) -> bool:
        return False

    def due(self) -> float:
        return inf

    def watched(self) -> tuple[Path, ...]:
        return ()

    def start(self) -> None:
        self._thread.start()
        assert self._begun.wait(30)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join()

    async def _serve(self) -> None:
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        sockets, address = listen(self._port, None)
        self.url, self.port = address.local(), address.port
        self._desk = Desk(self, dict, self._announce)
        self._tabs = Tabs(self._desk)
        gate = Gate(address.hosts, self._token, address.port)
        server = open_server(
            application(
                gate,
                self._desk,
                self._tabs,
                self.root,
                lambda edition, path, fault: state(edition, path, self.root, fault),
            ),
            sockets,
        )
        work = asyncio.create_task(self._desk.run())
        self._begun.set()
        await self._stopped.wait()
        server.stop()
        self._tabs.close()
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        await server.close_all_connections()
        self._desk.close()

    async def _announce(self, news: News) -> None:
        await self._tabs.tell(news.edition)


@contextmanager
def previewing(
    root: Path, edition: FixedEdition, port: int = 0, token: str = TOKEN
) -> Iterator[Preview]:
    preview = Preview(root, edition, port, token)
    preview.start()
    try:
        yield preview
    finally:
        preview.stop()
