"""The structure of campaign texts is what GitHub would make of them.

`bodies/` holds made-up texts in the ways that campaign writers write, one habit a file, in six
languages. Each must give the same blocks and the same words as markdown-it-py's reading of GitHub's
dialect; where ours means to differ, `MEANT` makes the reference alike before comparing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from generator.markup import Surroundings, convert
from generator.model import Body, Image

BODIES = sorted((Path(__file__).parent / "bodies").glob("*.md"))
NAMES = """
    blockquote dd details div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section summary table tbody td th
    thead tr ul
"""
BLOCKS = frozenset(NAMES.split())

# What is meant to be otherwise: the pattern in the reference's HTML, and what ours has instead.
MEANT = (
    (re.compile(r"<(/?)h5>"), r"<\1h6>"),  # headings stand below the page's own title
    (re.compile(r"<(/?)h4>"), r"<\1h5>"),
    (re.compile(r"<(/?)h3>"), r"<\1h4>"),
    (re.compile(r"<(/?)h2>"), r"<\1h3>"),
    (re.compile(r"<(/?)h1>"), r"<\1h2>"),
)
FOOTNOTES = (
    (re.compile(r'<hr class="footnotes-sep" ?/?>'), ""),  # a theme may draw the line
    (re.compile(r"\[(\d)\](?=</a></sup>)"), r"\1"),  # a raised number needs no brackets
    (re.compile("\ufe0e"), ""),
)
PICTURE = re.compile(r"<img[^>]*>")  # templates draw them
LONE_PICTURE = re.compile(r"<p><img[^>]*></p>")


@pytest.fixture(scope="module")
def reference() -> MarkdownIt:
    github = MarkdownIt("gfm-like", {"html": True, "breaks": False})
    return github.use(footnote_plugin).use(deflist_plugin)


def structure(html: str) -> list[str]:
    """The blocks in order, as `<p` and `>`, and between them the words."""
    found: list[str] = []
    for token in _walk(html5lib.parseFragment(html, namespaceHTMLElements=False)):
        if token.startswith("\0") or not found or found[-1].startswith("\0"):
            found.append(token)
        else:
            found[-1] += token
    words = (" ".join(token.split()) for token in found)
    return [token for token in words if token]


def _walk(element: Element) -> Iterator[str]:
    is_block = element.tag in BLOCKS
    if is_block:
        yield f"\0<{element.tag}"
    yield element.text or ""
    for child in element:
        yield from _walk(child)
        yield child.tail or ""
    if is_block:
        yield "\0>"


def as_ours(html: str) -> str:
    html = PICTURE.sub("", LONE_PICTURE.sub("", html))
    for pattern, ours in FOOTNOTES + (MEANT if "<h1>" in html else ()):
        html = pattern.sub(ours, html)
    return html


def html_of(body: Body) -> str:
    return "".join(part for part in body.parts if isinstance(part, str))


@pytest.mark.parametrize("path", BODIES, ids=lambda path: path.name)
def test_structure_is_that_of_the_reference(
    path: Path, reference: MarkdownIt, surroundings: Callable[..., Surroundings]
) -> None:
    text = path.read_text("utf-8")
    body, _ = convert(text, surroundings())
    assert structure(html_of(body)) == structure(as_ours(reference.render(text)))


def test_pictures_are_all_there(surroundings: Callable[..., Surroundings]) -> None:
    for path in BODIES:
        text = path.read_text("utf-8")
        body, _ = convert(text, surroundings())
        assert sum(isinstance(part, Image) for part in body.parts) == text.count("![")


def test_there_are_enough_bodies() -> None:
    assert len(BODIES) >= 60
    assert {path.name.split(".")[1] for path in BODIES} == {"ar", "de", "en", "fa", "fr", "ru"}
