"""Ids, addresses and sources are unique."""

from pathlib import PurePosixPath

import pytest

from generator.resolve.identity import page_path


@pytest.mark.parametrize(
    ("key", "language", "slug", "path"),
    [
        ("index", "en", "", "index.html"),
        ("about", "ar", "", "ar/about.html"),
        ("updates/First Day", "en", "", "updates/first-day.html"),
        ("updates/x", "ar", "اليوم-الأول", "ar/updates/اليوم-الأول.html"),
        ("Überall", "en", "", "uberall.html"),
        ("a..b", "en", "", "a-b.html"),
    ],
)
def test_addresses(key: str, language: str, slug: str, path: str) -> None:
    assert page_path(key, language, "en", slug) == PurePosixPath(path)


def test_a_name_without_letters_has_no_address() -> None:
    assert page_path("🔥", "en", "en", "") is None
    assert page_path("..", "en", "en", "") is None
