"""How pages lie when something has been opened, when text is large, and when there is much room."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from sites import BuiltSite

from .visits import opened

FOLDERS = ["", "ar/"]

# The space between each part of an opened element and the next one below it.
_GAPS = """(details) => {
  details.open = true;
  const parts = [...details.children].map((e) => e.getBoundingClientRect());
  return parts.slice(1).map((box, n) => box.top - parts[n].bottom);
}"""

_BOXES = """(elements) => elements.map((e) => {
  const { x, y, width, height } = e.getBoundingClientRect();
  return { x, y, width, height };
})"""


def boxes(page: Any, selector: str) -> list[dict[str, float]]:
    found: list[dict[str, float]] = page.eval_on_selector_all(selector, _BOXES)
    assert found
    return found


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize(
    ("name", "selector"),
    [
        ("figures", ".share-one"),
        ("voices/helpless", ".share details"),
        ("kit", ".piece details"),
        ("kit", ".shelf details"),
    ],
)
def test_parts_of_what_is_opened_stand_apart(
    browser: Browser, sample: BuiltSite, folder: str, name: str, selector: str
) -> None:
    with opened(browser, viewport={"width": 390, "height": 800}) as page:
        page.goto((sample.output / f"{folder}{name}.html").as_uri())
        gaps = page.locator(selector).first.evaluate(_GAPS)
    assert gaps
    assert min(gaps) >= 8


def test_an_opened_figure_has_the_whole_phone(browser: Browser, sample: BuiltSite) -> None:
    with opened(browser, viewport={"width": 390, "height": 800}) as page:
        page.goto((sample.output / "figures.html").as_uri())
        beside = boxes(page, ".disagree > .figure")
        page.locator(".disagree details").first.evaluate("(e) => { e.open = true; }")
        below = boxes(page, ".disagree > .figure")
    assert beside[0]["y"] == beside[1]["y"]
    assert min(box["width"] for box in below) > 300
    assert below[0]["width"] == below[1]["width"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_events_end_in_a_quiet_link(browser: Browser, sample: BuiltSite, folder: str) -> None:
    with opened(browser, viewport={"width": 390, "height": 800}) as page:
        page.goto((sample.output / f"{folder}timeline/aleppo-2016.html").as_uri())
        for box in boxes(page, ".event .tools button"):
            assert 44 <= box["height"] < 60
            assert 44 <= box["width"] < 200
        style = "(e) => getComputedStyle(e).backgroundColor"
        assert page.locator(".event .tools button").first.evaluate(style) == "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_line_begins_with_a_comma(browser: Browser, sample: BuiltSite, folder: str) -> None:
    lines = """(span) => {
      const range = document.createRange();
      range.selectNodeContents(span.lastChild);
      const [link, comma] = [span.firstElementChild, range].map((e) => e.getBoundingClientRect());
      return comma.top < link.bottom && comma.bottom > link.top;
    }"""
    with opened(browser, viewport={"width": 320, "height": 640}) as page:
        page.goto((sample.output / f"{folder}timeline/aleppo-2016.html").as_uri())
        for width in range(250, 420, 10):
            page.set_viewport_size({"width": width, "height": 640})
            spans = page.locator(".exports span").all()
            assert [span.evaluate(lines) for span in spans] == [True] * 3
        assert {span.evaluate("(e) => getComputedStyle(e).whiteSpace") for span in spans} == {
            "nowrap"
        }


@pytest.mark.parametrize("width", [390, 1024, 1280])
@pytest.mark.parametrize("folder", FOLDERS)
def test_no_card_of_the_kit_stands_alone(
    browser: Browser, sample: BuiltSite, folder: str, width: int
) -> None:
    with opened(browser, viewport={"width": width, "height": 800}) as page:
        page.goto((sample.output / f"{folder}kit.html").as_uri())
        job = page.locator(".job").first
        preview, square, portrait, story = boxes(page, ".job:first-of-type .cards img")
        assert square["y"] == portrait["y"] == story["y"]
        assert (preview["y"] == story["y"]) == (width > 960)
        assert abs(square["height"] - story["height"]) < 4
        # Beside the words there is no more room than the counts leave.
        said, shelf = job.locator(".looks").bounding_box(), job.locator(".shelf").bounding_box()
    assert said
    assert shelf
    assert 0 < shelf["y"] - said["y"] - said["height"] < 80


# Text at twice its size, as a browser's settings make it.
_LARGE = "() => { document.documentElement.style.fontSize = '200%'; }"

# Words of headlines that go on in the next line.
_CUT = """() => {
  const cut = [];
  for (const element of document.querySelectorAll("h1, h2, .demand, .hero .hashtags")) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data } = walker.currentNode;
      for (const word of data.matchAll(/[\\p{L}\\p{M}\\d]+/gu)) {
        const range = document.createRange();
        range.setStart(walker.currentNode, word.index);
        range.setEnd(walker.currentNode, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.bottom)));
        if (lines.size > 1) cut.push(word[0]);
      }
    }
  }
  return cut;
}"""


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("name", ["index", "timeline/aleppo-2016", "kit", "figures", "safe"])
def test_text_may_be_twice_as_large(
    browser: Browser, sample: BuiltSite, folder: str, name: str
) -> None:
    with opened(browser, viewport={"width": 320, "height": 640}) as page:
        page.goto((sample.output / f"{folder}{name}.html").as_uri())
        page.evaluate(_LARGE)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        page.set_viewport_size({"width": 390, "height": 800})
        assert page.evaluate(_CUT) == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_steps_with_long_hashtags_stay_on_the_page(
    browser: Browser, sample: BuiltSite, folder: str
) -> None:
    with opened(browser, viewport={"width": 320, "height": 640}) as page:
        page.goto((sample.output / f"{folder}take-action.html").as_uri())
        page.evaluate(_LARGE)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
