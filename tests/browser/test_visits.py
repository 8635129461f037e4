"""Every page of the sample, from hosts and from a folder: silent, alone, and without dead ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urldefrag
from urllib.request import url2pathname

import pytest
from playwright.sync_api import Browser

from sites import BuiltSite, small_site

from .server import ONIONSHARE, Host, serving
from .visits import Visit, visit

MISSING = "no/such/page/for/miles"


@dataclass(frozen=True)
class Crawl:
    """The visits to all pages from one place; `host` is None where it is a folder."""

    base: str
    visits: list[Visit]
    host: Host | None


@pytest.fixture(scope="module", params=["host", "onionshare", "folder"])
def crawl(request: pytest.FixtureRequest, browser: Browser, sample: BuiltSite) -> Iterator[Crawl]:
    # Hosts show 404.html in place of any page, at any depth. So its links begin at the root of the
    # site, which a folder on a disk has not: from there, nothing ever leads to it.
    pages = [name for name in sample.pages() if not name.endswith("404.html")]
    if request.param == "folder":
        base = f"{sample.output.as_uri()}/"
        yield Crawl(base, visit(browser, [base + name for name in pages]), None)
        return
    with serving(sample.output, ONIONSHARE if request.param == "onionshare" else None) as host:
        yield Crawl(host.url, visit(browser, [host.url + name for name in pages]), host)


# What a link may open besides pages: a letter, a text message, an app.
OUTER = {"https", "mailto", "sms", "viber"}


def test_no_page_says_a_word_or_asks_anybody_else(crawl: Crawl) -> None:
    assert len(crawl.visits) > 40
    assert {v.url: v.said for v in crawl.visits if v.said} == {}
    strangers = {url for v in crawl.visits for url in v.asked if not url.startswith(crawl.base)}
    assert strangers == set()
    if crawl.host:
        assert [path for path, status in crawl.host.asked if status != 200] == []


def test_every_link_leads_somewhere(crawl: Crawl) -> None:
    ids = {v.url: set(v.ids) for v in crawl.visits}
    links = {link: v.url for v in crawl.visits for link in v.links}
    inner = {link: page for link, page in links.items() if link.startswith(crawl.base)}
    assert len(inner) > 100
    assert {link: page for link, page in inner.items() if not _leads(link, ids, crawl)} == {}
    assert {link.partition(":")[0] for link in links.keys() - inner.keys()} <= OUTER


def _leads(link: str, ids: dict[str, set[str]], crawl: Crawl) -> bool:
    target, fragment = urldefrag(link)
    if fragment.startswith("text="):
        # The message for the page on which a Mastodon server is chosen.
        return target in ids
    if fragment:
        return unquote(fragment) in ids.get(target, ())
    if target in ids:
        return True
    if crawl.host is None:
        return Path(url2pathname(target.removeprefix("file://"))).is_file()
    return crawl.host.answer(target)[0] == 200


def _dead(pages: list[Visit], host: Host) -> list[str]:
    crawl = Crawl(host.url, pages, host)
    ids = {page.url: set(page.ids) for page in pages}
    links = {url for page in pages for url in page.links if url.startswith(host.url)}
    return sorted(url for url in links if not _leads(url, ids, crawl))


@pytest.mark.parametrize("folder", ["", "sub/folder/"])
def test_a_missing_page_at_any_depth_gets_the_404_page_whole(
    browser: Browser, tmp_path: Path, folder: str
) -> None:
    address = f"https://campaign.example.org/{folder}"
    site = small_site(tmp_path, {"site.yaml": f"title: Small\nurl: {address}\n"})
    site.build(output=tmp_path / "served" / folder)
    served = tmp_path / "served"
    if folder:
        (served / "404.html").write_bytes((served / folder / "404.html").read_bytes())
        (served / "_headers").write_bytes((served / folder / "_headers").read_bytes())
    with serving(served) as host:
        (missing,) = visit(browser, [f"{host.url}{folder}{MISSING}"])
        dead = _dead([missing], host)
    assert missing.said == [
        "error: Failed to load resource: the server responded with a status of 404 (Not Found)"
    ]
    assert dead == []
    assert len(missing.links) > 4
    assert [url for url in missing.asked if not url.startswith(host.url)] == []
    assert any(url.endswith(".css") for url in missing.asked)


def test_the_404_page_of_the_sample_leads_on(browser: Browser, sample: BuiltSite) -> None:
    with serving(sample.output) as host:
        pages = visit(browser, [host.url + MISSING, f"{host.url}ar/404.html"])
        assert _dead(pages, host) == []
        assert len({url for page in pages for url in page.links}) > 20
    assert pages[1].said == []


@pytest.mark.parametrize("crawl", ["folder"], indirect=True)
def test_without_scripts_every_word_and_link_is_there(crawl: Crawl, browser: Browser) -> None:
    bare = visit(browser, [v.url for v in crawl.visits], java_script_enabled=False)
    both = list(zip(crawl.visits, bare, strict=True))
    lost = {whole.url: set(whole.words) - set(rest.words) for whole, rest in both}
    assert {url: words for url, words in lost.items() if words} == {}
    assert [w.url for w, rest in both if _opened(w.links) != _opened(rest.links)] == []
    assert all(len(rest.words) > 10 for rest in bare)


def _opened(links: list[str]) -> list[str]:
    """Where links lead, without the words that they carry: a pledge's say from when until when."""
    return [re.split(r"\?|#text=", link)[0] for link in links]


def test_without_scripts_a_click_leads_on(browser: Browser, sample: BuiltSite) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{sample.output.as_uri()}/ar/index.html")
    page.locator("nav a[href$='voices.html']").first.click()
    page.wait_for_url("**/ar/voices.html")
    assert page.locator("h1").inner_text()
    context.close()


def test_the_watch_sees_what_it_is_there_for(browser: Browser, tmp_path: Path) -> None:
    """A page full of what no page may have, so that silence above means something."""
    policy = "default-src 'none'; img-src *; script-src 'self'; require-trusted-types-for 'script'"
    (tmp_path / "swallow.js").write_text("try { document.body.innerHTML = '<p>' } catch { }")
    (tmp_path / "index.html").write_text(
        f"<!doctype html><title>x</title><meta http-equiv='Content-Security-Policy' content=\"{policy}\">"
        "<body style='color:red'><script>1</script><img src='https://elsewhere.example.org/x.png'>"
        "<img src='missing.png'><a href='gone.html'>x</a><a href='#gone'>x</a>"
        "<script src='swallow.js'></script>"
    )
    with serving(tmp_path, {}) as host:
        (seen,) = visit(browser, [f"{host.url}index.html"])
        dead = _dead([seen], host)
    assert sum("violates style-src" in text for text in seen.said) == 1
    assert sum("violates script-src" in text for text in seen.said) == 1
    assert sum("violates require-trusted-types-for" in text for text in seen.said) == 1
    assert "https://elsewhere.example.org/x.png" in seen.asked
    assert ("/missing.png", 404) in host.asked
    assert {link.removeprefix(host.url) for link in dead} >= {
        "gone.html",
        "index.html#gone",
        "missing.png",
    }
