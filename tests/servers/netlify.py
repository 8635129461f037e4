"""A server that does what the documentation of Netlify's API says, for one site.

Written from docs.netlify.com/api (file digest method) and open-api.netlify.com. A deploy becomes
the live one when the last of its files has come; files are known by their SHA-1, of all deploys.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

KEY = "nfp_a-key-that-nobody-may-see"
SITE = "campaign.netlify.app"
RAW = "application/vnd.bitballoon.v1.raw"

# Called before a request is answered, with its method and path; a status in place of an answer, or
# -1 for a connection that is cut.
Mishap = Callable[[str, str], int | None]


@dataclass
class Netlify:
    """What the server has, and what it was asked."""

    port: int = 0
    blobs: dict[str, bytes] = field(default_factory=dict)
    deploys: dict[str, dict[str, Any]] = field(default_factory=dict)
    live: str = ""
    locked: bool = False
    raw_by_api: bool = True
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    mishap: Mishap = lambda method, path: None
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v1/"

    def site(self) -> dict[str, bytes]:
        """What readers see."""
        files = self.deploys[self.live]["files"] if self.live else {}
        return {path.lstrip("/"): self.blobs[digest] for path, digest in files.items()}

    def create(self, title: str, body: dict[str, Any]) -> dict[str, Any]:
        name = f"{len(self.deploys) + 1:024x}"
        required = sorted({d for d in body["files"].values() if d not in self.blobs})
        deploy = {"id": name, "title": title, "files": body["files"], "required": required}
        self.deploys[name] = deploy
        # An asynchronous deploy tells later what it requires.
        deploy["state"] = "preparing" if body.get("async") else "uploading"
        self._settle(deploy)
        return self._told(deploy)

    def upload(self, name: str, path: str, data: bytes) -> int:
        deploy = self.deploys[name]
        digest = hashlib.sha1(data).hexdigest()
        if deploy["files"].get("/" + path) != digest:
            return 422
        self.blobs[digest] = data
        deploy["required"] = [d for d in deploy["required"] if d != digest]
        self._settle(deploy)
        return 200

    def poll(self, name: str) -> dict[str, Any]:
        deploy = self.deploys[name]
        told = self._told(deploy)
        if deploy["state"] == "preparing":
            deploy["state"] = "uploading"
            self._settle(deploy)
        elif deploy["state"] == "processing":
            deploy["state"] = "ready"
        return told

    def _told(self, deploy: dict[str, Any]) -> dict[str, Any]:
        hidden = {"required"} if deploy["state"] == "preparing" else set()
        return {key: value for key, value in deploy.items() if key not in hidden}

    def _settle(self, deploy: dict[str, Any]) -> None:
        if deploy["state"] == "uploading" and not deploy["required"]:
            deploy["state"] = "processing"
            if not self.locked:
                self.live = deploy["id"]


class _Handler(BaseHTTPRequestHandler):
    netlify: Netlify

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        self.netlify.agents.add(self.headers.get("User-Agent") or "")
        with self.netlify.lock:
            self.netlify.asked.append(f"{self.command} {unquote(parts.path)}")
            status = self.netlify.mishap(self.command, parts.path)
        if status == -1:
            self.close_connection = True
            return self.connection.close()
        if status and 300 <= status < 400:
            return self._say(status, None, location="https://elsewhere.example.org/")
        if status:
            said = f"No luck with {self.headers.get('Authorization')}"
            return self._say(status, {"code": status, "message": said})
        with self.netlify.lock:
            if parts.path.startswith("/live/"):
                return self._file(unquote(parts.path).removeprefix("/live/"))
            if self.headers.get("Authorization") != f"Bearer {KEY}":
                return self._say(401, {"code": 401, "message": "Access Denied"})
            steps = [unquote(step) for step in parts.path.removeprefix("/api/v1/").split("/")]
            query = parse_qs(parts.query)
            return self._route(steps, query, body)

    do_GET = do_PUT = do_POST = do_DELETE = _answer  # noqa: N815

    def _route(self, steps: list[str], query: dict[str, list[str]], body: bytes) -> None:
        it = self.netlify
        match (self.command, *steps):
            case ("GET", "sites", site) if site == SITE:
                address = f"http://127.0.0.1:{it.port}/live"
                live = {"id": it.live, "deploy_ssl_url": address} if it.live else None
                self._say(200, {"name": "campaign", "published_deploy": live})
            case ("GET", "sites", site, "files") if site == SITE:
                rows = [
                    {"path": f"/{path}", "sha": hashlib.sha1(data).hexdigest(), "size": len(data)}
                    for path, data in it.site().items()
                    if path not in ("_headers", "_redirects")
                ]
                self._say(200, rows)
            case ("GET", "sites", site, "files", *path) if site == SITE:
                if it.raw_by_api and self.headers.get("Content-Type") == RAW:
                    self._file("/".join(path))
                else:
                    self._say(200, {"path": "/" + "/".join(path)})
            case ("GET", "sites", site, "deploys") if site == SITE:
                size, page = int(query["per_page"][0]), int(query["page"][0])
                rows = [it.deploys[name] for name in sorted(it.deploys, reverse=True)]
                self._say(200, rows[size * (page - 1) : size * page])
            case ("POST", "sites", site, "deploys") if site == SITE:
                self._say(200, it.create(query["title"][0], json.loads(body)))
            case ("POST", "sites", site, "deploys", name, "restore") if site == SITE:
                it.live = name
                self._say(201, it.deploys[name])
            case ("DELETE", "sites", site, "deploys", name) if site == SITE:
                self._say(204 if it.deploys.pop(name, None) else 404, None)
            case ("GET", "deploys", name):
                self._say(200, it.poll(name))
            case ("POST", "deploys", name, "cancel"):
                it.deploys[name]["state"] = "error"
                self._say(201, it.deploys[name])
            case ("PUT", "deploys", name, "files", *path):
                self._say(it.upload(name, "/".join(path), body), {})
            case _:
                self._say(404, {"code": 404, "message": "Not Found"})

    def _file(self, path: str) -> None:
        data = self.netlify.site().get(path)
        self._say(404 if data is None else 200, data)

    def _say(self, status: int, found: object, location: str = "") -> None:
        body = found if isinstance(found, bytes) else json.dumps(found).encode()
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(body) if status != 204 else 0))
        self.end_headers()
        if status != 204:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def netlify() -> Iterator[Netlify]:
    """A server on a free port, without any deploy yet."""
    state = Netlify()
    handler = type("Handler", (_Handler,), {"netlify": state})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        state.port = server.server_port
        # It looks for its end every so many seconds: the default makes each test half a second.
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join()
