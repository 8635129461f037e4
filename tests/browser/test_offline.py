"""The copy that browsers keep: it is there when the network is gone, and goes when it should."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from sites import PROJECT, small_site

from .server import serving
from .visits import WATCH

SITE = """title: {en: A small campaign, ar: حملة صغيرة}
url: https://campaign.example.org/
languages: {en: English, ar: العربية}
"""
PICTURE = "media/red-squares.png"


def text(title: str, body: str) -> str:
    return f"---\ntitle: {title}\ndescription: About {title}.\n---\n\n{body}\n"


def files(**settings: str) -> dict[str, str | bytes]:
    more = "".join(f"{key}: {value}\n" for key, value in settings.items())
    return {
        "site.yaml": SITE + more,
        "content/index.md": text("Home", f"[Water](water.md) ![Squares]({PICTURE})"),
        "content/index.ar.md": text("الصفحة", f"[ماء](water.ar.md) ![مربعات]({PICTURE})"),
        "content/water.md": text("Water", "We need water."),
        "content/water.ar.md": text("ماء", "نحتاج إلى الماء."),
        f"content/{PICTURE}": (PROJECT / "content" / PICTURE).read_bytes(),
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished site in two languages. Not to be changed."""
    site = small_site(tmp_path_factory.mktemp("offline"), files())
    assert site.build().written, site.problems
    return site.output


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A copy of it, as a host has it that keeps no line open: when it is gone, it is gone."""
    folder = Path(shutil.copytree(built, tmp_path / "served"))
    with (folder / "_headers").open("a") as rules:
        rules.write("\n/*\n  Connection: close\n")
    return folder


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A page of a browser that has never been there; `said` has what the console said."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    yield page
    context.close()


def heard(context: BrowserContext) -> list[str]:
    """What the consoles of its pages and workers say from now on."""
    said: list[str] = []
    context.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    context.on("weberror", lambda error: said.append(str(error.error)))
    return said


# The states of all registrations, and the files in all caches with their texts' lengths.
_KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys())
      (found[name] ??= []).push(decodeURIComponent(new URL(request.url).pathname));
  return found;
}"""
_DRAWN = "document.querySelector('picture img').naturalWidth > 0"
_WORKERS = """async () => (await navigator.serviceWorker.getRegistrations())
  .map((one) => [one.scope, one.active?.state ?? "", one.installing?.state ?? ""])"""


