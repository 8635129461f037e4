"""What is read of an answer, when it is given up, and which addresses are connected to."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

import pytest

from generator.check.connection import Connection, Trouble, Unanswered, is_public, uses_proxy

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


@contextmanager
def speaking(said: bytes, *more: bytes) -> Iterator[str]:
    """A host that says these bytes to whoever comes, then the rest again and again."""
    over = threading.Event()

    def speak() -> None:
        connection, _ = server.accept()
        with connection, suppress(OSError):
            connection.recv(65536)
            connection.sendall(said)
            while more and not over.wait(0.005):
                connection.sendall(b"".join(more))

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=speak)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        finally:
            over.set()
            thread.join()


def trouble(url: str, most: int = 100, limit: float = 5, timeout: float = 5) -> Trouble:
    connection = Connection(timeout, limit, allow_local=True)
    with pytest.raises(Unanswered) as raised:
        connection.request("GET", urlsplit(url), most=most)
    return raised.value.trouble


class TestBodies:
    """A body is read as far as it may go, and no further."""

    def test_one_that_fits(self) -> None:
        with speaking(HEAD + b"Content-Length: 100\r\n\r\n" + b"a" * 100) as url:
            connection = Connection(5, 5, allow_local=True)
            response = connection.request("GET", urlsplit(url), most=100)
        assert response.status == 200
        assert response.headers == {"content-type": "text/plain", "content-length": "100"}
        assert response.body == b"a" * 100

    def test_none_is_read_when_none_is_wanted(self) -> None:
        with speaking(HEAD + b"\r\n", b"a" * 1000) as url:
            connection = Connection(5, 5, allow_local=True)
            assert connection.request("GET", urlsplit(url)).body == b""

    @pytest.mark.parametrize("length", [b"", b"Content-Length: 9999999\r\n"])
    def test_one_that_does_not_end(self, length: bytes) -> None:
        with speaking(HEAD + length + b"\r\n", b"a" * 60) as url:
            assert trouble(url) is Trouble.TOO_BIG

    def test_pieces_without_end(self) -> None:
        chunked = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
        with speaking(chunked, b"a\r\n0123456789\r\n") as url:
            assert trouble(url) is Trouble.TOO_BIG

    @pytest.mark.parametrize(
        "said",
        [
            HEAD + b"Content-Length: 50\r\n\r\nonly this",
            HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab",
            HEAD + b"Transfer-Encoding: chunked\r\n\r\nno number\r\n",
            b"SSH-2.0-Example\r\n",
            HEAD + b"X: y\r\n" * 200 + b"\r\n",
            b"",
        ],
    )
    def test_what_is_no_whole_answer(self, said: bytes) -> None:
        with speaking(said) as url:
            assert trouble(url) is Trouble.SILENT


class TestTime:
    """No host holds us for longer than we want."""

    def test_a_body_that_dribbles(self) -> None:
        with speaking(HEAD + b"\r\n", b"a") as url:
            assert trouble(url, most=100_000, limit=0.2) is Trouble.SLOW

    def test_a_look_up_that_takes_too_long(self, monkeypatch: pytest.MonkeyPatch) -> None:
        over = threading.Event()

        def look_up(*args: object, **more: object) -> object:
            over.wait(5)
            raise socket.gaierror(socket.EAI_NONAME, "unknown")

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        assert trouble("http://example.org/", timeout=0.05) is Trouble.SLOW
        over.set()

    def test_no_time_is_left(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(socket, "getaddrinfo", None)
        assert trouble("http://example.org/", limit=-1) is Trouble.SLOW

    def test_addresses_share_the_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        clock = 0.0
        seconds: list[float] = []

        def connect(plain: socket.socket, address: object) -> None:
            nonlocal clock
            seconds.append(plain.gettimeout() or 0)
            clock += 6
            raise TimeoutError

        found = [(socket.AF_INET, 0, 0, "", (f"127.0.0.{n}", 80)) for n in range(1, 9)]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **more: found)
        monkeypatch.setattr(socket.socket, "connect", connect)
        monkeypatch.setattr(time, "monotonic", lambda: clock)
        assert trouble("http://example.org/", timeout=10, limit=15) is Trouble.SLOW
        assert seconds == [10, 9, 3]


def test_a_name_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the check and the connection nobody can put another address behind the name."""
    names: list[str] = []

    def look_up(name: str, *args: object, **more: object) -> object:
        names.append(name)
        ip = "8.8.8.8" if len(names) == 1 else "127.0.0.1"
        return [(socket.AF_INET, 0, 0, "", (ip, 80))]

    connected: list[object] = []

    def connect(plain: socket.socket, address: object) -> None:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises(Unanswered):
        Connection().request("GET", urlsplit("http://example.org/"))
    assert names == ["example.org"]
    assert connected == [("8.8.8.8", 80)]


@pytest.mark.parametrize("name", ["example.onion", "example.onion.", "EXAMPLE.ONION"])
def test_onions_are_not_looked_up(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", None)
    assert trouble(f"http://{name}/") is Trouble.ONION


@pytest.mark.parametrize("url", ["ftp://example.org/", "file:///etc/passwd", "http:///", "x"])
def test_what_is_no_web_page(url: str) -> None:
    assert trouble(url) is Trouble.NO_PAGE


def test_what_is_said_of_us() -> None:
    """What asks, and nothing that tells who, with what, or from where."""
    heard: list[bytes] = []

    def listen() -> None:
        connection, _ = server.accept()
        with connection:
            heard.append(connection.recv(65536))
            connection.sendall(HEAD + b"\r\n")

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=listen)
        thread.start()
        port = server.getsockname()[1]
        Connection(5, 5, allow_local=True).request("GET", urlsplit(f"http://127.0.0.1:{port}/a?b"))
        thread.join()
    assert heard[0].decode().splitlines() == [
        "GET /a?b HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Accept-Encoding: identity",
        "User-Agent: Mozilla/5.0 (compatible; link check)",
        "Accept: */*",
        "",
    ]


def test_proxies_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("no_proxy", "localhost")
    assert not uses_proxy()
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:9050")
    assert uses_proxy()


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2600::1", True),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::808:808", True),
        ("10.1.2.3", False),
        ("192.168.0.1", False),
        ("100.64.0.1", False),
        ("169.254.1.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public
