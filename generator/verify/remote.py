"""A copy at an address, as its host serves it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from socket import SHUT_RDWR, socket
from threading import Event, Timer
from typing import NoReturn, TypeVar
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from generator.check.connection import uses_proxy
from generator.problems import EnvironmentFault
from generator.verify.copies import Taken, Unread, taken
from generator.write.manifest import MANIFEST

# Seconds for each step of a request; for all of one, and how few bytes in a second are borne.
_STEP, _WHOLE, _SLOWEST = 15.0, 30.0, 20_000
_LONGEST = 86_400.0  # whatever size is claimed

# Seconds before each further try. The first finds that a server hung up, which is no trouble.
_PAUSES = (0.0, 0.5, 2.0)

_MOST_REDIRECTS = 4

_REDIRECTS = (301, 302, 303, 307, 308)
_GONE = (404, 410)
_PASSING = (408, 425, 429, 500, 502, 503, 504)

# Hosts answer with this page as if it were not there, or where it lies.
_NOT_FOUND = "404.html"

# Says what asks, and not who or with which version of what.
_HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; copy check)", "Accept": "*/*"}

_KINDS = {"http": HTTPConnection, "https": HTTPSConnection}

# What stays as it is in an address; all else is percent-encoded.
_SAFE = "/%:=&+~!$,;'@()*"

_T = TypeVar("_T")


class _Passing(Exception):
    """What may be gone in a moment; the message says what it is."""


class Remote:
    """Everything is asked for at one origin; added files cannot be seen there."""

    threads = 8
    served = True
    beside: Sequence[str] = ()
    file: Path | None = None
    faults: Sequence[str] = ()

    def __init__(
        self, address: str, *, pauses: Sequence[float] = _PAUSES, whole: float = _WHOLE
    ) -> None:
        """`pauses` and `whole`, in seconds, are there for tests."""
        self._base = _base(address)
        self._pauses, self._whole = pauses, whole
        self._own = threading.local()
        self._open: list[HTTPConnection] = []
        self._sockets: dict[HTTPConnection, socket] = {}
        self._busy: set[HTTPConnection] = set()
        self._is_over = Event()

    def names(self) -> None:
        return None

    def take(self, path: str, most: int, *, keep: bool = False) -> Taken | None:
        found = self._asked(quote(path), most, keep, bare=path == _NOT_FOUND)
        if found is None and (pretty := _pretty(path)) is not None:
            return self._asked(quote(pretty), most, keep)
        return found

    def close(self) -> None:
        self._is_over.set()
        for connection in self._open:
            self._hang_up(connection)
            if connection not in self._busy:
                connection.close()

    def _asked(self, path: str, most: int, keep: bool, *, bare: bool = False) -> Taken | None:
        address, leads = self._base.geturl() + path, ""
        for _ in range(_MOST_REDIRECTS + 1):
            parts = _split(address, leads)
            if _origin(parts) != _origin(self._base):
                self._led_away(parts.geturl(), path)
            answer = self._patiently(partial(self._once, parts, most, keep, bare))
            if not isinstance(answer, str):
                return answer
            address, leads = parts.geturl(), answer
        raise Unread("it leads on and on")

    def _led_away(self, address: str, path: str) -> NoReturn:
        if path == MANIFEST:
            message = f"the address leads elsewhere: to {address.removesuffix(MANIFEST)[:200]}"
            raise EnvironmentFault(message, "verify that address, if you trust it")
        raise Unread("it leads to another site")

    def _patiently(self, ask: Callable[[], _T]) -> _T:
        for pause in self._pauses:
            try:
                return ask()
            except _Passing:
                time.sleep(pause)
        try:
            return ask()
        except _Passing as error:
            raise Unread(str(error)) from error

    def _once(self, parts: SplitResult, most: int, keep: bool, bare: bool) -> Taken | str | None:
        """One request: what came, where it leads to instead, or None for nothing there."""
        if self._is_over.is_set():
            raise Unread("it was not waited for")
        connection = self._connection()
        self._busy.add(connection)
        try:
            return self._exchanged(connection, parts, most, keep, bare)
        finally:
            self._busy.discard(connection)
            if self._is_over.is_set():
                connection.close()  # only here: the library is not to lose it while it reads

    def _exchanged(
        self, connection: HTTPConnection, parts: SplitResult, most: int, keep: bool, bare: bool
    ) -> Taken | str | None:
        try:
            with self._within(connection, min(self._whole + most / _SLOWEST, _LONGEST)):
                connection.request("GET", _target(parts), headers=_HEADERS)
                # One that ends with its answer is forgotten by the library before that is read.
                self._sockets[connection] = connection.sock
                response = connection.getresponse()
                if response.status == 200 or (bare and response.status in _GONE):
                    return _body(response, most, keep, connection)
        except TimeoutError as error:
            connection.close()
            raise Unread("the server did not answer in time") from error
        except (OSError, HTTPException, ValueError) as error:
            connection.close()
            raise _Passing("there was no answer, or half of one") from error
        connection.close()  # what else there is to read is of no use
        return _judged(response)

    def _connection(self) -> HTTPConnection:
        """Each thread's own, which stays open."""
        if not hasattr(self._own, "connection"):
            base = self._base
            made = _KINDS[base.scheme](base.hostname or "", base.port, timeout=_STEP)
            self._own.connection = made
            self._open.append(made)
        connection: HTTPConnection = self._own.connection
        return connection

    @contextmanager
    def _within(self, connection: HTTPConnection, seconds: float) -> Iterator[None]:
        """Hangs up when time is over: who sends a byte now and then must not hold us for ever."""
        late = Event()

        def hang_up() -> None:
            late.set()
            self._hang_up(connection)

        watch = Timer(seconds, hang_up)
        watch.daemon = True
        watch.start()
        try:
            yield
        except (OSError, HTTPException, ValueError) as error:
            if late.is_set():
                raise TimeoutError from error
            raise
        finally:
            watch.cancel()
        # An answer that was cut off may look like one that came to its end.
        if late.is_set():
            raise TimeoutError

    def _hang_up(self, connection: HTTPConnection) -> None:
        for held in (self._sockets.get(connection), connection.sock):
            if held is not None:
                with suppress(OSError):
                    held.shutdown(SHUT_RDWR)


