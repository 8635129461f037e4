"""How checks find their way among the outputs."""

from __future__ import annotations

import pytest

from generator.check.finished import finish

from .made import outputs, page, site

FILES = {
    "index.html": page(),
    "ar/index.html": page(),
    "a.svg": "<svg id='x'></svg>",
    "b.css": "a{}",
}


def test_pages_drawings_and_texts_are_told_apart() -> None:
    finished = finish(outputs(FILES), site(), {})
    assert list(finished.pages) == ["index.html", "ar/index.html"]
    assert list(finished.drawings) == ["a.svg"]
    assert finished.texts(".css", ".js") == {"b.css": "a{}"}


def test_what_is_no_unicode_is_read_all_the_same() -> None:
    finished = finish(outputs({"index.html": b"<h1>\xff</h1>"}), site(), {})
    assert finished.pages["index.html"].elements[0].text == "\ufffd"


@pytest.mark.parametrize(
    ("url", "root"),
    [
        ("https://example.org", "/"),
        ("https://example.org/", "/"),
        ("https://example.org/a/b", "/a/b/"),
        (None, "/"),
    ],
)
def test_where_the_site_begins_on_its_host(url: str | None, root: str) -> None:
    assert finish([], site(url=url), {}).root == root


def test_languages_and_home_pages_by_folder() -> None:
    finished = finish([], site(languages=["en", "ar"]), {})
    assert finished.language("ar/x/a.html").code == "ar"
    assert finished.language("voices/a.html").code == "en"
    paths = ("index.html", "ar/index.html", "updates/index.html", "ar.html")
    assert [path for path in paths if finished.is_home(path)] == ["index.html", "ar/index.html"]
