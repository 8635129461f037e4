"""How HTML is taken apart, held against a parser that follows the standard to the letter."""

from __future__ import annotations

from html import unescape

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.scan import tokens


def starts(text: str, **how: bool) -> list[tuple[str, dict[str, str]]]:
    return [(t[1], dict(t[2])) for t in tokens(text, **how) if t[0] in ("start", "empty")]


def kinds(text: str, **how: bool) -> list[str]:
    return [token[0] for token in tokens(text, **how)]


@pytest.mark.parametrize(
    ("text", "attrs"),
    [
        ('<a href="x">', {"href": "x"}),
        ("<a href='x\"y'>", {"href": 'x"y'}),
        ("<a href=x/>", {"href": "x/"}),
        ("<a HREF = x CLASS=y>", {"href": "x", "class": "y"}),
        ("<a hidden title>", {"hidden": "", "title": ""}),
        ('<a title="a > b">', {"title": "a > b"}),
        ("<a title=it's>", {"title": "it's"}),
        ('<a href="?a=1&amp;b=2">', {"href": "?a=1&b=2"}),
        ('<a id="first" id="second">', {"id": "first"}),
        ("<a\nhref=x\n>", {"href": "x"}),
        ('<a href="">', {"href": ""}),
    ],
)
def test_attributes_are_read_as_browsers_read_them(text: str, attrs: dict[str, str]) -> None:
    assert starts(text) == [("a", attrs)]


def test_tags_in_scripts_and_titles_are_none() -> None:
    text = "<script>if (a<b) c='<b>'</script><title>a <b> &amp; c</title><b>"
    assert starts(text) == [("script", {}), ("title", {}), ("b", {})]
    assert [t[1] for t in tokens(text) if t[0] == "words"] == ["a <b> &amp; c"]


def test_the_title_of_a_drawing_may_hold_tags() -> None:
    assert starts("<title><b></title>", svg=True) == [("title", {}), ("b", {})]


def test_a_script_without_an_end_takes_the_rest() -> None:
    assert kinds("<script><b></scripts>") == ["start", "raw"]


@pytest.mark.parametrize(
    "comment", ["<!-- <b> -->", "<!-->", "<!--->", "<!-- <b> --!>", "<!-- <b>"]
)
def test_comments_hide_what_is_in_them(comment: str) -> None:
    assert kinds(comment) == ["comment"]


def test_declarations_and_tags_that_close_themselves() -> None:
    assert kinds('<!doctype html><?xml version="1.0"?><path/></p>') == ["empty", "end"]


def test_offsets_lead_to_the_tags() -> None:
    text = "<p>words <b>bold</b> <!-- no --></p>"
    for kind, name, _, offset in tokens(text):
        expected = {"start": f"<{name}", "end": f"</{name}", "words": name, "comment": "<!--"}
        assert text.startswith(expected[kind], offset)


# Joined in any order, these come near to everything that markup can be and should not.
PIECES = """< > </ /> = " ' <!-- --> <![ <? <! &amp; <a <p> </p> <br/> <script> </script> <title>
</title <style href id data-a <TEXTAREA> </textarea x ع \0 &#x; <svg>"""
pieces = st.one_of(st.sampled_from([" ", "\n", *PIECES.split()]), st.text(max_size=4))


@given(st.lists(pieces, max_size=30).map("".join), st.booleans())
def test_no_text_is_too_broken(text: str, svg: bool) -> None:
    end = 0
    for kind, name, _, offset in tokens(text, svg=svg):
        assert end <= offset <= len(text)
        assert kind in ("start", "empty", "end", "words", "raw", "comment")
        end = offset + (len(name) if kind == "words" else 0)


names = st.sampled_from(["a", "b", "em", "span", "I"])
values = st.text(st.sampled_from("ab &;<>'=/\n"), max_size=6)


@st.composite
def markup(draw: st.DrawFn) -> str:
    """Text and tags as templates and sanitisers write them, with values of all sorts."""
    parts = []
    for _ in range(draw(st.integers(0, 6))):
        given_values = draw(st.dictionaries(st.sampled_from(["id", "title", "Lang"]), values))
        attrs = "".join(f' {name}="{value}"' for name, value in given_values.items())
        parts.append(
            f"<{draw(names)}{attrs}>" + draw(st.text(st.sampled_from("ab <1>=&"), max_size=4))
        )
    return "".join(parts)


@given(markup())
def test_start_tags_are_those_of_the_standard(text: str) -> None:
    tree = html5lib.parseFragment(text, namespaceHTMLElements=False)
    # What the standard closes and opens again has one tag in the text.
    expected = {
        (e.tag, tuple(sorted(e.attrib.items())))
        for e in tree.iter()
        if e.tag != "DOCUMENT_FRAGMENT"
    }
    assert {(tag, tuple(sorted(attrs.items()))) for tag, attrs in starts(text)} == expected


@given(st.text(st.sampled_from("ab<>&;#1lt "), max_size=20))
def test_words_come_as_they_are_written(text: str) -> None:
    said = "".join(unescape(token[1]) for token in tokens(text) if token[0] == "words")
    if "<" not in text:
        assert said == unescape(text)
    assert len(said) <= len(text)
