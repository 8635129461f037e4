"""The banner in a page of another origin: under its policy, among its styles, until its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sites import small_site

from .server import Host, serving
from .test_axe import AXE
from .visits import opened

SITE = """title: {en: Turn it red, ar: لوّنوها بالأحمر}
url: https://campaign.example.org/
languages: {en: English, ar: العربية}
share:
  banner:
    text: {en: Hospitals are bombed., ar: "المستشفيات تُقصف: #OneTag"}
    starts: 2026-05-01
    ends: 2026-05-31
"""
HOME = {"content/index.ar.md": "---\ntitle: بيت\ndescription: حملة.\n---\n\nمرحبًا.\n"}
INSIDE, AFTER = "2026-05-20T12:00:00Z", "2026-06-01T00:00:01Z"

# Nothing may be loaded but scripts from the campaign's host, and no style may stand in the page.
STRICT = (
    "default-src 'none'; script-src {script}; style-src {style}; img-src data:; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)

# What themes and content blockers do to elements that are not theirs.
HOSTILE = """
* { all: unset !important; color: lime !important; background: lime !important;
    font-size: 3px !important; direction: rtl !important; transition: all 9s !important; }
body > *, div, section { display: none !important; position: absolute !important;
    left: -9999px !important; width: 1px !important; opacity: 0 !important;
    visibility: hidden !important; pointer-events: none !important; }
body { display: flex !important; flex-direction: column !important; }
"""

_STORES = """() => [document.cookie, localStorage.length, sessionStorage.length]"""


class Stranger:
    """Somebody else's page at `url`, and the campaign's host that its banner comes from."""

    def __init__(self, page: Path, url: str, campaign: Host) -> None:
        self.file, self.url, self.campaign = page, url, campaign

    def write(self, head: str = "", body: str = "", lang: str = "en") -> None:
        """The page; `{en}` and `{ar}` stand for the banner's addresses."""
        names = {code: f"{self.campaign.url}kit/banner-{code}.js" for code in ("en", "ar")}
        for code, address in names.items():
            tag = f'<script defer src="{address}"></script>'
            head, body = head.replace(f"[{code}]", tag), body.replace(f"[{code}]", tag)
        self.file.write_text(
            f"<!doctype html><html lang='{lang}'><head><meta charset='utf-8'><title>Other</title>"
            "<link rel='stylesheet' href='hostile.css'><link rel='icon' href='data:,'>"
            f"{head}</head><body><main><h1>Other</h1><a href='#x'>A link</a>{body}</main></body></html>",
            "utf-8",
        )


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stranger]:

    made = small_site(tmp_path_factory.mktemp("campaign"), {"site.yaml": SITE, **HOME})
    made.build(now=datetime(2026, 5, 20, tzinfo=UTC))
    folder = tmp_path_factory.mktemp("other")
    with ExitStack() as stack:
        campaign = stack.enter_context(serving(made.output, headers={}))
        script = f"{campaign.url}kit/"
        policy = STRICT.format(script=script, style="'self'")
        other = stack.enter_context(serving(folder, headers={"Content-Security-Policy": policy}))
        (folder / "hostile.css").write_text("")
        yield Stranger(folder / "index.html", other.url, campaign)


