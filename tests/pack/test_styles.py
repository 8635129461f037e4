"""The style sheets of all pages as one."""

from __future__ import annotations

import pytest

from generator.pack.styles import Styles

FONT = "@font-face{font-family:A;src:url(f.woff2)}"


def joined(files: dict[str, str], room: int = 100_000, *sheets: tuple[str, str]) -> Styles:
    listing = {path: (len(text), "") for path, text in files.items()}
    styles = Styles(listing, lambda path: files[path].encode(), room)
    styles.add(sheets or [("assets/a.css", "")])
    return styles


@pytest.mark.parametrize(
    ("css", "becomes"),
    [
        ("body{a:b}", "site-page{a:b}"),
        ("html body>p,body.home .x{a:b}", "html site-page>p,site-page.home .x{a:b}"),
        ("@media print{body{a:b}}", "@media print{site-page{a:b}}"),
        (
            ".body,#body,body-part,[a=body],.a-body{a:b}",
            ".body,#body,body-part,[a=body],.a-body{a:b}",
        ),
        ("a{font:body;x:body}b{c:d}", "a{font:body;x:body}b{c:d}"),
        ("/* body { */a{b:c}", "a{b:c}"),
        ("html[dir=rtl] a{b:c}", "site-page[dir=rtl] a{b:c}"),
        (":root:lang(ar) > body .x{a:b}", "site-page:lang(ar) .x{a:b}"),
        (":root,html,[lang]{--a:b}", ":root,html,[lang]{--a:b}"),
        ('@import url("b.css");a{b:c}', "a{b:c}"),
        ("a{b:url(#c)}", "a{b:url(#c)}"),
        ("a{b:url(data:,x)}", "a{b:url(data:,x)}"),
        ("a{b:url(https://example.org/x.png) c}", "a{b:none c}"),
        ("a{b:url( '../gone.png' )}", "a{b:none}"),
        ("a{b:'</style>'}", r"a{b:'<\/style>'}"),
    ],
)
def test_a_sheet_is_for_the_file(css: str, becomes: str) -> None:
    assert joined({"assets/a.css": css}).text("").strip() == becomes


def test_pictures_and_fonts_come_along_as_far_as_there_is_room() -> None:
    files = {
        "assets/a.css": FONT + "i{b:url(../p.png)}",
        "assets/f.woff2": "font",
        "p.png": "x" * 90,
    }
    text = joined(files).text("")
    assert 'src:url("data:font/woff2;base64,Zm9udA==")' in text
    assert 'i{b:url("data:image/png;base64,eHh4' in text
    tight = joined(files, 150)
    assert "data:font/woff2" in tight.text("")
    assert "i{b:none}" in tight.text("")
    assert tight.room >= 0


def test_a_font_without_its_file_is_left_out_whole() -> None:
    assert joined({"assets/a.css": FONT + "a{b:c}"}).text("").strip() == "a{b:c}"


def test_each_sheet_comes_once_and_for_its_media() -> None:
    files = {"a.css": "a{b:c}", "p.css": "p{q:r}"}
    sheets = [("a.css", ""), ("p.css", "print"), ("a.css", ""), ("gone.css", "")]
    text = joined(files, 1000, *sheets).text("own{x:y}")
    assert text.split("\n") == ["a{b:c}", "@media print{p{q:r}}", "own{x:y}"]
