"""A preview that runs in a thread, and those who ask it: raw requests, and tabs with a socket."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any, BinaryIO

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from generator.serve.address import Address, listen
from generator.serve.edition import Press
from generator.serve.run import Preview, Wishes
from generator.serve.telling import Teller

# A busy machine is no failure.
DEADLINE = 20.0


@dataclass
class Answer:
    """What came back: status, headers by their names in small letters, body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Running:
    """A preview, and all that it said."""

    address: Address
    said: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.address.port}"

    @property
    def token(self) -> str:
        found = re.search('data-token="([^"]+)"', self.get("/").text)
        assert found
        return found[1]

    def raw(self, request: bytes, patience: float = DEADLINE) -> bytes:
        """Every byte of the answer to these bytes; the server closes behind it."""
        with socket.create_connection(("127.0.0.1", self.address.port), patience) as connection:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(65_536), b""))

    def ask(self, path: str, headers: dict[str, str] | None = None, method: str = "GET") -> Answer:
        """A request of one line and these headers, as they stand."""
        lines = {"Host": self.host, "Connection": "close", **(headers or {})}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        with socket.create_connection(("127.0.0.1", self.address.port), DEADLINE) as connection:
            connection.sendall(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode())
            return _answer(connection.makefile("rb"), has_body=method != "HEAD")

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask(path, {name.replace("_", "-"): value for name, value in headers.items()})

    def wait_for(self, path: str, words: str) -> Answer:
        """The page as soon as it holds the words."""
        return until(lambda: self.get(path), lambda answer: words in answer.text)


def until(look: Callable[[], Any], enough: Callable[[Any], bool] = bool) -> Any:
    """What is seen as soon as it is enough; a failure when it never is."""
    ends = time.monotonic() + DEADLINE
    while not enough(seen := look()):
        assert time.monotonic() < ends, f"still only {seen!r}"
        time.sleep(0.01)
    return seen


def _answer(stream: BinaryIO, *, has_body: bool) -> Answer:
    with stream:
        first = stream.readline().decode()
        lines = iter(lambda: stream.readline().decode().rstrip("\r\n"), "")
        found = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        body = stream.read(int(found.get("content-length", 0))) if has_body else b""
        return Answer(int(first.split()[1]), found, body)


@contextmanager
def previewing(root: Path, press: Press, **wishes: Any) -> Iterator[Running]:
    """A preview on a free port, as `handbill serve` has it, with the first edition made."""
    wanted = Wishes(**{"port": 0, "opens": False, **wishes})
    sockets, address = listen(wanted.port, wanted.host)
    running = Running(address)
    noon = datetime(2026, 6, 1, 12)
    teller = Teller(root, running.said.append, running.warned.append, lambda: noon)
    faults: list[BaseException] = []
    ready = Event()
    ends: list[Callable[[], None]] = []

    async def run() -> None:
        stopped = asyncio.Event()
        loop = asyncio.get_running_loop()
        ends.append(lambda: loop.call_soon_threadsafe(stopped.set))
        preview = Preview(root, press, wanted, teller, described, address)
        ready.set()
        await preview.run(sockets, stopped)

    def work() -> None:
        try:
            asyncio.run(run(), debug=False)
        except BaseException as fault:
            faults.append(fault)
            ready.set()

    thread = Thread(target=work)
    thread.start()
    try:
        assert ready.wait(DEADLINE)
        until(lambda: running.said or faults)
        assert not faults, faults
        yield running
    finally:
        for end in ends:
            end()
        thread.join(DEADLINE)
        for one in sockets:
            one.close()
    assert not thread.is_alive()
    assert not faults, faults


def described(edition: Any, path: str, fault: Any) -> dict[str, Any]:
    more = {"fault": str(fault)} if fault else {}
    return {"edition": edition.number, "path": path, **more}


class Tab:
    """A tab with a page, which greets as livereload.js does."""

    def __init__(self, running: Running, path: str | None = None, **headers: str) -> None:
        self._runner = asyncio.Runner()
        self._running = running
        self._page = running.get(path).text if path is not None else ""
        self._headers = {"Origin": f"http://{running.host}", **headers}
        self.path = path
        self._ended = False

    def __enter__(self) -> Tab:
        options = re.search(r"livereload\.js\?([^\"]*)", self._page)
        given = dict(re.findall(r"(\w+)=([^&;]*)", options[1] if options else ""))
        live = given.get("port", "").partition("/")[2] or f"_handbill/live/{self._running.token}"
        self._connect(f"ws://{self._running.host}/{live}/livereload")
        self.say({"command": "hello", "protocols": [], **given})
        assert self.hear()["command"] == "hello"
        if self.path is not None:
            self.say({"command": "info", "url": f"http://{self._running.host}{self.path}"})
            assert self.hear() == STATE
        return self

    def __exit__(self, *fault: object) -> None:
        async def leave() -> None:
            self._connection.close()
            while not self._ended and await self._connection.read_message() is not None:
                """What was still on its way is of no interest."""

        self._runner.run(asyncio.wait_for(leave(), DEADLINE))
        self._runner.close()

    def _connect(self, url: str) -> None:
        async def connect() -> Any:
            return await websocket_connect(HTTPRequest(url, headers=self._headers))

        self._connection = self._runner.run(connect())

    def say(self, message: Any) -> None:
        text = message if isinstance(message, str) else json.dumps(message)

        async def write() -> None:
            await self._connection.write_message(text)

        self._runner.run(write())

    def hear(self) -> Any:
        """The next message; None when the server has ended the conversation."""

        async def read() -> Any:
            return await asyncio.wait_for(self._connection.read_message(), DEADLINE)

        said = self._runner.run(read())
        self._ended = said is None
        return None if said is None else json.loads(said)


STATE = {"command": "reload", "path": "/_handbill/state"}
