"""What is answered over HTTP: outputs, the preview's own files, and the state of a page."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from tornado.web import HTTPError, RequestHandler

from generator.problems import EnvironmentFault
from generator.serve.admission import Gate
from generator.serve.desk import Desk
from generator.serve.dressing import BARE, dressed, look
from generator.serve.edition import Edition
from generator.serve.overlay import FILES, overlay
from generator.serve.paths import NOT_YET, Found, find, output_path

Describe = Callable[[Edition, str, EnvironmentFault | None], dict[str, Any]]

_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}

# Not left to the tables of the system, which differ. What has no ending is text, as `_headers` is.
_TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "webmanifest": "application/manifest+json",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "csv": "text/csv",
    "ics": "text/calendar",
    "md": "text/markdown",
    "webp": "image/webp",
    "avif": "image/avif",
    "woff2": "font/woff2",
    "zip": "application/zip",
    "pdf": "application/pdf",
}
LIVERELOAD = "livereload.js"
OWN_NAMES = (*FILES, LIVERELOAD)


def content_type(path: str) -> str:
    """The media type of an output; what is text is UTF-8."""
    name = path.rsplit("/", 1)[-1]
    ending = name.rsplit(".", 1)[-1].lower() if "." in name[1:] else "txt"
    found = _TYPES.get(ending) or mimetypes.guess_type(f"x.{ending}")[0]
    kind = found or "application/octet-stream"
    is_text = kind.startswith("text/") or kind.endswith(("json", "xml"))
    return f"{kind}; charset=utf-8" if is_text else kind


class Guarded(RequestHandler):
    """An answer for our own pages alone, which nothing keeps."""

    SUPPORTED_METHODS = ("GET", "HEAD")

    def initialize(self, gate: Gate, desk: Desk, describe: Describe) -> None:
        self.gate = gate
        self.desk = desk
        self.describe = describe

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        if not self.gate.is_ours(self.request.headers):
            self.refuse(403, "This address is for pages of the preview only.")
        elif self.request.path.startswith("/") and self._brings_token():
            self._admit()
        elif not self.gate.is_member(self.request.headers):
            self.refuse(403, "Open the whole address that the preview printed, with its token.")

    def _brings_token(self) -> bool:
        given = self.get_query_argument("token", "")
        return self.gate.shared and self.gate.opens(given)

    def _admit(self) -> None:
        """The token goes from the address into a cookie, which no page and no history shows."""
        path = output_path(self.request.path)
        self.set_header("Set-Cookie", self.gate.as_cookie())
        self.moved("/" + quote(path or ""), 303)

    def moved(self, where: str, status: int) -> None:
        """`where` begins with one slash, and never with two: it stays on this site."""
        self.set_status(status)
        self.set_header("Location", "/" + where.lstrip("/"))
        self.finish()

    def refuse(self, status: int, words: str) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(words + "\n")

    def compute_etag(self) -> None:
        """Nothing is kept, so nothing is compared."""

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """What strangers ask for wrongly is nothing for the terminal."""
        if not isinstance(value, HTTPError):
            super().log_exception(typ, value, tb)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """No words of ours about it: they might name a file."""
        if status_code == 405:
            self.set_header("Allow", "GET, HEAD")
        self.refuse(status_code, self._reason)

    async def head(self, *args: str) -> None:
        await self.get(*args)

    async def get(self, *args: str) -> None:
        raise NotImplementedError


class OutputHandler(Guarded):
    """Every address but the preview's own: the output as it would be published, dressed."""

    async def get(self, *args: str) -> None:
        edition = await self.desk.edition()
        found = find(edition, self.request.path)
        if found.moved:
            self.moved(found.moved, found.status)
            return
        try:
            data = await self.desk.read(edition.get, found.path) if found.path else None
        except EnvironmentFault:
            data = None
        if data is None:
            await self._lacking(edition, found)
        elif found.path.endswith(".html"):
            await self._page(edition, found, data)
        else:
            self.set_header("Content-Type", content_type(found.path))
            self.set_status(found.status)
            self.finish(data)

    async def _page(self, edition: Edition, found: Found, html: bytes) -> None:
        seen = await self.desk.read(look, edition, found.path, html)
        host = self.request.headers["Host"].lower()
        self.set_status(found.status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(dressed(html, found.path, seen, host, self.gate.token))

    async def _lacking(self, edition: Edition, found: Found) -> None:
        """A page that could not be drawn comes empty, so that the script can say what is wrong."""
        if found == NOT_YET or found.path.endswith(".html"):
            await self._page(edition, Found(found.path, 503), BARE)
        else:
            self.refuse(404, "There is nothing here.")


class StateHandler(Guarded):
    """What is wrong with a page, and what is to be known of it: for those with the token."""

    async def get(self, *args: str) -> None:
        given = self.request.headers.get("X-Handbill-Token") or self.get_query_argument("token", "")
        if not self.gate.opens(given):
            self.refuse(403, "The token is missing.")
            return
        path = self.get_query_argument("path", "")
        edition = await self.desk.edition()
        found = find(edition, f"/{quote(path)}")
        describe, fault = self.describe, self.desk.fault
        state = await self.desk.read(describe, edition, found.path or path, fault)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(state, ensure_ascii=False))


class OwnHandler(Guarded):
    """The scripts and the style sheet that a page is dressed with."""

    async def get(self, *args: str) -> None:
        (name,) = args
        self.set_header("Content-Type", content_type(name))
        self.finish(_livereload() if name == LIVERELOAD else overlay(name))


@cache
def _livereload() -> bytes:
    return files("livereload").joinpath("vendors", LIVERELOAD).read_bytes()
