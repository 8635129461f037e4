"""What the preview draws over a page, in a browser: the bar, mistakes, the editor, a phone's width."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.problems import EnvironmentFault, Place, Problem
from generator.render.metadata import policy
from generator.serve.edition import PageFacts, ShareCount, Translation
from serve.fixed import FixedEdition

from .previewed import Preview, previewing
from .test_axe import AXE
from .visits import WATCH, opened

ABOUT = "content/about.md"
ARABIC = "content/about.ar.md"
LANGUAGES = (("en", "English", "ltr", "/about.html"), ("ar", "العربية", "rtl", "/ar/about.html"))
LINE = "كما جاء في [بيان حلب](bayan.md) الصادر في 30 April، فإن الأسواق لم تعد آمنة."

# Its own rules are such that they would wreck the bar if they reached it, and the other way round.
SHEET = b"""* { letter-spacing: 0.5em; text-transform: uppercase }
button, .bar, section { display: none !important; color: rgb(1, 2, 3) }
.message { margin: 40px } main { height: 4000px } p { color: rgb(9, 9, 9) }
@media (max-width: 400px) { h1 { color: rgb(0, 0, 200) } }"""


def html(words: str, lang: str = "en", direction: str = "ltr") -> bytes:
    up = "../" if lang != "en" else ""
    return f"""<!doctype html>
<html lang="{lang}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{words}</title>
<link rel="stylesheet" href="{up}style.css">
</head>
<body>
<main><h1>{words}</h1><p class="message">Words.</p><input aria-label="Name"></main>
<p id="end">The end.</p>
</body>
</html>
""".encode()


def facts(lang: str, **more: Any) -> PageFacts:
    state = {True: "here", False: "older"}
    there = tuple(Translation(*one, state[one[0] == lang]) for one in LANGUAGES)
    source, direction = (ABOUT, "ltr") if lang == "en" else (ARABIC, "rtl")
    known = {"line": 4, "packed": 17_000, "words": 560, "minutes": 3, "translations": there}
    return PageFacts("About", lang, direction, **{"source": source, **known, **more})


EDITION = FixedEdition(
    {
        "about.html": html("About"),
        "ar/about.html": html("عن", "ar", "rtl"),
        "style.css": SHEET,
        "favicon.ico": b"",
    },
    (),
    {
        "about.html": facts("en", share=(ShareCount("X", 268, 280), ShareCount("Mail", 9, 0))),
        "ar/about.html": facts("ar", draft=True),
    },
)

DEAD = Problem(
    "dead-link",
    "there is no page 'bayan.md'",
    Place(ARABIC, 3, LINE.index("bayan") + 1, 8),
    "did you mean 'about.md'?",
)
WARNING = Problem("no-source", "a figure has no source", Place(ABOUT, 1, 1, 5))
NOTE = Problem("lost-post", "only an address is left", Place("content/figures.yaml", 1))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / ARABIC).write_text(f"one\ntwo\n{LINE}\n", "utf-8")
    (tmp_path / ABOUT).write_text("Words of a writer\n", "utf-8")
    return tmp_path


@pytest.fixture
def preview(root: Path) -> Iterator[Preview]:
    with previewing(root, EDITION) as running:
        yield running


def until(page: Page, script: str) -> None:
    """Wait until it is so: Playwright's own waiting evaluates strings, which the policy forbids."""
    for _ in range(500):
        if page.evaluate(script):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"never so: {script}")


@contextmanager
def visited(browser: Browser, url: str, **options: object) -> Iterator[Page]:
    """A page that has its bar; whatever goes against its policy fails the test."""
    with opened(browser, **options) as page:
        said: list[str] = []
        page.add_init_script(WATCH)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(url)
        expect(page.locator(".bar")).to_be_visible()
        until(page, "window.LiveReload.connector.protocol > 0")
        yield page
        assert [text for text in said if "503" not in text] == []


