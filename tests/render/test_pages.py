"""What a page says of itself: that it is not public yet, in its language, and until when."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sites import BuiltSite

MakeSite = Callable[..., BuiltSite]

SITE = """title: A small campaign
url: https://campaign.example.org/
languages: {en: {name: English}, ar: {name: العربية}}
"""


def page(**front: str) -> str:
    keys = {"title": "Later", "description": "d", **front}
    return "\n".join(["---", *(f"{key}: {value}" for key, value in keys.items()), "---", "", "x"])


def ribbon(site: BuiltSite, path: str) -> str:
    before, _, behind = site.out(path).partition('<aside class="ribbon">')
    assert behind or "ribbon" not in before
    return behind.partition("</aside>")[0]


@pytest.mark.parametrize(
    ("front", "words"),
    [
        ({}, ""),
        ({"publish": "2026-01-01"}, ""),
        ({"expires": "2030-01-01"}, ""),
        ({"publish": "2030-12-01"}, "To appear: 1 December 2030"),
        ({"draft": "yes"}, "Draft: not public"),
        # A draft does not appear by itself when the day comes.
        ({"draft": "yes", "publish": "2030-12-01"}, "Draft: not public"),
    ],
)
def test_a_page_says_that_it_is_not_public(
    site: MakeSite, front: dict[str, str], words: str
) -> None:
    made = site({"content/later.md": page(**front)})
    made.build(drafts=True)
    said = ribbon(made, "later.html")
    assert words in said
    assert bool(words) == bool(said)


def test_the_day_is_told_in_the_page_s_language(site: MakeSite) -> None:
    home = page(title="الصفحة")
    files = {"content/index.ar.md": home, "content/later.ar.md": page(publish="2030-12-01")}
    made = site({"site.yaml": SITE, **files})
    made.build(drafts=True)
    assert "موعد النشر: 1 ديسمبر 2030" in ribbon(made, "ar/later.html")
