"""Actions in finished pages: what asks, whom it reaches, when it stops, and what stays then."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from generator.kinds.action import Action
from generator.render.actions import host_of

MakeSite = Callable[..., Any]

SITE = """
title: {en: The library, ar: المكتبة}
url: https://example.org/
languages: {en: {}, ar: {}}
hashtags: [KeepTheLibrary]
"""

ACTIONS = """
- id: letter
  kind: write
  title: {en: Write, ar: اكتبوا}
  until: 2026-07-31
  targets: {name: {en: Amina Example, ar: أمينة مثال}, role: {en: Mayor, ar: العمدة}, email: a@example.org, checked: 2026-05-01}
  subject: {en: "Dear {role}", ar: مرحبا}
  body: {en: "Dear {name},\\n\\n100% & <b>more</b>? [your name]", ar: "{name}، لماذا؟ [اسمكم]"}
  variants: [{en: "Another for {name}. [your town]", ar: "صيغة أخرى"}]
- id: members
  kind: write
  title: {en: Write to all, ar: اكتبوا إلى الجميع}
  targets:
    - {name: {en: Basil Example, ar: باسل مثال}, email: b@example.org, checked: 2026-05-01}
    - {name: {en: Carla Example, ar: كارلا مثال}, email: c@example.org, lang: ar, checked: 2026-05-01}
  subject: {en: Hello, ar: مرحبا}
  body: {en: "Dear {name}", ar: "{name} المحترم"}
- id: ask
  kind: post
  title: {en: Ask, ar: اسألوا}
  targets: {name: {en: The office, ar: المكتب}, handle: "@office"}
  message: {en: "Why? #KeepTheLibrary", ar: "لماذا؟ @office"}
- id: call
  kind: call
  title: {en: Call, ar: اتصلوا}
  targets: {name: {en: Front desk, ar: الاستقبال}, phone: "+44 (0)20 7946 0000", checked: 2026-05-01}
  body: {en: "Good morning, {name}.", ar: صباح الخير}
- id: promise
  kind: pledge
  title: {en: Promise, ar: تعهّدوا}
  until: 2026-07-31
  what: {en: "I stay; away, until it opens.", ar: لن أعود حتى تُفتح}
- id: sign
  kind: link
  title: {en: Sign, ar: وقّعوا}
  url: https://petition.example.org/sign
- id: over
  kind: link
  title: {en: Too late, ar: فات الأوان}
  until: 2026-05-01
  url: https://late.example.org/
