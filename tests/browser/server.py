"""A static host on loopback: gives files, sends what `_headers` asks for, and remembers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".xml": "application/xml",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
}

# What OnionShare sends with every page of a website it shares, unless that is switched off:
# cli/onionshare_cli/web/web.py in its source, read 2026-11-21.
ONIONSHARE = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; form-action 'self'; "
    "base-uri 'self'; img-src 'self' data:;",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Host:
    """A folder served at `url`; `asked` holds every path that was requested, and its status."""

    def __init__(self, folder: Path, url: str, headers: dict[str, str] | None) -> None:
        self.folder = folder
        self.url = url
        self.asked: list[tuple[str, int]] = []
        self._rules = [("/*", headers)] if headers is not None else _rules(folder / "_headers")

    def answer(self, address: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body for a request's address."""
        path = unquote(urlsplit(address).path)
        file = self.folder / f"{path}index.html".lstrip("/") if path.endswith("/") else None
        file = file or self.folder / path.lstrip("/")
        status = 200 if file.is_file() else 404
        if status == 404:
            file = self.folder / "404.html"
        self.asked.append((path, status))
        headers = {"Content-Type": TYPES.get(file.suffix, "application/octet-stream")}
        for pattern, wanted in self._rules:
            if fnmatchcase(path, pattern):
                headers |= wanted
        return status, headers, file.read_bytes() if file.is_file() else b"not found"


def _rules(file: Path) -> list[tuple[str, dict[str, str]]]:
    """The rules of a `_headers` file: a path pattern, then its headers, indented."""
    rules: list[tuple[str, dict[str, str]]] = []
    for line in file.read_text("utf-8").splitlines():
        if line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            rules[-1][1][name] = value
        elif line and not line.startswith("#"):
            rules.append((line, {}))
    return rules


@contextmanager
def serving(folder: Path, headers: dict[str, str] | None = None) -> Iterator[Host]:
    """Serve `folder` on a free port; `headers` replace those that its `_headers` file wants."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, wanted, body = host.answer(self.path)
            self.send_response(status)
            for name, value in wanted.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Nothing: what was asked is kept in `asked`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    host = Host(folder, f"http://127.0.0.1:{server.server_port}/", headers)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
