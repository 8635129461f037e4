"""A pledge in a real browser: what visitors write, where it still fits, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from sites import small_site

from .server import Host, serving
from .visits import opened

FILES = {
    "site.yaml": (
        "title: The library\nurl: https://example.org/\nlanguages: [ar, en]\n"
        "hashtags: [KeepTheLibrary, ReadThere]\n"
        "share: {networks: [x, threads, whatsapp, reddit, facebook]}\n"
    ),
    "content/actions.yaml": (
        "id: promise\nkind: pledge\ntitle: {ar: تعهّدوا, en: Promise}\nuntil: 2026-07-31\n"
        "what: {ar: لن أعود حتى تُفتح المكتبة., en: I stay away.}\n"
    ),
    "content/index.md": "---\ntitle: المكتبة\ndescription: صفحة واحدة.\n---\n\nمرحبا.\n",
    "content/index.en.md": "---\ntitle: The library\ndescription: One page.\n---\n\nHello.\n",
}


@pytest.fixture(scope="module")
def pledging(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    made = small_site(tmp_path_factory.mktemp("pledge"), FILES)
    assert made.problems == ()
    with serving(made.output) as host:
        yield host


@pytest.fixture
def page(browser: Browser, pledging: Host) -> Iterator[Page]:
    with opened(browser, viewport={"width": 390, "height": 844}) as one:
        one.clock.set_fixed_time(datetime(2026, 7, 31, 12, tzinfo=UTC))
        one.goto(f"{pledging.url}en/take-action.html")
        yield one


def given(page: Page, network: str) -> dict[str, str]:
    """What a network's link carries."""
    link = page.locator("#promise").get_by_role("link", name=f"Share on {network}:")
    query = parse_qs(urlsplit(link.get_attribute("href") or "").query)
    return {name: values[0] for name, values in query.items()}


def test_each_network_gets_its_own_hashtags_and_the_words(page: Page) -> None:
    words = "I stay away. From 31 July 2026 until 31 July 2026."
    assert given(page, "X")["text"] == f"{words}\n#KeepTheLibrary #ReadThere"
    assert given(page, "Threads")["text"] == f"{words}\n#KeepTheLibrary"
    assert given(page, "Reddit")["title"] == words
    page.get_by_role("textbox", name="Your words").fill("Mine,\nof two lines")
    assert given(page, "Threads")["text"] == "Mine,\nof two lines"
    assert given(page, "Reddit")["title"] == "Mine, of two lines"


def test_where_it_is_too_long_is_told_and_not_offered(page: Page) -> None:
    area = page.get_by_role("textbox", name="Your words")
    x = page.locator("#promise").get_by_role("link", name="Share on X:")
    told = page.locator("#promise [data-told-crowded]")
    area.fill("x" * 256)
    expect(x).to_be_visible()
    expect(told).to_be_hidden()
    area.fill("x" * 257)
    expect(x).to_be_hidden()
    expect(told).to_have_text("Too long for: X. Shorten it, or copy it and post it in parts.")
    area.fill("x" * 600)
    expect(told).to_contain_text("X, Threads and Reddit")
    expect(page.locator("#promise").get_by_role("link", name="Share on WhatsApp:")).to_be_visible()
    area.fill("Short")
    expect(x).to_be_visible()
    expect(told).to_be_hidden()


@pytest.mark.parametrize("supports", [True, False])
def test_all_of_the_words_are_seen(browser: Browser, pledging: Host, supports: bool) -> None:
    with opened(browser, viewport={"width": 390, "height": 844}, bypass_csp=True) as page:
        page.clock.set_fixed_time(datetime(2026, 6, 1, tzinfo=UTC))
        if not supports:
            page.add_init_script("CSS.supports = () => false")
        page.goto(f"{pledging.url}en/take-action.html")
        if not supports:
            page.add_style_tag(content=".pledge textarea { field-sizing: fixed !important }")
        area = page.get_by_role("textbox", name="Your words")
        area.fill("A line of some words of mine.\n" * 30)
        assert area.evaluate("(e) => e.scrollHeight - e.clientHeight") <= 1


def test_words_are_ranged_as_their_language_runs(page: Page, pledging: Host) -> None:
    page.goto(f"{pledging.url}take-action.html")
    area = page.locator("#promise textarea")
    assert area.evaluate("(e) => [getComputedStyle(e).direction, e.dir]") == ["rtl", "rtl"]


def test_on_paper_stand_the_words_that_were_written(page: Page) -> None:
    page.get_by_role("textbox", name="Your words").fill("My own words.")
    words = page.locator("#promise [data-shown]")
    expect(words).to_be_hidden()
    page.emulate_media(media="print")
    expect(words).to_have_text("My own words.")
    expect(words).to_be_visible()
    expect(page.locator("#promise textarea")).to_be_hidden()
