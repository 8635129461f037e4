"""What a screen reader or a keyboard would stumble over, and what it would not."""

from __future__ import annotations

import pytest

from generator.check.access import check
from generator.problems import Problem

from .made import codes, found, page, site


def look(body: str) -> list[Problem]:
    return found(check, {"a.html": page(body)})


@pytest.mark.parametrize(
    "body",
    [
        '<img src="a.jpg" alt="">',
        "<h2>a</h2><h3>b</h3><h2>c</h2>",
        "<h2 aria-label='a'></h2>",
        '<a href="x"><img src="a.jpg" alt="a"></a>',
        '<a href="x" aria-label="a"></a>',
        '<a id="x"></a>',
        "<button>a</button>",
        "<label>a <input></label>",
        '<label for="x">a</label><input id="x">',
        '<input aria-label="a"><input type=hidden><input type=Submit>',
        "<table><tr><th>a</th><td>b</td></tr></table>",
        '<table role="presentation"><tr><td>b</td></tr></table>',
        '<p tabindex="0"></p><p tabindex="-1"></p><p tabindex="x"></p>',
        '<p id="x"></p><p id="y"></p>',
    ],
)
def test_what_is_fine(body: str) -> None:
    assert look(body) == []


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ('<img src="a.jpg">', "no-alt", "'a.jpg'"),
        ('<input type="image" src="a.jpg">', "no-alt", "'a.jpg'"),
        ("<h1>b</h1>", "one-heading", "2 headings"),
        ("<h3>a</h3>", "heading-skipped", "<h3> follows a heading <h1>"),
        ("<h2> </h2>", "empty-heading", "<h2>"),
        ('<a href="x"> </a>', "empty-link", "'x'"),
        ('<a href="x"><img src="a.jpg" alt=""></a>', "empty-link", "'x'"),
        ('<button><span aria-hidden="true">×</span></button>', "empty-link", "a button"),
        ("<label>a</label><input>", "no-label", "<input>"),
        ('<label for="y">a</label><select id="x"></select>', "no-label", "<select>"),
        ("<textarea>a</textarea>", "no-label", "<textarea>"),
        ("<table><tr><td>b</td></tr></table>", "no-table-header", "table"),
        ('<p tabindex="2"></p>', "tab-order", "tabindex 2"),
        ('<p id="x"></p>\n<p id="x"></p>', "repeated-id", "'x'"),
    ],
)
def test_what_is_not(body: str, code: str, words: str) -> None:
    (problem,) = look(body)
    assert problem.code == code
    assert words in problem.message
    assert problem.place.line >= 9


def test_a_page_without_a_title_of_its_own() -> None:
    (problem,) = found(check, {"a.html": '<html lang="en"><h2>a</h2>'})
    assert problem.code == "one-heading"
    assert "0 headings" in problem.message


@pytest.mark.parametrize(
    ("path", "lang", "direction", "words"),
    [
        ("a.html", "en", "ltr", ""),
        ("a.html", "EN", "", ""),
        ("ar/a.html", "ar", "rtl", ""),
        ("a.html", "", "ltr", "names no language"),
        ("ar/a.html", "en", "ltr", "says that it is in 'en'"),
        ("ar/a.html", "ar", "ltr", "'ar' runs 'rtl'"),
        ("ar/a.html", "ar", "", "'ar' runs 'rtl'"),
        ("a.html", "en", "rtl", "'en' runs 'ltr'"),
    ],
)
def test_language_and_direction(path: str, lang: str, direction: str, words: str) -> None:
    problems = found(
        check, {path: page(lang=lang, direction=direction)}, site(languages=["en", "ar"])
    )
    assert [words in p.message for p in problems] == ([True] if words else [])
    assert codes(problems) == (["page-language"] if words else [])


def test_a_page_without_any_tag() -> None:
    assert codes(found(check, {"a.html": "words"})) == ["page-language", "one-heading"]
