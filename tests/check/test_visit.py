"""What is known of a link after one question, and whom nobody asks."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

import pytest

from generator.check.visit import State, Visitor

from .host import host

LOCAL = Visitor(timeout=5, limit=5, allow_local=True)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (200, State.FINE),
        (204, State.FINE),
        (304, State.FINE),
        (404, State.DEAD),
        (410, State.DEAD),
        (400, State.BLOCKED),
        (401, State.BLOCKED),
        (403, State.BLOCKED),
        (405, State.BLOCKED),
        (406, State.BLOCKED),
        (429, State.BLOCKED),
        (451, State.BLOCKED),
        (999, State.BLOCKED),
        (500, State.UNSURE),
        (503, State.UNSURE),
    ],
)
def test_what_a_status_says(status: int, state: State) -> None:
    with host(lambda method, path: (status, {})) as there:
        answer = LOCAL.ask(there.url("/a?b=c"))
    assert answer.state is state
    assert there.asked[0] == ("HEAD", "/a?b=c")
    assert there.agents == {"Mozilla/5.0 (compatible; link check)"}
    assert answer.for_host is (status == 429)


def test_a_host_that_knows_only_get() -> None:
    with host(lambda method, path: (200 if method == "GET" else 405, {})) as there:
        assert LOCAL.ask(there.url()).state is State.FINE
    assert [method for method, _ in there.asked] == ["HEAD", "GET"]


def test_a_test_for_people_is_no_dead_link() -> None:
    with host(lambda method, path: (503, {"cf-mitigated": "challenge"})) as there:
        assert LOCAL.ask(there.url()).state is State.BLOCKED


def test_redirects_are_followed_five_times() -> None:
    def answer(method: str, path: str) -> tuple[int, dict[str, str]]:
        left = int(path[1:])
        return (302, {"Location": f"{left - 1}"}) if left else (200, {})

    with host(answer) as there:
        assert LOCAL.ask(there.url("/5")).state is State.FINE
        assert LOCAL.ask(there.url("/6")).state is State.UNSURE


@pytest.mark.parametrize(
    ("location", "state"),
    [
        ("/gone", State.DEAD),
        ("/accounts/login/?next=/a", State.BLOCKED),
        ("/login-for-all?next=/login", State.FINE),
        ("mailto:a@example.org", State.UNSURE),
        ("http://[broken", State.DEAD),
        ("http://name.invalid:1/", State.DEAD),
    ],
)
def test_where_redirects_lead(location: str, state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    _only_local(monkeypatch)
    said = {"/gone": (404, {}), "/a": (301, {"Location": location})}
    with host(lambda method, path: said.get(path, (200, {}))) as there:
        answer = LOCAL.ask(there.url("/a"))
    assert answer.state is state
    assert not answer.for_host
    assert not answer.unknown_host


def test_letters_of_all_scripts_are_asked_for() -> None:
    with host(lambda method, path: (200, {})) as there:
        assert LOCAL.ask(there.url("/بيان x")).state is State.FINE
    assert there.asked == [("HEAD", "/%D8%A8%D9%8A%D8%A7%D9%86%20x")]


def _only_local(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are looked up in no network: numbers stand for themselves, other names are unknown."""
    real = socket.getaddrinfo

    def look_up(name: str, *args: object, **more: object) -> object:
        if not name.replace(".", "").isdigit():
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return real(name, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


class TestHosts:
    """What is wrong with a host is wrong with each of its addresses."""

    def test_an_unknown_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        _only_local(monkeypatch)
        answer = LOCAL.ask("https://name.invalid/a")
        assert (answer.state, answer.for_host, answer.unknown_host) == (State.DEAD, True, True)

    @pytest.mark.parametrize("number", [socket.EAI_AGAIN, socket.EAI_FAIL])
    def test_one_that_cannot_be_looked_up(
        self, number: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*args: object, **more: object) -> object:
            raise socket.gaierror(number, "later")

        monkeypatch.setattr(socket, "getaddrinfo", fail)
        answer = LOCAL.ask("https://name.invalid/a")
        assert (answer.state, answer.for_host, answer.unknown_host) == (State.UNSURE, True, False)

    def test_a_name_that_is_none(self) -> None:
        assert LOCAL.ask(f"https://{'a' * 64}.invalid/").state is State.DEAD
        assert LOCAL.ask("https://a:b/").state is State.DEAD

    def test_an_onion_is_not_looked_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(socket, "getaddrinfo", None)
        assert LOCAL.ask("http://example.onion/").state is State.UNSURE

    def test_nobody_listens(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        answer = LOCAL.ask(f"http://127.0.0.1:{port}/")
        assert (answer.state, answer.for_host) == (State.UNSURE, True)

    def test_one_that_is_silent(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            url = f"http://127.0.0.1:{server.getsockname()[1]}/"
            answer = Visitor(0.1, 5, allow_local=True).ask(url)
        assert (answer.state, answer.for_host) == (State.UNSURE, True)
        assert answer.why == "there was no answer in time"

    def test_one_that_dribbles(self) -> None:
        done = threading.Event()
        with socket.create_server(("127.0.0.1", 0)) as server:
            thread = threading.Thread(target=_dribble, args=(server, done))
            thread.start()
            url = f"http://127.0.0.1:{server.getsockname()[1]}/"
            answer = Visitor(timeout=5, limit=0.2, allow_local=True).ask(url)
            done.set()
            thread.join()
        assert (answer.state, answer.for_host) == (State.UNSURE, True)

    def test_one_without_encryption(self) -> None:
        with host(lambda method, path: (200, {})) as there:
            answer = LOCAL.ask(there.url().replace("http:", "https:"))
        assert (answer.state, answer.for_host) == (State.BLOCKED, True)

    def test_another_address_is_tried(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with host(lambda method, path: (200, {})) as there:
            found = [
                (socket.AF_INET, 0, 0, "", (ip, there.port)) for ip in ("127.0.0.9", "127.0.0.1")
            ]
            monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **more: found)
            assert LOCAL.ask(f"http://name.invalid:{there.port}/").state is State.FINE


def _dribble(server: socket.socket, done: threading.Event) -> None:
    """An answer that is always about to come, so that no wait for a single step ends it."""
    connection, _ = server.accept()
    with connection, suppress(OSError):
        connection.recv(65536)
        for _ in range(250):
            if done.wait(0.02):
                return
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")


class TestPrivateNetworks:
    """Nobody's own network is asked, whatever a link or a redirect says."""

    @pytest.mark.parametrize(
        "name", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "169.254.169.254"]
    )
    def test_they_are_not_asked(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(socket.socket, "connect", None)
        answer = Visitor().ask(f"http://{name}:8/")
        assert (answer.state, answer.for_host) == (State.UNSURE, True)
        assert "private network" in answer.why

    def test_a_host_with_both_is_asked_at_its_public_address(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        found = [(socket.AF_INET, 0, 0, "", (ip, 80)) for ip in ("10.0.0.1", "8.8.8.8", "::1")]
        asked: list[tuple[str, int]] = []

        def connect(plain: socket.socket, address: tuple[str, int]) -> None:
            asked.append(address)
            raise OSError

        monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **more: found)
        monkeypatch.setattr(socket.socket, "connect", connect)
        assert Visitor().ask("http://example.org/").state is State.UNSURE
        assert asked == [("8.8.8.8", 80)]
