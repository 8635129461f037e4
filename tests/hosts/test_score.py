"""The printed headers, over TLS from a real nginx, earn the best mark that the Observatory gives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.build import Options, prepare
from generator.check.parsed import Parsed, parse
from generator.render.hosting import configuration
from hosts.scoring import Seen, score
from servers.nginx import HOST, Answer, certified, nginx
from sites import NOW, BuiltSite, small_site

# What a site must come to: A+ begins at 100.
WANTED = 110


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    site = small_site(tmp_path_factory.mktemp("scored") / "site", {})
    assert site.build().written, site.problems
    return site


@pytest.fixture(scope="module")
def front(small: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Answer]:
    """The front page over TLS, by whether the line for it in the configuration is switched on."""
    book = prepare(small.root, Options(small.output, NOW, kit=False)).book
    assert book
    printed = configuration(book, "nginx")
    assert isinstance(printed, str)
    strict, switched = re.subn(r"^( +)# (on \"max-age=\d+\";)$", r"\1\2", printed, flags=re.M)
    assert switched == 1
    folder = tmp_path_factory.mktemp("tls")
    certificate = certified(folder)
    found = {}
    for on, text in ((False, printed), (True, strict)):
        with nginx(folder / f"nginx-{on}", small.output, text, certificate=certificate) as web:
            found[on] = web.get("/")
        assert found[on].status == 200
    return found


def seen(answer: Answer) -> Seen:
    page = parse("index.html", answer.body.decode())
    return Seen(HOST, answer.headers, page, over_http=f"https://{HOST}/")


def test_the_printed_headers_earn_the_best_mark(front: Mapping[bool, Answer]) -> None:
    points = score(seen(front[True]))
    assert points == {
        "content_security_policy": 10,
        "cookies": 0,
        "cross_origin_resource_sharing": 0,
        "redirection": 0,
        "referrer_policy": 5,
        "strict_transport_security": 0,
        "subresource_integrity": 0,
        "x_content_type_options": 0,
        "x_frame_options": 5,
        "cross_origin_resource_policy": 10,
        "score": 130,
    }
    assert points["score"] >= WANTED


def test_browsers_are_held_to_tls_only_when_that_is_switched_on(
    front: Mapping[bool, Answer],
) -> None:
    assert "strict-transport-security" not in front[False].headers
    assert front[True].headers["strict-transport-security"] == "max-age=63072000"
    assert score(seen(front[False]))["score"] == 80


def test_nobody_is_held_to_tls_by_a_server_without_it(small: BuiltSite, tmp_path: Path) -> None:
    book = prepare(small.root, Options(small.output, NOW, kit=False)).book
    assert book
    printed = configuration(book, "nginx")
    assert isinstance(printed, str)
    strict = re.sub(r"^( +)# (on \"max-age=\d+\";)$", r"\1\2", printed, flags=re.M)
    with nginx(tmp_path / "nginx", small.output, strict) as web:
        assert "strict-transport-security" not in web.get("/").headers


# What each of the rules takes away or gives, one change at a time, as the original has it.
GOOD = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=63072000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-resource-policy": "same-site",
}
NOTHING = parse("index.html", "<!doctype html><title>A page</title>")


@pytest.mark.parametrize(
    ("name", "said", "rule", "points"),
    [
        ("content-security-policy", None, "content_security_policy", -25),
        ("content-security-policy", "default-src 'self'", "content_security_policy", 5),
        ("content-security-policy", "default-src *", "content_security_policy", -20),
        (
            "content-security-policy",
            "default-src 'none'; script-src 'unsafe-inline'",
            "content_security_policy",
            -20,
        ),
        (
            "content-security-policy",
            "default-src 'none'; style-src 'unsafe-inline'",
            "content_security_policy",
            0,
        ),
        (
            "content-security-policy",
            "default-src 'none'; img-src http:",
            "content_security_policy",
            -10,
        ),
        ("content-security-policy", "default-src 'none'", "x_frame_options", 0),
        ("referrer-policy", None, "referrer_policy", 0),
        ("referrer-policy", "unsafe-url", "referrer_policy", -5),
        ("strict-transport-security", None, "strict_transport_security", -20),
        ("strict-transport-security", "max-age=3600", "strict_transport_security", -10),
        ("x-content-type-options", None, "x_content_type_options", -5),
        ("cross-origin-resource-policy", None, "cross_origin_resource_policy", 0),
        (
            "cross-origin-resource-policy",
            "same-site, cross-origin",
            "cross_origin_resource_policy",
            -5,
        ),
        ("set-cookie", "a=b", "cookies", -40),
    ],
)
def test_a_rule_sees_what_it_is_about(name: str, said: str | None, rule: str, points: int) -> None:
    changed = {**GOOD, name: said}
    headers = {name: said for name, said in changed.items() if said is not None}
    assert score(Seen(HOST, headers, NOTHING))[rule] == points


@pytest.mark.parametrize(
    ("to", "points"),
    [
        (None, 0),
        (f"https://{HOST}/", 0),
        ("https://example.org/", -5),
        ("http://example.org/", -20),
    ],
)
def test_the_way_from_http_counts(to: str | None, points: int) -> None:
    assert score(Seen(HOST, GOOD, NOTHING, over_http=to))["redirection"] == points


def foreign_script() -> Parsed:
    return parse("index.html", '<script src="//example.org/a.js"></script>')


def test_points_above_a_hundred_are_for_who_has_nearly_that_without_them() -> None:
    assert score(Seen(HOST, GOOD, NOTHING))["score"] == 130
    assert score(Seen(HOST, GOOD, foreign_script()))["score"] == 50
    assert score(Seen(HOST, {}, NOTHING))["score"] == 100 - 25 - 20 - 5 - 20
