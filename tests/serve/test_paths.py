"""Which output a request path means, and which paths mean none."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.serve.paths import Found, find, output_path
from serve.fixed import FixedEdition

NAMES = ["index.html", "about.html", "ar/index.html", "ar/404.html", "ar/about/index.html", "sw.js"]
EDITION = FixedEdition(dict.fromkeys(NAMES, b""))


@pytest.mark.parametrize(
    "path",
    [
        "", "about", "//", "//x", "/a//b", "/a//", "/./a", "/a/.", "/a/..", "/../a", "/a\\b",
        "/a%5Cb", "/a%2fb", "/a%00", "/a%0ab", "/%25", "/%ff", "/a%7f", "/" + "a" * 2000,
    ],
)  # fmt: skip
def test_no_path_at_all(path: str) -> None:
    assert output_path(path) is None
    assert find(EDITION, path) == Found("", 404)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/", Found("index.html")),
        ("/about", Found("about.html")),
        ("/ar", Found("", 301, "/ar/")),
        ("/ar/about", Found("", 301, "/ar/about/")),
        ("/ar/about/", Found("ar/about/index.html")),
        ("/ar/x/y", Found("ar/404.html", 404)),
        ("/x", Found("", 404)),
        ("/sw.js", Found("", 404)),
        ("/index.html/", Found("", 404)),
    ],
)
def test_found_as_hosts_do(path: str, found: Found) -> None:
    assert find(EDITION, path) == found


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/ar/", Found("ar/index.html")),
        ("/ar/new", Found("", 503)),
        ("/ar/new.html", Found("", 503)),
        ("/new/", Found("", 503)),
        ("/ar/new.png", Found("ar/404.html", 404)),
        ("/sw.js", Found("", 404)),
        ("/a/../b", Found("", 404)),
    ],
)
def test_a_page_may_yet_come_of_mistakes(path: str, found: Found) -> None:
    assert find(FixedEdition(dict.fromkeys(NAMES, b""), failed=True), path) == found


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_redirect_stays_on_the_site(folder: str, rest: str) -> None:
    """Whatever the outputs are called, and whatever is asked."""
    edition = FixedEdition({f"{folder}/index.html": b"", f"{folder}/{rest}/index.html": b""})
    for asked in (folder, quote(folder, errors="replace"), f"{folder}/{rest}", f"/{folder}"):
        where = find(edition, "/" + asked).moved
        assert not where or (where[0] == "/" and where[1:2] not in ("/", "\\"))
        assert where.isascii()
