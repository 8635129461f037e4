"""Where addresses may go on in the next line, and that nothing is added to what is copied."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.addresses import breakable

MakeSite = Callable[..., Any]


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("https://example.org/", ["https://", "example", ".org/"]),
        (
            "https://example.org/a-b.html#c",
            ["https://", "example", ".org/", "a", "-b", ".html", "#c"],
        ),
        ("https://x.com/amina/status/1", ["https://", "x", ".com/", "amina/", "status/", "1"]),
        ("", []),
    ],
)
def test_addresses_break_behind_slashes_and_before_signs(address: str, parts: list[str]) -> None:
    assert list(filter(None, breakable(address).split("<wbr>"))) == parts


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_what_is_copied_is_the_address(address: str) -> None:
    found = html5lib.parseFragment(breakable(address), namespaceHTMLElements=False)
    assert "".join(found.itertext()) == address


def test_shared_and_lost_addresses_may_break(site: MakeSite) -> None:
    lost = 'url: "https://x.com/amina/status/726435235995504640"\nsource: {title: A report}\n'
    settings = "title: Example\nurl: https://example.org/\n"
    made = site({"site.yaml": settings, "content/posts/lost.yaml": lost})
    assert made.build().written, made.problems
    html = made.out("voices/lost.html")
    assert "https://<wbr>example<wbr>.org/<wbr>voices/<wbr>lost<wbr>.html</bdi>" in html
    assert "https://<wbr>x<wbr>.com/<wbr>amina/<wbr>status/<wbr>726435235995504640</bdi>" in html