def come(page: Page, stranger: Stranger, moment: str = INSIDE) -> list[str]:
    """Open the page at a moment; every address that is asked for from then on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: asked.append(f"error: {error}"))
    page.clock.install(time=moment)
    page.goto(stranger.url)
    return asked


@pytest.mark.parametrize("place", ["head", "body"])
def test_it_stands_on_top_and_asks_for_nothing(
    browser: Browser, stranger: Stranger, place: str
) -> None:
    stranger.write(**{place: "[en]"})
    with opened(browser) as page:
        asked = come(page, stranger)
        bar = page.get_by_role("region", name="Notice: Turn it red")
        expect(bar).to_be_visible()
        assert "Hospitals are bombed." in bar.inner_text()
        link = bar.get_by_role("link", name="Turn it red")
        assert link.get_attribute("href") == "https://campaign.example.org/"
        box = bar.bounding_box()
        assert box is not None
        assert box["y"] < 20
        # It takes no focus, keeps nothing, and nothing but itself was asked for.
        assert page.evaluate("document.activeElement === document.body")
        assert page.evaluate(_STORES) == ["", 0, 0]
        page.clock.run_for(3_600_000)
        script = f"{stranger.campaign.url}kit/banner-en.js"
        assert asked == [stranger.url, f"{stranger.url}hostile.css", script]


@pytest.mark.parametrize("key", ["Enter", "Space", "Escape"])
def test_it_is_closed_by_keyboard_and_stays_closed(
    browser: Browser, stranger: Stranger, key: str
) -> None:
    stranger.write(head="[en]")
    with opened(browser) as page:
        come(page, stranger)
        bar = page.get_by_role("region", name="Notice: Turn it red")
        expect(bar).to_be_visible()
        if key != "Escape":
            page.keyboard.press("Tab")
            expect(bar.get_by_role("link")).to_be_focused()
            page.keyboard.press("Tab")
            close = bar.get_by_role("button", name="Close")
            expect(close).to_be_focused()
            outline = close.evaluate("(e) => getComputedStyle(e).outlineWidth")
            assert outline == "3px"
        page.keyboard.press(key)
        expect(bar).to_have_count(0)
        page.clock.run_for(7_200_000)
        expect(bar).to_have_count(0)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "A link"


def test_the_page_s_styles_do_not_reach_it(browser: Browser, stranger: Stranger) -> None:
    stranger.write(head="[en]")
    (stranger.file.parent / "hostile.css").write_text(HOSTILE)
    try:
        with opened(browser, viewport={"width": 390, "height": 800}) as page:
            come(page, stranger)
            bar = page.get_by_role("region", name="Notice: Turn it red")
            expect(bar).to_be_visible()
            box = bar.bounding_box()
            look = bar.evaluate(
                "(e) => { const s = getComputedStyle(e);"
                "return [s.backgroundColor, s.color, s.fontSize, s.direction, s.opacity]; }"
            )
            bar.get_by_role("button", name="Close").click()
            expect(bar).to_have_count(0)
    finally:
        (stranger.file.parent / "hostile.css").write_text("")
    assert look == ["rgb(179, 0, 27)", "rgb(255, 255, 255)", "17px", "ltr", "1"]
    assert box is not None
    assert box["width"] > 370
    assert box["height"] > 44


def test_in_arabic_it_runs_from_right_to_left(browser: Browser, stranger: Stranger) -> None:
    stranger.write(head="[ar]")
    with opened(browser) as page:
        come(page, stranger)
        bar = page.get_by_role("region", name="تنويه: لوّنوها بالأحمر")
        expect(bar).to_be_visible()
        assert bar.evaluate("(e) => [e.lang, getComputedStyle(e).direction]") == ["ar", "rtl"]
        words, close = bar.locator("span"), bar.get_by_role("button", name="إغلاق")
        first, last = words.bounding_box(), close.bounding_box()
        assert first is not None
        assert last is not None
        assert first["x"] > last["x"]
        assert words.inner_text() == "المستشفيات تُقصف: \u2068#OneTag\u2069"


def test_it_goes_by_itself_and_comes_no_more(browser: Browser, stranger: Stranger) -> None:
    stranger.write(head="[en]", body="[en]")
    with opened(browser) as page:
        come(page, stranger, "2026-05-31T23:59:30Z")
        bar = page.get_by_role("region", name="Notice: Turn it red")
        expect(bar).to_have_count(1)
        page.clock.run_for(60_000)
        expect(bar).to_have_count(0)
    with opened(browser) as page:
        come(page, stranger, AFTER)
        page.clock.run_for(3_600_000)
        assert page.evaluate("document.body.children.length") == 1


def test_it_reads_out_well_and_can_be_read(browser: Browser, stranger: Stranger) -> None:
    axe = AXE.read_text("utf-8")
    for code in ("en", "ar"):
        stranger.write(head=f"[{code}]", lang=code)
        with opened(browser, bypass_csp=True) as page:
            come(page, stranger)
            expect(page.locator("section")).to_be_visible()
            page.evaluate(axe)
            found = page.evaluate("axe.run().then((r) => r.violations.map((v) => v.id))")
            sizes = page.locator("section :is(a, button)").evaluate_all(
                "(all) => all.map((e) => e.getBoundingClientRect().height)"
            )
        assert found == []
        assert min(sizes) >= 44


def test_on_paper_it_is_not_there(browser: Browser, stranger: Stranger) -> None:
    stranger.write(head="[en]")
    with opened(browser) as page:
        come(page, stranger)
        page.emulate_media(media="print")
        expect(page.locator("section")).to_be_hidden()
