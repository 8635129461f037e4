"""What would contact another host or run into the policy, and what would not."""

from __future__ import annotations

import pytest

from generator.check.contact import check
from generator.problems import Problem

from .made import POLICY, codes, found, page


def look(body: str = "", head: str = "") -> list[Problem]:
    return found(check, {"a.html": page(body, head)})


@pytest.mark.parametrize(
    "body",
    [
        '<a href="https://example.com/">x</a>',
        '<blockquote cite="https://example.com/"></blockquote>',
        '<link rel="canonical" href="https://example.com/">',
        '<link rel="alternate" hreflang="ar" href="https://example.com/">',
        '<link rel="stylesheet" href="a.css"><img src="a.jpg" alt=""><script src="a.js"></script>',
        '<a href="data:text/plain,x">x</a>',
        '<script type="application/ld+json">{"url": "https://example.com/"}</script>',
        '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
        "<form><label>a <input></label></form>",
        '<p data-onclick="x"></p>',
    ],
)
def test_what_is_fine(body: str) -> None:
    assert look(body) == []


@pytest.mark.parametrize(
    "body",
    [
        '<img src="https://example.com/a.jpg" alt="">',
        '<img src="//example.com/a.jpg" alt="">',
        '<img src="https://campaign.example.org/a.jpg" alt="">',
        '<img srcset="a.jpg, http://example.com/a.jpg 2x" alt="">',
        '<link rel="stylesheet" href="https://example.com/a.css">',
        '<link rel="preconnect" href="https://example.com">',
        '<link rel="dns-prefetch" href="//example.com">',
        '<link rel="icon" href="https://example.com/a.ico">',
        '<link rel="something-new" href="https://example.com/">',
        '<script src="https://example.com/a.js"></script>',
        '<video poster="https://example.com/a.jpg"></video>',
        '<a href="x" ping="https://example.com/">x</a>',
        '<svg><image href="https://example.com/a.jpg"/></svg>',
        '<meta http-equiv="refresh" content="0; url=https://example.com/">',
    ],
)
def test_contact_with_another_host(body: str) -> None:
    (problem,) = look(f"\n{body}")
    assert problem.code == "outside-contact"
    assert problem.place.line == 11


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<p style="color:red">a</p>', "a style of <p>"),
        ("<style>p{color:red}</style>", "a <style> element"),
        ("<script>go()</script>", "a script inside the page"),
        ('<script type="module">go()</script>', "a script inside the page"),
        ('<p onclick="go()">a</p>', "the handler 'onclick' of <p>"),
        ('<base href="/x/">', "a <base> element"),
        ('<iframe src="a.html"></iframe>', "<iframe>"),
        ('<object data="a.pdf"></object>', "<object>"),
        ('<form action="a.html"></form>', "sending a form"),
        ('<img src="data:image/png;base64,AA==" alt="">', "a file in the address of <img>"),
        ('<link rel="icon" href="data:,">', "a file in the address of <link>"),
    ],
)
def test_what_the_policy_stops(body: str, words: str) -> None:
    (problem,) = look(body)
    assert problem.code == "blocked-inline"
    assert problem.message == f"{words} is stopped by the site's policy"


@pytest.mark.parametrize(
    "href", ["javascript:go()", " JavaScript:go()", "java&#10;script:go()", "vbscript:x"]
)
def test_links_that_run_scripts(href: str) -> None:
    assert codes(look(f'<a href="{href}">x</a>')) == ["script-link"]


class TestPolicy:
    """The policy of the page itself."""

    def test_a_page_without_one(self) -> None:
        assert codes(found(check, {"a.html": page().replace(POLICY, "")})) == ["no-policy"]

    def test_an_empty_one(self) -> None:
        assert codes(found(check, {"a.html": page().replace("default-src 'none'", "")})) == [
            "no-policy"
        ]

    def test_one_that_comes_too_late(self) -> None:
        link = '<link rel="stylesheet" href="a.css">'
        late = page().replace(POLICY, link + POLICY)
        assert codes(found(check, {"a.html": late})) == ["no-policy"]

    def test_a_page_that_has_moved_needs_none(self) -> None:
        moved = page(head='<meta http-equiv="refresh" content="0; url=b.html">').replace(POLICY, "")
        assert found(check, {"a.html": moved}) == []


class TestOtherFiles:
    """Style sheets and drawings."""

    def test_style_sheets(self) -> None:
        css = "a{b:url(c.png)}\n@import 'https://example.com/a.css';"
        (problem,) = found(check, {"a.css": css})
        assert (problem.code, problem.place.line) == ("outside-contact", 2)

    def test_drawings(self) -> None:
        drawing = (
            '<svg xmlns="http://www.w3.org/2000/svg"><style>a{}</style><use href="#a"/>%s</svg>'
        )
        assert found(check, {"a.svg": drawing % ""}) == []
        assert codes(
            found(check, {"a.svg": drawing % '<image xlink:href="//example.com/a"/>'})
        ) == ["outside-contact"]
        assert codes(found(check, {"a.svg": drawing % "<script>go()</script>"})) == [
            "blocked-inline"
        ]
        assert codes(found(check, {"a.svg": drawing % '<g onload="go()"/>'})) == ["blocked-inline"]


def test_a_file_inside_a_style_sheet_is_stopped() -> None:
    css = "a{b:url(c.png)}\na{b:url(data:image/png;base64,AA==)}"
    (problem,) = found(check, {"a.css": css})
    assert problem.code == "blocked-inline"
    assert str(problem.place) == "output/a.css:2:5"