def caches(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = page.evaluate(_KEPT)
    return found


def kept(page: Page) -> set[str]:
    """The paths of all kept files."""
    return {path for paths in caches(page).values() for path in paths}


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait for something that workers do in their own time."""
    for _ in range(200):
        if holds():
            return
        page.wait_for_timeout(50)
    pytest.fail(f"it never came: {caches(page)} {page.evaluate(_WORKERS)}")


def settled(page: Page) -> bool:
    """Whether the worker stands behind this page, and no other is on its way."""
    workers = page.evaluate(_WORKERS)
    controlled = page.evaluate("Boolean(navigator.serviceWorker.controller)")
    return bool(workers) and controlled and [w[1:] for w in workers] == [["activated", ""]]


def visited(page: Page, address: str) -> None:
    """A first visit, long enough for the copy to be made."""
    page.goto(address)
    until(page, lambda: settled(page))


def words(page: Page) -> str:
    return page.locator("main").inner_text()


@contextmanager
def once_online(page: Page, folder: Path, start: str = "") -> Iterator[str]:
    """The address of a site that was visited, and whose host is gone."""
    with serving(folder) as host:
        visited(page, host.url + start)
    yield host.url


@pytest.mark.parametrize(
    ("start", "direction", "water"),
    [("", "ltr", "We need water."), ("ar/", "rtl", "نحتاج إلى الماء.")],
)
def test_a_second_visit_needs_no_network(
    reader: Page, folder: Path, start: str, direction: str, water: str
) -> None:
    with once_online(reader, folder) as url:
        said = heard(reader.context)
        reader.goto(url + start)
        assert reader.evaluate("document.documentElement.dir") == direction
        assert reader.evaluate("document.styleSheets[0].cssRules.length") > 50
        until(reader, lambda: reader.evaluate(_DRAWN))
        reader.locator("main a").first.click()
        reader.wait_for_url(f"{url}{start}water.html")
        assert water in words(reader)
        reader.goto(f"{url}{start}water")
        assert water in words(reader)
    assert said == []


def test_all_of_it_is_silent_while_there_is_a_network(reader: Page, folder: Path) -> None:
    said = heard(reader.context)
    with serving(folder) as host:
        for name in ("", "ar/index.html", "privacy.html", "ar/water.html"):
            visited(reader, host.url + name)
        assert {status for _, status in host.asked} == {200}
    assert said == []


@pytest.mark.parametrize(
    ("path", "direction", "title", "expected"),
    [
        ("nowhere/at/all.html", "ltr", "No connection", "has kept no copy"),
        ("ar/nowhere", "rtl", "لا اتصال بالإنترنت", "لم يحتفظ متصفّحكم"),
    ],
)
def test_what_was_not_kept_is_called_so(
    reader: Page, folder: Path, path: str, direction: str, title: str, expected: str
) -> None:
    with serving(folder) as host:
        visited(reader, host.url)
        reader.goto(host.url + path)
        assert expected not in words(reader)
    reader.goto(host.url + path)
    assert reader.evaluate("document.documentElement.dir") == direction
    assert expected in words(reader)
    # That there is none nobody can know now: neither the heading nor the window may say so.
    assert reader.locator("h1").inner_text() == reader.title() == title
    assert reader.evaluate("document.styleSheets[0].cssRules.length") > 50


def changed(folder: Path, path: str, old: str, new: str) -> None:
    """A page in other words, and the worker that the next build would make for it."""
    file, worker = folder / path, folder / "sw.js"
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:32]
    listed = worker.read_text("utf-8")
    entry = f'["{path}", "'
    assert entry in listed
    begun = listed.index(entry) + len(entry)
    listed = listed[:begun] + digest + listed[begun + 32 :]
    version = hashlib.sha256(listed.encode()).hexdigest()[:32]
    worker.write_text(re.sub('VERSION = "[^"]+"', f'VERSION = "{version}"', listed), "utf-8")


def test_an_update_arrives_and_takes_along_what_is_the_same(reader: Page, folder: Path) -> None:
    with serving(folder) as host:
        visited(reader, host.url)
        (before,) = caches(reader)
        changed(folder, "water.html", "We need water.", "There is water now.")
        host.asked.clear()
        reader.goto(host.url)
        until(reader, lambda: before not in caches(reader) and settled(reader))
        assert len(caches(reader)) == 1
        fetched = {path for path, _ in host.asked} - {"/", "/sw.js"}
        assert {path for path in fetched if path in kept(reader)} == {"/water.html"}
    reader.goto(f"{host.url}water.html")
    assert "There is water now." in words(reader)


_LOOKED = """
const { update } = ServiceWorkerRegistration.prototype;
ServiceWorkerRegistration.prototype.update = function () {
  globalThis.looked = true;
  return update.call(this);
};
"""


def test_a_page_looks_for_an_update_at_once(reader: Page, folder: Path) -> None:
    """Browsers do so by themselves, but seconds later: then whoever came has left again."""
    reader.add_init_script(_LOOKED)
    with serving(folder) as host:
        visited(reader, host.url)
        assert not reader.evaluate("globalThis.looked")
        reader.goto(host.url)
        until(reader, lambda: bool(reader.evaluate("globalThis.looked")))


def test_a_disk_that_gives_nothing_back_keeps_nothing_away(reader: Page, folder: Path) -> None:
    with serving(folder) as host:
        visited(reader, host.url)
        (worker,) = reader.context.service_workers
        worker.evaluate("() => { CacheStorage.prototype.open = () => Promise.reject(); }")
        reader.goto(f"{host.url}water.html")
        assert "We need water." in words(reader)
        assert reader.evaluate("document.styleSheets[0].cssRules.length") > 50


def test_what_is_taken_down_goes_from_the_copy(reader: Page, folder: Path) -> None:
    with serving(folder) as host:
        visited(reader, host.url)
        (folder / "water.html").unlink()
        assert "/water.html" in kept(reader)
        reader.goto(f"{host.url}water.html")
        until(reader, lambda: "/water.html" not in kept(reader))
        # A new release no longer names the others either.
        worker = folder / "sw.js"
        listed = re.sub(r'\["ar/water.html", .*\n', "", worker.read_text("utf-8"))
        worker.write_text(re.sub('VERSION = "[^"]+"', 'VERSION = "next"', listed), "utf-8")
        reader.goto(host.url)
        until(reader, lambda: "/ar/water.html" not in kept(reader))
    reader.goto(f"{host.url}water.html")
    assert "We need water." not in words(reader)


def test_switched_off_it_takes_its_leave(reader: Page, built: Path, folder: Path) -> None:
    site = small_site(built.parents[1] / "without", files(offline="false"))
    assert site.build().written, site.problems
    said = heard(reader.context)
    with serving(folder) as host:
        visited(reader, host.url)
        shutil.rmtree(folder)
        shutil.copytree(site.output, folder)
        reader.goto(host.url)
        until(reader, lambda: not caches(reader) and not reader.evaluate(_WORKERS))
        reader.goto(host.url)
        assert reader.evaluate(_WORKERS) == []
    assert said == []


def test_two_sites_of_one_host_leave_each_other_alone(reader: Page, folder: Path) -> None:
    shutil.copytree(folder, folder / "sub")
    with serving(folder) as host:
        visited(reader, host.url)
        reader.goto(f"{host.url}sub/")
        until(reader, lambda: len(caches(reader)) == 2 and len(reader.evaluate(_WORKERS)) == 2)
        until(
            reader, lambda: all(one[1:] == ["activated", ""] for one in reader.evaluate(_WORKERS))
        )
        sizes = sorted(map(len, caches(reader).values()))
        assert sizes[0] == sizes[1]
        (folder / "sub/sw.js").write_bytes((PROJECT / "templates/offline/leaving.js").read_bytes())
        reader.goto(f"{host.url}sub/water.html")
        until(reader, lambda: len(caches(reader)) == 1)
        assert all("/sub/" not in path for path in kept(reader))
    reader.goto(f"{host.url}water.html")
    assert "We need water." in words(reader)


def test_in_a_folder_of_a_host_it_works_as_well(reader: Page, folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "host/some/where")
    shutil.copy(folder / "_headers", tmp_path / "host/_headers")
    with once_online(reader, tmp_path / "host", "some/where/ar/") as url:
        reader.goto(f"{url}some/where/ar/water.html")
        assert "نحتاج إلى الماء." in words(reader)
        assert reader.evaluate("document.styleSheets[0].cssRules.length") > 50
        assert all(path.startswith("/some/where/") for path in kept(reader))


PORTAL = b"<!doctype html><title>Hotel</title><main>Please sign in</main>"


def test_the_sign_in_page_of_a_network_is_not_kept(reader: Page, folder: Path) -> None:
    with serving(folder) as host:
        true_answer = host.answer

        def portal(address: str) -> tuple[int, dict[str, str], bytes]:
            status, headers, body = true_answer(address)
            page = headers["Content-Type"].startswith("text/html")
            plain = {"Content-Type": "text/html", "Connection": "close"}
            return (200, plain, PORTAL) if page else (status, headers, body)

        visited(reader, host.url)
        host.answer = portal  # type: ignore[method-assign]
        reader.goto(f"{host.url}water.html")
        assert words(reader) == "Please sign in"
        # While it is signed in nowhere, the browser asks for a new release: that does not get in.
        host.asked.clear()
        changed(folder, "index.html", "Home", "House")
        reader.goto(f"{host.url}ar/")
        until(reader, lambda: ("/sw.js", 200) in host.asked and settled(reader))
        until(reader, lambda: len(caches(reader)) == 1 and "/index.html" not in kept(reader))
        host.answer = true_answer  # type: ignore[method-assign]
        reader.goto(host.url)
        until(reader, lambda: "/index.html" in kept(reader))
    reader.goto(f"{host.url}water.html")
    assert "We need water." in words(reader)
    reader.goto(host.url)
    assert reader.title() == "A small campaign: House"


@pytest.mark.parametrize("trouble", ["slow", "broken"])
def test_a_host_in_trouble_is_not_waited_for(reader: Page, folder: Path, trouble: str) -> None:
    worker = folder / "sw.js"
    worker.write_text(
        worker.read_text("utf-8").replace("PATIENCE = 3000", "PATIENCE = 50"), "utf-8"
    )
    released = Event()
    with serving(folder) as host:
        true_answer = host.answer

        def troubled(address: str) -> tuple[int, dict[str, str], bytes]:
            _, headers, _ = true_answer(address)
            if trouble == "slow":
                released.wait(60)
            return 503, headers, b"<main>Try again"

        visited(reader, host.url)
        host.answer = troubled  # type: ignore[method-assign]
        reader.goto(f"{host.url}water.html")
        assert "We need water." in words(reader)
        released.set()


def test_readers_delete_their_copy(reader: Page, folder: Path) -> None:
    said = heard(reader.context)
    with serving(folder) as host:
        visited(reader, f"{host.url}privacy.html")
        reader.get_by_role("button", name="Delete the copy").click()
        reader.get_by_role("status").get_by_text("The copy is deleted.").wait_for()
        assert (caches(reader), reader.evaluate(_WORKERS)) == ({}, [])
        # Nor does the next page of this tab make another one.
        reader.goto(host.url)
        reader.wait_for_timeout(300)
        assert (caches(reader), reader.evaluate(_WORKERS)) == ({}, [])
        # Whoever comes back another day begins anew.
        visited(reader.context.new_page(), host.url)
    assert said == []


def test_from_a_disk_nothing_is_offered(reader: Page, folder: Path) -> None:
    said = heard(reader.context)
    reader.goto((folder / "privacy.html").as_uri())
    assert reader.locator("[data-kept-here]").is_hidden()
    assert said == []


def test_parts_and_other_hosts_are_left_to_the_browser(reader: Page, folder: Path) -> None:
    (folder / "film.txt").write_text("0123456789")
    with serving(folder) as host:
        visited(reader, host.url)
        worker = reader.context.service_workers[0]
        asked = """(url) => new Promise((done) => {
          const event = new FetchEvent("fetch", { request: new Request(url[0], url[1]) });
          event.respondWith = () => done(true);
          dispatchEvent(event);
          done(false);
        })"""
        style = next(path for path in kept(reader) if path.endswith(".css"))[1:]
        part = {"headers": {"Range": "bytes=0-3"}}
        assert worker.evaluate(asked, [host.url + style, {}])
        assert not worker.evaluate(asked, [host.url + style, part])
        assert not worker.evaluate(asked, [host.url + style, {"method": "POST"}])
        assert not worker.evaluate(asked, [f"{host.url}film.txt", {}])
        assert not worker.evaluate(asked, [f"https://other.example.org/{style}", {}])
