"""The checks as a whole: a clean site is quiet, and one fault of many pages is one problem."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from generator.build import Options, prepare
from generator.check.finished import finish
from generator.check.looks import CHECKS, check_outputs
from generator.model import Page, Places
from generator.problems import CODES, Severity
from generator.render import render
from sites import NOW, BuiltSite

from .made import codes, outputs, page, site
from .test_scan import pieces


def described(number: int, body: str = "") -> str:
    head = f'<meta name="description" content="Page {number}.">'
    return page(body, head, title=f"Page {number}")


def test_a_clean_site_is_quiet() -> None:
    assert (
        check_outputs(outputs({"index.html": described(1), "a.html": described(2)}), site(), {})
        == []
    )


def test_the_sample_is_clean(sample: BuiltSite) -> None:
    prepared = prepare(sample.root, Options(sample.output, NOW, kit=False))
    book, resolved = prepared.book, prepared.resolved
    assert book is not None
    assert resolved is not None
    drawn = list(render(book, resolved.bodies, lambda make, every: map(make, every)))
    assert {str(o.path) for o in drawn} <= set(sample.files())
    found = check_outputs(drawn, book.site, resolved.bodies)
    assert [problem for problem in found if problem.severity is not Severity.NOTE] == []


def test_a_fault_of_many_pages_is_one_problem() -> None:
    files = {f"{n}.html": described(n, '<a href="gone.html">x</a>') for n in range(9)}
    (problem,) = check_outputs(outputs(files), site(), {})
    assert problem.place.path == "output/0.html"
    assert problem.message.endswith("there is no such file (and in 8 more files)")


def test_a_fault_of_a_few_pages_is_told_for_each() -> None:
    files = {f"{n}.html": described(n, '<a href="gone.html">x</a>' * 2) for n in range(3)}
    found = check_outputs(outputs(files), site(), {})
    assert codes(found) == ["output-link"] * 6


def test_faults_of_an_authors_own_files_are_told_for_each() -> None:
    written = {
        ("en", name): Page(name, "en", "en", name, None, PurePosixPath(f"{name}.html"), places)
        for name in "abcde"
        for places in [Places(f"content/{name}.md")]
    }
    files = {f"{name}.html": page(head="", title=name) for name in "abcde"}
    found = check_outputs(outputs(files), replace(site(), pages=written), {})
    assert [p.place.path for p in found] == [f"content/{name}.md" for name in "abcde"]


def test_problems_come_sorted() -> None:
    files = {f"{n}.html": page('<img src="data:,"><a href="gone.html">x</a>') for n in "cba"}
    found = check_outputs(outputs(files), site(), {})
    assert len(found) > 6
    assert found == sorted(found, key=lambda problem: problem.sort_key)


@given(st.lists(pieces, max_size=30).map("".join))
def test_no_output_is_too_broken(text: str) -> None:
    names = ("a.html", "404.html", "a.svg", "a.css", "feed.xml", "a.json", "a.jpg")
    files = dict.fromkeys(names, text)
    finished = finish(outputs(files), site(), {})
    for check in CHECKS:
        for problem in check(finished):
            assert problem.code in CODES
            assert problem.place.path.startswith("output")
