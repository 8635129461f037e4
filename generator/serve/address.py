"""Where the preview stands: its port, the names that it answers to, its address for others."""

from __future__ import annotations

import errno
import io
import os
import socket
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from generator.problems import EnvironmentFault

USUAL_PORT = 8000
_PORTS_TRIED = 50
_LOOPBACK = ("127.0.0.1", "::1")
_NAMES_OF_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_EVERY_ADDRESS = {"0.0.0.0": ("0.0.0.0",), "::": ("::", "0.0.0.0")}
# A machine without IPv6 has no ::1 to listen on.
_NOT_THERE = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


class _Taken(Exception):
    """Somebody listens on the port already."""


@dataclass(frozen=True, slots=True)
class Address:
    """`host` is the name for other machines, or '' where none of them can reach us."""

    port: int
    host: str = ""

    @property
    def hosts(self) -> frozenset[str]:
        """Every Host that a browser may ask for; at port 80 it leaves the port out."""
        names = [*_NAMES_OF_LOOPBACK, *([self.host.lower()] if self.host else [])]
        ends = [f":{self.port}", *([""] if self.port == 80 else [])]
        return frozenset(name + end for name in names for end in ends)

    def local(self, token: str = "") -> str:
        """The address on this machine: by number, as not every machine knows 'localhost'."""
        return f"http://127.0.0.1:{self.port}/" + (f"?token={token}" if token else "")

    def public(self, token: str) -> str:
        return f"http://{self.host}:{self.port}/?token={token}"


def listen(port: int | None, host: str | None) -> tuple[list[socket.socket], Address]:
    """Sockets that listen, and where. Raises EnvironmentFault.

    Without a port it is 8000, or the next one that is free; port 0 is any. Without a host, no
    other machine can reach us.
    """
    shared = host if host and host not in (*_LOOPBACK, "localhost", "[::1]") else None
    ports = [port] if port is not None else range(USUAL_PORT, USUAL_PORT + _PORTS_TRIED)
    for candidate in ports:
        try:
            sockets = _bound(candidate, shared)
        except _Taken:
            continue
        number: int = sockets[0].getsockname()[1]
        return sockets, Address(number, _shown(shared) if shared else "")
    if port is None:
        last = USUAL_PORT + _PORTS_TRIED - 1
        message = f"the ports from {USUAL_PORT} to {last} are all taken"
        raise EnvironmentFault(message, "let the system choose one: --port 0")
    raise EnvironmentFault(
        f"port {port} is taken, perhaps by another preview",
        "leave out --port, and a free one is chosen",
    )


def _bound(port: int, host: str | None) -> list[socket.socket]:
    wild = _EVERY_ADDRESS.get(host or "")
    wanted = wild or (*_LOOPBACK, *([host.strip("[]")] if host else []))
    sockets: list[socket.socket] = []
    try:
        for address in wanted:
            number = sockets[0].getsockname()[1] if sockets else port
            sockets += _bind(number, address, optional=address == "::1")
    except BaseException:
        for one in sockets:
            one.close()
        raise
    return sockets


def _bind(port: int, address: str, *, optional: bool) -> list[socket.socket]:
    try:
        family, *_, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
        return [_listening(family, place)]
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise _Taken from error
        if optional and error.errno in _NOT_THERE:
            return []
        if error.errno == errno.EACCES:
            message = f"port {port} is kept for the system's own services"
            raise EnvironmentFault(message, "choose one above 1023: --port 8000") from error
        hint = f"its address in the network is {_in_network() or 'not known'}"
        raise EnvironmentFault(f"this machine is not '{address}'", hint) from error


def _listening(family: int, place: Any) -> socket.socket:
    one = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name != "nt":
            # A port is free again as soon as we have left it; Windows means something else by it.
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        one.setblocking(False)
        one.bind(place)
        one.listen(128)
    except OSError:
        one.close()
        raise
    return one


def _shown(host: str) -> str:
    """The name that other machines can use."""
    name = (_in_network() or socket.gethostname()) if host in _EVERY_ADDRESS else host
    return f"[{name}]" if ":" in name and not name.startswith("[") else name


def _in_network() -> str:
    """The address that this machine would speak from; nothing is sent to find out."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as asking:
        try:
            asking.connect(("192.0.2.1", 9))
            return str(asking.getsockname()[0])
        except OSError:
            return ""


def picture(url: str) -> str:
    """The address as a QR code for a terminal, light on dark whatever its own colours are."""
    import segno  # costs 38 ms, and only --host asks

    out = io.StringIO()
    segno.make(url, error="l", micro=False).terminal(out, border=2, compact=True)
    return "\n".join(f"\x1b[97;40m{line}\x1b[0m" for line in out.getvalue().splitlines())
