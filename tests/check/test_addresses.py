"""Which addresses a page holds, which of them are fetched, and what they mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.addresses import candidates, cleaned, split, target
from generator.check.parsed import parse


def addresses(text: str) -> list[tuple[str, bool]]:
    return [(r.url, r.fetched) for r in parse("a.html", text).references]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<a href=x>", [("x", False)]),
        ("<area href=x>", [("x", False)]),
        ("<blockquote cite=x>", [("x", False)]),
        ("<img src=x>", [("x", True)]),
        ('<img srcset="x 480w, y 960w">', [("x", True), ("y", True)]),
        ("<video poster=x><source src=y></video>", [("x", True), ("y", True)]),
        ("<form action=x>", [("x", True)]),
        ("<object data=x>", [("x", True)]),
        ("<div data=x>", []),
        ("<iframe src=x>", [("x", True)]),
        ("<svg><use xlink:href=x /><a xlink:href=y>", [("x", True), ("y", False)]),
        ("<link rel=stylesheet href=x>", [("x", True)]),
        ('<link rel="alternate stylesheet" href=x>', [("x", True)]),
        ("<link rel=dns-prefetch href=x>", [("x", True)]),
        ("<link rel=Canonical href=x>", [("x", False)]),
        ("<link rel=alternate hreflang=ar href=x>", [("x", False)]),
        ("<link href=x>", [("x", False)]),
        ("<a href=x ping=y>", [("x", False), ("y", True)]),
        ("<meta http-equiv=refresh content='0; url=x'>", [("x", True)]),
        ("<meta http-equiv=Refresh content='5;URL=\"x\"'>", [("x", True)]),
        ("<meta http-equiv=refresh content=5>", []),
        ('<a href=" java\nscript:x ">', [("javascript:x", False)]),
    ],
)
def test_references(text: str, found: list[tuple[str, bool]]) -> None:
    assert addresses(text) == found


@pytest.mark.parametrize(
    ("srcset", "found"),
    [
        ("a.png", [("a.png", "")]),
        ("a.png, b.png 2x", [("a.png", ""), ("b.png", "2x")]),
        ("a.png 480w,\n b.png 960w", [("a.png", "480w"), ("b.png", "960w")]),
        (
            "data:image/png;base64,AA== 1x, b,c.png",
            [("data:image/png;base64,AA==", "1x"), ("b,c.png", "")],
        ),
        (" ", []),
    ],
)
def test_candidates_of_a_srcset(srcset: str, found: list[tuple[str, str]]) -> None:
    assert candidates(srcset) == found


@pytest.mark.parametrize(
    ("url", "scheme", "host", "path", "fragment"),
    [
        ("a.html#b", "", "", "a.html", "b"),
        ("%D8%B9.html", "", "", "ع.html", ""),
        ("//Example.org/x", "", "example.org", "/x", ""),
        ("\\\\example.org/x", "", "example.org", "/x", ""),
        ("HTTPS://example.org", "https", "example.org", "", ""),
        ("mailto:a@example.org", "mailto", "", "a@example.org", ""),
        ("a.html?b=c:d", "", "", "a.html", ""),
        ("http://[broken", "http", "", "http://[broken", ""),
    ],
)
def test_parts_of_an_address(url: str, scheme: str, host: str, path: str, fragment: str) -> None:
    address = split(url)
    assert (address.scheme, address.host, address.path, address.fragment) == (
        scheme,
        host,
        path,
        fragment,
    )


@pytest.mark.parametrize(
    "url", ["//example.org/x", "http:x", "https://example.org", "\\\\example.org", "wss://a"]
)
def test_addresses_elsewhere(url: str) -> None:
    assert split(url).is_remote


@pytest.mark.parametrize("url", ["x", "/x", "#x", "data:,x", "mailto:a@example.org", "x//y"])
def test_addresses_here(url: str) -> None:
    assert not split(url).is_remote


@pytest.mark.parametrize(
    ("page", "path", "output"),
    [
        ("index.html", "a.html", "a.html"),
        ("ar/a.html", "b.html", "ar/b.html"),
        ("ar/a.html", "../b.html", "b.html"),
        ("ar/a.html", "./x/../b.html", "ar/b.html"),
        ("ar/a.html", "", "ar/a.html"),
        ("ar/a.html", "../", ""),
        ("ar/a.html", "..", ""),
        ("ar/a.html", ".", "ar/"),
        ("index.html", "./", ""),
        ("index.html", "ar/", "ar/"),
        ("index.html", "../a.html", None),
        ("ar/a.html", "../../a.html", None),
        ("ar/a.html", "../..", None),
    ],
)
def test_what_a_relative_path_leads_to(page: str, path: str, output: str | None) -> None:
    assert target(page, path) == output


@given(st.text(max_size=40))
def test_no_address_is_too_broken(url: str) -> None:
    address = split(cleaned(url))
    assert isinstance(address.is_remote, bool)
    found = target("ar/a.html", address.path)
    assert found is None or not found.startswith("../")
    assert all(part for part, _ in candidates(url))