"""

HOME = "---\ntitle: Home\ndescription: One page.\n---\n\n::: actions\n\n::: pledge\n"
FILES = {
    "site.yaml": SITE,
    "content/actions.yaml": ACTIONS,
    "content/index.md": HOME,
    "content/index.ar.md": HOME.replace("Home", "الرئيسية"),
}


@pytest.fixture
def built(site: MakeSite) -> Any:
    made = site(FILES)
    assert made.problems == ()
    return made


def section(page: str, ident: str) -> str:
    return page.partition(f'id="{ident}"')[2].partition("</section>")[0]


def links(html: str) -> list[str]:
    return [unescape(href) for href in re.findall(r'href="([^"]*)"', html)]


def text_of(html: str) -> str:
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_data = found.append  # type: ignore[method-assign]
    parser.feed(html)
    return "".join(found)


def test_a_letter_opens_filled_in_everywhere(built: Any) -> None:
    html = section(built.out("take-action.html"), "letter")
    first = html.partition('data-wording="2"')[0]
    mail, gmail, outlook, yahoo = [u for u in links(first) if "body=" in u]
    body = "Dear Amina Example,\r\n\r\n100% & <b>more</b>? [your name]"
    assert mail.startswith(
        "mailto:a@example.org?subject=Dear%20Mayor&body=Dear%20Amina%20Example%2C%0D%0A"
    )
    assert unquote(mail.partition("&body=")[2]) == body
    for address, host in (
        (gmail, "mail.google.com"),
        (outlook, "outlook.live.com"),
        (yahoo, "compose.mail.yahoo.com"),
    ):
        assert urlsplit(address).hostname == host
        asked = parse_qs(urlsplit(address).query)
        assert asked["to"] == ["a@example.org"]
        assert asked["body"] == [body]


def test_words_are_shown_to_the_letter(built: Any) -> None:
    html = section(built.out("take-action.html"), "letter")
    shown = re.findall(r'<p class="sent" data-body[^>]*>(.*?)</p>', html, re.DOTALL)
    assert [text_of(one) for one in shown] == [
        "Dear Amina Example,\n\n100% & <b>more</b>? [your name]",
        "Another for Amina Example. [your town]",
    ]
    assert shown[0].count("data-blank=") == 1
    assert "data-slot" not in html


def test_of_several_targets_each_has_its_own_letter_in_its_language(built: Any) -> None:
    html = section(built.out("take-action.html"), "members")
    mails = [url for url in links(html) if url.startswith("mailto:")]
    assert [unquote(url) for url in mails] == [
        "mailto:b@example.org",
        "mailto:b@example.org?subject=Hello&body=Dear Basil Example",
        "mailto:c@example.org",
        "mailto:c@example.org?subject=مرحبا&body=كارلا مثال المحترم",
    ]
    assert '<p class="sent" data-body data-copy="Text" lang="ar" dir="rtl">' in html
    assert 'data-slot="name">[their name]' in html


def test_with_very_many_targets_a_page_stays_light(site: MakeSite) -> None:
    rows = "".join(f"Amina Example {n},a{n}@example.org,2026-05-01\n" for n in range(300))
    text = "id: a\nkind: write\ntitle: A\nsubject: S\nbody: 'Dear {name}, please'\ntargets_file: t.csv\n"
    made = site({"content/actions.yaml": text, "content/t.csv": "name,email,checked\n" + rows})
    assert made.problems == ()
    page = made.out("take-action.html")
    # In the data for the script, and as a link for those who run none.
    assert page.count("a299@example.org") == 3
    assert 'href="mailto:a299@example.org"' in page
    assert len(page) < 200_000
    assert "<template data-choice=" in page


def test_a_post_calls_by_the_handle_once(built: Any) -> None:
    english = section(built.out("take-action.html"), "ask")
    (x,) = [url for url in links(english) if "x.com" in url]
    assert parse_qs(urlsplit(x).query) == {"text": ["Why? #KeepTheLibrary @office"]}
    assert "Why? #KeepTheLibrary @office" in text_of(english)
    arabic = section(built.out("ar/take-action.html"), "ask")
    assert text_of(re.findall(r"data-body[^>]*>(.*?)</p>", arabic)[0]) == "لماذا؟ @office"
    assert "wa.me" not in english


def test_a_call_has_a_number_to_tap_and_words_to_say(built: Any) -> None:
    html = section(built.out("take-action.html"), "call")
    assert 'href="tel:+442079460000"' in html
    assert "Good morning, Front desk." in text_of(html)
    assert "mailto:" not in html


def test_a_link_says_where_it_leads(built: Any) -> None:
    html = section(built.out("take-action.html"), "sign")
    assert "Leads to: petition.example.org" in " ".join(text_of(html).split())


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://user@Example.ORG:8443/x?y", "example.org"),
        ("https://xn--bcher-kva.example/", "bücher.example"),
        ("https://xn--zz.example/", "xn--zz.example"),
        ("", ""),
    ],
)
def test_hosts_are_named_as_people_write_them(url: str, host: str) -> None:
    assert host_of(url) == host


def test_a_pledge_has_words_links_and_a_reminder_without_a_script(built: Any) -> None:
    page = built.out("ar/take-action.html")
    html = section(page, "promise")
    assert 'href="../ar/take-action/promise.ics" download' in html
    assert "لن أعود حتى تُفتح" in text_of(html)
    assert any("wa.me" in url and "KeepTheLibrary" in url for url in links(html))
    file = (built.output / "ar/take-action/promise.ics").read_bytes().decode()
    whole = file.replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20260731\r\n" in whole
    assert "SUMMARY:ينتهي اليوم: تعهّدوا\r\n" in whole
    assert "URL:https://example.org/ar/take-action.html#promise\r\n" in whole
    english = built.out("take-action/promise.ics").replace("\n ", "")
    assert "I stay\\; away\\, until it opens." in english


def test_what_is_past_asks_nothing_and_says_when_it_ended(built: Any) -> None:
    page = built.out("take-action.html")
    html = section(page, "over")
    assert "late.example.org" not in page
    assert "ended 1 May 2026" in " ".join(text_of(html).split())
    assert page.index('id="sign"') < page.index('id="over"')


def test_pages_know_the_moment_at_which_an_action_ends(built: Any) -> None:
    for name in ("take-action.html", "index.html"):
        # Without a zone: the day is the reader's own.
        assert 'data-until="2026-07-31T23:59:59.999"' in built.out(name)
        assert "clock." in built.out(name)
    assert 'data-over hidden>Past, ended <time datetime="2026-07-31">' in built.out(
        "take-action.html"
    )


def test_a_campaign_that_will_end_ends_its_actions(site: MakeSite) -> None:
    made = site({**FILES, "site.yaml": SITE + "ended: 2026-06-15\n"})
    assert made.problems == ()
    page = made.out("take-action.html")
    assert set(re.findall('data-until="([^"]*)"', page)) == {"2026-06-15T00:00:00.000Z"}
    assert 'ended <time datetime="2026-06-15">' in section(page, "sign")


def names(html: str) -> list[str]:
    """What the links to networks and mail programs are called for those who hear them."""
    return [unescape(name) for name in re.findall('<a [^>]*aria-label="([^"]*)"', html)]


def test_every_link_says_what_it_opens_and_for_what(built: Any) -> None:
    page = built.out("take-action.html")
    assert "Write with Gmail: Amina Example, Wording 2" in names(section(page, "letter"))
    assert "Post on Bluesky: The office" in names(section(page, "ask"))
    assert "Share on WhatsApp: Promise" in names(section(page, "promise"))
    main = page.partition("<main")[2].partition("</main>")[0]
    assert len(names(main)) == len(set(names(main)))


def test_after_all_actions_the_header_calls_for_nothing(site: MakeSite) -> None:
    called = "What you can do, step by step."
    made = site({**FILES, "site.yaml": SITE + "ended: 2026-05-31\n"})
    made.build(now=datetime(2026, 5, 30, tzinfo=UTC))
    assert called in text_of(made.out("take-action.html").partition("<main")[2])
    made.build()
    assert called not in text_of(made.out("take-action.html").partition("<main")[2])


@pytest.mark.parametrize(
    ("now", "over"),
    [("2026-05-02T11:59:59", False), ("2026-05-02T12:01:00", True)],
)
def test_a_last_day_is_over_when_it_is_over_everywhere(now: str, over: bool) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    fields = {"id": "a", "kind": "link", "title": "A"}
    assert Action.model_validate({**fields, "until": "2026-05-01"}).is_over(moment) is over
    zoned = {**fields, "until": "2026-05-02T15:00+03:00"}
    assert Action.model_validate(zoned).is_over(moment) is over


PLEDGE = "id: p\nkind: pledge\ntitle: P\nwhat: I stay away.\n"


def test_a_pledge_names_every_network_once(site: MakeSite) -> None:
    networks = "[x, facebook, signal, threads, linkedin, reddit]"
    text = "title: E\nurl: https://example.org/\nhashtags: [One, Two]\nshare: {networks: %s}\n"
    made = site({"content/actions.yaml": PLEDGE, "site.yaml": text % networks})
    assert made.problems == ()
    html = section(made.out("take-action.html"), "p")
    said = " ".join(text_of(html).split())
    assert "Facebook and LinkedIn take only the link." in said
    assert "Signal cannot be opened with words from here." in said
    (reddit,) = (url for url in links(html) if "reddit" in url)
    assert parse_qs(urlsplit(reddit).query)["title"] == ["I stay away."]
    tails = dict(
        re.findall('data-pattern="https://www\\.([a-z]+)\\.[^"]*" data-tail="([^"]*)"', html)
    )
    assert tails == {
        "facebook": "\n#One #Two",
        "threads": "\n#One",
        "linkedin": "\n#One #Two",
        "reddit": "",
    }


class Asking(HTMLParser):
    """Collects what asks a visitor to do something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        href = given.get("href") or ""
        sent = ("mailto:", "tel:", "sms:", "viber:", "threema:", "https://x.com/", "https://wa.me/")
        hosts = (
            "t.me",
            "bsky.app",
            "facebook.com",
            "threads.com",
            "linkedin",
            "mail.google",
            ".ics",
        )
        asks = href.startswith(sent) or (tag == "a" and any(host in href for host in hosts))
        if asks or tag in ("input", "button", "textarea", "select", "form"):
            self.found.append(f"{tag} {href}")
        self.found += [
            name for name in given if name in ("data-letter", "data-pledge", "data-until")
        ]


def test_after_the_end_nothing_asks_for_anything(site: MakeSite) -> None:
    made = site({**FILES, "site.yaml": SITE + "ended: 2026-05-31\ncontact: Write to us.\n"})
    assert made.problems == ()
    asking = {}
    # The chooser serves links that others have passed on already; nothing leads to it any more.
    # The page on privacy has the button that deletes what a browser has kept.
    served = ("mastodon.html", "privacy.html")
    for name in (page for page in made.pages() if not page.endswith(served)):
        parser = Asking()
        parser.feed(made.out(name))
        if parser.found:
            asking[name] = parser.found
    assert asking == {}
    page = made.out("take-action.html")
    assert "Write to all" in page
    assert "ended 31 May 2026" in " ".join(text_of(section(page, "sign")).split())
    assert "ended 1 May 2026" in " ".join(text_of(section(page, "over")).split())


def test_the_same_site_asks_before_the_end(site: MakeSite) -> None:
    made = site({**FILES, "site.yaml": SITE + "ended: 2026-05-31\n"})
    made.build(now=datetime(2026, 5, 30, tzinfo=UTC))
    parser = Asking()
    parser.feed(made.out("take-action.html"))
    assert {"data-letter", "data-pledge", "data-until"} <= set(parser.found)
