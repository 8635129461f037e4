"""A preview from its start to its end, alone and in the network."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from tornado.httpclient import HTTPClientError

from generator.problems import EnvironmentFault, Place, Problem
from generator.serve import run as running_
from generator.serve.address import Address
from generator.serve.desk import News
from generator.serve.run import Preview, Wishes, has_screen
from generator.serve.telling import Teller
from serve.clients import DEADLINE, Answer, Running, Tab, previewing
from serve.fixed import FixedEdition
from serve.presses import FolderPress

NOON = datetime(2026, 6, 1, 12, 3, 7)
PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content/ar").mkdir(parents=True)
    (tmp_path / "content/index.md").write_text("Home")
    (tmp_path / "site.yaml").write_text("title: x")
    (tmp_path / "content/ar/index.md").write_text("البيت", "utf-8")
    return tmp_path


@contextmanager
def process(
    root: Path, port: int | str = 0, host: str = "", seconds: float = 0
) -> Iterator[subprocess.Popen[str]]:
    """A preview as a process, for which any warning is an error."""
    args = [root, port, host, seconds]
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "serve.alone", *map(str, args)],
        env={**os.environ, "PYTHONPATH": f"{PROJECT}{os.pathsep}{PROJECT / 'tests'}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as started:
        yield started
        if started.poll() is None:
            started.kill()


def standing(started: subprocess.Popen[str]) -> Running:
    assert started.stdout
    for line in started.stdout:
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
            return Running(Address(int(found[1])))
    raise AssertionError(started.stderr and started.stderr.read())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_with_a_tab_open(root: Path, number: signal.Signals) -> None:
    with process(root) as started:
        running = standing(started)
        with Tab(running, "/") as tab:
            started.send_signal(number)
            assert tab.hear() is None
            _, said = started.communicate(timeout=DEADLINE)
    assert (started.returncode, said) == (0, "")


def test_it_ends_while_the_first_edition_is_made_and_somebody_waits(root: Path) -> None:
    with process(root, seconds=1) as started:
        running = standing(started)
        with closing(socket.create_connection(("127.0.0.1", running.address.port))) as waiting:
            waiting.sendall(f"GET / HTTP/1.1\r\nHost: {running.host}\r\n\r\n".encode())
            started.send_signal(signal.SIGINT)
            assert waiting.recv(1000) == b""
        _, said = started.communicate(timeout=DEADLINE)
    assert (started.returncode, said) == (0, "")


def test_a_port_that_was_asked_for_and_is_taken_is_a_fault(root: Path) -> None:
    with process(root) as first:
        port = standing(first).address.port
        with process(root, port) as second:
            _, said = second.communicate(timeout=DEADLINE)
        first.send_signal(signal.SIGTERM)
        first.communicate(timeout=DEADLINE)
    assert second.returncode == 2
    assert said == f"fault: port {port} is taken, perhaps by another preview\n"


def test_a_forked_worker_that_is_ended_does_not_end_the_preview(root: Path) -> None:
    """Workers inherit how signals are taken; theirs are not ours."""

    class Forking(FolderPress):
        def update(self, paths: object = None) -> FixedEdition:
            ready, says_so = os.pipe()
            child = os.fork()
            if not child:
                os.write(says_so, b"x")
                time.sleep(5)
                os._exit(0)
            os.read(ready, 1)
            os.close(ready)
            os.close(says_so)
            os.kill(child, signal.SIGTERM)
            _, status = os.waitpid(child, 0)
            statuses.append(os.waitstatus_to_exitcode(status))
            return super().update(None)

    statuses: list[int] = []
    press = Forking(root)
    script = []

    class Stopping(Preview):
        async def run(self, sockets: list[socket.socket], stopped: asyncio.Event) -> None:
            work = asyncio.create_task(super().run(sockets, stopped))
            while press.last is None:
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.05)
            script.append(stopped.is_set())
            os.kill(os.getpid(), signal.SIGINT)
            await work

    before = signal.getsignal(signal.SIGINT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running_, "Preview", Stopping)
        teller = Teller(root, print, print, lambda: NOON)
        running_.serve(root, press, Wishes(0, opens=False), teller, lambda *given: {})
    assert (script, statuses) == ([False], [130])
    assert signal.getsignal(signal.SIGINT) == before


def test_a_first_edition_that_cannot_be_made_ends_it(root: Path) -> None:
    teller = Teller(root, print, print, lambda: NOON)
    with pytest.raises(EnvironmentFault, match="vanished"):
        running_.serve(
            root, FolderPress(root, faults=99), Wishes(0, opens=False), teller, lambda *given: {}
        )


def test_polling_serves_as_well(root: Path) -> None:
    with previewing(root, FolderPress(root), polls=True) as running:
        assert "Home" in running.get("/").text
        (root / "content/index.md").write_text("Another home")
        running.wait_for("/", "Another home")


# In the network.


@pytest.fixture
def shared(root: Path) -> Iterator[Running]:
    with previewing(root, FolderPress(root), host="0.0.0.0") as running:
        yield running


def token_of(shared: Running) -> str:
    found = re.search(r"token=([\w-]+)", shared.said[0])
    assert found
    return found[1]


def admitted(shared: Running, path: str = "/") -> Answer:
    return shared.get(f"{path}?token={token_of(shared)}")


def test_in_the_network_all_is_told_and_nobody_gets_anything_without_the_token(
    shared: Running,
) -> None:
    token = token_of(shared)
    assert "can read everything" in shared.warned[0]
    assert (
        shared.said[1]
        == f"in the network: http://{shared.address.host}:{shared.address.port}/?token={token}"
    )
    asked = ["/", "/nowhere", "/_handbill/preview.js", "/_handbill/state.json", f"/?token={token}x"]
    for path in [*asked, "/?token=", "/?token=%00", "/?token=%D8"]:
        answer = shared.get(path)
        assert answer.status in (400, 403), path
        assert "Home" not in answer.text


def test_the_token_becomes_a_cookie_that_opens_every_page(shared: Running) -> None:
    answer = admitted(shared, "/ar/")
    cookie, *rest = answer.headers["set-cookie"].split("; ")
    assert (answer.status, answer.headers["location"]) == (303, "/ar/")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} == set(rest)
    assert cookie == f"handbill-{shared.address.port}={token_of(shared)}"
    page = shared.get("/ar/", Cookie=f"other=1; {cookie}")
    assert "البيت" in page.text
    for wrong in (cookie + "x", cookie.replace("handbill", "other"), "=", 'handbill="'):
        assert shared.get("/ar/", Cookie=wrong).status == 403


def test_a_redirect_never_leads_away(shared: Running) -> None:
    for path in ("//evil.example.org", "/%2fevil.example.org", "/\\evil.example.org", "/..//x"):
        where = admitted(shared, path).headers.get("location", "/")
        assert re.match(r"/(?![/\\])", where), where
    cookie = admitted(shared).headers["set-cookie"].split(";")[0]
    assert shared.get("/ar", Cookie=cookie).headers["location"] == "/ar/"


def test_the_socket_needs_the_cookie_too(shared: Running) -> None:
    cookie = admitted(shared).headers["set-cookie"].split(";")[0]
    page = shared.get("/", Cookie=cookie).text
    shared.get = lambda path, **headers: Answer(200, {}, page.encode())  # type: ignore[method-assign]
    with Tab(shared, "/", Cookie=cookie):
        """It has been greeted."""
    with pytest.raises(HTTPClientError, match="403"), Tab(shared, "/"):
        """It must not come to this."""


def test_the_hosts_of_the_network_are_known(shared: Running) -> None:
    ours = f"{shared.address.host}:{shared.address.port}"
    answer = shared.get(f"/?token={token_of(shared)}", Host=ours)
    assert answer.status == 303
    for host in (f"0.0.0.0:{shared.address.port}", "evil.example.org", shared.address.host):
        assert shared.get(f"/?token={token_of(shared)}", Host=host).status == 403


# What the terminal says.


def told(root: Path, *news: News, quiet: bool = False) -> tuple[list[str], list[str]]:
    said: list[str] = []
    warned: list[str] = []
    teller = Teller(root, said.append, warned.append, lambda: NOON, quiet=quiet)
    for one in news:
        teller.news(one)
    return said, warned


def test_problems_are_told_when_they_are_others(root: Path) -> None:
    problem = Problem("dead-link", "this leads nowhere", Place("content/index.md", 1, 1))
    late = Problem("no-alt", "a picture without words", Place("content/index.md", 1))
    wrong = FixedEdition(problems=(problem, late))
    said, warned = told(
        root,
        News(FixedEdition(), 0.0341),
        News(wrong, 0.5),
        News(wrong, 2.25),
        News(FixedEdition(), 1.0),
    )
    assert said == [
        "12:03:07 ready",
        "12:03:07 updated in 500 ms, 1 error, 1 warning",
        "12:03:07 updated in 2.2 s, 1 error, 1 warning",
        "12:03:07 updated in 1.0 s",
    ]
    assert len(warned) == 1
    assert "content/index.md:1:1: error: this leads nowhere [dead-link]" in warned[0]


def test_only_what_is_new_is_told_wherever_the_rest_has_moved_to(root: Path) -> None:
    def wrong(message: str, line: int) -> Problem:
        return Problem("dead-link", message, Place("content/index.md", line))

    said, warned = told(
        root,
        News(FixedEdition(problems=(wrong("first", 1),)), 0.1),
        News(FixedEdition(problems=(wrong("first", 2), wrong("second", 3))), 0.1),
        News(FixedEdition(problems=(wrong("first", 2), wrong("first", 5))), 0.1),
        News(FixedEdition(problems=(wrong("first", 5),)), 0.1),
    )
    assert [text.splitlines()[0].split(": ")[0] for text in warned] == [
        "content/index.md:1", "content/index.md:3", "content/index.md:5",
    ]  # fmt: skip
    assert said[-1] == "12:03:07 updated in 100 ms, 1 error"


def test_what_is_new_shows_no_line_while_another_file_hides_somebody(root: Path) -> None:
    (root / "content/posts.yaml").write_text("protect: name\nauthor: {name: Amina Zorblat\n")
    (root / "content/index.md").write_text("Said by Amina Zorblat.\n")
    unread = Problem("yaml-syntax", "a bracket is open", Place("content/posts.yaml", 2, 9))
    linked = Problem("dead-link", "this leads nowhere", Place("content/index.md", 1, 1))
    _, warned = told(
        root,
        News(FixedEdition(problems=(unread,)), 0.1),
        News(FixedEdition(problems=(linked, unread)), 0.1),
    )
    assert len(warned) == 2
    assert "this leads nowhere" in warned[1]
    assert "Zorblat" not in "".join(warned)


def test_quiet_says_only_what_is_wrong(root: Path) -> None:
    fault = EnvironmentFault("the disk is full", "make room")
    said, warned = told(
        root, News(FixedEdition(), 0.1), News(FixedEdition(), None, fault), quiet=True
    )
    assert (said, warned) == ([], ["error: the disk is full\n   hint: make room"])


@pytest.mark.parametrize(
    ("system", "environment", "there"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", {}, True),
        ("darwin", {"SSH_CONNECTION": "x"}, False),
        ("win32", {}, True),
    ],
)
def test_a_browser_is_opened_where_it_can_be_seen(
    system: str, environment: dict[str, str], there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert has_screen(environment) is there


def test_the_browser_is_given_the_address(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(running_.webbrowser, "open", opened.append)
    with previewing(root, FolderPress(root), opens=True) as running:
        running.get("/")
        assert opened == [f"http://{running.host}/"]
    with previewing(root, FolderPress(root), opens=False) as running:
        running.get("/")
    assert len(opened) == 1
