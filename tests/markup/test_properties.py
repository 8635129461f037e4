"""No text raises, and none carries anything into the page that could run or fetch."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

import html5lib
import nh3
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.markup import Surroundings, convert
from generator.markup.sanitise import ATTRIBUTES, EVERYWHERE, TAGS
from generator.markup.standins import CLOSES, OPENS
from generator.model import Body, Directive, Image
from generator.problems import CODES, Problem

# What Markdown, raw HTML and attacks are made of; characters that cannot be seen, apart.
SEEN = r"""
a¦word¦عربي¦「字」¦0¦ ¦  ¦    ¦\¦#¦# ¦## ¦- ¦* ¦+ ¦1. ¦2) ¦> ¦```¦~~~¦---¦===¦|¦: ¦*¦**¦_¦__¦~~¦`¦``
[¦]¦(¦)¦![¦](¦[^1]¦[^1]: ¦]: ¦*[a]: ¦{¦}¦{#id}¦{.c}¦{:onclick=x}¦{{¦}}¦{%¦%}¦:::¦::: note¦::: post x=
"¦'¦“¦&¦&lt;¦&#60;¦&#x3c;¦&colon;¦;¦=¦/¦//¦<¦>¦</¦/>¦<!--¦-->¦<?¦?>¦<![CDATA[¦]]>¦<!DOCTYPE x>
<div¦</div>¦<p>¦<a href=¦</a>¦<a name=¦<img src=¦ alt=¦ onerror=¦ style=¦ id=¦ class=¦<b>¦<pre>¦</pre>
<script>¦</script>¦<svg¦<math>¦<style>¦<iframe ¦<textarea>¦<title>¦<noscript>¦<table>¦<select>¦<form>
javascript:¦data:text/html,¦vbscript:¦alert(1)¦http://¦https://¦www.¦mailto:¦//example.org¦&#xfdd0;0&#xfdd1;
media/a.jpg¦about.md#x¦gated:0¦@a¦tag#¦<details open>¦&#64976¦&#2;klzzwxh:0000&#3;¦&#x202e;¦&#xd800;
"""
# fmt: off
UNSEEN = [
    "\n", "\n\n", "\\\n", "  \n", "\t", "\r", "\r\n", "\0", "\x0c", "\x1c", "\u2028", "\u202e", "\u200f",
    "\ufeff", "\ud800", "\ufb50", "\x02", "\x03", "\x02klzzwxh:0000\x03", "\x02wzxhzdk:0\x03",
    "java\tscript:", OPENS, CLOSES, f"{OPENS}0{CLOSES}",
]
# fmt: on
PIECES = re.split("[¦\n]", SEEN.strip("\n")) + UNSEEN
markdown = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)

Convert = Callable[[str], tuple[Body, tuple[Problem, ...]]]


@pytest.fixture(scope="module")
def converted(surroundings: Callable[..., Surroundings]) -> Convert:
    return lambda text: convert(text, surroundings())


@given(st.text())
def test_any_text_gives_a_body_and_known_problems(converted: Convert, text: str) -> None:
    check(*converted(text))


@given(markdown)
@example("<a href='x\n::: post y\n'>z</a>")
@example('<div title="\n::: post y\n">z</div>')
@example('[a](b "x\n::: post y\n")')
@example("**a *b **c" * 200)
@example("*a " * 500 + "a* " * 500 + "\n\n*[a]: b")
@example("<b>" * 3000)
@example("> " * 500 + "- " * 500 + "x")
@example("::: note\n" * 40 + ":::\n" * 40)
@example("<a/href=javascript:alert(1)>x</a>")
@example("<a\x0chref=javascript:alert(1)>x</a>")
@example("<a x=`><img/src=x onerror=alert(1)>`>y</a>")
@example("<svg><style><img src=x onerror=alert(1)></style></svg>")
@example("<p>\n\n[x](javas&Tab;cript&colon;alert(1))\n\n</p>")
@example('<a href="gated:0">x</a> [y](about.md)')
@example('<p><a b=c" href=gated:9>x</a></p>')
@example("<p>&#xfdd0;0&#xfdd1;</p>")
@example("[a]: javascript:alert(1)\n\n[a] [b][a] ![c][a]")
@example("<javascript:alert(1)> <JAVASCRIPT://%0aalert(1)>")
def test_nothing_that_runs_or_fetches_is_left(converted: Convert, text: str) -> None:
    check(*converted(text))


@given(markdown.map(lambda text: text.replace("<", "")))
def test_what_markdown_alone_makes_is_as_sanitising_would_leave_it(
    converted: Convert, text: str
) -> None:
    """Sanitising is left out where no raw HTML is: so it must find nothing to do there."""
    body, _ = converted(text)
    html = "".join(pieces(body))
    attributes = {"*": set(EVERYWHERE), **{tag: set(names) for tag, names in ATTRIBUTES.items()}}
    schemes = {"http", "https", "mailto", "tel", "handbill"}
    clean = nh3.clean(
        html, tags=set(TAGS), attributes=attributes, url_schemes=schemes, link_rel=None
    )
    assert flat(html5lib.parseFragment(clean, namespaceHTMLElements=False)) == flat(
        html5lib.parseFragment(html, namespaceHTMLElements=False)
    )


def flat(element: Element) -> list[object]:
    """The tree as a list; addresses, which nh3 may find ill-formed, are looked at elsewhere."""
    return [
        (e.tag, sorted(item for item in e.items() if item[0] != "href"), e.text, e.tail)
        for e in element.iter()
    ]


def pieces(body: Body) -> Iterator[str]:
    """All the HTML of a body; what templates draw is a word."""
    for part in body.parts:
        if isinstance(part, str):
            yield part
        else:
            yield "drawn"
            if isinstance(part, Directive) and part.body:
                yield from pieces(part.body)


def check(body: Body, problems: tuple[Problem, ...]) -> None:
    html = "".join(pieces(body))
    assert OPENS not in html
    assert not {"\x02", "\u202e"} & set(html)
    html.encode("utf-8")
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        assert element.tag == "DOCUMENT_FRAGMENT" or element.tag in TAGS
        for name, value in element.items():
            assert name in EVERYWHERE | ATTRIBUTES.get(element.tag, frozenset())
            if name == "href":
                assert re.match(r"https?:|mailto:|tel:|#|handbill:/", value), value
    assert all(problem.code in CODES and problem.place.line for problem in problems)
    assert all(isinstance(part, str | Directive | Image) for part in body.parts)
    assert body.words >= 0
