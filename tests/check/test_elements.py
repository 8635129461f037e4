"""What of a page's elements is kept, and what they say."""

from __future__ import annotations

import pytest

from generator.check.elements import Collector, Element
from generator.check.scan import tokens


def read(text: str) -> Collector:
    collector = Collector()
    collector.read(tokens(text))
    return collector


def only(text: str, tag: str) -> Element:
    (element,) = [e for e in read(text).elements if e.tag == tag]
    return element


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<a href=x> more\n <b>words</b> </a>", "more words"),
        ('<a href=x><img src=y alt="a house"></a>', "a house"),
        ('<a href=x><svg aria-label="search"></svg></a>', "search"),
        ('<a href=x><span aria-hidden="true">→</span></a>', ""),
        ('<a href=x><i aria-hidden="true"><i>a</i>b</i>c</a>', "c"),
        ('<a href=x><path aria-hidden="true"/>c</a>', "c"),
        ("<a href=x>never closed", "never closed"),
        ("<a href=x>&lt;b&gt;</a>", "<b>"),
        ("<a href=x></b></h1>a</a>b", "a"),
    ],
)
def test_what_a_link_says(text: str, said: str) -> None:
    assert only(text, "a").text == said


def test_an_end_tag_closes_what_was_left_open_inside() -> None:
    elements = read("<h2>a <a href=x>b</h2> c").elements
    assert [(e.tag, e.text) for e in elements] == [("h2", "a b"), ("a", "b")]


def test_tables_with_and_without_header_cells() -> None:
    assert only("<table><tr><th>a</th></tr></table>", "table").headed
    assert not only("<table><tr><td>a</td></tr></table><th>", "table").headed


def test_controls_inside_and_outside_of_labels() -> None:
    assert only("<label>Name <input></label>", "input").labelled
    assert not only("<label>Name</label><input>", "input").labelled


def test_dull_elements_are_not_kept() -> None:
    assert read('<p><em class="x" lang="en">a</em><p id="x"><img><html>').elements == [
        Element("p", {"id": "x"}, 33),
        Element("img", {}, 43),
        Element("html", {}, 48),
    ]


def test_ids_names_and_comments_with_their_offsets() -> None:
    collector = read('<p id="a"><a name="b"></a><i id="a"><!-- c -->')
    assert collector.ids == {"a": 0, "b": 10}
    assert collector.repeated == [("a", 26)]
    assert collector.comments == [36]
