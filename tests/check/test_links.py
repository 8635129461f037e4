"""Links inside the site: those that hold, and every way in which one can be dead."""

from __future__ import annotations

import json

import pytest

from generator.check.links import check
from generator.problems import Problem

from .made import codes, found, page, site

LEAVES = {
    "about.html": page('<p id="us">Us</p>'),
    "ar/index.html": page('<p id="بيان">…</p>'),
    "ar/بيان.html": page(),
    "assets/site.css": "a{background:url(dot.svg)}",
    "assets/dot.svg": '<svg><g id="dot"></g></svg>',
    "media/a-480.avif": b"",
    "media/a.jpg": b"",
    "feed.xml": "<feed/>",
}


def look(body: str, path: str = "index.html", head: str = "", **more: str) -> list[Problem]:
    return found(check, {**LEAVES, path: page(body, head), **more})


@pytest.mark.parametrize(
    "body",
    [
        '<a href="about.html">x</a>',
        '<a href="about.html#us">x</a>',
        '<a href="about.html?from=x#us">x</a>',
        '<a href="about.html#:~:text=Us">x</a>',
        '<a href="about.html#top">x</a>',
        '<a href="#">x</a>',
        '<a href="#here" id="here">x</a>',
        '<a href="ar/index.html#%D8%A8%D9%8A%D8%A7%D9%86">x</a>',
        '<a href="ar/%D8%A8%D9%8A%D8%A7%D9%86.html">x</a>',
        '<a href="ar/بيان.html">x</a>',
        '<a href="feed.xml#anything">x</a>',
        '<img alt="" src="media/a.jpg" srcset="media/a-480.avif 480w, media/a.jpg 960w">',
        '<svg><use href="assets/dot.svg#dot"/></svg>',
        '<a href="mailto:a@example.org">x</a> <a href="tel:+100">x</a> <a href="data:,x">x</a>',
        '<a href="https://example.com/nothing">x</a> <a href="//example.com/nothing">x</a>',
        '<a href="https://campaign.example.org/">x</a>',
        '<a href="https://campaign.example.org">x</a>',
        '<a href="https://campaign.example.org/about.html#us">x</a>',
        '<a href="https://campaign.example.org.example.com/nothing">x</a>',
    ],
)
def test_links_that_hold(body: str) -> None:
    assert look(body) == []


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        (
            '<a href="gone.html">x</a>',
            "output-link",
            "'gone.html' is linked to, but there is no such file",
        ),
        ('<a href="About.html">x</a>', "output-link", "'About.html'"),
        ('<a href="">x</a>', "output-link", "empty"),
        ('<a href="ar/">x</a>', "output-link", "'ar/' leads to a folder"),
        ('<a href="./">x</a>', "output-link", "leads to a folder"),
        ('<a href="/about.html">x</a>', "output-link", "begins at the root of the host"),
        ('<a href="../about.html">x</a>', "output-link", "leads out of the site"),
        ('<a href="handbill:/about.html">x</a>', "output-link", "was not made relative"),
        ('<a href="https://campaign.example.org/gone.html">x</a>', "output-link", "'gone.html'"),
        ('<a href="https://campaign.example.org/about.html#me">x</a>', "output-anchor", "'me'"),
        (
            '<a href="about.html#me">x</a>',
            "output-anchor",
            "'about.html' has nothing with the id 'me'",
        ),
        ('<a href="#me">x</a>', "output-anchor", "'index.html' has nothing with the id 'me'"),
        ('<img alt="" src="media/b.jpg">', "output-link", "'media/b.jpg'"),
        ('<img alt="" srcset="media/a.jpg, media/b.jpg 2x">', "output-link", "'media/b.jpg'"),
        ('<svg><use xlink:href="assets/dot.svg#spot"/></svg>', "output-anchor", "'spot'"),
        ('<blockquote cite="gone.html"></blockquote>', "output-link", "'gone.html'"),
    ],
)
def test_links_that_do_not(body: str, code: str, words: str) -> None:
    (problem,) = look(f"\n {body}")
    assert problem.code == code
    assert words in problem.message
    assert (problem.place.path, problem.place.line) == ("output/index.html", 11)


def test_links_in_the_head() -> None:
    head = (
        '<link rel="canonical" href="https://campaign.example.org/index.html">'
        '<link rel="alternate" hreflang="ar" href="https://campaign.example.org/ar/">'
        '<link rel="stylesheet" href="assets/gone.css">'
        '<meta property="og:image" content="https://campaign.example.org/media/gone.jpg">'
        '<meta name="description" content="https://campaign.example.org/gone.html is our address.">'
    )
    messages = [problem.message for problem in look("", head=head)]
    assert len(messages) == 2
    assert "'assets/gone.css'" in messages[0]
    assert "'media/gone.jpg'" in messages[1]


