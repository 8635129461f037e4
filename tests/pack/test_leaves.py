"""Which pages a site has, in which order, and where links lead."""

from __future__ import annotations

import pytest

from generator.pack.leaves import Leaf, inside, leaves, look

from .finished import page


@pytest.mark.parametrize(
    ("written_on", "href", "path", "fragment"),
    [
        ("index.html", "about.html", "about.html", ""),
        ("ar/about.html", "../about.html#two", "about.html", "two"),
        ("ar/about.html", "#three", "ar/about.html", "three"),
        ("ar/about.html", "", "ar/about.html", ""),
        ("ar/about.html", "./", "ar/index.html", ""),
        ("ar/about.html", "..", "index.html", ""),
        ("about.html", "updates/", "updates/index.html", ""),
        ("ar/about.html", "/figures.html", "figures.html", ""),
        ("index.html", "tags/%D9%88%D8%B3%D9%85.html", "tags/وسم.html", ""),
        ("index.html", "a.html?x=1#%D8%A7", "a.html", "ا"),
    ],
)
def test_links_lead_to_files_of_the_site(
    written_on: str, href: str, path: str, fragment: str
) -> None:
    assert inside(written_on, href) == (path, fragment)


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org/",
        "//example.org/a",
        "mailto:a@example.org",
        "../../up.html",
        "http://[x",
    ],
)
def test_other_links_lead_elsewhere(href: str) -> None:
    assert inside("ar/index.html", href) is None


def test_a_page_is_known_by_its_heading() -> None:
    head = '<link rel="stylesheet" href="../a.css"><link rel="icon" href="../i.svg">'
    body = '<h1>Fish &amp; <b>chips</b></h1><p id="x"><a href="../b.html#y">b</a></p><h1>No</h1>'
    leaf = look("ar/a.html", page(body, lang="ar", head=head, title="Other"))
    assert isinstance(leaf, Leaf)
    assert (leaf.title, leaf.lang, leaf.direction) == ("Fish & chips", "ar", "rtl")
    assert leaf.ids == {"x"}
    assert leaf.links == ("b.html",)
    assert leaf.sheets == (("a.css", ""),)
    assert leaf.icon == "i.svg"


def test_a_page_without_a_heading_is_known_by_its_title_or_its_path() -> None:
    titled, bare = look("a.html", page("<p>x", title="T &lt;1&gt;")), look("b.html", "<p>x")
    assert isinstance(titled, Leaf)
    assert isinstance(bare, Leaf)
    assert titled.title == "T <1>"
    assert bare.title == "b.html"


def test_pages_come_as_links_lead_language_by_language() -> None:
    moved = '<meta http-equiv="refresh" content="0; url=c.html">'
    site = {
        "index.html": page(
            '<a href="old.html">c</a><a href="b.html">b</a><a href="ar/index.html">'
        ),
        "a.html": page("nothing leads here"),
        "b.html": page("b"),
        "c.html": page("c"),
        "old.html": page("", head=moved),
        "404.html": page('<a href="a.html">'),
        "ar/404.html": page("", lang="ar"),
        "ar/index.html": page("", lang="ar"),
        "ar/b.html": page("", lang="ar"),
        "x.css": "",
    }
    found = leaves(site, lambda path: site[path].encode(), ["ar", "en"])
    assert list(found.pages) == [
        "ar/index.html", "ar/b.html", "index.html", "c.html", "b.html", "a.html",
    ]  # fmt: skip
    assert found.moved == {"old.html": "c.html"}
    at = found.at("old.html")
    assert at is not None
    assert at.path == "c.html"


def test_addresses_that_lead_in_a_circle_lead_nowhere() -> None:
    site = {
        name: page("", head=f'<meta http-equiv="refresh" content="0; url={other}">')
        for name, other in (("a.html", "b.html"), ("b.html", "a.html"))
    }
    assert leaves(site, lambda path: site[path].encode(), ["en"]).at("a.html") is None
