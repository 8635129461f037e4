"""What comes out of a printer: words that can be read there, and nothing that asks for a click."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from sites import BuiltSite

from .visits import opened

FOLDERS = ["", "ar/"]

# What is written behind links, and whether these are on paper at all.
_WRITTEN_OUT = """() => [...document.querySelectorAll("main a")]
  .filter((a) => a.checkVisibility())
  .filter((a) => getComputedStyle(a, "::after").content.includes("http"))
  .map((a) => a.href)"""

_SEEN = "(selector) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility()).length"


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize(
    "name", ["kit", "take-action", "index", "figures", "safe", "voices/helpless"]
)
def test_no_share_link_is_written_out(
    browser: Browser, sample: BuiltSite, folder: str, name: str
) -> None:
    with opened(browser) as page:
        page.goto((sample.output / f"{folder}{name}.html").as_uri())
        page.emulate_media(media="print")
        assert [link for link in page.evaluate(_WRITTEN_OUT) if "%" in link] == []
        assert page.evaluate(_SEEN, ".networks, .counts, .save, .share, .share-one, .tools") == 0


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_kit_on_paper_is_its_words_and_cards(
    browser: Browser, sample: BuiltSite, folder: str
) -> None:
    with opened(browser) as page:
        page.goto((sample.output / f"{folder}kit.html").as_uri())
        leaflet = page.pdf(format="A4")
        page.emulate_media(media="print")
        assert page.evaluate(_SEEN, ".job .sent") >= 4
        assert page.evaluate(_SEEN, ".job .cards img") == 16
    assert len(re.findall(rb"/Type\s*/Page\b", leaflet)) <= 16


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_leaflet_has_a_code_in_its_corner(
    browser: Browser, sample: BuiltSite, folder: str
) -> None:
    asked = []
    with opened(browser, viewport={"width": 700, "height": 900}) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto((sample.output / f"{folder}index.html").as_uri())
        code = page.locator(".hero .code")
        assert not code.is_visible()
        # On a screen, nobody waits for what only paper shows.
        assert [url for url in asked if "/kit/qr-" in url] == []
        page.emulate_media(media="print")
        page.wait_for_function("(e) => e.complete && e.naturalWidth", arg=code.element_handle())
        box, hero = code.bounding_box(), page.locator(".hero").bounding_box()
    assert box
    assert hero
    before, after = box["x"] - hero["x"], hero["x"] + hero["width"] - box["x"] - box["width"]
    assert (before if folder else after) < 20
    assert box["y"] - hero["y"] < 60
