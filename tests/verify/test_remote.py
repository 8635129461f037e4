"""Copies at an address: what hosts do to files, and where they lead."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import quote

import pytest

from generator.problems import EnvironmentFault
from generator.verify import Finding, verify
from generator.verify.remote import Remote

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


@pytest.fixture(scope="module")
def other() -> Iterator[Host]:
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


@pytest.mark.parametrize("path", ["", "index.html", "manifest.json"])
def test_the_address_of_a_page_names_its_site(site: Files, host: Host, path: str) -> None:
    assert held(host, site, usual, path).is_true


def test_a_site_in_a_folder_of_its_host(site: Files, host: Host) -> None:
    inside = {f"the campaign/{path}": data for path, data in site.items()}
    assert held(host, inside, usual, "the%20campaign").is_true


def test_what_a_host_does_not_show_is_not_missing(site: Files, host: Host) -> None:
    def hides(handler: Handler, path: str) -> bool:
        return path in ("_headers", ".htaccess") and answer(handler, 403)

    found = held(host, site, hides)
    assert (found.is_true, found.unserved) == (True, (".htaccess", "_headers"))


def test_a_missing_page_is_missing(site: Files, host: Host) -> None:
    """Also where the host has a page for that, with the wrong status."""
    found = held(host, site, lambda handler, path: path == "about.html" and answer(handler, 404))
    assert found.missing == ("about.html",)
    shown = site["index.html"]
    found = held(host, site, lambda handler, path: path not in site and answer(handler, 200, shown))
    assert found.is_true
    assert found.signatures == ()


def test_pretty_addresses(site: Files, host: Host) -> None:
    """Some hosts lead from a page to its address without an ending, or know no other."""

    def pretty(handler: Handler, path: str) -> bool:
        if path.endswith(".html"):
            bare = path.removesuffix("index.html").removesuffix(".html")
            return answer(handler, 308, Location=f"/{quote(bare)}")
        page = f"{path}index.html" if path in ("", "ar/") else f"{path}.html"
        status = 404 if page == "404.html" else 200
        return page in site and answer(handler, status, site[page])

    def only_pretty(handler: Handler, path: str) -> bool:
        ending = path.endswith(".html")
        return answer(handler, 404, site["404.html"]) if ending else pretty(handler, path)

    for behaviour in (pretty, only_pretty):
        found = held(host, site, behaviour)
        assert (found.missing, found.changed) == ((), ())


def test_nothing_is_asked_for_elsewhere(site: Files, host: Host, other: Host) -> None:
    other.serve(site)

    def away(handler: Handler, path: str) -> bool:
        return path == "about.html" and answer(handler, 302, Location=other.address + path)

    assert dict(held(host, site, away).unread) == {"about.html": "it leads to another site"}
    with pytest.raises(EnvironmentFault, match=other.address):
        held(host, site, lambda h, path: answer(h, 301, Location=other.address + path))
    assert other.asked == []


@pytest.mark.parametrize(
    "leads", ["/about.html", "//[", "http://127.0.0.1:99999/", "ftp://x/", "/\x01 ü"]
)
def test_leading_on_for_ever_or_nowhere(site: Files, host: Host, leads: str) -> None:
    def leading(handler: Handler, path: str) -> bool:
        location = leads.encode().decode("latin-1")
        return path == "about.html" and answer(handler, 302, Location=location)

    found = held(host, site, leading)
    assert not found.is_true
    assert "about.html" in [*dict(found.unread), *found.missing]


def test_a_server_that_is_busy_is_asked_again(site: Files, host: Host) -> None:
    busy = {"index.html": 500, "feed.xml": 429, "manifest.json": 503}

    def sometimes(handler: Handler, path: str) -> bool:
        return path in busy and answer(handler, busy.pop(path))

    assert held(host, site, sometimes).is_true
    assert busy == {}


def test_a_server_that_stays_broken_is_told_of(site: Files, host: Host) -> None:
    found = held(host, site, lambda h, path: path == "feed.xml" and answer(h, 500))
    assert dict(found.unread) == {"feed.xml": "the server answers 500"}


def test_a_server_that_has_gone_is_not_asked_for_every_file(host: Host, tmp_path: Path) -> None:
    many = made(tmp_path, PAGES | {f"{n}.html": b"%d" % n for n in range(300)})

    def gone(handler: Handler, path: str) -> bool:
        return path not in ("manifest.json", "SHA256SUMS") and answer(handler, 500)

    with pytest.raises(EnvironmentFault, match="in a row"):
        held(host, many, gone)
    assert len(host.asked) < 3 * 200


@pytest.mark.parametrize("length", [0, 20, 50_000])
def test_a_page_for_whatever_is_not_there_tells_that_it_is_not(
    host: Host, site: Files, length: int
) -> None:
    """Shorter than what it stands for, and longer."""

    def answers_all(handler: Handler, path: str) -> bool:
        return path not in host.files and answer(handler, 200, b"<html>" + b"x" * length)

    assert held(host, site, answers_all).is_true
    gone = ("about.html", "assets/a b+c%20.png", "feed.xml")
    there = {path: data for path, data in site.items() if path not in gone}
    found = held(host, there | {"ar/index.html": b"<html>other"}, answers_all)
    assert (found.missing, found.changed) == (gone, ("ar/index.html",))
    assert found.count == len(PAGES) - len(gone)
    assert "publishing" not in " ".join(found.notes)
    assert len(set(host.asked) - site.keys() - {""}) == 4, "two signatures, one name, a deploy"


def test_a_changed_page_that_a_host_shows_for_all_is_changed(host: Host, site: Files) -> None:
    """Hosts of single-page applications show the first page wherever there is none."""
    forged = site | {"index.html": b"forged", "404.html": b"forged"}
    found = held(host, forged, lambda h, p: p not in forged and answer(h, 200, b"forged"))
    assert (found.missing, found.changed) == ((), ("404.html", "index.html"))


def test_a_deploy_under_way_is_told_of(host: Host, site: Files) -> None:
    found = held(host, site | {"feed.xml": b"new", "deploying.json": b"{}"}, usual)
    assert "publishing there just now" in " ".join(found.notes)


@pytest.mark.parametrize(
    "address",
    ["http://", "ftp://example.org/", "http://[", "http://x:99999/", "https://a:b@example.org/"],
)
def test_what_is_no_address_is_said_to_be_none(address: str) -> None:
    with pytest.raises(EnvironmentFault, match="address"):
        Remote(address)


def test_a_proxy_is_not_gone_past(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    with pytest.raises(EnvironmentFault, match="proxy"):
        Remote("https://example.org/")


def test_nobody_there_is_said(host: Host) -> None:
    with Host() as gone:
        address = gone.address
    with pytest.raises(EnvironmentFault, match="there was no answer"):
        verify(Remote(address, pauses=(0.0,)))
