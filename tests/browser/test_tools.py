"""The chooser and the composer in a browser: by keyboard, from a disk, without asking anybody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from sites import BuiltSite

from .server import Host
from .test_axe import AXE, violations
from .visits import opened, visit

# Signs that addresses, forms and HTML each read in their own way, and words that run both ways.
ODD = (
    "a+b & c=d?e#f%25 /\\ \"quoted\" 'single' <b>&amp;</b>\r\nnext line\ttab\n"
    "\u202bمن حلب #AleppoIsBurning\u202c é e\u0301 😀👩\u200d👩\u200d👧 (!*) ~^`{}[]|\u00a0end "
)
PAGES = ["mastodon.html", "ar/mastodon.html", "safe.html", "ar/safe.html"]


@pytest.fixture(params=["host", "disk"])
def base(request: pytest.FixtureRequest, sample: BuiltSite, host: Host) -> str:
    """Where the sample stands: on a host, or in a folder."""
    return host.url if request.param == "host" else sample.output.as_uri() + "/"


@contextmanager
def watched(browser: Browser, base: str) -> Iterator[tuple[Page, list[str]]]:
    """A page, and every address that it asks for elsewhere; nothing of that is let out."""
    asked: list[str] = []

    def elsewhere(address: str) -> bool:
        return not address.startswith(base)

    with opened(browser) as page:
        page.context.route(
            elsewhere, lambda route: (asked.append(route.request.url), route.abort())
        )
        yield page, asked


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"Tab never gets to {selector}")


def sent(link: str) -> str:
    """The text in a link to a server."""
    (text,) = parse_qs(urlsplit(link).query, keep_blank_values=True)["text"]
    return text


# ------------------------------------------------------------------ the chooser


def test_every_character_reaches_the_link(browser: Browser, base: str) -> None:
    with watched(browser, base) as (page, asked):
        page.goto(f"{base}mastodon.html#text={quote(ODD, safe='')}")
        page.fill("#chooser-server", "@amina@social.example.org")
        link = page.locator("[data-part=open]")
        href = link.get_attribute("href") or ""
        assert link.inner_text() == "Open social.example.org"
        # Another language of the page takes the words along.
        page.get_by_role("link", name="العربية").click()
        page.fill("#chooser-server", "social.example.org")
        assert page.locator("[data-part=open]").get_attribute("href") == href
    assert href == f"https://social.example.org/share?text={quote(ODD, safe='')}"
    assert sent(href) == ODD
    assert asked == []


def test_the_chooser_works_by_keyboard_alone(browser: Browser, base: str) -> None:
    with watched(browser, base) as (page, asked):
        page.goto(f"{base}mastodon.html#text=One")
        tab_to(page, "textarea")
        page.keyboard.press("ControlOrMeta+End")
        page.keyboard.type(" and two")
        tab_to(page, "#chooser-server")
        page.keyboard.type("Social.Example.ORG/share")
        page.keyboard.press("Enter")
        wrong = page.get_by_role("alert")
        expect(wrong).to_have_text("Write the server’s name alone, without what follows it.")
        assert page.locator("#chooser-server").get_attribute("aria-invalid") == "true"
        for _ in "/share":
            page.keyboard.press("Backspace")
        expect(wrong).to_be_empty()
        page.keyboard.press("Enter")
        expect(page.locator("[data-part=open]")).to_be_focused()
        assert asked == []
        with page.expect_popup():
            page.keyboard.press("Enter")
        page.wait_for_timeout(100)
        assert [sent(address) for address in asked] == ["One and two"]
        assert asked[0].startswith("https://social.example.org/share?")
        # Nobody asked for the server to be kept.
        assert page.evaluate("localStorage.length") == 0


def test_a_server_is_kept_on_request_and_forgotten(browser: Browser, base: str) -> None:
    with watched(browser, base) as (page, asked):
        page.goto(f"{base}ar/mastodon.html")
        page.fill("#chooser-server", "social.example.org")
        page.locator("[data-part=remember]").check()
        assert page.evaluate("localStorage.length") == 0
        with page.expect_popup():
            page.locator("[data-part=open]").click()
        page.goto(f"{base}mastodon.html#text=Again")
        page.reload()
        known = page.locator("[data-part=list]")
        expect(known.get_by_role("link")).to_have_text("social.example.org")
        assert sent(known.get_by_role("link").get_attribute("href") or "") == "Again"
        page.fill("textarea", "Changed")
        assert sent(known.get_by_role("link").get_attribute("href") or "") == "Changed"
        known.get_by_role("button", name="Forget social.example.org").click()
        expect(page.locator("#chooser-server")).to_be_focused()
        expect(page.locator("[data-part=known]")).to_be_hidden()
        assert page.evaluate("localStorage.length") == 0
    assert len(set(asked)) == 1


def test_without_a_place_to_keep_things_the_chooser_still_works(
    browser: Browser, base: str
) -> None:
    with watched(browser, base) as (page, _):
        said: list[str] = []
        page.on("pageerror", lambda error: said.append(str(error)))
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"
        )
        page.goto(f"{base}mastodon.html#text=One")
        page.fill("#chooser-server", "social.example.org")
        page.locator("[data-part=remember]").check()
        with page.expect_popup():
            page.locator("[data-part=open]").click()
        expect(page.locator("[data-part=known]")).to_be_hidden()
    assert said == []


@pytest.mark.parametrize("fragment", ["", "#content", "#text=", "#text=%E0%A4%A", "#else"])
def test_without_a_message_the_campaign_s_own_is_there(
    browser: Browser, host: Host, fragment: str
) -> None:
    with opened(browser) as page:
        page.goto(f"{host.url}mastodon.html{fragment}")
        words = page.input_value("textarea")
        assert "https://makefacebookred.example.org/" in words
        assert "#MakeFacebookRed" in words
        # The way past the menu takes nothing away.
        page.fill("textarea", "My own")
        page.keyboard.press("Home")
        page.evaluate("location.hash = 'content'")
        assert page.input_value("textarea") == "My own"


def test_words_can_be_copied(browser: Browser, host: Host) -> None:
    with opened(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{host.url}mastodon.html#text={quote('One #Tag', safe='')}")
        page.get_by_role("button", name="Copy the words").click()
        expect(page.locator("[data-part=status]")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == "One #Tag"


# ------------------------------------------------------------------ the composer


def hrefs(page: Page) -> dict[str, str]:
    """The links of the composer by their names."""
    links = page.locator("[data-composer] .networks a").all()
    return {link.inner_text(): link.get_attribute("href") or "" for link in links}


def test_a_message_is_put_together_on_the_page(browser: Browser, base: str) -> None:
    with watched(browser, base) as (page, asked):
        page.goto(f"{base}safe.html")
        assert page.locator("[data-ready]").is_hidden()
        assert page.locator("#composer-who").is_hidden()
        page.get_by_role("radio", name="I am looking for somebody").check()
        page.get_by_label("Whom you are looking for").fill("Sami & family")
        page.get_by_label("How to reach you").fill("07700 900000")
        page.get_by_label("Your first name or nickname").fill("Amina")
        text = page.locator("[data-part=result]").inner_text()
        assert text.startswith("I am looking for Sami & family. ")
        assert text.endswith("\nTo reach me: 07700 900000\nAmina")
        mail = text.replace("\n", "\r\n")
        assert hrefs(page) == {
            "SMS": f"sms:?&body={quote(text, safe='')}",
            "WhatsApp": f"https://wa.me/?text={quote(text, safe='')}",
            "Telegram": f"https://t.me/share/url?url={quote(text, safe='')}",
            "Viber": f"viber://forward?text={quote(text, safe='')}",
            "E-mail": f"mailto:?subject=A%20short%20message&body={quote(mail, safe='')}",
        }
        assert "2." not in page.locator("[data-part=count]").inner_text()
        page.get_by_label("Language of the message").select_option("ar")
        result = page.locator("[data-part=result]")
        assert result.inner_text().startswith("أبحث عن Sami & family.")
        assert (result.get_attribute("lang"), result.get_attribute("dir")) == ("ar", "rtl")
        assert "Text messages (SMS) needed: 2." in page.locator("[data-part=count]").inner_text()
    assert asked == []


def test_nothing_of_it_is_kept(browser: Browser, base: str) -> None:
    with watched(browser, base) as (page, _):
        page.goto(f"{base}safe.html")
        page.get_by_label("Your first name or nickname").fill("Amina")
        stores = "[localStorage.length, sessionStorage.length, document.cookie, location.hash]"
        assert page.evaluate(stores) == [0, 0, "", ""]
        page.goto(f"{base}index.html")
        page.go_back()
        assert page.input_value("#composer-name") == ""
        assert "Amina" not in page.content()
        page.get_by_label("Your first name or nickname").fill("Amina")
        page.get_by_role("button", name="Clear everything").click()
        assert page.input_value("#composer-name") == ""
        assert "Amina" not in page.locator("[data-part=result]").inner_text()
        expect(page.locator("[data-part=status]")).to_have_text("Everything is cleared.")


def test_the_composer_works_by_keyboard_alone(browser: Browser, host: Host) -> None:
    with opened(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{host.url}ar/safe.html")
        tab_to(page, "[name=composer-kind]")
        page.keyboard.press("ArrowDown")
        tab_to(page, "#composer-name")
        page.keyboard.type("أمينة")
        tab_to(page, "[data-part=copy]")
        page.keyboard.press("Enter")
        expect(page.locator("[data-part=status]")).to_have_text("تمّ النسخ")
        text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("أنا بخير حاليًا.")
    assert text.endswith("\nأمينة")


@pytest.mark.parametrize("language", ["", "ar/"])
def test_without_scripts_every_text_has_its_links(
    browser: Browser, sample: BuiltSite, language: str
) -> None:
    (seen,) = visit(
        browser, [(sample.output / f"{language}safe.html").as_uri()], java_script_enabled=False
    )
    words = {"": "I am safe.", "ar/": "أنا بخير."}[language]
    for scheme in ("sms:?&body=", "https://wa.me/?text=", "https://t.me/share/url?url="):
        links = {unquote(link) for link in seen.links if link.startswith(scheme)}
        assert len(links) == 8
        assert any(words in link for link in links)
    with opened(browser, java_script_enabled=False) as page:
        page.goto((sample.output / f"{language}mastodon.html").as_uri())
        assert page.locator("main :is(input, textarea, button):visible").count() == 0
        assert page.locator("main ol li:visible").count() == 3


# ------------------------------------------------------------------ both


@pytest.mark.parametrize("name", PAGES)
def test_filled_in_they_have_no_violation(browser: Browser, host: Host, name: str) -> None:
    axe = AXE.read_text("utf-8")

    class Filled:
        """A page whose fields are filled in as soon as it is open."""

        def __init__(self, page: Page) -> None:
            self.page = page

        def goto(self, url: str) -> None:
            self.page.goto(url)
            if "mastodon" in url:
                self.page.evaluate("localStorage.setItem('handbill.servers', '[\"x.example\"]')")
                self.page.reload()
                self.page.fill("#chooser-server", "x.example/y")
                self.page.locator("textarea").focus()
            else:
                self.page.locator("[name=composer-kind]").last.check()
                self.page.fill("#composer-who", "Amina")

        def __getattr__(self, attribute: str) -> object:
            return getattr(self.page, attribute)

    with opened(browser, bypass_csp=True) as page:
        assert violations(Filled(page), host.url + name, axe) == []  # type: ignore[arg-type]
