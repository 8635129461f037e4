"""By keyboard alone: everything is reached, in order, and it shows where one is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from sites import BuiltSite

from .visits import opened

PAGES = ["index.html", "timeline/aleppo-2016.html", "voices.html"]

_TABBABLE = """() => [...document.querySelectorAll(
  "a[href], button, input, select, textarea, summary, [tabindex='0']")]
  .filter((e) => e.checkVisibility()).length"""

# How the focused element shows itself; null when focus has left the page.
_FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e);
  const box = e.getBoundingClientRect();
  const line = e.getClientRects()[0] ?? box;
  const [x, y] = [line.x + line.width / 2, line.y + line.height / 2];
  const top = document.elementFromPoint(x, y);  // null outside the window
  return {
    name: `${e.tagName} ${e.getAttribute("href") ?? ""} ${e.textContent.trim().slice(0, 40)}`,
    place: [...document.querySelectorAll("*")].indexOf(e),
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    colour: style.outlineColor,
    seen: box.width > 1 && !!top && (e.contains(top) || top.contains(e)),
  };
}"""


def tab_through(page: Page) -> list[dict[str, object]]:
    """Every stop of the Tab key, from the first to the last."""
    stops = []
    for _ in range(page.evaluate(_TABBABLE) + 1):
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUSED)
        if stop is None:
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize("name", [*PAGES, *(f"ar/{name}" for name in PAGES)])
def test_every_stop_is_seen_and_in_order(browser: Browser, sample: BuiltSite, name: str) -> None:
    # Where one is must be seen at once, not at the end of a smooth ride.
    with opened(browser, reduced_motion="reduce") as page:
        page.goto((sample.output / name).as_uri())
        wanted = page.evaluate(_TABBABLE)
        stops = tab_through(page)
    assert len(stops) == wanted > 15
    assert [stop["name"] for stop in stops if stop["outline"] < 2] == []
    assert [stop["name"] for stop in stops if "rgba(0, 0, 0, 0)" in stop["colour"]] == []
    assert [stop["name"] for stop in stops if not stop["seen"]] == []
    places = [stop["place"] for stop in stops]
    assert places == sorted(places)


@pytest.mark.parametrize("name", ["index.html", "ar/timeline/aleppo-2016.html"])
def test_the_first_stop_leads_past_the_menu(browser: Browser, sample: BuiltSite, name: str) -> None:
    with opened(browser) as page:
        page.goto((sample.output / name).as_uri())
        page.keyboard.press("Tab")
        skip = page.locator(":focus")
        box = skip.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
        page.keyboard.press("Enter")
        page.wait_for_url("**#content")
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('main')")
        assert not page.evaluate("!!document.activeElement.closest('nav')")


def test_a_filter_works_by_keyboard_alone(browser: Browser, sample: BuiltSite) -> None:
    with opened(browser) as page:
        page.goto((sample.output / "timeline/aleppo-2016.html").as_uri())
        events = page.locator("main .event")
        every = events.count()
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.type") == "search":
                break
        page.keyboard.type("geneva")
        shown = [e for e in events.all() if e.is_visible()]
        assert 0 < len(shown) < every
        assert "Geneva" in shown[0].inner_text()
        assert page.locator(".filter").get_by_role("status").inner_text()
