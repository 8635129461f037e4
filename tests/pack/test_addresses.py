"""What links become in a single file."""

from __future__ import annotations

import pytest

from generator.pack.addresses import Addresses, anchor, place
from generator.pack.leaves import leaves

from .finished import page

SITE = {
    "index.html": page("<h1>Home</h1>"),
    "ar/about.html": page('<h2 id="two">x</h2><i id="a=b"></i>', lang="ar"),
}
LEAVES = leaves(SITE, lambda path: SITE[path].encode(), ["en", "ar"])


@pytest.mark.parametrize(
    ("href", "becomes"),
    [
        ("ar/about.html", "#ar/about.html"),
        ("ar/about.html#two", "#ar/about.html:two"),
        ("ar/about.html#gone", "#ar/about.html"),
        ("ar/about.html#a=b", "#ar/about.html:a%3Db"),
        ("#", "#index.html"),
        ("https://example.org/x?y#z", "https://example.org/x?y#z"),
        ("mailto:amina@example.org", "mailto:amina@example.org"),
        ("whatsapp://send?text=x", "whatsapp://send?text=x"),
        ("kit/kit.zip", "https://campaign.example.org/kit/kit.zip"),
        ("ar/about.html#text=words", "https://campaign.example.org/ar/about.html#text=words"),
        ("feed.xml?a=1", "https://campaign.example.org/feed.xml?a=1"),
        ("../outside.html", ""),
        ("javascript:alert(1)", ""),
        (" JAVASCRIPT:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/hosts", ""),
    ],
)
def test_each_link_has_one_fate(href: str, becomes: str) -> None:
    assert Addresses(LEAVES, "https://campaign.example.org/").follow("index.html", href) == becomes


@pytest.mark.parametrize("href", ["kit/kit.zip", "ar/about.html#text=words"])
def test_a_site_without_an_address_leaves_files_as_text(href: str) -> None:
    assert Addresses(LEAVES, "").follow("index.html", href) == ""


def test_no_two_places_have_one_id() -> None:
    assert place("a.html", "b") != place("a.html:b".replace(":", "/"))
    assert anchor("tags/وسم.html", "x y") == "#tags/%D9%88%D8%B3%D9%85.html:x%20y"
