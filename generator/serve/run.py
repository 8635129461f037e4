"""The preview from its start to its end: what is begun here is ended here."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import sys
import webbrowser
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from threading import Thread
from types import FrameType
from typing import Any

from tornado.httpserver import HTTPServer

from generator.serve.address import Address, listen
from generator.serve.admission import Gate
from generator.serve.desk import Desk, News
from generator.serve.edition import Press
from generator.serve.handlers import Describe
from generator.serve.server import application, open_server
from generator.serve.tabs import Tabs
from generator.serve.telling import Teller
from generator.serve.watch import FileWatcher


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to serve: `port` None is a free one near 8000, `host` None is this machine alone."""

    port: int | None = None
    host: str | None = None
    opens: bool = True
    polls: bool = False


def serve(root: Path, press: Press, wishes: Wishes, teller: Teller, describe: Describe) -> None:
    """Show the site until somebody ends it. Raises EnvironmentFault where it cannot begin."""
    sockets, address = listen(wishes.port, wishes.host)
    try:
        asyncio.run(
            _until_stopped(Preview(root, press, wishes, teller, describe, address), sockets)
        )
    finally:
        for one in sockets:
            one.close()


async def _until_stopped(preview: Preview, sockets: list[socket]) -> None:
    stopped = asyncio.Event()
    with _stopping(stopped):
        await preview.run(sockets, stopped)


class Preview:
    """The parts of one preview, and how they hang together."""

    def __init__(
        self,
        root: Path,
        press: Press,
        wishes: Wishes,
        teller: Teller,
        describe: Describe,
        address: Address,
    ) -> None:
        self._wishes = wishes
        self._teller = teller
        self._address = address
        self._token = secrets.token_urlsafe(16)
        self._watcher = FileWatcher(press.watched(), polls=wishes.polls, warn=self._cannot_watch)
        self._desk = Desk(press, self._watcher.signatures, self._announce)
        self._tabs = Tabs(self._desk)
        gate = Gate(address.hosts, self._token, address.port, shared=bool(address.host))
        self._application = application(gate, self._desk, self._tabs, root, describe)

    async def run(self, sockets: list[socket], stopped: asyncio.Event) -> None:
        """Serve until it is stopped, or one of the parts cannot go on."""
        self._watcher.start(self._desk.changed)
        server = open_server(self._application, sockets)
        self._begun()
        tasks = [asyncio.create_task(work) for work in (self._make(), stopped.wait())]
        tasks.append(self._watcher.task)
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await self._end(server, tasks)
        for task in done:
            task.result()

    async def _end(self, server: HTTPServer, tasks: Collection[asyncio.Task[Any]]) -> None:
        server.stop()
        self._tabs.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._watcher.stop()
        await server.close_all_connections()
        self._desk.close()

    async def _make(self) -> None:
        """What changes while the first edition is made is seen: the watcher stands by then."""
        await self._watcher.ready.wait()
        await self._desk.run()

    async def _announce(self, news: News) -> None:
        if news.seconds is not None:
            await self._tabs.tell(news.edition)
        else:
            self._tabs.tell_state()
        self._teller.news(news)

    def _cannot_watch(self, why: str) -> None:
        self._teller.warn(f"warning: {why}: changes are looked for twice a second instead")

    def _begun(self) -> None:
        chosen = self._wishes.port is None
        self._teller.standing(self._address, self._token, chosen=chosen)
        if self._wishes.opens and has_screen(os.environ):
            token = self._token if self._address.host else ""
            # Some browsers are waited for until they end.
            target, args = webbrowser.open, (self._address.local(token),)
            Thread(target=target, args=args, daemon=True).start()


def has_screen(environment: Mapping[str, str]) -> bool:
    """Whether a browser with a window can be shown; without, one might take over the terminal."""
    if sys.platform in ("darwin", "win32"):
        return "SSH_CONNECTION" not in environment
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


@contextmanager
def _stopping(stopped: asyncio.Event) -> Iterator[None]:
    """Ctrl-C and SIGTERM set the event.

    Not by the loop's own handlers: they write into a pipe that forked workers inherit, and a
    signal for one of these would end us.
    """
    loop, owner = asyncio.get_running_loop(), os.getpid()

    def stop(number: int, frame: FrameType | None) -> None:
        if os.getpid() != owner:
            os._exit(130)
        loop.call_soon_threadsafe(stopped.set)

    wanted = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, stop) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