def _body(response: HTTPResponse, most: int, keep: bool, connection: HTTPConnection) -> Taken:
    if response.headers.get("Content-Encoding", "identity").lower() not in ("", "identity"):
        connection.close()
        raise Unread("the server sends it packed, though nobody asked for that")
    found = taken(response.read1, most, keep=keep)
    if found.size > most:
        connection.close()
    elif response.length:
        raise HTTPException("cut off")
    return found


def _judged(response: HTTPResponse) -> str | None:
    status = response.status
    if status in _REDIRECTS and (leads := response.headers.get("Location")):
        return leads
    if status in _GONE:
        return None
    if status in _PASSING:
        raise _Passing(f"the server answers {status}")
    raise Unread(f"the server answers {status}")


def _base(address: str) -> SplitResult:
    """The folder that an address names, with a slash at its end. Raises EnvironmentFault."""
    try:
        parts = urlsplit(address)
        usable = parts.scheme in _KINDS and parts.hostname and parts.port != 0
    except ValueError:
        usable = None
    if not usable:
        raise EnvironmentFault("that is no address of a site", "write it as https://example.org/")
    if parts.username is not None or parts.password is not None:
        message = "the address holds a name or a password, which others may read"
        raise EnvironmentFault(message, "leave it out")
    host = (parts.hostname or "").rstrip(".").lower()
    if uses_proxy() and not _is_here(host):
        # A proxy may be there to hide who asks, and we would go past it.
        message = "nothing was asked, as this machine uses a proxy"
        raise EnvironmentFault(message, "get the copy another way, and verify its folder or zip")
    path = parts.path
    for page in (MANIFEST, "index.html"):
        path = path.removesuffix(f"/{page}") + "/" if path.endswith(f"/{page}") else path
    path = quote(path, safe=_SAFE)
    return SplitResult(
        parts.scheme, parts.netloc, path if path.endswith("/") else f"{path}/", "", ""
    )


def _is_here(host: str) -> bool:
    return host in ("localhost", "127.0.0.1", "::1")


def _split(address: str, leads: str) -> SplitResult:
    """Where one is led from an address: a server may lead to what is no address at all."""
    try:
        parts = urlsplit(urljoin(address, leads))
        _origin(parts)
    except ValueError as error:
        raise Unread("it leads nowhere") from error
    return parts


def _target(parts: SplitResult) -> str:
    return quote(parts.path or "/", safe=_SAFE) + (
        f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    )


def _origin(parts: SplitResult) -> tuple[str, str, int]:
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return parts.scheme, (parts.hostname or "").rstrip("."), port


def _pretty(path: str) -> str | None:
    """The address without its ending, where a host serves a page at no other."""
    if path == "index.html" or path.endswith("/index.html"):
        return path.removesuffix("index.html")
    return path.removesuffix(".html") if path.endswith(".html") else None
