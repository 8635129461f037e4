"""Slugs, root links and public addresses."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.urls import absolute, relative_to, site_url, slugify


def test_slugs_keep_their_script() -> None:
    assert slugify("  Ça va? C'est l'été! ") == "ca-va-cest-lete"
    assert slugify("حلب تحترق") == "حلب-تحترق"
    assert slugify("ﷺ ９") == slugify("ﷺ 9")
    assert slugify("فارسی‌زبان") == "فارسیزبان"


@given(st.text(max_size=40))
def test_slugs_are_safe_and_stable(text: str) -> None:
    slug = slugify(text)
    assert slugify(slug) == slug
    assert not set(slug) & set("/\\.:?#%<>\"' \u202e\u200f")


def test_links_become_relative_to_their_page() -> None:
    html = f'<a href="{site_url("ar/about.html", "two")}">'
    assert relative_to(PurePosixPath("index.html"), html) == '<a href="ar/about.html#two">'
    assert relative_to(PurePosixPath("ar/x/y.html"), html) == '<a href="../../ar/about.html#two">'


def test_public_addresses_of_folders() -> None:
    base = "https://example.org/sub/"
    assert absolute(base, "index.html") == "https://example.org/sub/"
    assert absolute(base, "ar/index.html") == "https://example.org/sub/ar/"
    assert absolute(base, "ar/صفحة.html").startswith("https://example.org/sub/ar/%D8")


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=30))
def test_the_short_way_for_latin_letters_gives_the_same(text: str) -> None:
    # A letter that is not ASCII sends a text the long way.
    assert slugify(text + " ب") == f"{slugify(text)}-ب".lstrip("-")


@pytest.mark.parametrize(
    ("base", "written"),
    [
        (
            "https://حلب.example/حملة/",
            "https://xn--ngbj3e.example/%D8%AD%D9%85%D9%84%D8%A9/a.html",
        ),
        ("https://bücher.example", "https://xn--bcher-kva.example/a.html"),
        ("https://example.org/a%20b/", "https://example.org/a%20b/a.html"),
        ("https://حلب.example/a%20b/", "https://xn--ngbj3e.example/a%20b/a.html"),
    ],
)
def test_addresses_for_machines_are_in_their_letters(base: str, written: str) -> None:
    assert absolute(base, "a.html") == written
