"""A studio in a page of its own, on one small site for all of these tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from sites import BuiltSite

from .studios import Studio, opened_studio, phone_photo, studio_site


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return studio_site(tmp_path_factory.mktemp("studio"))


@pytest.fixture(scope="package")
def photo() -> bytes:
    """A small photo, as phones save it."""
    return phone_photo(800, 600)


@pytest.fixture
def studio(browser: Browser, site: BuiltSite) -> Iterator[Studio]:
    """A studio from a folder, as on a USB stick; that it asked nobody is checked at the end."""
    with opened_studio(browser, (site.output / "index.html").as_uri()) as found:
        yield found