def test_a_page_that_has_moved() -> None:
    head = '<meta http-equiv="refresh" content="0; url=gone.html">'
    assert codes(look("", head=head)) == ["output-link"]


def test_links_are_relative_to_the_folder_of_their_page() -> None:
    assert look('<a href="../about.html">x</a>', "ar/a.html") == []
    assert codes(look('<a href="about.html">x</a>', "ar/a.html")) == ["output-link"]


class TestMissingPage:
    """404.html, which hosts show for addresses at any depth."""

    @pytest.mark.parametrize("href", ["/about.html", "/", "/ar/", "#x", "/about.html#us"])
    def test_links_from_the_root_of_the_host_hold(self, href: str) -> None:
        assert look(f'<a href="{href}" id="x">x</a>', "404.html", **{"index.html": page()}) == []

    @pytest.mark.parametrize(
        "href", ["about.html", "/gone.html", "/about.html#me", "../about.html"]
    )
    def test_others_do_not(self, href: str) -> None:
        assert len(look(f'<a href="{href}">x</a>', "ar/404.html")) == 1

    def test_a_site_in_a_folder_begins_there(self) -> None:
        files = {
            **LEAVES,
            "404.html": page('<a href="/a/about.html">x</a><a href="/about.html">x</a>'),
        }
        (problem,) = found(check, files, site(url="https://example.org/a"))
        assert "'/about.html' does not begin at the root of the site" in problem.message


class TestOtherFiles:
    """Style sheets, the manifest, feeds and exports."""

    def test_style_sheets(self) -> None:
        css = "/* a */\na{b:url(dot.svg)}\nc{d:url('gone.woff2')}\ne{f:url(data:,x)}"
        (problem,) = look("", **{"assets/b.css": css})
        assert str(problem.place) == "output/assets/b.css:3:5"
        assert "'assets/gone.woff2'" in problem.message

    def test_the_manifest(self) -> None:
        icons = [{"src": "assets/dot.svg"}, {"src": "assets/gone.svg"}, "x"]
        manifest = json.dumps({"start_url": "./about.html", "icons": icons}, indent=1)
        (problem,) = look("", **{"manifest.webmanifest": manifest})
        assert "'assets/gone.svg'" in problem.message
        assert problem.place.line == 8

    @pytest.mark.parametrize("text", ["", "[]", '{"icons": 3}', "{"])
    def test_a_manifest_that_is_none(self, text: str) -> None:
        assert look("", **{"manifest.webmanifest": text}) == []

    @pytest.mark.parametrize(
        ("path", "text"),
        [
            ("sitemap.xml", "<loc>https://campaign.example.org/%s</loc>"),
            (
                "feed.xml",
                "<content>&lt;a href=&quot;https://campaign.example.org/%s&quot;&gt;</content>",
            ),
            ("feed.json", '{"url": "https://campaign.example.org/%s", "html": "\\"x\\""}'),
            ("robots.txt", "Sitemap: https://campaign.example.org/%s"),
            ("timeline/a.csv", "1,See https://campaign.example.org/%s.,2"),
            ("kit/texts-ar.txt", "\u2067الوصف: \u2066https://campaign.example.org/%s\u2069\u2069"),
            ("timeline/a.ics", "URL:https://campaign.exam\r\n ple.org/%s\r\n"),
        ],
    )
    def test_public_addresses(self, path: str, text: str) -> None:
        assert look("", **{path: text % "about.html"}) == []
        assert look("", **{path: text % ""}) == []
        (problem,) = look("", **{path: text % "gone.html"})
        assert problem.code == "output-link"
        assert problem.place.path == f"output/{path}"

    def test_an_address_is_told_once_for_each_file(self) -> None:
        text = '"https://campaign.example.org/gone.html"\n' * 2
        assert [str(p.place) for p in look("", **{"a.json": text})] == ["output/a.json:1:2"]

    def test_anchors_in_exports(self) -> None:
        assert codes(look("", **{"a.json": '"https://campaign.example.org/about.html#me"'})) == [
            "output-anchor"
        ]

    def test_a_link_that_was_not_made_relative(self) -> None:
        (problem,) = look("", **{"a.json": '{\n"html": "<a href=\\"handbill:/about.html\\">"}'})
        assert problem.place.line == 2
        assert "was not made relative" in problem.message

    def test_a_site_without_an_address_has_no_public_ones(self) -> None:
        files = {"feed.xml": "<id>https://campaign.example.org/gone.html</id>"}
        assert found(check, files, site(url=None)) == []
