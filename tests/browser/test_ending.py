"""The campaign's end by the reader's clock, on pages that were built long before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from sites import BuiltSite, small_site

from .server import Host, serving
from .visits import opened

SITE = """title: Keep the library
url: https://library.example.org/
ended: 2027-01-01
share: {networks: [whatsapp, mastodon, reddit], safe_messages: yes}
"""
FILES = {
    "site.yaml": SITE,
    "content/share.yaml": "- {id: read, text: We read here., page: index}\n",
    "content/actions.yaml": "- {id: red, kind: photo, title: Go there}\n",
    "content/index.md": "---\ntitle: Home\ndescription: One page.\n---\n\n::: photo\n",
    "content/timeline/a.yaml": "title: A\nevents:\n- {id: e, date: 2016, title: It began.}\n",
}
BEFORE, AFTER = "2026-12-31T23:00:00Z", "2027-01-01T00:00:01Z"
PAGES = ("index", "take-action", "kit", "mastodon", "safe", "timeline/a")


@pytest.fixture(scope="module")
def ending(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    made: BuiltSite = small_site(tmp_path_factory.mktemp("ending"), FILES)
    made.build()
    with serving(made.output) as host:
        yield host


def asking(page: Page) -> int:
    """How much of what is seen is a tool, or passes something on."""
    tools = ".studio, .tool, .byhand, .tools, .networks a, .saves a, [data-share]"
    return page.locator(f"main :is({tools}):visible").count()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_until_the_campaign_ends(browser: Browser, ending: Host, name: str) -> None:
    for now, asks in ((BEFORE, True), (AFTER, False)):
        with opened(browser) as page:
            page.clock.set_fixed_time(datetime.fromisoformat(now))
            page.goto(f"{ending.url}{name}.html")
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            assert bool(asking(page)) is asks


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "kit",
            "This campaign has ended: 1 January 2027. There is nothing to share here any more.",
        ),
        ("mastodon", "There is nothing to share here any more."),
        ("safe", "This campaign has ended, and so no texts are offered"),
        ("take-action", "Nothing is asked of you at the moment."),
    ],
)
def test_what_took_part_in_it_says_so(browser: Browser, ending: Host, name: str, said: str) -> None:
    for now, over in ((BEFORE, False), (AFTER, True)):
        with opened(browser) as page:
            page.clock.set_fixed_time(datetime.fromisoformat(now))
            page.goto(f"{ending.url}{name}.html")
            expect(page.locator("main").get_by_text(said)).to_be_visible(visible=over)
            standfirst = page.locator("main .headline .standfirst")
            expect(standfirst).to_be_visible(visible=not over)


def test_a_page_that_stays_open_stops_asking(browser: Browser, ending: Host) -> None:
    with opened(browser) as page:
        page.clock.set_fixed_time(datetime.fromisoformat(BEFORE))
        page.goto(f"{ending.url}kit.html")
        page.clock.set_fixed_time(datetime.fromisoformat(AFTER))
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        assert asking(page) == 0
