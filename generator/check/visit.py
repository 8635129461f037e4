"""One question to another site: does this address still lead to something?"""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

# Says what asks, and not who or with which version of what.
_HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; link check)", "Accept": "*/*"}

_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5

# More addresses of one host are not tried.
_MOST_ADDRESSES = 3

# Where sites send those whom they show nothing.
_LOGIN = re.compile(r"(?i)/(?:accounts?/)?(?:log-?in|sign-?in|checkpoint|consent)(?![\w-])")

# What stays as it is in an address; all else is percent-encoded.
SAFE = "%/:=&?~+!$,;'@()*[]|"

# A network that turns IPv6 into IPv4 hides an address of the latter in the end (RFC 6052).
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")

# What a socket connects to, of which family; and the status of an answer with its headers.
Spot = tuple[int, Any]
Status = tuple[int, Mapping[str, str]]


class State(StrEnum):
    """What is known of a link; many sites turn programs away, which says nothing of the link."""

    FINE = "fine"
    BLOCKED = "blocked"
    DEAD = "dead"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking; `for_host` when any address of the host would get the same answer."""

    state: State
    why: str = ""
    for_host: bool = False
    unknown_host: bool = False


@dataclass(frozen=True, slots=True)
class Visitor:
    """How to ask: seconds for each step, and for an answer; `allow_local` is there for tests."""

    timeout: float = 10.0
    limit: float = 30.0
    allow_local: bool = False

    def ask(self, url: str) -> Answer:
        """Asks with HEAD, and once more with GET where that fails: some hosts know only GET."""
        answer = self._follow("HEAD", url)
        if answer.state is State.FINE or answer.for_host:
            return answer
        return self._follow("GET", url)

    def _follow(self, method: str, url: str) -> Answer:
        location = ""
        for redirects in range(_MOST_REDIRECTS + 1):
            try:
                url = urljoin(url, location)
                said = self._request(method, urlsplit(url))
            except ValueError:
                return Answer(State.DEAD, "that is no web address")
            if isinstance(said, Answer):
                # What is wrong with the host of a redirect says nothing of the first host.
                return Answer(said.state, said.why) if redirects else said
            status, headers = said
            location = headers.get("location", "")
            if status not in _REDIRECTS or not location:
                return _judged(status, headers)
            if _LOGIN.search(location.partition("?")[0]):
                return Answer(State.BLOCKED, "the site wants visitors to log in")
        return Answer(State.UNSURE, f"it leads on more than {_MOST_REDIRECTS} times")

    def _request(self, method: str, parts: SplitResult) -> Status | Answer:
        """Status and headers of one address; what would come after them is never read."""
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return Answer(State.UNSURE, "it leads to something that is no web page")
        found = self._resolved(parts.hostname, parts.port or _PORTS[parts.scheme])
        if isinstance(found, Answer):
            return found
        try:
            return self._spoken(method, parts, found)
        except ssl.SSLError as error:
            why = getattr(error, "verify_message", "") or "no encrypted connection"
            return Answer(State.BLOCKED, f"its certificate is not accepted: {why}", for_host=True)
        except TimeoutError:
            return Answer(State.UNSURE, "there was no answer in time", for_host=True)
        except (OSError, HTTPException):
            return Answer(State.UNSURE, "there was no answer", for_host=True)

    def _resolved(self, host: str, port: int) -> list[Spot] | Answer:
        """Where a host is: looked up once, so that what is checked is what is used."""
        if host.lower().endswith(".onion"):
            return Answer(State.UNSURE, "only Tor reaches it", for_host=True)
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except UnicodeError:
            return Answer(State.DEAD, f"'{host}' is no name of a host", for_host=True)
        except socket.gaierror as error:
            if error.errno in (socket.EAI_AGAIN, socket.EAI_FAIL):
                return Answer(State.UNSURE, f"the name '{host}' could not be looked up", True)
            return Answer(State.DEAD, f"there is no host '{host}'", True, unknown_host=True)
        spots: list[Spot] = [(family, address) for family, _, _, _, address in found]
        allowed = [spot for spot in spots if self.allow_local or is_public(str(spot[1][0]))]
        if not allowed:
            return Answer(State.UNSURE, f"'{host}' is inside a private network", for_host=True)
        return allowed[:_MOST_ADDRESSES]

    def _spoken(self, method: str, parts: SplitResult, found: list[Spot]) -> Status:
        with self._connected(found) as plain:
            # Encryption takes the socket over, and its copy stays good for hanging up.
            copy = plain.dup()
            # Each step may take its time, but a host that dribbles must not hold us for ever.
            watch = Timer(self.limit, partial(_hang_up, copy))
            watch.daemon = True
            watch.start()
            try:
                return _exchange(method, parts, plain)
            finally:
                watch.cancel()
                copy.close()

    def _connected(self, found: list[Spot]) -> socket.socket:
        *others, last = found
        for spot in others:
            with suppress(OSError):
                return _connect(spot, self.timeout)
        return _connect(last, self.timeout)


_PORTS = {"http": 80, "https": 443}


def _connect(spot: Spot, timeout: float) -> socket.socket:
    """A connection to an address as it was looked up: the name is not asked for once more."""
    family, address = spot
    plain = socket.socket(family, socket.SOCK_STREAM)
    try:
        plain.settimeout(timeout)
        plain.connect(address)
    except OSError:
        plain.close()
        raise
    return plain


def _exchange(method: str, parts: SplitResult, plain: socket.socket) -> Status:
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
        connection.request(method, target, headers=_HEADERS)
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return response.status, headers
    finally:
        connection.close()


def _hang_up(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the whole internet, also when it is dressed as another."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        ip = inner or ip
    return ip.is_global and not ip.is_multicast


def _judged(status: int, headers: Mapping[str, str]) -> Answer:
    if status in (404, 410):
        return Answer(State.DEAD, f"the site says that there is no such page ({status})")
    if "cf-mitigated" in headers:
        return Answer(State.BLOCKED, "the site wants visitors to show that they are people")
    if status == 429:
        return Answer(State.BLOCKED, "the site was asked too often (429)", for_host=True)
    if 500 <= status < 600:
        return Answer(State.UNSURE, f"the site has trouble ({status})")
    # 999 is LinkedIn's word for a visitor it takes for a program.
    if status >= 400:
        return Answer(State.BLOCKED, f"the site turns programs away ({status})")
    return Answer(State.FINE)
