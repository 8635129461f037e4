"""Actions in a real browser: letters, pledges and calls, by keyboard, by clock, in two languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sites import PROJECT, BuiltSite, small_site

from .server import Host, serving
from .visits import opened

AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"

SITE = """
title: {en: The library, ar: المكتبة}
url: https://example.org/
languages: {en: {}, ar: {locale: ar-SY}}
hashtags: [KeepTheLibrary]
"""

ACTIONS = """
- id: letter
  kind: write
  title: {en: Write to the mayor, ar: اكتبوا إلى العمدة}
  until: 2026-07-31
  targets: {name: {en: Amina Example, ar: أمينة مثال}, role: {en: Mayor, ar: العمدة}, email: a@example.org, checked: 2026-05-01}
  subject: {en: "To {name} of [your town]", ar: "إلى {name}"}
  body: {en: "Dear {name},\\n\\nI am [your name].", ar: "{name}،\\n\\nأنا [اسمكم]."}
  variants:
    - {en: "Second, from [your name]", ar: "ثانية، من [اسمكم]"}
    - {en: "Third", ar: "ثالثة"}
- id: members
  kind: write
  title: {en: Write to the members, ar: اكتبوا إلى الأعضاء}
  targets_file: members.csv
  subject: {en: Hello, ar: مرحبا}
  body: {en: "Dear {name}, I am [your name].", ar: "{name}، أنا [اسمكم]."}
- id: ask
  kind: post
  title: {en: Ask in public, ar: اسألوا علنًا}
  targets:
    - {name: {en: The office, ar: المكتب}, handle: "@office"}
    - {name: {en: The council, ar: المجلس}, handle: "@council"}
  message: {en: "Why, @council? #KeepTheLibrary", ar: "لماذا؟ @council"}
- id: promise
  kind: pledge
  title: {en: Promise to stay away, ar: تعهّدوا}
  until: 2026-07-31
  what: {en: I stay away., ar: لن أعود.}
- id: call
  kind: call
  title: {en: Call the desk, ar: اتصلوا}
  targets: {name: {en: Front desk, ar: الاستقبال}, phone: "+44 20 7946 0000", checked: 2026-05-01}
  body: {en: "Good morning, {name}.", ar: صباح الخير}