def fail(preview: Preview, *problems: Problem) -> None:
    preview.show(failed=True, problems=problems)


def mend(preview: Preview) -> None:
    preview.show(failed=False, problems=())


def test_the_bar_tells_of_the_page(browser: Browser, preview: Preview) -> None:
    preview.show(problems=(WARNING, NOTE))
    with visited(browser, preview.url + "about.html") as page:
        bar = page.get_by_role("region", name="Preview")
        expect(bar.locator("[data-key=problems]")).to_have_text("2 problems, 1 here")
        expect(bar.locator(".facts strong")).to_have_text(["X 268 of 280: nearly full"])
        expect(bar.locator(".facts")).to_contain_text("17 KB, 17 KB with pictures")
        expect(bar.locator(".facts")).to_contain_text("560 words, 3 minutes")
        other = bar.get_by_role("link")
        expect(other).to_have_text("العربية: older")
        assert other.bounding_box()["height"] >= 24
        # Warnings alone stay in the bar.
        expect(page.locator(".drawer")).to_have_count(0)
        other.click()
        expect(page).to_have_url(preview.url + "ar/about.html")
        expect(bar.locator(".facts strong")).to_have_text(["Draft, not public"])
        # It may be older than the original itself.
        old = (
            Translation(*LANGUAGES[1], "older"),
            Translation("de", "Deutsch", "ltr", "", "missing"),
        )
        preview.show(pages={"ar/about.html": facts("ar", translations=old)})
        expect(bar.locator(".facts strong")).to_have_text(["Older than the original"])
        expect(bar.locator(".languages")).to_have_text("Deutsch: missing")


def test_names_in_another_script_leave_their_numbers_alone(
    browser: Browser, preview: Preview
) -> None:
    preview.show(pages={"about.html": facts("en", share=(ShareCount("إكس", 268, 280),))})
    with visited(browser, preview.url + "about.html") as page:
        expect(page.locator(".facts strong")).to_have_text(["إكس 268 of 280: nearly full"])
        expect(page.locator(".facts strong bdi")).to_have_text(["إكس"])
        page.keyboard.press("?")
        expect(page.locator("dd strong bdi")).to_have_text(["إكس"])


def test_problems_and_facts_open_over_the_bar(browser: Browser, preview: Preview) -> None:
    preview.show(problems=(WARNING, NOTE))
    with visited(browser, preview.url + "about.html") as page:
        page.locator("[data-key=problems]").click()
        drawer = page.locator(".drawer")
        expect(drawer.get_by_role("heading")).to_have_text(
            ["2 problems, 1 here", "On this page", "Elsewhere"]
        )
        expect(drawer.locator("mark")).to_have_text("Words")
        page.reload()
        expect(drawer).to_be_visible()
        page.keyboard.press("?")
        expect(drawer.locator("dt")).to_have_count(8)
        expect(drawer.locator("dl")).to_contain_text("Mail 9")
        drawer.get_by_role("button", name="Close").focus()
        page.keyboard.press("Escape")
        expect(drawer).to_have_count(0)
        assert page.evaluate("document.querySelector('handbill-preview') !== null")


def test_escape_closes_what_is_open_wherever_nothing_else_has_the_keyboard(
    browser: Browser, preview: Preview
) -> None:
    with visited(browser, preview.url + "about.html") as page:
        drawer = page.locator(".drawer")
        page.keyboard.press("?")
        expect(drawer).to_be_visible()
        page.get_by_label("Name").focus()
        page.keyboard.press("Escape")
        expect(drawer).to_be_visible()
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("Escape")
        expect(drawer).to_have_count(0)
        fail(preview, DEAD)
        expect(drawer).to_be_visible()
        page.keyboard.press("Escape")
        expect(drawer).to_have_count(0)
        expect(page.locator(".strip")).to_be_visible()


