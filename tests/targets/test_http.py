"""Requests to a target's server: what they say, whom they trust, and how they fail."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from generator.targets.faults import DeployFault, Passing
from generator.targets.http import Response, checked, read_json, request
from generator.targets.secrets import Secrets

KEY = "a-key-that-nobody-may-see"
SECRETS = Secrets("live", {"TOKEN": KEY})
SECRETS.get("TOKEN")


class _Handler(BaseHTTPRequestHandler):
    """Answers by the path, and notes what came."""

    seen: list[tuple[str, str, dict[str, str], bytes]]

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.seen.append((self.command, self.path, headers, body))
        match self.path.strip("/").split("/", 1):
            case ["status", code]:
                said = f'{{"message": "No,\\u001b[31m {headers.get("authorization")}"}}'.encode()
                self._say(int(code), said)
            case ["to", place]:
                self._say(307, b"", Location=place)
            case ["short"]:
                self._say(200, b"half", length=9)
            case ["cut"]:
                self.close_connection = True
            case _:
                self._say(200, b"all well", ETag='"7"')

    do_GET = do_PUT = do_DELETE = do_PROPFIND = _answer  # noqa: N815

    def _say(self, status: int, body: bytes, *, length: int = 0, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length or len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[tuple[str, type[_Handler]]]:
    handler = type("Handler", (_Handler,), {"seen": []})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}", handler
        finally:
            server.shutdown()
            thread.join()


def ask(address: str, method: str = "GET", **more: object) -> Response:
    headers = {"Authorization": f"Bearer {KEY}"}
    return request(method, address, headers=headers, secrets=SECRETS, timeout=10, **more)  # type: ignore[arg-type]


def test_what_is_sent_and_what_comes_back() -> None:
    with serving() as (at, server):
        answer = ask(f"{at}/a")
        assert (answer.status, answer.headers["etag"], answer.body) == (200, '"7"', b"all well")
        ask(f"{at}/b", "PUT")
        ask(f"{at}/c", "PROPFIND", body=b"<x>")
        methods = [(method, body) for method, _, _, body in server.seen]
        assert methods == [("GET", b""), ("PUT", b""), ("PROPFIND", b"<x>")]
        sent = [headers for _, _, headers, _ in server.seen]
        assert {headers["user-agent"] for headers in sent} == {"handbill"}
        assert sent[1]["content-length"] == "0"
        assert sent[2]["content-type"] == "application/octet-stream"
        with pytest.raises(DeployFault, match="too large"):
            ask(f"{at}/a", limit=7)


def test_the_key_goes_to_no_other_server() -> None:
    with serving() as (at, server), serving() as (elsewhere, other):
        assert ask(f"{at}/to//near").body == b"all well"
        assert ask(f"{at}/to/{elsewhere}/far").status == 307
        assert ask(f"{at}/to//near", "PUT", body=b"x").status == 307
        with pytest.raises(DeployFault, match="another address"):
            checked(ask(f"{at}/to/{elsewhere}/far"), "it")
        assert other.seen == []
        assert [path for _, path, _, _ in server.seen].count("/near") == 1


@pytest.mark.parametrize(
    ("status", "kind", "says"),
    [
        (401, DeployFault, "does not accept the key"),
        (404, DeployFault, "no such place"),
        (418, DeployFault, "refuses this"),
        (507, DeployFault, "is full"),
        (501, DeployFault, "failed"),
        (429, Passing, "left alone"),
        (500, Passing, "failed"),
        (503, Passing, "failed"),
    ],
)
def test_refusals_in_words(status: int, kind: type[DeployFault], says: str) -> None:
    with serving() as (at, _):
        answer = ask(f"{at}/status/{status}")
    with pytest.raises(DeployFault, match=says) as fault:
        checked(answer, "it")
    assert type(fault.value) is kind
    assert "No, [31m Bearer …" in str(fault.value)
    assert KEY not in str(fault.value)
    assert KEY.encode() not in answer.body


def _refused(at: str) -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


@pytest.mark.parametrize(
    ("where", "kind", "says"),
    [
        (_refused, Passing, "no server answers"),
        (lambda at: f"{at}/cut", Passing, "broke off"),
        (lambda at: f"{at}/short", Passing, "broke off"),
        (lambda at: at.replace("http:", "https:"), DeployFault, "does not speak the encryption"),
        (lambda at: "http://api.example.org/", DeployFault, "not encrypted"),
        (lambda at: "file:///etc/hostname", DeployFault, "not one of the web"),
        (lambda at: "ftp://127.0.0.1/", DeployFault, "not one of the web"),
    ],
)
def test_what_gets_no_answer(
    where: Callable[[str], str], kind: type[DeployFault], says: str
) -> None:
    with serving() as (at, _), pytest.raises(DeployFault, match=says) as fault:
        ask(where(at))
    assert type(fault.value) is kind


def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -batch"
    names = ["-subj", "/CN=127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run([*command.split(), *names], cwd=tmp_path, check=True, capture_output=True)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with (
        serving(tls) as (at, server),
        pytest.raises(
            DeployFault, match=r"certificate of '127\.0\.0\.1' cannot be trusted"
        ) as fault,
    ):
        ask(f"{at}/a", "PUT", body=b"secret")
    assert not isinstance(fault.value, Passing)
    assert server.seen == []


def test_a_server_that_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(Passing, match="does not answer"):
            request("GET", address, secrets=SECRETS, timeout=0.2)


def test_proxies_are_not_asked_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with serving() as (at, _):
        assert ask(f"{at}/a").status == 200


def test_json() -> None:
    assert read_json(Response(200, {}, b'{"a": 1}'), "it") == {"a": 1}
    with pytest.raises(DeployFault, match="cannot be read"):
        read_json(Response(200, {}, b"<html>"), "it")
