"""A web host on this machine that answers as each test wants."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# What an address is answered with: a status, and headers.
Said = tuple[int, dict[str, str]]


class Host:
    """Where the host is, and what it was asked."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def host(answer: Callable[[str, str], Said]) -> Iterator[Host]:
    """A host on loopback; `answer` is given the method and the path of each question."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            known.asked.append((self.command, self.path))
            known.agents.add(self.headers["User-Agent"])
            status, headers = answer(self.command, self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        do_HEAD = do_GET = _answer  # noqa: N815 - the names that http.server looks for

        def log_message(self, *args: object) -> None:
            """Nothing: the tests read what was asked from the host."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        known = Host(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield known
        finally:
            server.shutdown()
            thread.join()
