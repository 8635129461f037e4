"""Copies at an address whose host wants to hold up, mislead or flood who asks."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.server import BaseHTTPRequestHandler

import pytest

from generator.verify import Finding, verify
from generator.verify.copies import Unread
from generator.verify.remote import Remote
from generator.write.manifest import manifest, parse

from .forgeries import PAGES, Files, made
from .host import Behaviour, Host, answer

Handler = BaseHTTPRequestHandler


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return made(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with Host() as host:
        yield host


def held(
    host: Host, files: Files, behaviour: Behaviour, path: str = "", whole: float = 30.0
) -> Finding:
    host.serve(files, behaviour)
    with closing(Remote(host.address + path, pauses=(0.0, 0.0), whole=whole)) as copy:
        return verify(copy)


def usual(handler: Handler, path: str) -> bool:
    return False


def _cut(handler: Handler, path: str) -> bool:
    if path != "index.html":
        return False
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"half")
    handler.close_connection = True
    return True


def _dribbles(handler: Handler, path: str) -> bool:
    if path != "index.html":
        return False
    handler.send_response(200)
    handler.send_header("Content-Length", "500")
    handler.end_headers()
    with suppress(OSError):
        for _ in range(200):
            handler.wfile.write(b"x")
            time.sleep(0.05)
    return True


def _dribbles_to_no_end(handler: Handler, path: str) -> bool:
    """Without a length: the library forgets the connection before it reads the answer."""
    if path != "index.html":
        return False
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    with suppress(OSError):
        for _ in range(200):
            handler.wfile.write(b"x")
            time.sleep(0.05)
        return True
    return False


def _dribbles_headers(handler: Handler, path: str) -> bool:
    if path != "index.html":
        return False
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    with suppress(OSError):
        for _ in range(200):
            handler.wfile.write(b"x")
            time.sleep(0.05)
    return True


def _never_ends(handler: Handler, path: str) -> bool:
    if path != "index.html":
        return False
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    with suppress(OSError):
        for _ in range(10_000):
            handler.wfile.write(b"x" * 65536)
    return True


def _packed(handler: Handler, path: str) -> bool:
    return path == "index.html" and answer(
        handler, 200, gzip.compress(PAGES[path]), Content_Encoding="gzip"
    )


def _nonsense(handler: Handler, path: str) -> bool:
    if path == "index.html":
        handler.wfile.write(b"hello\r\n\r\n" * 10)
        handler.close_connection = True
    return path == "index.html"


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        (_cut, "half of one"),
        (_dribbles, "in time"),
        (_dribbles_headers, "in time"),
        (_never_ends, ""),
        (_packed, "packed"),
        (_nonsense, "no answer"),
    ],
)
def test_a_hostile_answer_costs_one_file(
    site: Files, host: Host, behaviour: Behaviour, why: str
) -> None:
    """What is too long is a changed file; all else is none that could be read."""
    found = held(host, site, behaviour, whole=4.0 if why == "in time" else 30.0)
    assert found.changed == (() if why else ("index.html",))
    assert list(dict(found.unread)) == (["index.html"] if why else [])
    assert why in str(found.unread)
    assert found.count == len(PAGES)


def test_a_manifest_without_end_is_not_read_to_it(host: Host, site: Files) -> None:
    def endless(handler: Handler, path: str) -> bool:
        if path != "manifest.json":
            return False
        handler.send_response(200)
        handler.end_headers()
        with suppress(OSError):
            for _ in range(10_000):
                handler.wfile.write(b"[" * 65536)
        return True

    found = held(host, site, endless)
    assert "larger than" in found.faults[0]
    assert found.changed == ()


def test_who_dribbles_to_no_end_is_hung_up_on(host: Host, site: Files) -> None:
    heard_out = []

    def dribbles(handler: Handler, path: str) -> bool:
        if _dribbles_to_no_end(handler, path):
            heard_out.append(path)
        return path == "index.html"

    assert dict(held(host, site, dribbles, whole=4.0).unread).keys() == {"index.html"}
    assert not heard_out


def test_a_size_that_nothing_has_is_borne(host: Host, site: Files) -> None:
    listed = dict(parse(site["manifest.json"]) or {})
    listed["index.html"] = (10**17, "0" * 64)
    found = held(host, site | {"manifest.json": manifest(listed)}, usual)
    assert found.changed == ("index.html",)


def test_who_has_enough_need_not_wait(host: Host, site: Files) -> None:
    host.serve(site, _dribbles)
    copy = Remote(host.address, pauses=(0.0,))
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(copy.take, "index.html", 10_000)
        while "index.html" not in host.asked:
            time.sleep(0.01)
        copy.close()
        # What came until then may pass for all of it; nothing is asked again.
        with suppress(Unread):
            waiting.result(timeout=30)
    assert host.asked == ["index.html"]
    with pytest.raises(Unread):
        copy.take("about.html", 100)
