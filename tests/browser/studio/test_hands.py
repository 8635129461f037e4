"""The photo studio by keyboard, mouse, touch, paste and drop, and judged by axe."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from sites import BuiltSite

from ..server import serving
from ..test_axe import _RUN, SCHEMES, SIZES, axe  # noqa: F401 - a fixture
from ..visits import opened
from .studios import (
    HAND_OVER,
    Studio,
    opened_studio,
    picture,
    quarters,
)

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def phone(browser: Browser, site: BuiltSite) -> Iterator[Studio]:
    with opened_studio(browser, (site.output / "index.html").as_uri(), **PHONE) as found:
        yield found


def middle(page: Page) -> tuple[float, float]:
    """The middle of the picture, once it is in sight."""
    canvas = page.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the Tab key never reaches {selector}")


def test_by_keyboard_alone(studio: Studio, photo: bytes) -> None:
    page = studio.page
    # The browser hands choosers over only after it was told to, which takes it a moment.
    page.on("filechooser", lambda _: None)
    tab_to(page, "[type=file]")
    with page.expect_file_chooser() as asked:
        page.keyboard.press("Enter")
    asked.value.set_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo})
    studio.settled()
    assert page.evaluate("document.activeElement.tagName") == "CANVAS"
    described = page.locator("canvas").get_attribute("aria-describedby")
    assert "arrows move" in page.locator(f"#{described}").inner_text()
    page.keyboard.press("+")
    studio.says("Zoom: 110%")
    for _ in range(60):
        page.keyboard.press("Shift+ArrowLeft")
    studio.says(studio.word("edge"))
    assert studio.value("across") == 0
    page.keyboard.press("0")
    assert (studio.value("zoom"), studio.value("down")) == (0, 50)
    tab_to(page, "[name=strength]")
    page.keyboard.press("End")
    assert page.locator("[name=strength]").get_attribute("aria-valuetext") == "100%"
    page.keyboard.press("Home")
    tab_to(page, "[name=ringed]")
    page.keyboard.press("Space")
    tab_to(page, "[data-save='1080 1080']")
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    assert started.value.suggested_filename == "profile-red-1080.jpg"
    studio.says(studio.word("saved").replace("{file}", "profile-red-1080.jpg"))


def test_the_mouse_moves_and_the_wheel_zooms_what_was_clicked(studio: Studio, photo: bytes) -> None:
    page = studio.page
    studio.choose("a.jpg", photo)
    page.evaluate("document.activeElement.blur()")
    x, y = middle(page)
    page.mouse.move(x, y)
    page.mouse.wheel(0, -120)
    page.wait_for_timeout(200)
    assert studio.value("zoom") == 0, "the wheel is the page's"
    page.locator("canvas").scroll_into_view_if_needed()
    x, y = middle(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 40, steps=4)
    page.mouse.up()
    assert studio.value("down") > 50
    before = page.evaluate("scrollY")
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(200)
    assert studio.value("zoom") > 20
    assert page.evaluate("scrollY") == before


def test_one_finger_moves_and_two_zoom(phone: Studio, photo: bytes) -> None:
    page = phone.page
    phone.choose("a.jpg", photo)
    x, y = middle(page)
    hand = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        fingers = [{"x": px, "y": py, "id": number} for number, (px, py) in enumerate(points)]
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    before = page.evaluate("scrollY")
    touch("touchStart", (x, y))
    for step in range(1, 6):
        touch("touchMove", (x, y - 8 * step))
    touch("touchEnd")
    assert phone.value("down") < 50
    touch("touchStart", (x - 30, y), (x + 30, y))
    for step in range(1, 6):
        touch("touchMove", (x - 30 - 9 * step, y), (x + 30 + 9 * step, y))
    touch("touchEnd")
    zoom = page.locator("[name=zoom]").get_attribute("aria-valuetext") or ""
    assert 200 <= int(zoom.rstrip("%")) <= 280
    assert page.evaluate("scrollY") == before


def test_everything_is_large_enough_for_a_thumb(phone: Studio, photo: bytes) -> None:
    phone.choose("a.jpg", photo)
    phone.page.locator("form.studio summary").click()
    small = phone.page.evaluate(
        """() => [...document.querySelectorAll(
          ".studio :is(button, .choice, [type=range], [type=text], summary, .pick), .byhand summary")]
          .filter((one) => one.checkVisibility())
          .filter((one) => one.getBoundingClientRect().height < 43.5)
          .map((one) => one.outerHTML)"""
    )
    assert small == []
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    phone.page.locator("[name=strength]").scroll_into_view_if_needed()
    for part in ("canvas", "[data-save='1080 1080']"):
        box = phone.page.locator(part).bounding_box()
        assert box
        assert -1 <= box["y"] < 844 - 44, f"{part} is out of sight while a slider is used"


@pytest.mark.parametrize("kind", ["paste", "drop"])
def test_photos_are_pasted_and_dropped(studio: Studio, photo: bytes, kind: str) -> None:
    data = base64.b64encode(photo).decode()
    assert studio.page.evaluate(HAND_OVER, [kind, "a.jpg", "image/jpeg", data])
    studio.settled()
    studio.says(studio.word("opened"))
    studio.words_off()
    studio.slide("strength", 0)
    assert quarters(picture(studio.saved()[1])) == ["green", "white", "black", "blue"]


def test_an_address_that_is_dropped_is_not_asked_for(studio: Studio) -> None:
    studio.page.evaluate(HAND_OVER, ["drop", "", "", ""])
    studio.says(studio.word("foreign"))
    assert studio.strangers == []


@pytest.mark.parametrize("name", ["index.html", "ar/index.html"])
def test_axe_finds_nothing(
    browser: Browser,
    site: BuiltSite,
    photo: bytes,
    axe: str,  # noqa: F811 - a fixture
    name: str,
) -> None:
    found = []
    for size, (width, height) in SIZES.items():
        options = {"viewport": {"width": width, "height": height}, "bypass_csp": True}
        with serving(site.output) as host, opened(browser, **options) as page:
            page.goto(host.url + name)
            page.evaluate(axe)
            studio = Studio(page)
            for state in ("empty", "photo", "saved", "initials"):
                if state == "photo":
                    studio.choose("a.jpg", photo)
                    studio.page.locator("form.studio summary").click()
                elif state == "saved":
                    studio.saved()
                elif state == "initials":
                    studio.page.locator("[value=initials]").check()
                    studio.page.locator(".byhand summary").click()
                # What is done in the studio changes nothing around it.
                within = None if state == "empty" else "form.studio"
                for scheme, rules in SCHEMES.items():
                    studio.page.emulate_media(color_scheme=scheme)
                    faults = studio.page.evaluate(_RUN, {"runOnly": rules, "within": within})
                    found += [f"{size}, {state}, {scheme}: {fault}" for fault in faults]
    assert found == []


def test_what_is_said_of_a_photo_goes_with_it(studio: Studio, photo: bytes) -> None:
    studio.choose("a.jpg", photo)
    studio.says(studio.word("opened"))
    studio.page.get_by_role("radio", name="Nothing but the colour").check()
    expect(studio.page.locator("form.studio [role=status]")).to_be_empty()
