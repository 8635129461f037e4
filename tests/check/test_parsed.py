"""A page taken apart: its head's facts, and places in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.check.parsed import parse, place_in
from generator.problems import Place

from .made import DESCRIPTION, page
from .test_scan import pieces


def test_title_and_description() -> None:
    parsed = parse(
        "a.html", page(title="A  &amp;\nB", head='<meta name="Description" content=" a  b ">')
    )
    assert (parsed.title, parsed.description) == ("A & B", "a b")
    assert not parsed.is_unlisted
    assert not parsed.is_moved


def test_a_page_without_a_head() -> None:
    parsed = parse("a.html", "words")
    assert (parsed.title, parsed.description) == ("", "")


def test_moved_and_unlisted_pages() -> None:
    head = (
        '<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url=b.html">'
    )
    parsed = parse("a.html", page(head=head))
    assert parsed.is_unlisted
    assert parsed.is_moved
    assert [r.url for r in parsed.references] == ["b.html"]


def test_places_are_lines_and_columns() -> None:
    text = "<p>\n<p>\n ع<b id=x>"
    parsed = parse("ar/a.html", text)
    assert parsed.place(text.index("<b")) == Place("output/ar/a.html", 3, 3)
    assert place_in("ar/a.html", text, text.index("<b")) == parsed.place(text.index("<b"))
    assert parsed.place(0) == Place("output/ar/a.html", 1, 1)


@given(st.lists(pieces, max_size=30).map("".join), st.sampled_from(["a.html", "a.svg"]))
def test_no_text_is_too_broken(text: str, path: str) -> None:
    parsed = parse(path, page(text, DESCRIPTION) if text.startswith("x") else text)
    assert all(0 <= e.offset < len(parsed.text) for e in parsed.elements)
