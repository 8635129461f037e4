"""A connection to another site: to a public address only, with limits on time and size."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from http.client import (
    HTTPConnection,
    HTTPException,
    HTTPResponse,
    HTTPSConnection,
    IncompleteRead,
)
from threading import Event, Thread, Timer
from typing import Any
from urllib.parse import SplitResult, quote
from urllib.request import getproxies

# Says what asks, and not who or with which version of what.
_AGENT = "Mozilla/5.0 (compatible; link check)"

# More addresses of one host are not tried.
_MOST_ADDRESSES = 3

_PORTS = {"http": 80, "https": 443}

# What stays as it is in an address; all else is percent-encoded.
SAFE = "%/:=&?~+!$,;'@()*[]|"

# A network that turns IPv6 into IPv4 hides an address of the latter in the end (RFC 6052).
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")

# What a socket connects to, of which family.
_Spot = tuple[int, Any]


class Trouble(StrEnum):
    """Why there is no answer."""

    NO_PAGE = "no page"
    ONION = "onion"
    NO_NAME = "no name"
    UNKNOWN = "unknown"
    LOOK_UP = "look-up"
    PRIVATE = "private"
    CERTIFICATE = "certificate"
    SLOW = "slow"
    SILENT = "silent"
    TOO_BIG = "too big"
    MISLED = "misled"
    LOGIN = "login"


class Unanswered(Exception):
    """There is no answer, or none that may be taken; the message says why in a few words."""

    def __init__(self, trouble: Trouble, message: str) -> None:
        super().__init__(message)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Response:
    """What a site answered; the names of `headers` are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Connection:
    """How to ask: seconds for each step, and for all of them; `allow_local` is there for tests."""

    timeout: float = 10.0
    limit: float = 30.0
    allow_local: bool = False

    def request(
        self, method: str, parts: SplitResult, *, accept: str = "*/*", most: int = 0
    ) -> Response:
        """What is at one address; of a body at most `most` bytes, and nothing is read when 0.

        Raises Unanswered, and ValueError for what is no address.
        """
        if parts.scheme not in _PORTS or not parts.hostname:
            raise Unanswered(Trouble.NO_PAGE, "it leads to something that is no web page")
        end = time.monotonic() + self.limit
        try:
            found = self._resolved(parts.hostname, parts.port or _PORTS[parts.scheme], end)
            with self._connected(found, end) as plain, _watched(plain, end):
                return _exchange(method, parts, plain, accept, most)
        except ssl.SSLError as error:
            why = getattr(error, "verify_message", "") or "no encrypted connection"
            message = f"its certificate is not accepted: {why}"
            raise Unanswered(Trouble.CERTIFICATE, message) from error
        except TimeoutError as error:
            raise Unanswered(Trouble.SLOW, "there was no answer in time") from error
        except (OSError, HTTPException) as error:
            raise Unanswered(Trouble.SILENT, "there was no answer") from error

    def _resolved(self, host: str, port: int, end: float) -> list[_Spot]:
        """Where a host is: looked up once, so that what is checked is what is used."""
        if host.lower().rstrip(".").endswith(".onion"):
            raise Unanswered(Trouble.ONION, "only Tor reaches it")
        try:
            found = _looked_up(host, port, self._step(end))
        except UnicodeError as error:
            raise Unanswered(Trouble.NO_NAME, f"'{host}' is no name of a host") from error
        except socket.gaierror as error:
            if error.errno in (socket.EAI_AGAIN, socket.EAI_FAIL):
                message = f"the name '{host}' could not be looked up"
                raise Unanswered(Trouble.LOOK_UP, message) from error
            raise Unanswered(Trouble.UNKNOWN, f"there is no host '{host}'") from error
        allowed = [spot for spot in found if self.allow_local or is_public(str(spot[1][0]))]
        if not allowed:
            raise Unanswered(Trouble.PRIVATE, f"'{host}' is inside a private network")
        return allowed[:_MOST_ADDRESSES]

    def _connected(self, found: list[_Spot], end: float) -> socket.socket:
        *others, last = found
        for spot in others:
            with suppress(OSError):
                return _connect(spot, self._step(end), self.timeout)
        return _connect(last, self._step(end), self.timeout)

    def _step(self, end: float) -> float:
        """Seconds for the next step. Raises TimeoutError when there are none left."""
        left = end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(self.timeout, left)


def uses_proxy() -> bool:
    """Whether this machine reaches the web through a proxy: it may be there to hide who asks."""
    return bool({"http", "https", "all"} & getproxies().keys())


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the whole internet, also when it is dressed as another."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        ip = inner or ip
    return ip.is_global and not ip.is_multicast


def _looked_up(host: str, port: int, seconds: float) -> list[_Spot]:
    """In a thread of its own, as the system's look-up knows no limit. Raises TimeoutError."""
    future: Future[list[_Spot]] = Future()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            future.set_result([(family, address) for family, _, _, _, address in found])
        except (OSError, UnicodeError) as error:
            future.set_exception(error)

    Thread(target=look_up, daemon=True).start()
    return future.result(seconds)


def _connect(spot: _Spot, seconds: float, timeout: float) -> socket.socket:
    """A connection to an address as it was looked up: the name is not asked for once more."""
    family, address = spot
    plain = socket.socket(family, socket.SOCK_STREAM)
    try:
        plain.settimeout(seconds)
        plain.connect(address)
        plain.settimeout(timeout)
    except OSError:
        plain.close()
        raise
    return plain


@contextmanager
def _watched(plain: socket.socket, end: float) -> Iterator[None]:
    """Hangs up at `end`: each step may take its time, but who dribbles must not hold us for ever.

    Raises TimeoutError.
    """
    # Encryption takes the socket over, and its copy stays good for hanging up.
    copy = plain.dup()
    late = Event()
    watch = Timer(max(0.0, end - time.monotonic()), _hang_up, (copy, late))
    watch.daemon = True
    watch.start()
    try:
        yield
    except (OSError, HTTPException):
        if not late.is_set():
            raise
    finally:
        watch.cancel()
        copy.close()
    # An answer that was cut off may look like one that came to its end.
    if late.is_set():
        raise TimeoutError


def _hang_up(connection: socket.socket, late: Event) -> None:
    late.set()
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _exchange(
    method: str, parts: SplitResult, plain: socket.socket, accept: str, most: int
) -> Response:
    host, port = parts.hostname or "", parts.port
    connection: HTTPConnection
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection = HTTPSConnection(host, port, context=context)
        connection.sock = context.wrap_socket(plain, server_hostname=host)
    else:
        connection = HTTPConnection(host, port)
        connection.sock = plain
    try:
        query = f"?{parts.query}" if parts.query else ""
        target = quote(f"{parts.path or '/'}{query}", safe=SAFE)
        connection.request(method, target, headers={"User-Agent": _AGENT, "Accept": accept})
        with closing(connection.getresponse()) as response:
            headers = {name.lower(): value for name, value in response.getheaders()}
            return Response(response.status, headers, _body(response, most))
    finally:
        connection.close()


def _body(response: HTTPResponse, most: int) -> bytes:
    """What comes after the headers; of an endless body only so much that it is known to be one."""
    if not most:
        return b""
    body = response.read(most + 1)
    if len(body) > most:
        raise Unanswered(Trouble.TOO_BIG, f"the answer is larger than {most:,} bytes")
    if response.length:
        raise IncompleteRead(body, response.length)
    return body
