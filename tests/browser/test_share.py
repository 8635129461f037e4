"""Passing on in a browser: every link leads where it should, and copies are said to be made."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, get_args

import pytest
import yaml
from playwright.sync_api import Browser, Page

from generator.kinds.share import DEFAULT_NETWORKS, ShareNetwork
from generator.kit.networks import NETWORKS
from sites import PROJECT, BuiltSite, copy_of_sample

from .server import Host
from .test_axe import AXE, violations
from .visits import opened

ALL = get_args(ShareNetwork)
LANGUAGES = {"en": "", "ar": "ar/"}
COPY = {"en": ("Copy link", "Copy text"), "ar": ("نسخ الرابط", "نسخ النص")}
COPIED = {"en": "Copied", "ar": "تمّ النسخ"}

_SECTIONS = """() => [...document.querySelectorAll("[data-share]")].map((section) => ({
  link: section.dataset.share,
  said: section.querySelector("[data-text]").textContent.trim(),
  links: [...section.querySelectorAll(":is(.networks, .counts) a")].map((a) => ({
    href: a.getAttribute("href"), name: a.getAttribute("aria-label"), seen: a.textContent,
    target: a.target, rel: a.rel, box: a.closest(".look")?.querySelector(".sent").textContent,
  })),
}))"""
_WRITTEN = """() => {
  window.written = [];
  Object.defineProperty(navigator, "clipboard", {
    value: { writeText: async (text) => { window.written.push(text); } },
  });
}"""
_SHEET = """() => {
  window.given = [];
  navigator.canShare = () => true;
  navigator.share = async (data) => {
    window.given.push({ ...data, files: (data.files ?? []).map((f) => [f.name, f.type, f.size]) });
  };
}"""


def decoded(text: str) -> str:
    """Percent-decoding of its own making, byte by byte; a plus is a plus."""
    found = re.sub(rb"%([0-9A-F]{2})", lambda pair: bytes([int(pair[1], 16)]), text.encode("ascii"))
    return found.decode("utf-8", "strict")


def opened_as(network: str, href: str) -> dict[str, str]:
    """The placeholders of a network's pattern with what stands for them in an address."""
    pattern = re.escape(NETWORKS[network].pattern)
    pattern = pattern.replace(r"\{chooser\}", r"(?:\.\./)*(?:ar/)?mastodon\.html")
    found = re.fullmatch(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[\\w.~%-]*)", pattern), href)
    assert found, (network, href)
    return {name: decoded(value) for name, value in found.groupdict().items()}


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The sample with every network there is."""
    made = copy_of_sample(tmp_path_factory.mktemp("everywhere") / "site")
    settings = (made.root / "site.yaml").read_text("utf-8")
    assert "\nshare:\n" in settings
    networks = f"\nshare:\n  networks: [{', '.join(ALL)}]\n"
    made.write({"site.yaml": settings.replace("\nshare:\n", networks)})
    assert made.build().written, made.problems
    return made


# The sample's words for text messages, by those for everybody.
SHORT = {
    record["text"][lang]: record["networks"]["sms"][lang]
    for record in yaml.safe_load((PROJECT / "content" / "share.yaml").read_text("utf-8"))
    for lang in LANGUAGES
}


@pytest.mark.parametrize("folder", LANGUAGES.values())
@pytest.mark.parametrize(
    "name", ["index", "take-action", "demands", "figures", "voices/helpless", "kit"]
)
def test_every_link_opens_its_network_with_the_words_that_stand_there(
    browser: Browser, everywhere: BuiltSite, folder: str, name: str
) -> None:
    """Without any script: what is read on the page is what arrives, to the last byte."""
    with opened(browser, java_script_enabled=True) as page:
        page.route("**/*.js", lambda route: route.abort())
        page.goto((everywhere.output / f"{folder}{name}.html").as_uri())
        sections = page.evaluate(_SECTIONS)
        assert page.locator("[data-share] .tools").count() == 0
    assert sections
    names = [link["name"] for section in sections for link in section["links"]]
    assert len(names) == len(set(names))
    forms = [network for network in ALL if NETWORKS[network].pattern]
    for section in sections:
        assert len(section["links"]) == len(forms)
        for link in section["links"]:
            network = _network_of(link["href"])
            given = opened_as(network, link["href"])
            message = (link["box"] or section["said"]).strip()
            if network == "threads" and not link["box"]:
                # It takes one hashtag, which the words may have.
                own, line = message.rpartition("\n#")[0].count("#"), r"(?m)^(#\S+)(?: #\S+)*\n"
                message = re.sub(line, "" if own else r"\1\n", message)
            if network == "sms" and not link["box"] and message.split("\n")[0] in SHORT:
                message = message.replace(message.split("\n")[0], SHORT[message.split("\n")[0]])
            text = message.removesuffix(section["link"]).rstrip("\n")
            wanted = {"text": text, "link": section["link"], "message": message}
            if network == "email":
                wanted["message"] = message.replace("\n", "\r\n")
            if network in ("reddit", "vk", "ok") and link["box"]:
                wanted["title"] = text
            assert given == {key: wanted.get(key, given[key]) for key in given}
            assert given.get("title", "-").strip()
            assert link["seen"]
            assert link["seen"] in link["name"]
            web = link["href"].startswith("http")
            assert (link["target"] == "_blank") == web
            assert not web or {"noopener", "noreferrer"} <= set(link["rel"].split())


def _network_of(href: str) -> str:
    """The network whose address begins alike."""
    return next(
        name
        for name, network in NETWORKS.items()
        if network.pattern
        and re.sub(r"^(\.\./)*(ar/)?(?=mastodon)", "", href).startswith(_start(network.pattern))
    )


def _start(pattern: str) -> str:
    return pattern.replace("{chooser}", "mastodon.html").partition("{")[0]


@contextmanager
def at(browser: Browser, url: str, *scripts: str, **options: Any) -> Iterator[Page]:
    """A page with things of the browser replaced before it is opened."""
    with opened(browser, **options) as page:
        for script in scripts:
            page.add_init_script(f"({script})()")
        page.goto(url)
        yield page


@pytest.fixture(params=["host", "disk"])
def base(request: pytest.FixtureRequest, sample: BuiltSite, host: Host) -> str:
    """Where the sample stands: on a host, or in a folder."""
    return host.url if request.param == "host" else sample.output.as_uri() + "/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_link_and_text_are_copied_and_it_is_said(
    browser: Browser, base: str, language: str
) -> None:
    with at(browser, f"{base}{LANGUAGES[language]}voices/helpless.html", _WRITTEN) as page:
        (section,) = page.evaluate(_SECTIONS)
        for label, text in zip(COPY[language], (section["link"], section["said"]), strict=True):
            button = page.get_by_role("button", name=label, exact=True)
            width = button.bounding_box()["width"]
            button.click()
            page.wait_for_function(
                "(said) => document.querySelector('[role=status]').textContent === said",
                arg=COPIED[language],
            )
            assert page.evaluate("window.written.at(-1)") == text
            assert button.inner_text() == COPIED[language]
            assert button.bounding_box()["width"] >= width - 0.1
            page.wait_for_function("() => document.querySelector('[role=status]').textContent")


def test_copying_works_where_there_is_no_clipboard_to_ask(browser: Browser, base: str) -> None:
    gone = "() => Object.defineProperty(navigator, 'clipboard', { value: undefined })"
    heard = "() => { window.heard = []; document.addEventListener('copy', () => " + (
        "heard.push(document.activeElement.value)); }"
    )
    with at(browser, f"{base}index.html", gone, heard) as page:
        button = page.get_by_role("button", name="Copy text")
        button.click()
        page.wait_for_function(
            "() => document.querySelector('[role=status]').textContent === 'Copied'"
        )
        assert page.evaluate("window.heard") == [page.evaluate(_SECTIONS)[0]["said"]]
        assert page.evaluate("document.activeElement.textContent") == "Copied"
        assert page.locator("textarea").count() == 0


def test_what_cannot_be_copied_is_marked_to_be_copied_by_hand(browser: Browser, base: str) -> None:
    never = "() => { Object.defineProperty(navigator, 'clipboard', { value: undefined });" + (
        "document.execCommand = () => false; }"
    )
    with at(browser, f"{base}index.html", never) as page:
        page.get_by_role("button", name="Copy text").click()
        page.wait_for_function(
            "() => document.querySelector('[role=status]').textContent === 'Please copy it by hand'"
        )
        assert page.evaluate("getSelection().toString().includes('#MakeFacebookRed')")


def test_the_system_s_sheet_gets_words_link_and_picture(
    browser: Browser, sample: BuiltSite, host: Host
) -> None:
    for base, files in ((host.url, 1), (sample.output.as_uri() + "/", 0)):
        with at(browser, f"{base}voices/helpless.html", _SHEET) as page:
            (section,) = page.evaluate(_SECTIONS)
            pictures = page.locator("a[data-picture]").count()
            page.get_by_role("button", name="Share…").click()
            page.wait_for_function("() => window.given.length")
            (given,) = page.evaluate("window.given")
            assert len(given["files"]) == min(pictures, files), json.dumps(given)
            if given["files"]:
                assert given["text"] == section["said"]
                assert given["files"][0][2] > 1000
            else:
                assert (given["text"] + "\n" + given["url"]) == section["said"]


def test_who_closes_the_sheet_is_told_nothing(browser: Browser, host: Host) -> None:
    closed = "() => { navigator.share = async () => { window.asked = true;" + (
        "throw new DOMException('', 'AbortError'); }; }"
    )
    with at(browser, f"{host.url}index.html", closed) as page:
        button = page.get_by_role("button", name="Share…")
        button.click()
        page.wait_for_function("() => window.asked")
        assert button.inner_text() == "Share…"
        assert page.locator("[role=status]").text_content() == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_has_a_link_to_copy(browser: Browser, base: str, language: str) -> None:
    name = f"{LANGUAGES[language]}timeline/aleppo-2016.html"
    with at(browser, base + name, _WRITTEN) as page:
        buttons = page.locator(".event .tools button")
        assert buttons.count() == page.locator(".event").count() > 5
        names = buttons.evaluate_all("all => all.map((b) => b.getAttribute('aria-label'))")
        assert len(set(names)) == len(names)
        buttons.nth(2).click()
        page.wait_for_function("() => window.written.length")
        ident = page.locator(".event").nth(2).get_attribute("id")
        wanted = f"https://makefacebookred.example.org/{name}#{ident}"
        assert page.evaluate("window.written") == [wanted]


def test_each_message_of_the_kit_can_be_copied(browser: Browser, base: str) -> None:
    with at(browser, f"{base}ar/kit.html", _WRITTEN) as page:
        boxes = page.locator(".job .sent")
        texts = [text.strip() for text in boxes.all_text_contents()]
        for number, text in enumerate(texts):
            box = boxes.nth(number)
            if not box.is_visible():
                continue
            page.evaluate("window.written.length = 0")
            box.locator("xpath=following-sibling::p[@class='tools'][1]//button").last.click()
            page.wait_for_function("() => window.written.length")
            assert page.evaluate("window.written") == [text]


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_every_button_and_link_is_large_enough_for_a_thumb(
    browser: Browser, base: str, folder: str
) -> None:
    small = """() => [...document.querySelectorAll(
      ".share :is(a, button, summary), .kit :is(.tools button, .save, .row-of a, .files a, summary)")]
      .filter((e) => e.checkVisibility()).map((e) => [e.textContent.trim(), e.getBoundingClientRect()])
      .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
      .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""
    for name in ("index", "kit"):
        with at(
            browser, f"{base}{folder}{name}.html", viewport={"width": 360, "height": 740}
        ) as page:
            assert page.evaluate(small) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_opened_blocks_have_no_violation(browser: Browser, sample: BuiltSite, host: Host) -> None:
    axe = AXE.read_text("utf-8")
    open_all = "() => addEventListener('DOMContentLoaded', () => document.querySelectorAll(" + (
        "'details').forEach((e) => { e.open = true; }))"
    )
    found = {}
    with opened(browser, bypass_csp=True) as page:
        page.add_init_script(f"({_SHEET})()")
        page.add_init_script(f"({open_all})()")
        for folder in LANGUAGES.values():
            for name in ("kit", "figures", "voices/helpless"):
                found[folder + name] = violations(page, f"{host.url}{folder}{name}.html", axe)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_the_offered_networks_are_those_of_the_settings(sample: BuiltSite) -> None:
    html = sample.out("index.html")
    order = [n for n in DEFAULT_NETWORKS if NETWORKS[n].pattern]
    places = [
        html.index('href="' + _start(NETWORKS[n].pattern).replace("&", "&amp;")) for n in order
    ]
    assert places == sorted(places)
