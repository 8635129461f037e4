"""How pages lie on the screen and on paper: narrow, from right to left, still, printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from sites import BuiltSite

from .server import Host
from .visits import opened

MakeSite = Callable[..., BuiltSite]

# Elements that are wider than the page, unless they scroll by themselves.
_TOO_WIDE = """() => {
  const page = document.scrollingElement;
  if (page.scrollWidth <= innerWidth) return [];
  return [...document.querySelectorAll("body *")]
    .filter((e) => e.checkVisibility())
    .filter((e) => {
      const box = e.getBoundingClientRect();
      return box.right > innerWidth + 1 || box.left < -1;
    })
    .map((e) => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 30)}`)
    .concat(`the page: ${page.scrollWidth}`);
}"""

# Texts whose letters run into each other. A line's box is as high as its font, far higher than
# figures are; so the letters' own height is measured, on a canvas, and trusted by and large.
_OVERLAPS = """() => {
  const canvas = document.createElement("canvas").getContext("2d");
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility() || parent.closest(".skip")) continue;
    const { fontWeight, fontSize, fontFamily } = getComputedStyle(parent);
    canvas.font = `${fontWeight} ${fontSize} ${fontFamily}`;
    const ink = canvas.measureText(node.data.trim());
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const baseline = box.top + ink.fontBoundingBoxAscent;
      lines.push([node, {
        left: box.left,
        right: box.right,
        top: baseline - ink.actualBoundingBoxAscent,
        bottom: baseline + ink.actualBoundingBoxDescent,
      }]);
    }
  }
  const found = [];
  for (const [at, [one, a]] of lines.entries()) {
    for (const [other, b] of lines.slice(at + 1)) {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      const least = Math.min(a.bottom - a.top, b.bottom - b.top);
      if (one !== other && across > 2 && down > least * 0.4)
        found.push(`${one.data.trim()} / ${other.data.trim()}`);
    }
  }
  return found;
}"""

# Where the first line of an element's text begins and ends, and the element's own edges.
_FIRST_LINE = """(element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const line = range.getClientRects()[0];
  const box = element.getBoundingClientRect();
  return { before: line.left - box.left, after: box.right - line.right, width: box.width };
}"""

# Every hashtag and handle, with how its first letter stands to its sign: 1 is right of it.
_SIGNS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.checkVisibility()) continue;
    for (const match of node.data.matchAll(/(?<![\\p{L}\\p{N}/.])[#@][\\p{L}\\p{N}_]+/gu)) {
      const left = (at) => {
        const range = document.createRange();
        range.setStart(node, match.index + at);
        range.setEnd(node, match.index + at + 1);
        return range.getClientRects()[0].left;
      };
      found.push([match[0], Math.sign(left(1) - left(0))]);
    }
  }
  return found;
}"""


def look(page: Page) -> dict[str, object]:
    """Everything that is wrong with how the page lies, by what is wrong."""
    lang, direction = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
    page.set_viewport_size({"width": 1280, "height": 800})
    found = {
        "direction": [] if direction == {"en": "ltr", "ar": "rtl"}[lang] else [lang, direction],
        "signs": [sign for sign in page.evaluate(_SIGNS) if sign[1] != _wanted(sign[0])],
        "overlaps on a desk": page.evaluate(_OVERLAPS),
    }
    page.set_viewport_size({"width": 390, "height": 844})
    found["overlaps on a phone"] = page.evaluate(_OVERLAPS)
    page.set_viewport_size({"width": 320, "height": 640})
    found["too wide"] = page.evaluate(_TOO_WIDE)
    return {name: faults for name, faults in found.items() if faults}


def _wanted(sign: str) -> int:
    """'#' and '@' stand left of Latin letters and right of Arabic ones, in pages of either."""
    return -1 if re.search("[\u0590-\u08ff]", sign) else 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_lies_well(
    browser: Browser, sample: BuiltSite, host: Host, language: str
) -> None:
    pages = [name for name in sample.pages() if name.startswith("ar/") == (language == "ar")]
    assert len(pages) > 20
    found = {}
    with opened(browser) as page:
        for name in pages:
            page.goto(host.url + name)
            assert page.evaluate("document.documentElement.lang") == language
            found[name] = look(page)
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(("name", "start"), [("index.html", "before"), ("ar/index.html", "after")])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_demand_begins_where_reading_begins(
    browser: Browser, sample: BuiltSite, name: str, start: str, width: int
) -> None:
    with opened(browser, viewport={"width": width, "height": 800}) as page:
        page.goto((sample.output / name).as_uri())
        line = page.locator("h1").evaluate(_FIRST_LINE)
    end = {"before": "after", "after": "before"}[start]
    assert abs(line[start]) < 3
    assert line[end] > 3


def test_signs_stand_before_their_words_in_mixed_posts(browser: Browser, site: MakeSite) -> None:
    words = "#حلب_تحترق و #AleppoIsBurning. عن @amina_example، و#حلب! (#One) #حلب2016"
    made = site(
        {
            "site.yaml": "title: Signs\nlanguages: {en: English, ar: العربية}\n"
            "hashtags: {en: [OneTag], ar: [وسم_واحد, TwoTags]}\n",
            "content/index.ar.md": "---\ntitle: وسم\ndescription: وصف\n---\n\n"
            f"{words}\n\n::: posts\n",
            "content/index.md": f"---\ntitle: Tags\ndescription: d\n---\n\n{words}\n\n::: posts\n",
            "content/posts/one.yaml": "network: mastodon\n"
            "author: {name: أمينة مثال, handle: '@amina@social.example.org'}\n"
            f"lang: ar\ntext: >-\n  {words}\nstate: live\nposted: 2016-04-30\n"
            "url: https://social.example.org/@amina/1\nsource: {title: A source}\n"
            "consent: {status: given}\n",
        }
    )
    assert made.build().written, made.problems
    with opened(browser) as page:
        for name in ("index.html", "ar/index.html", "voices/one.html", "ar/voices/one.html"):
            page.goto((made.output / name).as_uri())
            signs = dict(page.evaluate(_SIGNS))
            assert signs.keys() >= {"#حلب_تحترق", "#AleppoIsBurning", "@amina_example"}
            assert {s: side for s, side in signs.items() if side != _wanted(s)} == {}


_MOVING = """() => [...document.querySelectorAll("*")].flatMap((e) =>
  [null, "::before", "::after"].map((part) => {
    const style = getComputedStyle(e, part);
    const times = `${style.transitionDuration}, ${style.animationDuration}`;
    const longest = Math.max(...times.split(", ").map(parseFloat));
    return [`${e.tagName}.${e.className}`, longest, style.scrollBehavior];
  })).filter(([, longest, scroll]) => longest > 0.01 || scroll === "smooth")"""


def test_nothing_moves_for_who_wants_none_of_it(browser: Browser, sample: BuiltSite) -> None:
    moving = {}
    for wish in ("no-preference", "reduce"):
        with opened(browser, reduced_motion=wish) as page:
            page.goto((sample.output / "index.html").as_uri())
            moving[wish] = page.evaluate(_MOVING)
    assert moving["no-preference"] != []
    assert moving["reduce"] == []


_PRINTED = """() => {
  const shown = (selector) => [...document.querySelectorAll(selector)]
    .filter((e) => e.checkVisibility()).length;
  return {
    menus: shown("nav.menu, nav.languages"),
    address: shown(".printed"),
    paper: getComputedStyle(document.documentElement).backgroundColor,
    ink: getComputedStyle(document.querySelector("main p")).color,
  };
}"""


@pytest.mark.parametrize("name", ["index.html", "ar/timeline/aleppo-2016.html"])
def test_print_is_black_on_white_whatever_the_screen(
    browser: Browser, sample: BuiltSite, name: str
) -> None:
    with opened(browser, color_scheme="dark") as page:
        page.goto((sample.output / name).as_uri())
        page.emulate_media(media="print")
        printed = page.evaluate(_PRINTED)
        leaflet = page.pdf(format="A4")
    assert printed["menus"] == 0
    assert printed["address"] == 1
    assert printed["paper"] in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert max(map(int, re.findall(r"\d+", printed["ink"]))) < 90
    assert leaflet.startswith(b"%PDF-")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", leaflet)) <= 12


def test_the_looks_see_what_they_are_there_for(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        "<!doctype html><html dir='rtl'><meta charset='utf-8'><p style='width:900px'>wide</p>"
        "<p style='position:absolute;left:9px;top:90px'>one</p>"
        "<p style='position:absolute;left:12px;top:90px'>two</p>"
        "<p>نص @amina_example نص #حلب</p><p>نص #</p>"
    )
    with opened(browser, viewport={"width": 320, "height": 640}) as page:
        page.goto((tmp_path / "index.html").as_uri())
        assert page.evaluate(_TOO_WIDE)
        assert page.evaluate(_OVERLAPS) == ["one / two"]
        assert [tuple(sign) for sign in page.evaluate(_SIGNS)] == [
            ("@amina_example", -1),
            ("#حلب", -1),
        ]
