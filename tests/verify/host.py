"""A host on loopback, which serves files from memory and behaves as badly as it is told to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from .forgeries import Files

# Answers one request in its own way; False lets the host answer as usual.
Behaviour = Callable[[BaseHTTPRequestHandler, str], bool]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, address: object) -> None:
        """Who asks may hang up."""


class Host:
    """Stopped when the block that it was started for ends."""

    def __init__(self) -> None:
        self.files: Files = {}
        self.behaviour: Behaviour = lambda handler, path: False
        self.asked: list[str] = []
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._server.server_port}/"

    def serve(self, files: Files, behaviour: Behaviour = lambda handler, path: False) -> None:
        self.files, self.behaviour, self.asked = files, behaviour, []

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(host: Host) -> type[BaseHTTPRequestHandler]:  # noqa: N805 (`self` is the request)
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                path = unquote(urlsplit(self.path).path).removeprefix("/")
                host.asked.append(path)
                if not host.behaviour(self, path):
                    found = host.files.get(path)
                    answer(self, 404 if found is None else 200, found or b"")

            def log_message(self, *args: object) -> None:
                pass

        return Handler


def answer(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> bool:
    """A whole answer, in one packet."""
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler._headers_buffer.append(b"\r\n" + body)  # type: ignore[attr-defined]
    handler.flush_headers()
    return True
