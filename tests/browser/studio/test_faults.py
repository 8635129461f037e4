"""The photo studio when something is wrong, and what it keeps: nothing."""

from __future__ import annotations

import base64

import pytest
from playwright.sync_api import Browser

from sites import BuiltSite

from .studios import (
    HAND_OVER,
    TINT,
    Studio,
    opened_studio,
    picture,
    quarters,
)


@pytest.mark.parametrize(
    ("name", "mime", "data", "said"),
    [
        ("notes.txt", "text/plain", b"hello", "foreign"),
        ("a.heic", "image/heic", b"\0\0\0\x18ftypheic\0\0", "heic"),
        ("b.HEIF", "", b"\0\0\0\x18ftypheif\0\0", "heic"),
        ("a.jpg", "image/jpeg", b"\xff\xd8\xff\xe0 no picture at all", "unreadable"),
        ("empty.png", "image/png", b"", "unreadable"),
    ],
)
def test_what_is_no_photo_is_refused_in_words(
    studio: Studio, photo: bytes, name: str, mime: str, data: bytes, said: str
) -> None:
    studio.choose("a.jpg", photo)
    studio.says(studio.word("opened"))
    studio.page.set_input_files(
        "input[type=file]", {"name": name, "mimeType": mime, "buffer": data}
    )
    studio.says(studio.word(said))
    studio.words_off()
    studio.slide("strength", 0)
    assert quarters(picture(studio.saved()[1]))[0] == "green", "the photo before it stays"


_NOISE = """CanvasRenderingContext2D.prototype.getImageData = (x, y, w, h) => {
  const found = new ImageData(w, h);
  found.data.fill(255);
  return found;
};"""


def test_a_browser_that_hides_pictures_from_pages_is_told_of(
    browser: Browser, site: BuiltSite
) -> None:
    url = (site.output / "index.html").as_uri()
    with opened_studio(browser, url, _NOISE) as studio:
        studio.plain()
        studio.page.locator("[data-save='1080 1080']").click()
        studio.says(studio.word("blocked"))
        assert studio.page.locator(".result").is_hidden()


_SHEET = """globalThis.given = [];
navigator.canShare = ({ files }) => files[0].type === "image/png";
navigator.share = async ({ files }) => {
  if (globalThis.refuse) throw new DOMException("no", globalThis.refuse);
  globalThis.given.push([files[0].name, files[0].type, files[0].size]);
};"""


def test_the_systems_own_sheet_gets_the_file(browser: Browser, site: BuiltSite) -> None:
    url = (site.output / "index.html").as_uri()
    with opened_studio(browser, url, _SHEET) as studio:
        studio.plain()
        share = studio.page.locator("[data-hand-on]")
        share.click()
        studio.says(studio.word("shared"))
        ((name, mime, size),) = studio.page.evaluate("given")
        assert (name, mime) == ("profile-red-1080.png", "image/png")
        assert size > 1000
        studio.page.evaluate("refuse = 'AbortError'")
        share.click()
        studio.says(studio.word("shared"))
        studio.page.evaluate("refuse = 'NotAllowedError'")
        share.click()
        studio.says(studio.word("failed"))


_COUNT = """globalThis.open = new Set();
const { createObjectURL, revokeObjectURL } = URL;
URL.createObjectURL = (what) => { const url = createObjectURL.call(URL, what); open.add(url); return url; };
URL.revokeObjectURL = (url) => { open.delete(url); revokeObjectURL.call(URL, url); };"""


def test_nothing_of_a_removed_photo_is_kept(
    browser: Browser, site: BuiltSite, photo: bytes
) -> None:
    with opened_studio(browser, (site.output / "index.html").as_uri(), _COUNT) as studio:
        studio.choose("a.jpg", photo)
        for _ in range(3):
            studio.saved()
        assert studio.page.evaluate("open.size") == 1
        studio.page.get_by_role("button", name="Remove the photo").click()
        studio.says(studio.word("cleared"))
        assert studio.page.evaluate("open.size") == 0
        assert studio.page.locator(".result").is_hidden()
        assert studio.page.evaluate("document.activeElement.type") == "file"
        assert studio.page.evaluate("localStorage.length + sessionStorage.length") == 0
        studio.plain()
        studio.words_off()
        image = picture(studio.saved()[1])
    assert image.getcolors() == [(1080 * 1080, TINT)]


def test_enter_in_a_field_sends_nothing(studio: Studio) -> None:
    studio.page.locator("[name=ring]").fill("#Aleppo")
    studio.page.keyboard.press("Enter")
    studio.page.wait_for_timeout(100)
    assert studio.page.locator("[name=ring]").input_value() == "#Aleppo"


def test_two_studios_on_a_page_do_not_share_a_photo(
    browser: Browser, site: BuiltSite, photo: bytes
) -> None:
    site.write(
        {"content/two.md": "---\ntitle: T\ndescription: D.\n---\n\n::: photo\n\n::: photo\n"}
    )
    site.build(output=site.root / "two")
    with opened_studio(browser, (site.root / "two/two.html").as_uri()) as studio:
        data = base64.b64encode(photo).decode()
        studio.page.evaluate(HAND_OVER, ["paste", "a.jpg", "image/jpeg", data])
        studio.settled()
        empty = studio.page.locator("form.studio").evaluate_all(
            "forms => forms.map((form) => form.hasAttribute('data-empty'))"
        )
    assert empty == [False, True]
