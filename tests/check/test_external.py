"""Links to other sites: which are asked after, how often, and what is told of them."""

from __future__ import annotations

import socket

import pytest

from generator.check.external import check_external
from generator.problems import Problem, Severity

from .host import Host, Said, host
from .made import codes, outputs, page

STATUSES = {"/fine": 200, "/gone": 404, "/blocked": 403, "/trouble": 500}


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def answer(method: str, path: str) -> Said:
    return STATUSES.get(path, 200), {}


def look(files: dict[str, str]) -> list[Problem]:
    return check_external(outputs(files), allow_local=True, timeout=5, pause=0)


def links(there: Host, *paths: str) -> str:
    return "".join(f'\n<a href="{there.url(path)}">x</a>' for path in paths)


def test_links_that_are_fine_are_not_told() -> None:
    with host(answer) as there:
        assert look({"a.html": page(links(there, "/fine", "/fine#x"))}) == []
    assert there.asked == [("HEAD", "/fine")]


def test_dead_blocked_and_doubtful_links_are_told_apart() -> None:
    with host(answer) as there:
        dead, blocked, unsure = look(
            {"a.html": page(links(there, "/gone", "/blocked", "/trouble"))}
        )
    assert codes([dead, blocked, unsure]) == ["link-dead", "link-blocked", "link-unsure"]
    assert [p.severity for p in (dead, blocked, unsure)] == [
        Severity.WARNING,
        Severity.NOTE,
        Severity.NOTE,
    ]
    assert str(dead.place) == "output/a.html:11:1"
    assert dead.message == f"'{there.url('/gone')}': the site says that there is no such page (404)"
    assert f"https://web.archive.org/web/*/{there.url('/gone')}" in dead.hint


def test_each_address_is_asked_once() -> None:
    with host(answer) as there:
        body = links(there, "/gone", "/gone#x")
        quote = f'<blockquote cite="{there.url("/gone")}"></blockquote>'
        (problem,) = look({"b.html": page(quote), "a.html": page(body), "c.html": page()})
    assert there.asked == [("HEAD", "/gone"), ("GET", "/gone")]
    assert problem.place.path == "output/a.html"
    assert "(on 2 pages)" in problem.message


def test_what_nobody_follows_is_not_asked() -> None:
    with host(answer) as there:
        fetched = f'<img src="{there.url("/gone")}" alt=""><a href="mailto:a@example.org">x</a><a href="b.html">x</a>'
        head = f'<link rel="alternate" href="{there.url("/gone")}">'
        assert look({"a.html": page(fetched, head), "a.json": there.url("/gone")}) == []
    assert there.asked == []


def test_the_site_itself_is_not_asked() -> None:
    with host(answer) as there:
        home = page(head=f'<link rel="canonical" href="{there.url("/")}">')
        assert look({"index.html": home, "a.html": page(links(there, "/gone"))}) == []
    assert there.asked == []


def test_share_links_are_asked_once_for_all_pages() -> None:
    with host(answer) as there:
        shared = [f"/share?url=https%3A%2F%2Fcampaign.example.org%2F{n}.html" for n in range(5)]
        assert look({"a.html": page(links(there, *shared, "/share?id=1"))}) == []
    assert there.asked == [("HEAD", "/share"), ("HEAD", "/share?id=1")]


def test_a_host_that_is_asked_too_often_is_left_alone() -> None:
    with host(lambda method, path: (429, {})) as there:
        problems = look({"a.html": page(links(there, "/a", "/b", "/c"))})
    assert codes(problems) == ["link-blocked"] * 3
    assert len(there.asked) == 1


def _unknown(name: str, port: int, **more: object) -> object:
    if name == "127.0.0.1":
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (name, port))]
    raise socket.gaierror(socket.EAI_NONAME, "unknown")


def test_a_host_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _unknown)
    with host(answer) as there:
        gone = '<a href="https://name.invalid/a">x</a><a href="https://name.invalid/b">x</a>'
        problems = look({"a.html": page(gone + links(there, "/fine"))})
    assert codes(problems) == ["link-dead"] * 2


def test_a_machine_without_a_network_is_no_reason_to_call_links_dead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _unknown)
    body = '<a href="https://name.invalid/">x</a><a href="https://other.invalid/">x</a>'
    (problem,) = look({"a.html": page(body)})
    assert problem.code == "link-unsure"
    assert str(problem.place) == "output"


def test_addresses_that_are_none() -> None:
    (problem,) = look({"a.html": page('<a href="http://[broken">x</a>')})
    assert problem.code == "link-dead"


def test_a_proxy_is_not_gone_past(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    monkeypatch.setattr(socket, "getaddrinfo", None)
    (problem,) = check_external(outputs({"a.html": page('<a href="https://example.org/">x</a>')}))
    assert problem.code == "link-unsure"
    assert "proxy" in problem.message
    assert check_external(outputs({"a.html": page()})) == []


def test_private_networks_are_not_asked() -> None:
    with host(answer) as there:
        (problem,) = check_external(outputs({"a.html": page(links(there, "/gone"))}))
    assert problem.code == "link-unsure"
    assert there.asked == []