@pytest.mark.parametrize("path", ["about.html", "ar/about.html"])
def test_page_and_bar_leave_each_other_alone(browser: Browser, preview: Preview, path: str) -> None:
    look = """(selector) => {
      const inner = document.querySelector("handbill-preview").shadowRoot;
      const style = (e) => {
        const s = getComputedStyle(e);
        return [s.letterSpacing, s.textTransform, s.display, s.direction, s.color].join();
      };
      return [style(inner.querySelector(".bar")), style(document.querySelector("p.message")),
              document.body.lastElementChild.id, getComputedStyle(document.body).paddingBottom];
    }"""
    with visited(browser, preview.url + path) as page:
        bar, message, last, _ = page.evaluate(look)
        assert bar == "normal,none,flex,ltr,rgb(20, 18, 16)"
        assert message.endswith(("ltr,rgb(9, 9, 9)", "rtl,rgb(9, 9, 9)"))
        assert page.locator("p.message").bounding_box()["height"] < 60
        assert last == "end"


@pytest.mark.parametrize("failed", [False, True])
def test_the_page_s_end_is_not_covered(browser: Browser, preview: Preview, failed: bool) -> None:
    with visited(browser, preview.url + "about.html") as page:
        if failed:
            fail(preview, DEAD, WARNING, NOTE)
            expect(page.locator(".drawer")).to_be_visible()
        until(
            page,
            """() => {
              scrollTo(0, document.documentElement.scrollHeight);
              const end = document.getElementById("end").getBoundingClientRect();
              const inner = document.querySelector("handbill-preview").shadowRoot;
              const box = inner.querySelector(".handbill").getBoundingClientRect();
              return end.bottom <= box.top + 1;
            }""",
        )


def test_a_mistake_is_told_over_the_page_and_goes_when_it_is_mended(
    browser: Browser, preview: Preview
) -> None:
    with visited(browser, preview.url + "ar/about.html") as page:
        page.evaluate("window.same = true; scrollTo(0, 500)")
        fail(preview, NOTE, WARNING, DEAD)
        drawer = page.locator(".drawer")
        expect(drawer.get_by_role("heading", level=2)).to_have_text(
            "This page is as it was before: 1 mistake keeps the site from being built"
        )
        first = drawer.locator("li").first
        expect(first.locator(".message")).to_have_text("error: there is no page 'bayan.md'")
        expect(first.locator("mark")).to_have_text("bayan.md")
        expect(first.locator(".number")).to_have_text("3")
        expect(first.locator(".excerpt code")).to_have_text(LINE)
        expect(first.locator(".hint")).to_have_text("did you mean 'about.md'?")
        expect(first.locator(".place")).to_have_text(f"{ARABIC}:3:{DEAD.place.column}")
        expect(first.locator(".at code")).to_have_text("dead-link")
        expect(drawer.locator("li")).to_have_count(3)
        assert (
            page.evaluate(
                """getComputedStyle(document.querySelector("handbill-preview").shadowRoot
               .querySelector(".excerpt code")).direction"""
            )
            == "rtl"
        )
        # The page behind is there for use, and nothing took the keyboard away from it.
        assert page.evaluate("[window.same, scrollY, document.activeElement.tagName]") == [
            True,
            500,
            "BODY",
        ]
        page.mouse.move(200, 60)
        page.mouse.wheel(0, 200)
        until(page, "scrollY === 700")
        mend(preview)
        expect(drawer).to_have_count(0)
        assert page.evaluate("[window.same, scrollY]") == [True, 700]


