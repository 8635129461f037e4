"""Input that nobody means costs no time, and what is cut short is text."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest

from generator.markup import Surroundings, attributes, convert
from generator.markup.serialise import to_html
from generator.model import Directive

Around = Callable[..., Surroundings]


def html(text: str, surroundings: Surroundings) -> str:
    return "".join(part for part in convert(text, surroundings)[0].parts if isinstance(part, str))


def test_a_link_s_text_holds_only_so_many_brackets(surroundings: Around) -> None:
    few, many = ("[" * n + "a" + "]" * n + "(b.md)" for n in (10, 40))
    assert "<a" in html(few, surroundings())
    assert html(many, surroundings()) == f"<p>{many}</p>\n"


def test_a_paragraph_holds_only_so_much_emphasis(surroundings: Around) -> None:
    few, many = ("*a* " * n for n in (100, 600))
    assert html(few, surroundings()).count("<em>") == 100
    assert html(many, surroundings()) == f"<p>{many.strip()}</p>\n"


@pytest.mark.parametrize(("mark", "tag"), [("> ", "<blockquote>"), ("- ", "<ul>")])
def test_blocks_nest_only_so_far(mark: str, tag: str, surroundings: Around) -> None:
    found = html(mark * 200 + "x", surroundings())
    assert 20 < found.count(tag) < 50
    assert "x" in found


@pytest.mark.parametrize(
    "text",
    [
        '<div title="\n::: share\n">z</div>',
        "<div title=a\n::: share\n>z</div>",
        "<!--\n::: share\n-->",
        "<script>\n::: share\n</script>",
    ],
)
def test_a_directive_where_no_text_is_stands_nowhere(text: str, surroundings: Around) -> None:
    body, _ = convert(text, surroundings())
    assert not any(isinstance(part, Directive) for part in body.parts)


def test_only_allowed_attributes_are_given_and_written() -> None:
    element = Element("p", {"onclick": "x()", "class": "a"})
    attributes.assign(element, '{: onmouseover="x()" .b style=x #c href=y}')
    assert element.attrib == {"onclick": "x()", "class": "a b", "id": "c"}
    root = Element("div")
    root.append(element)
    assert to_html(root) == ('<p class="a b" id="c"></p>\n', False)


def test_an_element_that_is_not_allowed_is_our_own_fault() -> None:
    root = Element("div")
    root.append(Element("script"))
    with pytest.raises(KeyError):
        to_html(root)
