"""A folder that is reached by WebDAV (RFC 4918), with a name and a password."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree import ElementTree

from generator.kinds.deployment import WebdavTarget
from generator.targets.faults import DeployFault
from generator.targets.file_by_file import MARKER, FileByFile
from generator.targets.http import Response, checked, request
from generator.targets.secrets import Secrets
from generator.targets.store import ContentKind
from generator.targets.target import Mark, Surroundings, Target
from generator.write.paths import is_safe

_DAV = "{DAV:}"
_ASKED = (
    b'<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop>'
    b"<resourcetype/><getcontentlength/><getetag/></prop></propfind>"
)
_DEEPEST = 32  # folders within folders: a server that goes on without end is not listened to
_PART = ".part"  # what a file is called until all of it is there
_THERE = 405  # the answer to making a folder that is there already
_GONE = (404, 410)


def open_webdav(settings: WebdavTarget, around: Surroundings) -> Target:
    """The folder as a target. Raises DeployFault where there is no name or no password."""
    user = around.secrets.need("WEBDAV_USER")
    password = around.secrets.need("WEBDAV_PASSWORD")
    pair = around.secrets.hide(base64.b64encode(f"{user}:{password}".encode()).decode())
    store = Webdav(_plain(settings.url), around.secrets, {"Authorization": f"Basic {pair}"})
    return FileByFile(store, around, settings.leave)


@dataclass
class Webdav:
    """A store of files below an address, which has no '/' at its end.

    A file is sent under another name and then moved: a connection that breaks off leaves a part of
    a file, and no reader is to see that.
    """

    where: str
    _secrets: Secrets
    _key: Mapping[str, str]
    _made: set[str] = field(default_factory=set)
    _making: Lock = field(default_factory=Lock)

    def list(self) -> Mapping[str, Mark]:
        found: dict[str, Mark] = {}
        folders = [""]
        while folders:
            folder = folders.pop()
            for path, mark in self._listed(folder):
                if mark is not None:
                    found[path] = mark
                elif path.count("/") < _DEEPEST and path.startswith(folder) and path != folder:
                    folders.append(path)
                    self._made.add(path)
        # What a deploy left that was killed in its very first moment is nobody's file.
        found.pop(f"{MARKER}{_PART}", None)
        return found

    def get(self, path: str) -> bytes | None:
        answer = self._ask("GET", path)
        return None if answer.status in _GONE else checked(answer, self.where).body

    def put(self, path: str, data: bytes, kind: ContentKind) -> None:
        self._make_folder(path.rpartition("/")[0])
        part = f"{path}{_PART}"
        to = {"Destination": self._address(path), "Overwrite": "T"}
        try:
            checked(self._ask("PUT", part, {"Content-Type": kind.media_type}, data), self.where)
            checked(self._ask("MOVE", part, to), self.where)
        except DeployFault:
            with suppress(DeployFault):
                self.remove([part])
            raise

    def remove(self, paths: Sequence[str]) -> None:
        for path in paths:
            answer = self._ask("DELETE", path)
            if answer.status not in _GONE:
                checked(answer, self.where)

    def close(self) -> None:
        """Nothing is held open."""

    def _make_folder(self, folder: str) -> None:
        """The folder and those above it; one thread at a time, as they would trip each other."""
        with self._making:
            names = folder.split("/") if folder else []
            for end in range(1, len(names) + 1):
                path = "/".join(names[:end])
                if path not in self._made:
                    answer = self._ask("MKCOL", path)
                    if answer.status != _THERE:
                        checked(answer, self.where)
                    self._made.add(path)

    def _listed(self, folder: str) -> Iterator[tuple[str, Mark | None]]:
        """What lies in a folder, by its path; folders have no mark."""
        typed = {"Depth": "1", "Content-Type": "application/xml; charset=utf-8"}
        answer = self._ask("PROPFIND", f"{folder}/" if folder else "", typed, _ASKED)
        if not folder and answer.status in _GONE:
            raise DeployFault(f"{self.where}: there is no such folder", "make it there first")
        for entry in _parsed(checked(answer, self.where), self.where).iter(f"{_DAV}response"):
            path = self._path(entry.findtext(f"{_DAV}href", ""))
            if path is not None and path != folder:
                yield path, _mark(entry)

    def _path(self, href: str) -> str | None:
        """A path of the site; None for an address that lies elsewhere, or that is not to be used.

        A server names its files as it likes, and may be anybody's.
        """
        base = unquote(urlsplit(self.where).path).rstrip("/") + "/"
        path = unquote(urlsplit(href.strip()).path)
        if not path.startswith(base):
            return None
        path = path.removeprefix(base).rstrip("/")
        return path if path == "" or is_safe(path) else None

    def _address(self, path: str) -> str:
        return f"{self.where}/{quote(path)}"

    def _ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Response:
        given = {**self._key, **(headers or {})}
        address = self._address(path)
        answer = request(method, address, headers=given, body=body, secrets=self._secrets)
        wanted = answer.headers.get("www-authenticate", "basic").lower()
        if answer.status == 401 and "basic" not in wanted:
            hint = "let the server take 'Basic' over https, which is as safe"
            raise DeployFault(f"{self.where} asks for a kind of key that Handbill has not", hint)
        return answer


def _parsed(answer: Response, where: str) -> ElementTree.Element:
    """The answer's elements. Raises DeployFault for what is no list of files.

    Entities could make a small answer endless; a server that lists files has no need of any.
    """
    try:
        text = answer.body.decode()
        if answer.status == 207 and "<!DOCTYPE" not in text:
            return ElementTree.fromstring(text)
    except (ValueError, ElementTree.ParseError):
        pass
    hint = "look whether 'url' is the address for WebDAV, which is often not that of the site"
    raise DeployFault(f"{where} does not answer as WebDAV does", hint)


def _mark(entry: ElementTree.Element) -> Mark | None:
    if entry.find(f".//{_DAV}collection") is not None:
        return None
    size = entry.findtext(f".//{_DAV}getcontentlength", "").strip()
    tag = entry.findtext(f".//{_DAV}getetag", "").strip()
    return Mark(int(size) if size.isascii() and size.isdigit() else -1, tag)


def _plain(url: str) -> str:
    """The address without a user's name, and without '/' at its end."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, quote(unquote(parts.path)).rstrip("/"), "", ""))