def test_folded_mistakes_stay_folded_until_they_are_others(
    browser: Browser, preview: Preview
) -> None:
    with visited(browser, preview.url + "about.html") as page:
        drawer, strip = page.locator(".drawer"), page.locator(".strip")
        fail(preview, DEAD)
        drawer.get_by_role("button", name="Fold").click()
        expect(strip).to_contain_text("1 mistake keeps the site from being built")
        expect(drawer).to_have_count(0)
        fail(preview, DEAD, NOTE)
        expect(page.locator("[data-key=problems]")).to_have_text("2 problems, none here")
        expect(drawer).to_have_count(0)
        page.reload()
        expect(strip).to_be_visible()
        fail(preview, DEAD, Problem("bad-date", "that is no date", Place(ABOUT, 1)))
        expect(drawer).to_be_visible()
        drawer.get_by_role("button", name="Fold").click()
        strip.get_by_role("button").click()
        expect(drawer.locator("li")).to_have_count(2)


def test_a_page_that_was_never_drawn_says_why(browser: Browser, preview: Preview) -> None:
    preview.show(outputs={}, pages={}, failed=True, problems=(DEAD,))
    with visited(browser, preview.url + "about.html") as page:
        expect(page.locator(".drawer h2")).to_have_text(
            "This page cannot be shown yet: 1 mistake keeps the site from being built"
        )
        preview.show(outputs=EDITION.outputs, pages=EDITION.pages, failed=False, problems=())
        expect(page.locator("h1")).to_have_text("About")
        expect(page.locator(".drawer")).to_have_count(0)


def test_a_preview_that_cannot_go_on_says_why(browser: Browser, preview: Preview) -> None:
    with visited(browser, preview.url + "about.html") as page:
        preview.stumble(EnvironmentFault("the disk is full", "make room"))
        drawer = page.locator(".drawer")
        expect(drawer.locator(".message")).to_have_text("error: the disk is full")
        expect(drawer.locator(".hint")).to_have_text("make room")
        # There is no file to open.
        expect(drawer.locator(".place")).to_have_count(0)
        mend(preview)
        expect(drawer).to_have_count(0)


def test_the_scroll_position_stays_when_the_page_is_loaded_anew(
    browser: Browser, preview: Preview
) -> None:
    with visited(browser, preview.url + "about.html") as page:
        page.evaluate("scrollTo(0, 1234)")
        preview.show(outputs={**EDITION.outputs, "about.html": html("Changed")})
        expect(page.locator("h1")).to_have_text("Changed")
        until(page, "scrollY === 1234")


LONG = html("Long").replace(
    b'<p id="end">',
    b"".join(b'<h2 id="part-%d">Part</h2><div>%s</div>' % (n, b"<br>" * 60) for n in range(9))
    + b'<p id="end">',
)
PASTED = LONG.replace(b'<h2 id="part-1">', b"<br>" * 200 + b'<h2 id="part-1">')
TOP = "document.getElementById('part-5').getBoundingClientRect().top"


def test_what_is_read_stays_where_it_is_when_much_is_new_above(
    browser: Browser, preview: Preview
) -> None:
    preview.show(outputs={**EDITION.outputs, "about.html": LONG})
    with visited(browser, preview.url + "about.html") as page:
        page.evaluate(f"scrollBy(0, {TOP} + 40)")
        preview.show(outputs={**EDITION.outputs, "about.html": PASTED})
        expect(page.locator("main ~ br")).to_have_count(200)
        until(page, "window.LiveReload?.connector.protocol > 0")
        assert round(page.evaluate(TOP)) == -40
        # Where the words are gone, the browser does as it does.
        preview.show(outputs={**EDITION.outputs, "about.html": html("Gone")})
        expect(page.locator("h1")).to_have_text("Gone")


def test_anchors_and_the_way_back_are_the_browser_s(browser: Browser, preview: Preview) -> None:
    linked = LONG.replace(b"<main>", b'<main><a href="#part-5">Further down</a>')
    preview.show(outputs={**EDITION.outputs, "about.html": linked})
    with visited(browser, preview.url + "about.html") as page:
        page.reload()
        expect(page.locator(".bar")).to_be_visible()
        page.evaluate("document.querySelector('main a').click()")
        until(page, f"Math.abs({TOP}) < 1")
        page.evaluate("scrollBy(0, 300)")
        page.goto(preview.url + "ar/about.html")
        expect(page.locator(".bar")).to_be_visible()
        assert page.evaluate("scrollY") == 0
        page.go_back()
        until(page, f"Math.abs({TOP} + 300) < 1")
        page.goto(preview.url + "about.html?again#part-2")
        until(page, f"Math.abs({TOP.replace('part-5', 'part-2')}) < 1")


