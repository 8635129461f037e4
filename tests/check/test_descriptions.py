"""Titles and descriptions that are missing, or that say the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from generator.check.descriptions import check
from generator.model import Page, Places, Span
from generator.problems import Place

from .made import codes, found, page, site


def described(text: str, **more: str) -> str:
    return page(head=f'<meta name="description" content="{text}">', **more)


def test_pages_that_differ_are_fine() -> None:
    files = {"a.html": described("One.", title="One"), "b.html": described("Two.", title="Two")}
    assert found(check, files) == []


def test_a_page_that_says_nothing_of_itself() -> None:
    assert codes(found(check, {"a.html": page(head="", title="")})) == [
        "no-title",
        "no-description",
    ]


def test_pages_that_say_the_same_are_named() -> None:
    files = {f"{n}.html": described("The same.", title=str(n)) for n in range(5)}
    (problem,) = found(check, files)
    assert problem.code == "same-description"
    assert problem.message == (
        "'0.html', '1.html', '2.html' and 2 more have one description: 'The same.'"
    )


def test_titles_that_repeat() -> None:
    files = {"a.html": described("One.", title="Same"), "b.html": described("Two.", title="Same")}
    (problem,) = found(check, files)
    assert problem.message == "'a.html', 'b.html' have one title: 'Same'"


def test_languages_may_share_a_name() -> None:
    files = {
        "a.html": described("One."),
        "ar/a.html": described("One.", lang="ar", direction="rtl"),
    }
    assert found(check, files, site(languages=["en", "ar"])) == []


def test_pages_that_nobody_lists_need_no_description() -> None:
    head = '<meta name="robots" content="noindex">'
    moved = '<meta http-equiv="refresh" content="0; url=a.html">'
    assert found(check, {"404.html": page(head=head), "b.html": page(head=moved)}) == []


def test_who_wrote_a_page_is_shown_their_own_file() -> None:
    span = Span((2, 1, 11), (2, 14, 5))
    places = Places("content/a.md", {("description",): span})
    written = Page("a", "en", "en", "A", None, PurePosixPath("a.html"), places)
    of = replace(site(), pages={("en", "a"): written})
    (problem,) = found(check, {"a.html": page(head="")}, of)
    assert problem.place == Place("content/a.md", 2, 1, 11)
