"""Addresses in style sheets."""

from __future__ import annotations

import pytest

from generator.check.styles import addresses


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("a{background:url(x.png)}", ["x.png"]),
        ("a{background:URL( 'x y.png' )}", ["x y.png"]),
        ('a{background:url("x)y.png")}', ["x)y.png"]),
        ('@import "x.css";@import url(y.css);', ["x.css", "y.css"]),
        ('a{background:image-set("x.png" 1x)}', ["x.png"]),
        ("/* url(x.png) */ a{color:red}", []),
        ("/* never closed url(x.png)", []),
        ("a{mask:url()}", [""]),
        ("a{content:'curl'}", []),
    ],
)
def test_what_a_style_sheet_names(css: str, found: list[str]) -> None:
    assert [url for url, _ in addresses(css)] == found


def test_offsets_hold_behind_comments() -> None:
    css = "/* a\n b */ a{b:url(x)}"
    assert [css[at:].startswith("url(x)") for _, at in addresses(css)] == [True]
