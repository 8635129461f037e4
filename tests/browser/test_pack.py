"""A packed copy in a browser, from a disk: all links work, nobody is asked, nothing is said."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.cli.packing import _edition as edition_of
from generator.pack import pack
from sites import BuiltSite

from .visits import WATCH, opened, visit


@dataclass(frozen=True)
class Copy:
    """The single file, and the folder that the zip was unpacked into."""

    single: Path
    unpacked: Path


@pytest.fixture(scope="module")
def copy(sample: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    folder = tmp_path_factory.mktemp("packed")
    packed = pack(sample.output, folder, edition_of(sample.root), limit=10_000_000)
    assert packed.single is not None
    assert packed.single.left_out == 0
    zipped = next(file for file in packed.files if file.suffix == ".zip")
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(folder / "unpacked")
    return Copy(zipped.with_suffix(".html"), folder / "unpacked")


@pytest.fixture(scope="module")
def opened_copy(browser: Browser, copy: Copy) -> Iterator[Page]:
    """The single file, opened; at the end, nobody was asked and nothing was said."""
    with opened(browser) as page:
        page.add_init_script(WATCH)
        said: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(copy.single.as_uri(), wait_until="load")
        yield page
        assert said == []
        files = {url.partition("#")[0] for url in asked if not url.startswith("data:")}
        assert files == {copy.single.as_uri()}


@pytest.fixture
def page(opened_copy: Page) -> Page:
    """The same file for each test, as it opens."""
    opened_copy.emulate_media(media="screen")
    opened_copy.evaluate("location.hash = ''")
    return opened_copy


# Goes to every page, and to some of the places in each: to lay out a page anew takes its time.
_FOLLOWED = """() => {
  const links = [...document.querySelectorAll("a[href^='#']")].map((a) => a.getAttribute("href"));
  const all = [...new Set(links)];
  const pages = [...document.querySelectorAll("site-page")];
  const dead = all.filter((link) => !document.getElementById(decodeURIComponent(link.slice(1))));
  const wrong = all.filter((link, number) => {
    if (link.includes(":") && number % 10) return false;
    location.hash = link;
    const target = document.querySelector(":target");
    const shown = pages.filter((page) => page.checkVisibility());
    return !target || shown.length !== 1 || !shown[0].contains(target);
  });
  return [all.length, [...dead, ...wrong]];
}"""


def test_every_link_shows_its_page_and_no_other(page: Page, sample: BuiltSite) -> None:
    count, wrong = page.evaluate(_FOLLOWED)
    assert count > len(sample.pages())
    assert wrong == []


def test_other_links_lead_to_the_site_or_to_apps(page: Page) -> None:
    links = page.evaluate("[...document.querySelectorAll('[href]')].map((e) => e.href)")
    schemes = {link.partition(":")[0] for link in links if not link.startswith("file:")}
    assert schemes <= {"https", "mailto", "sms", "viber", "data"}
    assert "https://makefacebookred.example.org/kit/kit-ar.zip" in links


def test_every_picture_is_seen(page: Page) -> None:
    count, broken = page.evaluate(
        """async () => {
          const images = [...document.images];
          const wrong = [];
          for (const image of images) {
            image.loading = "eager";
            await image.decode().catch(() => wrong.push(image.alt));
          }
          return [images.length, wrong];
        }"""
    )
    assert count > 50
    assert broken == []


_SHOWN = """() => {
  const [page, ...more] = [...document.querySelectorAll("site-page")]
    .filter((page) => page.checkVisibility());
  return [page.id, page.lang, getComputedStyle(page).direction, more.length];
}"""


def test_a_reader_goes_from_page_to_page_and_from_language_to_language(page: Page) -> None:
    assert page.evaluate(_SHOWN) == ["index.html", "en", "ltr", 0]
    page.click("site-page:not([hidden]) >> visible=true >> text=العربية")
    assert page.evaluate(_SHOWN) == ["ar/index.html", "ar", "rtl", 0]
    page.click("nav.menu a:visible >> nth=2")
    assert page.evaluate(_SHOWN) == ["ar/voices.html", "ar", "rtl", 0]
    assert page.evaluate("scrollY") == 0
    page.click(".packed-strip a:visible")
    assert page.evaluate(_SHOWN)[0] == "contents"
    page.go_back()
    assert page.evaluate(_SHOWN)[0] == "ar/voices.html"


def test_it_looks_as_the_site_does(page: Page, browser: Browser, sample: BuiltSite) -> None:
    looks = """(name) => {
      const root = document.getElementById(name) ?? document;
      return ["h1", "main p", ".masthead", ".colophon", ".hero"].map((selector) => {
        const element = root.querySelector(selector);
        const { color, backgroundColor, fontSize, fontFamily, lineHeight } = getComputedStyle(element);
        const { x, y, width, height } = element.getBoundingClientRect();
        return [color, backgroundColor, fontSize, fontFamily, lineHeight, x, y, width, height];
      });
    }"""
    for name in ("index.html", "ar/index.html"):
        with opened(browser, java_script_enabled=False) as other:
            other.goto((sample.output / name).as_uri())
            wanted = other.evaluate(looks, name)
        page.evaluate("(name) => { location.hash = name; scrollTo(0, 0); }", name)
        assert page.evaluate(looks, name) == wanted


def test_a_page_is_printed_alone_and_the_list_with_all_pages(page: Page, sample: BuiltSite) -> None:
    page.emulate_media(media="print")
    printed = """(name) => {
      location.hash = name;
      return [...document.querySelectorAll("site-page")].filter((one) => one.checkVisibility())
        .map((one) => one.id);
    }"""
    assert page.evaluate(printed, "") == ["index.html"]
    assert page.evaluate(printed, "ar/voices.html") == ["ar/voices.html"]
    pages = [name for name in sample.pages() if not name.endswith("404.html")]
    assert len(page.evaluate(printed, "contents")) == len(pages) + 1
    assert page.evaluate("document.querySelector('.packed-strip').checkVisibility()") is False


def test_the_unpacked_zip_opens_from_a_disk(browser: Browser, copy: Copy) -> None:
    base = (copy.unpacked / "site").as_uri()
    names = ["index.html", "ar/index.html", "take-action.html", "ar/kit.html"]
    visits = visit(browser, [f"{base}/{name}" for name in names])
    assert {one.url: one.said for one in visits if one.said} == {}
    assert {url for one in visits for url in one.asked if not url.startswith(base)} == set()