"""

HOME = "---\ntitle: {}\ndescription: One page.\n---\n\n::: actions\n"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    rows = "".join(f"Member {n} Example;m{n}@example.org;2026-05-01\n" for n in range(1, 41))
    made = small_site(
        tmp_path_factory.mktemp("actions"),
        {
            "site.yaml": SITE,
            "content/actions.yaml": ACTIONS,
            "content/members.csv": "\ufeffname;email;checked\n" + rows,
            "content/index.md": HOME.format("Keep the library"),
            "content/index.ar.md": HOME.format("أبقوا المكتبة"),
        },
    )
    assert made.problems == ()
    return made


@pytest.fixture(scope="module")
def served(campaign: BuiltSite) -> Iterator[Host]:
    with serving(campaign.output) as host:
        yield host


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser, locale="en-GB", timezone_id="Asia/Damascus", accept_downloads=True) as one:
        one.clock.set_fixed_time(NOW)
        yield one


def href(link: Locator) -> str:
    return link.get_attribute("href") or ""


def mail(action: Locator) -> dict[str, str]:
    """What a mail program makes of the link that is shown."""
    address = urlsplit(href(action.get_by_role("link", name="Mail app")))
    fields = {name: values[0] for name, values in parse_qs(address.query).items()}
    return {"to": unquote(address.path), **fields}


def chosen(page: Page, name: str, label: str) -> Locator:
    action = page.locator(f"#{name}")
    action.get_by_role("combobox", name="Wording").select_option(label=label)
    return action


def test_blanks_go_into_words_and_links(page: Page, served: Host) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(served.url + "take-action.html")
    first = page.locator("#letter option").filter(has_text="Wording 1").inner_text()
    action = chosen(page, "letter", first)
    assert mail(action)["body"] == "Dear Amina Example,\r\n\r\nI am [your name]."
    action.get_by_label("your name", exact=True).fill("Basil & Söhne\tالمثال 100%")
    action.get_by_label("your town").fill("Exampleton\r\nBcc: x")
    assert mail(action) == {
        "to": "a@example.org",
        "subject": "To Amina Example of Exampleton Bcc: x",
        "body": "Dear Amina Example,\r\n\r\nI am Basil & Söhne المثال 100%.",
    }
    expect(action.locator("[data-body]:visible")).to_have_text(
        "Dear Amina Example, I am Basil & Söhne المثال 100%."
    )
    gmail = parse_qs(urlsplit(href(action.get_by_role("link", name="Gmail"))).query)
    assert gmail["body"] == [mail(action)["body"]]
    action.get_by_label("your name", exact=True).fill("")
    assert "[your name]" in mail(action)["body"]
    assert all(url.startswith(served.url) for url in asked)
    assert (
        page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    )


def test_only_the_blanks_of_the_chosen_words_are_asked_for(page: Page, served: Host) -> None:
    page.goto(served.url + "take-action.html")
    third = page.locator("#letter option").filter(has_text="Wording 3").inner_text()
    action = chosen(page, "letter", third)
    expect(action.get_by_label("your name", exact=True)).to_be_hidden()
    expect(action.get_by_label("your town")).to_be_visible()
    assert mail(action)["body"] == "Third"


def test_a_letter_that_grows_too_long_is_copied_by_hand(page: Page, served: Host) -> None:
    page.goto(served.url + "take-action.html")
    first = page.locator("#letter option").filter(has_text="Wording 1").inner_text()
    action = chosen(page, "letter", first)
    note = action.locator("[data-wording]:visible [data-long]")
    expect(note).to_be_hidden()
    action.get_by_label("your name", exact=True).fill("ب" * 400)
    expect(note).to_be_visible()
    assert "body" not in mail(action)
    action.get_by_label("your name", exact=True).fill("B")
    expect(note).to_be_hidden()


def test_visitors_get_one_of_the_wordings_at_random(page: Page, served: Host) -> None:
    seen = set()
    for chance in (0.0, 0.34, 0.99):
        page.add_init_script(f"Math.random = () => {chance}")
        page.goto(served.url + "take-action.html")
        shown = page.locator("#letter [data-wording]:visible")
        assert shown.count() == 1
        seen.add(shown.get_attribute("data-wording"))
    assert seen == {"1", "2", "3"}


def test_one_of_many_members_is_written_to(page: Page, served: Host) -> None:
    page.goto(served.url + "take-action.html")
    action = page.locator("#members")
    assert action.locator(".target:visible").count() == 1
    action.get_by_label("Whom you address").select_option(label="Member 40 Example")
    action.get_by_label("your name").fill("Basil")
    assert mail(action) == {
        "to": "m40@example.org",
        "subject": "Hello",
        "body": "Dear Member 40 Example, I am Basil.",
    }
    expect(action.locator(".target:visible")).to_contain_text("m40@example.org")


def test_a_post_calls_on_whom_one_chooses(page: Page, served: Host) -> None:
    page.goto(served.url + "take-action.html")
    action = page.locator("#ask")
    bluesky = action.get_by_role("link", name="Bluesky")
    said = "Why, @council? #KeepTheLibrary"
    assert parse_qs(urlsplit(href(bluesky)).query)["text"] == [f"{said} @office"]
    action.get_by_label("Whom you address").select_option(label="The council")
    assert parse_qs(urlsplit(href(bluesky)).query)["text"] == [said]


def events(path: Path) -> list[dict[str, str]]:
    """The events of a calendar file, field by field."""
    text = path.read_bytes().decode()
    assert text.count("\n") == text.count("\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    found: list[dict[str, str]] = []
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name not in found[-1]:
            found[-1][name.partition(";")[0]] = value
    return found


@pytest.mark.parametrize("from_disk", [False, True])
def test_a_pledge_becomes_words_and_a_calendar_file(
    page: Page, served: Host, campaign: BuiltSite, from_disk: bool
) -> None:
    name = "ar/take-action.html"
    page.goto((campaign.output / name).as_uri() if from_disk else served.url + name)
    pledge = page.locator("#promise")
    assert pledge.get_by_label("من").input_value() == "2026-06-01"
    assert pledge.get_by_label("حتى").input_value() == "2026-07-31"
    pledge.get_by_label("حتى").fill("2026-06-08")
    words = pledge.get_by_role("textbox", name="نص تعهّدكم")
    assert words.input_value() == "لن أعود. من ١ حزيران ٢٠٢٦ حتى ٨ حزيران ٢٠٢٦.\n#KeepTheLibrary"
    words.fill("كلماتي، أنا;")
    whatsapp = pledge.get_by_role("link", name="واتساب")
    link = "https://example.org/ar/take-action.html#promise"
    assert parse_qs(urlsplit(href(whatsapp)).query)["text"] == [f"كلماتي، أنا;\n{link}"]
    with page.expect_download() as waiting:
        pledge.get_by_role("button", name="حفظ التذكير").click()
    assert waiting.value.suggested_filename == "promise.ics"
    start, end = events(Path(waiting.value.path()))
    assert (start["DTSTART"], start["DTEND"]) == ("20260601", "20260602")
    assert (end["DTSTART"], end["DTEND"]) == ("20260608", "20260609")
    assert (start["SUMMARY"], end["SUMMARY"]) == ("يبدأ اليوم: تعهّدوا", "ينتهي اليوم: تعهّدوا")
    assert end["DESCRIPTION"] == "كلماتي، أنا\\;"
    assert (end["URL"], end["TRIGGER"]) == (link, "PT9H")
    assert start["UID"] != end["UID"]


def test_days_that_do_not_fit_are_told(page: Page, served: Host) -> None:
    page.goto(served.url + "take-action.html")
    pledge = page.locator("#promise")
    pledge.get_by_label("Until").fill("2026-05-01")
    pledge.get_by_role("button", name="Save the reminder").click()
    expect(pledge.get_by_role("status")).to_have_text("The last day comes before the first one.")
    assert pledge.get_by_label("Until").get_attribute("aria-invalid") == "true"
    pledge.get_by_label("Until").fill("")
    pledge.get_by_role("button", name="Save the reminder").click()
    expect(pledge.get_by_role("status")).to_have_text("Choose both days.")


def test_everything_is_done_by_keyboard(page: Page, served: Host) -> None:
    page.goto(served.url + "take-action.html")
    page.locator("#letter").get_by_role("combobox", name="Wording").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    page.keyboard.type("Exampleton")
    page.keyboard.press("Tab")
    page.keyboard.type("Basil")
    assert mail(page.locator("#letter"))["subject"].endswith("Exampleton")
    assert mail(page.locator("#letter"))["body"].endswith("I am Basil.")
    page.locator("#promise").get_by_label("Until").focus()
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "submit":
            break
    with page.expect_download():
        page.keyboard.press("Enter")


def test_without_a_script_all_words_and_links_are_there(browser: Browser, served: Host) -> None:
    with opened(browser, java_script_enabled=False) as page:
        page.goto(served.url + "take-action.html")
        letter = page.locator("#letter")
        assert letter.locator("[data-wording]:visible").count() == 3
        assert letter.get_by_role("link", name="Mail app").count() == 3
        assert letter.locator("select, input").count() == 0
        pledge = page.locator("#promise")
        expect(pledge.locator("form")).to_be_hidden()
        expect(pledge.get_by_role("link", name="Save a reminder of the last day")).to_be_visible()
        assert page.locator("#members .target:visible").count() == 40


@pytest.mark.parametrize(
    # The day ends where the reader is, in Damascus.
    ("now", "over"),
    [("2026-07-31T20:59:00Z", False), ("2026-07-31T21:00:01Z", True)],
)
def test_the_readers_clock_ends_what_is_over(
    page: Page, served: Host, now: str, over: bool
) -> None:
    page.clock.set_fixed_time(datetime.fromisoformat(now))
    page.goto(served.url + "take-action.html")
    for name in ("letter", "promise"):
        action = page.locator(f"#{name}")
        expect(action.get_by_role("heading").first).to_be_visible()
        assert action.locator("a:visible, input:visible, button:visible").count() == 0 or not over
        line = action.get_by_text("Past, ended 31 July 2026")
        expect(line).to_be_visible(visible=over)
    expect(page.locator("#call").get_by_role("link", name="Call now")).to_be_visible()
    page.goto(served.url + "index.html")
    expect(page.locator(".call").get_by_text("Write to the mayor")).to_be_visible(visible=not over)
    expect(page.locator(".hero").get_by_text("Write to the mayor")).to_be_visible(visible=not over)
    expect(page.locator(".call").get_by_text("Call the desk")).to_be_visible()


def test_a_clock_that_is_wrong_hides_no_more_than_the_asking(page: Page, served: Host) -> None:
    page.clock.set_fixed_time(datetime(2099, 1, 1, tzinfo=UTC))
    page.goto(served.url + "ar/take-action.html")
    for title in ("اكتبوا إلى العمدة", "تعهّدوا"):
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
    assert page.locator("#members select:visible").count() == 1


def test_when_all_is_over_a_list_says_so(browser: Browser, tmp_path: Path) -> None:
    text = "id: a\nkind: link\ntitle: Sign\nuntil: 2026-07-31\nurl: https://example.org/\n"
    home = "---\ntitle: Home\ndescription: x\n---\n\n::: actions\n"
    made = small_site(tmp_path, {"content/actions.yaml": text, "content/index.md": home})
    assert made.problems == ()
    for day, shown in ((date(2026, 7, 31), False), (date(2026, 8, 1), True)):
        with opened(browser) as page:
            page.clock.set_fixed_time(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
            page.goto((made.output / "index.html").as_uri())
            words = page.get_by_text("Nothing is asked of you at the moment.")
            expect(words).to_be_visible(visible=shown)


@pytest.mark.parametrize("name", ["take-action.html", "ar/take-action.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, served: Host, name: str, scheme: str) -> None:
    assert AXE.is_file(), "no axe-core: npm install (in the project's folder)"
    with opened(browser, bypass_csp=True, color_scheme=scheme) as page:
        page.goto(served.url + name)
        page.locator("#members select").first.select_option(index=3)
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate(
            "async () => (await axe.run(document.querySelector('main'))).violations"
            ".flatMap((v) => v.nodes.map((n) => `${v.id} ${n.target}`))"
        )
    assert found == []


@pytest.mark.parametrize("name", ["take-action.html", "ar/take-action.html"])
def test_nothing_sticks_out_of_a_small_phone(browser: Browser, served: Host, name: str) -> None:
    with opened(browser, viewport={"width": 320, "height": 640}) as page:
        page.goto(served.url + name)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        small = page.evaluate(
            "[...document.querySelectorAll('.asking :is(button, input, select, .networks a)')]"
            ".filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 44).length"
        )
    assert small == 0
