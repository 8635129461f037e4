"""A server that does what Neocities documents of its API, and shows the site it holds.

Written from neocities.org/api and from what its published source answers: /api/upload, /api/delete,
/api/list and /api/info, with a bearer's key; the site itself is below /site/.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from urllib.parse import parse_qs, unquote, urlsplit

KEY = "example-key-of-neocities"
_FREE = set(
    "html htm txt text css js jpg jpeg png apng gif svg md markdown eot ttf woff woff2 json geojson csv tsv mf"
    " ico pdf asc key pgp xml mid midi manifest otf webapp less sass rss kml dae obj mtl scss webp avif xcf epub"
    " gltf bin webmanifest knowl atom opml rdf map gpg pls yaml yml toml osdx".split()
)
_START = ("index.html", "not_found.html", "style.css", "neocities.png")


class Neocities:
    """The site: its files, whether it is paid for, how many bytes it may hold, and what was asked."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.reset()

    def reset(self, *, paid: bool = False, files: dict[str, bytes] | None = None) -> None:
        self.files = {"index.html": b"Hello"} if files is None else files
        self.paid = paid
        self.space = 10**9
        self.calls: list[tuple[str, tuple[str, ...]]] = []
        self.stale: dict[str, bytes] = {}
        self.broken = 0
        self.lock = Lock()

    def new(self) -> None:
        """As somebody finds it who has just made an account."""
        self.reset(files=dict.fromkeys(_START, b"Welcome"))


@contextmanager
def neocities() -> Iterator[Neocities]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.site = Neocities(server.server_port)  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.site  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Refused(Exception):
    """An error as the API tells it: status, type, message."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path.startswith("/site/"):
            self._show(unquote(path.removeprefix("/site/")))
        else:
            self._call({"/api/list": self._list, "/api/info": self._info}.get(path), b"")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        calls = {"/api/upload": self._upload, "/api/delete": self._delete}
        self._call(calls.get(self.path), body)  # type: ignore[arg-type]

    @property
    def site(self) -> Neocities:
        found: Neocities = self.server.site  # type: ignore[attr-defined]
        return found

    def _call(self, call: object, body: bytes) -> None:
        try:
            if self.headers.get("Authorization") != f"Bearer {KEY}":
                raise _Refused(
                    403, "invalid_auth", "invalid credentials - please check your api key"
                )
            if call is None:
                raise _Refused(404, "not_found", "the requested api call does not exist")
            with self.site.lock:
                if self.site.broken and self.command == "POST":
                    self.site.broken -= 1
                    raise _Refused(500, "server_error", f"oops: {self.headers['Authorization']}")
                said = call(body)  # type: ignore[operator]
            self._answer(200, json.dumps({"result": "success", **said}).encode())
        except _Refused as error:
            status, kind, message = error.args
            said = {"result": "error", "error_type": kind, "message": message}
            self._answer(status, json.dumps(said).encode())

    def _list(self, body: bytes) -> dict[str, object]:
        folders = {path.rpartition("/")[0] for path in self.site.files} - {""}
        shown = [{"path": path, "is_directory": True} for path in sorted(folders)]
        for path, data in self.site.files.items():
            digest = hashlib.sha1(data, usedforsecurity=False).hexdigest()
            shown.append(
                {"path": path, "is_directory": False, "size": len(data), "sha1_hash": digest}
            )  # type: ignore[dict-item]
        return {"files": shown}

    def _info(self, body: bytes) -> dict[str, object]:
        return {"info": {"sitename": "example", "domain": None, "tags": []}}

    def _upload(self, body: bytes) -> dict[str, object]:
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        form = BytesParser(policy=HTTP).parsebytes(head + body)
        sent = {}
        for part in form.iter_parts():
            named = re.search(rb'name="([^"]*)"; filename="', _disposition(body, part))
            assert named, "a part is no file"
            sent[named[1].decode()] = part.get_payload(decode=True) or b""
        self.site.calls.append(("upload", tuple(sent)))
        for path, data in sent.items():
            ending = path.rpartition("/")[2].rpartition(".")
            if not self.site.paid and (not ending[1] or not ending[0] or ending[2] not in _FREE):
                raise _Refused(400, "invalid_file_type", f"{path} is not an allowed file type")
            if sum(map(len, self.site.files.values())) + len(data) > self.site.space:
                raise _Refused(400, "too_large", "files are too large to fit in your space")
        self.site.files.update(sent)
        return {"message": "your file(s) have been successfully uploaded"}

    def _delete(self, body: bytes) -> dict[str, object]:
        paths = parse_qs(body.decode()).get("filenames[]", [])
        self.site.calls.append(("delete", tuple(paths)))
        if not paths:
            raise _Refused(400, "missing_filenames", "you must provide files to delete")
        for path in paths:
            if path not in self.site.files:
                raise _Refused(400, "missing_files", f"{path} was not found on your site")
            if path == "index.html":
                raise _Refused(400, "cannot_delete_index", "you cannot delete your index.html file")
        for path in paths:
            del self.site.files[path]
        return {"message": "file(s) have been deleted"}

    def _show(self, path: str) -> None:
        """The site, without the ending of its pages' names, as Neocities shows them."""
        if path.endswith(".html") and path in self.site.files:
            self._answer(
                302, b"", Location="/site/" + self.path.removeprefix("/site/").replace(".html", "")
            )
            return
        data = self.site.stale.get(
            path, self.site.files.get(path, self.site.files.get(f"{path}.html"))
        )
        self._answer(404 if data is None else 200, data or b"")

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said: object) -> None:
        """Tests are quiet."""


def _disposition(body: bytes, part: object) -> bytes:
    """The line as it was sent: names are UTF-8 there, which the parser does not expect."""
    return body.split(b"\r\n", 2)[1]
