"""The whole campaign as one file."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

from generator.pack.edition import Edition
from generator.pack.original import Original
from generator.pack.pictures import cost
from generator.pack.single import Single, single
from generator.problems import EnvironmentFault
from generator.write.manifest import spoken

from .finished import edition, finished, page

STYLE = '<link rel="stylesheet" href="{}assets/a.css"><link rel="icon" href="{}i.svg">'
SITE = {
    "index.html": page(
        '<h1>Home</h1><a href="ar/index.html">ar</a><img src="p.png" alt="A square">'
        '<form><input></form><a href="old.html">old</a>',
        head=STYLE.format("", ""),
    ),
    "ar/index.html": page(
        '<h1>بيت</h1><a href="../index.html">en</a><img src="../p.png" alt="مربع">',
        lang="ar",
        head=STYLE.format("../", "../"),
    ),
    "about.html": page("<h1>About</h1>"),
    "old.html": page("", head='<meta http-equiv="refresh" content="0; url=about.html">'),
    "404.html": page("<h1>Nothing here</h1>"),
    "assets/a.css": "body{color:red}",
    "i.svg": "<svg/>",
    "p.png": b"\x89PNG" * 500,
}


def made(tmp_path: Path, own: Edition, limit: int = 1_000_000) -> tuple[str, Single]:
    one = single(Original.open(finished(tmp_path / "output", SITE)), own, limit)
    return one.data.decode(), one


def test_all_pages_of_all_languages_are_in_it(tmp_path: Path) -> None:
    text, one = made(tmp_path, edition("", "en", "ar"))
    ids = re.findall(r'<site-page[^>]* id="([^"]*)"', text)
    assert ids == ["index.html", "about.html", "ar/index.html", "contents"]
    assert (one.pages, one.left_out) == (3, 0)
    assert 'id="ar/index.html" lang="ar" dir="rtl"' in text
    assert text.count("packed-home") > text.count("packed-home ")
    assert "Nothing here" not in text
    assert '<a href="#about.html">old</a>' in text


def test_the_list_of_pages_leads_to_all_of_them(tmp_path: Path) -> None:
    text, _ = made(tmp_path, edition("https://campaign.example.org/", "en", "ar"))
    listed = text[text.index('id="contents"') :]
    assert re.findall(r'<li><a href="#([^"]*)"><bdi>([^<]*)', listed) == [
        ("index.html", "Home"),
        ("about.html", "About"),
        ("ar/index.html", "بيت"),
    ]
    root = Original.open(tmp_path / "output").root
    assert listed.count(spoken(root)) == 2
    assert '<a href="https://campaign.example.org/">' in listed


def test_the_policy_allows_this_style_and_nothing_else(tmp_path: Path) -> None:
    text, _ = made(tmp_path, edition())
    styles = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert len(styles) == 1
    assert "site-page{color:red}" in styles[0]
    digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert policy.group(1).startswith(f"default-src 'none'; style-src 'sha256-{digest}'; ")
    assert "script" not in policy.group(1) + text


def test_nothing_in_it_is_fetched(tmp_path: Path) -> None:
    text, _ = made(tmp_path, edition())
    sources = re.findall(r'\ssrc="([^"]{5})|<link[^>]*href="([^"]{5})|url\("?(.{5})', text)
    assert len(sources) == 3
    assert {"".join(found) for found in sources} == {"data:"}


@pytest.mark.parametrize("left_out", [1, 2])
def test_what_finds_no_room_is_told_of_in_words(tmp_path: Path, left_out: int) -> None:
    whole = made(tmp_path / "all", edition("", "en", "ar"))[1]
    limit = len(whole.data) - round(cost("p.png", 2000) * (left_out - 0.5))
    text, one = made(tmp_path, edition("", "en", "ar"), limit)
    assert one.left_out == left_out
    assert len(one.data) <= limit
    assert text.count('<span class="packed-absent">copy.picture ') == left_out


def test_no_language_is_served_behind_all_of_another(tmp_path: Path) -> None:
    site = {**SITE, "about.html": page('<h1>About</h1><img src="p.png" alt="Again">')}
    original = Original.open(finished(tmp_path / "output", site))
    own = edition("", "en", "ar")
    whole = single(original, own, 1_000_000)
    less = single(original, own, len(whole.data) - cost("p.png", 2000) // 2)
    assert less.left_out == 1
    assert "copy.picture Again</span>" in less.data.decode()


def test_tools_say_that_they_need_the_site(tmp_path: Path) -> None:
    text, _ = made(tmp_path, edition("https://campaign.example.org/"))
    assert '<a href="https://campaign.example.org/">copy.on_site</a>' in text
    alone, _ = made(tmp_path, edition(""))
    assert "copy.needs_site</p>" in alone
    assert "<form" not in text + alone


def test_words_that_are_too_long_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="the words of the site alone take") as told:
        made(tmp_path, edition(), 1000)
    assert "--limit" in told.value.hint


def test_a_site_without_a_home_page_is_refused(tmp_path: Path) -> None:
    output = finished(tmp_path / "output", {"about.html": page("x")})
    with pytest.raises(EnvironmentFault, match=r"no 'index.html'"):
        single(Original.open(output), edition(), 1_000_000)
