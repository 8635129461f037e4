"""A page in another tab, a machine in the network, a broken client: none of them gets anything."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from tornado.httpclient import HTTPClientError

from serve.clients import Running, Tab, previewing
from serve.presses import FolderPress

SECRET = "what nobody else may read"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    root = tmp_path_factory.mktemp("hostile") / "site"
    (root / "content/ar").mkdir(parents=True)
    (root / "content/index.md").write_text(SECRET)
    (root / "content/ar/index.md").write_text(SECRET)
    (root / "site.yaml").write_text(f"title: {SECRET}")
    (root.parent / "outside.html").write_text(SECRET)
    with previewing(root, FolderPress(root)) as preview:
        yield preview


def hosts(port: int) -> list[str]:
    """Names that a hostile page can lead to this machine, and forms that look like ours."""
    return [
        "", "localhost", "127.0.0.1", "evil.example.org", f"evil.example.org:{port}",
        f"localhost:{port + 1}", f"localhost.evil.example.org:{port}", f"127.0.0.2:{port}",
        f"0.0.0.0:{port}", f"127.1:{port}", f"2130706433:{port}", f"localhost.:{port}",
        f"[::ffff:127.0.0.1]:{port}", f"localhost:{port}@evil.example.org", f"localhost:0{port}",
        f"localhost:{port}, evil.example.org", f" localhost:{port}.evil.example.org",
    ]  # fmt: skip


def test_wrong_hosts_get_nothing(running: Running) -> None:
    for host in hosts(running.address.port):
        answer = running.get("/", Host=host)
        assert answer.status in (400, 403), host
        assert SECRET not in answer.text


def test_right_hosts_are_known_in_any_case(running: Running) -> None:
    for name in ("localhost", "127.0.0.1", "[::1]", "LocalHost"):
        assert running.get("/", Host=f"{name}:{running.address.port}").status == 200


def test_no_host_and_two_hosts_get_nothing(running: Running) -> None:
    for lines in (b"", b"Host: evil.example.org\r\nHost: " + running.host.encode() + b"\r\n"):
        got = running.raw(b"GET / HTTP/1.1\r\n" + lines + b"Connection: close\r\n\r\n")
        assert got.split()[1] in (b"400", b"403")
        assert SECRET.encode() not in got


FOREIGN = [
    {"Origin": "http://evil.example.org"},
    {"Origin": "null"},
    {"Origin": "https://127.0.0.1:{port}"},
    {"Origin": "http://127.0.0.1"},
    {"Origin": "http://127.0.0.1:{port}.evil.example.org"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    # Another port of this machine is the same site to a browser, and may be anybody's.
    {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "style"},
    {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "object"},
    {"Sec-Fetch-Site": "cross-site"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize(
    "path", ["/", "/nowhere", "/_handbill/preview.js", "/_handbill/state.json"]
)
def test_pages_of_other_sites_get_nothing(
    running: Running, headers: dict[str, str], path: str
) -> None:
    filled = {k: v.format(port=running.address.port) for k, v in headers.items()}
    answer = running.ask(path, filled)
    assert (answer.status, answer.text) == (403, "This address is for pages of the preview only.\n")


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
        {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
        {
            "Sec-Fetch-Site": "cross-site",
            "Sec-Fetch-Mode": "navigate",
            "Sec-Fetch-Dest": "document",
        },
    ],
    ids=str,
)
def test_people_and_our_own_pages_get_theirs(running: Running, headers: dict[str, str]) -> None:
    assert SECRET in running.ask("/", headers).text


TRAVERSALS = [
    "/../site.yaml",
    "/../../../../../../etc/passwd",
    "/ar/../../site.yaml",
    "/ar/..",
    "/./index.html",
    "/%2e%2e/site.yaml",
    "/%2e%2e%2fsite.yaml",
    "/..%2fsite.yaml",
    "/..%2Foutside.html",
    "/%252e%252e/site.yaml",
    "/%252e%252e%252fsite.yaml",
    "/..%255csite.yaml",
    "/..\\site.yaml",
    "/..%5csite.yaml",
    "/ar%5c..%5cindex.html",
    "/\\evil.example.org",
    "//evil.example.org",
    "//etc/passwd",
    "/ar//index.html",
    "/..;/site.yaml",
    "/....//site.yaml",
    "/.%00./site.yaml",
    "/index.html%00.png",
    "/%c0%ae%c0%ae/site.yaml",
    "/%e0%80%ae%e0%80%ae/site.yaml",
    "/%uff0e%uff0e/site.yaml",
    "/file:///etc/passwd",
    "/C:/windows/win.ini",
    "/~root/.bashrc",
    "/ar/%2e%2e/",
    "/%0d%0aX-Header:%20y",
    "/" + "a" * 5000,
    "/" + "../" * 3000,
    "http://127.0.0.1:{port}/",
    "http://evil.example.org/",
    "index.html",
    "*",
]


@pytest.mark.parametrize("path", TRAVERSALS, ids=lambda path: path[:40])
def test_no_path_leads_out(running: Running, path: str) -> None:
    answer = running.ask(path.format(port=running.address.port))
    assert answer.status in (400, 404)
    assert "location" not in answer.headers
    assert SECRET not in answer.text
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "path", ["/_handbill/../_handbill/state.json", "/_handbill/handlers.py", "/_handbill/",
             "/_handbill", "/forcereload", "/livereload", "/_handbill/live", "/livereload.js"]
)  # fmt: skip
def test_the_previews_own_folder_has_nothing_else(running: Running, path: str) -> None:
    assert running.get(path).status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["/", "/_handbill/state.json", "/nowhere"])
def test_other_methods_are_refused(running: Running, method: str, path: str) -> None:
    answer = running.ask(path, {"Content-Length": "0"}, method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("host", ["evil.example.org", ""])
def test_a_preflight_allows_nothing(running: Running, host: str) -> None:
    asked = {"Origin": "http://evil.example.org", "Access-Control-Request-Method": "GET"}
    answer = running.ask("/", {**asked, **({"Host": host} if host else {})}, "OPTIONS")
    assert answer.status == 405
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    "path", ["/", "/ar", "/nowhere", "/_handbill/preview.js", "/_handbill/state.json"]
)
def test_every_answer_is_closed(running: Running, path: str) -> None:
    for method in ("GET", "POST"):
        headers = running.ask(path, {"Content-Length": "0"}, method).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "SAMEORIGIN"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "server" not in headers
        assert "etag" not in headers
        assert not [name for name in headers if name.startswith("access-control")]


MALFORMED = [
    b"\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: -5\r\nConnection: close\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    b"GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 99999999\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: nonsense\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: {host}\r\nX: a\0b\r\nConnection: close\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: {host}\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
]


@pytest.mark.parametrize("request_", MALFORMED, ids=range(len(MALFORMED)))
def test_malformed_requests_get_no_page(running: Running, request_: bytes) -> None:
    asked = request_.replace(b"{host}", running.host.encode())
    try:
        got = running.raw(asked, patience=1)
    except (TimeoutError, ConnectionError):
        got = b""  # it waits for more, or has hung up
    assert SECRET.encode() not in got
    assert b"Traceback" not in got
    assert running.get("/").status == 200


def test_a_connection_that_says_nothing_stops_nobody(running: Running) -> None:
    with socket.create_connection(("127.0.0.1", running.address.port)) as silent:
        silent.sendall(b"GET / HT")
        assert running.get("/").status == 200


ORIGINS = [
    "http://evil.example.org", "null", "https://127.0.0.1:{port}", "http://127.0.0.1",
    "http://127.0.0.1:1", "http://localhost:{port}.evil.example.org", "file://", "",
]  # fmt: skip


@pytest.mark.parametrize("origin", ORIGINS)
def test_a_socket_is_for_our_origin_alone(running: Running, origin: str) -> None:
    tab = Tab(running, Origin=origin.format(port=running.address.port))
    with pytest.raises(HTTPClientError, match="403"), tab:
        """It must not come to this."""


def test_a_socket_needs_an_origin_the_token_and_our_host(running: Running) -> None:
    token, host = running.token, running.host
    shake = {
        "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }  # fmt: skip
    good = {**shake, "Origin": f"http://{host}"}
    wrong = token[:-1] + ("x" if token[-1] != "x" else "y")
    refused = [
        (token, shake),
        (wrong, good),
        ("", good),
        (token + "x", good),
        ("%00", good),
        ("حلب".encode().hex(), good),
        (token, {**good, "Host": "evil.example.org"}),
    ]
    for given, headers in refused:
        for end in ("", "/livereload"):
            asked = {**headers, "Connection": "close, Upgrade"}
            assert running.ask(f"/_handbill/live/{given}{end}", asked).status == 403


def test_no_answer_and_no_message_holds_a_path_of_this_machine(running: Running) -> None:
    token = running.token
    paths = [
        "/",
        "/nowhere",
        "/ar",
        "/_handbill/preview.js",
        f"/_handbill/state.json?token={token}",
    ]
    for path in paths:
        assert not re.search("/tmp/|/home/|site-packages|/root/", running.get(path).text)
    with Tab(running) as tab:
        for path in ("content", "../outside.html", "/etc/passwd"):
            tab.say({"command": "open", "path": path})
            assert "/" not in tab.hear()["message"]


def test_the_token_is_another_each_time(tmp_path: Path) -> None:
    seen = set()
    (tmp_path / "content").mkdir()
    (tmp_path / "content/index.md").write_text("x")
    for _ in range(2):
        with previewing(tmp_path, FolderPress(tmp_path)) as running:
            seen.add(running.token)
    assert len(seen) == 2
    assert all(len(token) >= 22 for token in seen)
