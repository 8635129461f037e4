"""Made-up networks on this machine, which tell of posts as each test wants."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

JSON = "application/json; charset=utf-8"


@dataclass(frozen=True)
class Reply:
    """What a question is answered with; `pieces` come after the body, without end perhaps."""

    status: int = 200
    body: bytes = b""
    type: str = JSON
    headers: dict[str, str] = field(default_factory=dict)
    pieces: Iterable[bytes] = ()


def told(value: object, status: int = 200) -> Reply:
    return Reply(status, json.dumps(value).encode())


def leads(location: str) -> Reply:
    return Reply(302, headers={"Location": location})


class Network:
    """Where the networks are, and what they were asked."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.asked: list[str] = []
        self.headers: list[Message] = []
        # Ends what would otherwise go on.
        self.over = threading.Event()

    def hosts(self, *names: str) -> dict[str, str]:
        return dict.fromkeys(names, self.url)


@contextmanager
def network(answer: Callable[[str], Reply]) -> Iterator[Network]:
    """A host on loopback; `answer` is given the path of each question, with its query."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.headers.append(self.headers)
            reply = self._begun()
            with suppress(OSError):
                self.wfile.write(reply.body)
                for piece in reply.pieces:
                    if known.over.is_set():
                        break
                    self.wfile.write(piece)

        def do_HEAD(self) -> None:
            self._begun()

        def _begun(self) -> Reply:
            known.asked.append(self.path)
            reply = answer(self.path)
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.type)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            return reply

        def log_message(self, *args: object) -> None:
            """Nothing: the tests read what was asked from the network."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        known = Network(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield known
        finally:
            known.over.set()
            server.shutdown()
            thread.join()