def test_what_is_new_at_the_top_is_seen_from_there(browser: Browser, preview: Preview) -> None:
    ribbon = b"<body><aside>Not public</aside><br><br><br>"
    later = EDITION.outputs["about.html"].replace(b"<body>", ribbon)
    with visited(browser, preview.url + "about.html") as page:
        page.wait_for_timeout(300)
        preview.show(outputs={**EDITION.outputs, "about.html": later})
        expect(page.locator("aside")).to_be_in_viewport()
        page.wait_for_timeout(300)
        assert page.evaluate("scrollY") == 0
        # And further down, the next time, everything is as ever.
        page.evaluate("scrollTo(0, 900)")
        preview.show(outputs={**EDITION.outputs, "about.html": later.replace(b"About", b"Anew")})
        expect(page.locator("h1")).to_have_text("Anew")
        until(page, "scrollY === 900")


@pytest.fixture
def editor(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that holds what the editor was asked to open last."""
    note, script = root / "opened.txt", root / "editor.py"
    script.write_text("import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.argv[2])")
    command = f"{sys.executable} {script} {note} {{file}}:{{line}}:{{column}}"
    monkeypatch.setitem(os.environ, "HANDBILL_EDITOR", command)
    return note


def test_places_and_a_key_open_the_editor(
    browser: Browser, preview: Preview, root: Path, editor: Path
) -> None:
    with visited(browser, preview.url + "about.html") as page:
        asked: list[object] = []
        page.on("websocket", lambda socket: asked.append(socket))
        said = page.locator(".said")
        field = page.get_by_label("Name")
        field.focus()
        page.keyboard.type("e?e")
        expect(field).to_have_value("e?e")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("Control+e")
        expect(page.locator(".drawer")).to_have_count(0)
        assert asked == []
        page.keyboard.press("e")
        expect(said).to_have_text(f"Opened {ABOUT} in your editor.")
        assert editor.read_text() == f"{root / ABOUT}:4:1"
        assert len(asked) == 1
        fail(preview, DEAD)
        page.locator(".place").click()
        expect(said).to_have_text(f"Opened {ARABIC} in your editor.")
        assert editor.read_text() == f"{root / ARABIC}:3:{DEAD.place.column}"


def test_a_key_that_comes_before_the_state_is_not_lost(
    browser: Browser, preview: Preview, root: Path, editor: Path
) -> None:
    with visited(browser, preview.url + "about.html") as page:
        waiting: list[Any] = []
        page.route("**/_handbill/state.json?*", lambda route: waiting.append(route))
        page.reload()
        until(page, "document.querySelector('handbill-preview') !== null")
        page.keyboard.press("e")
        for _ in range(500):
            if waiting:
                break
            page.wait_for_timeout(20)
        for route in waiting:
            route.continue_()
        page.unroute("**/_handbill/state.json?*")
        expect(page.locator(".said")).to_have_text(f"Opened {ABOUT} in your editor.")
        assert editor.read_text() == f"{root / ABOUT}:4:1"


def test_what_keeps_the_editor_from_opening_is_said(
    browser: Browser, preview: Preview, root: Path, editor: Path
) -> None:
    with visited(browser, preview.url + "about.html") as page:
        (root / ABOUT).unlink()
        page.keyboard.press("e")
        expect(page.locator(".said")).to_have_text("There is no such file in this site.")
        preview.show(pages={"about.html": facts("en", source="")})
        expect(page.locator("[data-key=edit]")).to_have_count(0)
        page.keyboard.press("e")
        expect(page.locator(".said")).to_contain_text("it has no file of its own")
        assert not editor.exists()


def test_a_small_window_shows_the_page_as_phones_do(browser: Browser, preview: Preview) -> None:
    with visited(browser, preview.url + "about.html") as page:
        with page.expect_popup() as waited:
            page.get_by_role("button", name="Phone").click()
        small = waited.value
        small.wait_for_url(page.url)
        assert small.evaluate("innerWidth") == 390
        colour = "getComputedStyle(document.querySelector('h1')).color"
        assert small.evaluate(colour) == "rgb(0, 0, 200)"
        assert page.evaluate(colour) != "rgb(0, 0, 200)"
        # It is a page like others: it is brought up to date.
        preview.show(outputs={**EDITION.outputs, "about.html": html("Changed")})
        expect(small.locator("h1")).to_have_text("Changed")
        expect(page.locator("h1")).to_have_text("Changed")
        with small.expect_event("close"):
            page.get_by_role("button", name="Phone").click()


def test_a_preview_that_has_ended_is_told_of(browser: Browser, root: Path) -> None:
    with opened(browser) as page:
        with previewing(root, EDITION) as preview:
            page.goto(preview.url + "about.html")
            expect(page.locator(".bar")).to_be_visible()
            until(page, "window.LiveReload.connector.protocol > 0")
            expect(page.locator(".said")).to_be_hidden()
        expect(page.locator(".said")).to_contain_text("The preview does not answer.")
        expect(page.locator("h1")).to_have_text("About")


def test_a_tab_finds_the_preview_that_is_begun_anew(browser: Browser, root: Path) -> None:
    with opened(browser) as page:
        with previewing(root, EDITION) as preview:
            page.goto(preview.url + "about.html")
            expect(page.locator(".bar")).to_be_visible()
            until(page, "window.LiveReload.connector.protocol > 0")
        expect(page.locator(".said")).to_contain_text("The preview does not answer.")
        later = replace(EDITION, outputs={**EDITION.outputs, "about.html": html("Later")})
        with previewing(root, later, preview.port, "another-made-up-token"):
            expect(page.locator("h1")).to_have_text("Later", timeout=20_000)
            expect(page.locator(".said")).to_be_hidden()


def test_the_bar_can_be_hidden(browser: Browser, preview: Preview) -> None:
    with visited(browser, preview.url + "about.html") as page:
        page.get_by_role("button", name="Hide").click()
        page.reload()
        shown = page.get_by_role("button", name="Preview")
        expect(shown).to_be_visible()
        assert shown.bounding_box()["width"] < 120
        shown.click()
        expect(page.get_by_role("region", name="Preview")).to_be_visible()


def test_a_thumb_hits_everything_on_a_phone(browser: Browser, preview: Preview) -> None:
    fail(preview, DEAD, WARNING)
    phone = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
    with visited(browser, preview.url + "ar/about.html", **phone) as page:
        expect(page.locator(".drawer")).to_be_visible()
        sizes = page.evaluate(
            """[...document.querySelector("handbill-preview").shadowRoot
              .querySelectorAll("button, a")].filter((e) => e.checkVisibility())
              .map((e) => e.getBoundingClientRect())
              .map((b) => [b.height, b.left >= 0 && b.right <= innerWidth])"""
        )
        assert len(sizes) > 5
        assert [size for size in sizes if size[0] < 44 or not size[1]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_is_cut_in_a_narrow_window(browser: Browser, preview: Preview, width: int) -> None:
    fail(preview, DEAD, WARNING)
    narrow = {"viewport": {"width": width, "height": 700}}
    with visited(browser, preview.url + "about.html", **narrow) as page:
        fold, hide = page.get_by_role("button", name="Fold"), page.locator("[data-key=bar]")
        expect(fold).to_be_visible()
        assert fold.evaluate("(e) => e.scrollWidth <= e.clientWidth")
        box, first = hide.bounding_box(), page.locator("[data-key=problems]").bounding_box()
        assert box
        assert first
        assert box["y"] == first["y"]


def test_what_is_said_stands_above_what_is_open(browser: Browser, preview: Preview) -> None:
    preview.show(pages={"about.html": facts("en", source="")})
    with visited(browser, preview.url + "about.html") as page:
        page.keyboard.press("?")
        page.keyboard.press("e")
        said, drawer = page.locator(".said"), page.locator(".drawer")
        expect(said).to_be_visible()
        low, high = said.bounding_box(), drawer.bounding_box()
        assert low
        assert high
        assert low["y"] > 0
        assert low["y"] + low["height"] <= high["y"]


_FAULTS = """async () => {
  const inside = { fromShadowDom: ["handbill-preview", ".handbill"] };
  const { passes, violations } = await axe.run({ include: [inside] });
  if (passes.length < 10) return ["axe looked at nothing"];
  return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html}`));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, preview: Preview, scheme: str) -> None:
    fail(preview, DEAD, WARNING, NOTE)
    with visited(
        browser, preview.url + "ar/about.html", color_scheme=scheme, bypass_csp=True
    ) as page:
        expect(page.locator(".drawer li")).to_have_count(3)
        page.evaluate(AXE.read_text("utf-8"))
        assert page.evaluate(_FAULTS) == []
        page.keyboard.press("?")
        expect(page.locator(".drawer dl")).to_be_visible()
        assert page.evaluate(_FAULTS) == []


# Every text's own colour, and the nearest colour that lies behind it.
_COLOURS = """() => {
  const inner = document.querySelector("handbill-preview").shadowRoot;
  const behind = (e) => {
    const colour = getComputedStyle(e).backgroundColor;
    return colour === "rgba(0, 0, 0, 0)" ? behind(e.parentElement) : colour;
  };
  const own = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  const told = [...inner.querySelectorAll(".handbill :not(.unseen)")].filter((e) => own(e) && e.checkVisibility());
  const numbers = (colour) => colour.match(/[0-9]+/g).map(Number);
  return told.map((e) => [e.textContent, numbers(getComputedStyle(e).color), numbers(behind(e))]);
}"""


def luminance(colour: list[int]) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    parts = [one / 255 for one in colour]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_can_be_read(browser: Browser, preview: Preview, scheme: str) -> None:
    # axe cannot tell what lies behind a box that lets clicks through.
    fail(preview, DEAD, WARNING)
    with visited(browser, preview.url + "ar/about.html", color_scheme=scheme) as page:
        expect(page.locator(".drawer li")).to_have_count(2)
        found = page.evaluate(_COLOURS)
    assert len(found) > 20
    for words, colour, paper in found:
        low, high = sorted([luminance(colour), luminance(paper)])
        assert (high + 0.05) / (low + 0.05) >= 7, words


def test_the_keyboard_goes_through_and_is_seen(browser: Browser, preview: Preview) -> None:
    fail(preview, DEAD)
    with visited(browser, preview.url + "about.html", reduced_motion="reduce") as page:
        expect(page.locator(".drawer")).to_be_visible()
        keys = []
        for _ in range(12):
            page.keyboard.press("Tab")
            stop = page.evaluate("""() => {
              const inner = document.querySelector("handbill-preview").shadowRoot.activeElement;
              if (!inner) return document.activeElement.tagName;
              const style = getComputedStyle(inner);
              return `${inner.dataset.key.split(" ")[0]} ${style.outlineWidth}`;
            }""")
            keys.append(stop)
        names = ["close", "error", "problems", "language", "edit", "phone", "details", "bar"]
        assert keys[:9] == ["INPUT", *(f"{name} 3px" for name in names)]
        # Behind the last one, the browser's own controls come, and then the page again.
        assert "INPUT" in keys[9:]
