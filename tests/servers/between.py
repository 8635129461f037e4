"""A server that stands before another one and goes wrong as it is told to."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from urllib.parse import urlsplit

# What to do with a request, by its method and path: None sends it on, a number is the answer's
# status, "cut" breaks the connection off in the middle, other text is the address of a redirect,
# and bytes are an answer (207, as of WebDAV).
Spoil = Callable[[str, str], "int | str | bytes | None"]


class Between:
    """The server's address, every request it had, and what it does with the next ones."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.seen: list[tuple[str, str]] = []
        self.spoil: Spoil = lambda method, path: None
        self._lock = Lock()

    def once(self, method: str, ending: str, answer: int | str, times: int = 1) -> None:
        """Spoil the first requests of this method whose path ends so."""
        left = times

        def spoil(asked: str, path: str) -> int | str | None:
            nonlocal left
            with self._lock:
                if asked == method and urlsplit(path).path.endswith(ending) and left:
                    left -= 1
                    return answer
            return None

        self.spoil = spoil


@contextmanager
def between(backend: str) -> Iterator[Between]:
    """A server that sends requests on to the one at `backend`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.backend = urlsplit(backend).netloc  # type: ignore[attr-defined]
    server.between = Between(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.between  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle_one(self) -> None:
        state: Between = self.server.between  # type: ignore[attr-defined]
        state.seen.append((self.command, self.path))
        answer = state.spoil(self.command, self.path)
        length = int(self.headers.get("Content-Length") or 0)
        if answer == "cut":
            self.rfile.read(length // 2)
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        body = self.rfile.read(length)
        if answer is None:
            self._send_on(body)
        elif isinstance(answer, int):
            self._answer(answer, [], b"")
        elif isinstance(answer, bytes):
            self._answer(207, [("Content-Type", "application/xml")], answer)
        else:
            self._answer(307, [("Location", answer + self.path)], b"")

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = handle_one  # noqa: N815
    do_PROPFIND = do_MKCOL = do_MOVE = handle_one  # noqa: N815

    def _send_on(self, body: bytes) -> None:
        connection = HTTPConnection(self.server.backend, timeout=60)  # type: ignore[attr-defined]
        # Host stays as it was sent: signatures hold for it, and so does where a file is moved to.
        headers = {k: v for k, v in self.headers.items() if k.lower() != "connection"}
        connection.request(self.command, self.path, body or None, headers)
        found = connection.getresponse()
        data = found.read()
        kept = [(k, v) for k, v in found.getheaders() if k.lower() not in _HOP]
        self._answer(found.status, kept, data)
        connection.close()

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *said: object) -> None:
        """Tests are quiet."""


_HOP = {"content-length", "connection", "transfer-encoding", "date", "server"}
