"""What a site says of itself: links, dates, languages, protection, and routes that follow."""

from collections.abc import Callable
from typing import Any

import pytest

from sites import PROJECT

MakeSite = Callable[..., Any]

BILINGUAL = """
title: {en: Example, ar: مثال}
url: https://example.org/
languages: {en: {name: English}, ar: {name: العربية, locale: ar-SY}}
"""
POST = (
    "network: x\nauthor: {name: Amina Example, handle: '@example_amina'}\ntext: Secret words\nlang: en\n"
    "consent: {status: given}\n"
)


def page(title: str, body: str = "Words.", **front: str) -> str:
    head = "".join(f"{key}: {value}\n" for key, value in front.items())
    return f"---\ntitle: {title}\ndescription: About {title}.\n{head}---\n\n{body}\n"


def test_links_to_files_become_relative_addresses(site: MakeSite) -> None:
    made = site(
        {
            "content/about.md": page("About", "[news](updates/one.md#why) [home](index.md)"),
            "content/updates/one.md": page(
                "One", "## Why\n\n[back](../about.md)", date="2016-05-01"
            ),
        }
    )
    assert made.build().written
    assert 'href="updates/one.html#why"' in made.out("about.html")
    assert 'href="index.html"' in made.out("about.html")
    assert 'href="../about.html"' in made.out("updates/one.html")


def test_links_to_records_follow_the_readers_language(site: MakeSite) -> None:
    figures = "- {id: killed, value: 240, what: killed, source: {title: A report}}\n"
    body = "[240](figure:killed) [all](figures.yaml) [voices](posts/) [her](post:amina)"
    made = site(
        {
            "site.yaml": BILINGUAL,
            "content/index.ar.md": page("الصفحة", body),
            "content/index.md": page("Home", body),
            "content/figures.yaml": figures,
            "content/posts/amina.yaml": POST,
        }
    )
    assert made.build().written
    home, arabic = made.out("index.html"), made.out("ar/index.html")
    assert 'href="figures.html#killed"' in home
    assert 'href="../ar/figures.html#killed"' in arabic
    assert 'href="../ar/voices.html"' in arabic
    assert 'href="../ar/voices/amina.html"' in arabic


def test_drafts_due_dates_and_expiry(site: MakeSite) -> None:
    files = {
        "content/draft.md": page("Draft", draft="yes"),
        "content/later.md": page("Later", publish="2099-01-01"),
        "content/gone.md": page("Gone", expires="2016-01-01"),
        "content/soon.md": page("Soon", expires="2098-01-01"),
    }
    made = site(files)
    result = made.build()
    assert not any(made.exists(f"{name}.html") for name in ("draft", "later", "gone"))
    assert made.exists("soon.html")
    assert (result.next_change.what, result.next_change.path) == ("expire", "content/soon.md")
    made.build(drafts=True)
    assert made.exists("draft.html")
    assert made.exists("later.html")
    assert not made.exists("gone.html")


def test_a_language_without_a_home_page_has_no_listings(site: MakeSite) -> None:
    made = site(
        {
            "site.yaml": BILINGUAL,
            "content/about.ar.md": page("عن"),
            "content/posts/amina.yaml": POST,
        }
    )
    result = made.build()
    assert [problem.code for problem in result.problems] == ["no-home"]
    assert made.exists("ar/about.html")
    assert made.exists("voices.html")
    assert not made.exists("ar/voices.html")


def test_a_writers_page_replaces_the_listing_of_its_name(site: MakeSite) -> None:
    made = site(
        {
            "content/voices.md": page("Our voices", "::: posts"),
            "content/posts/amina.yaml": POST,
        }
    )
    assert made.build().written
    assert "Our voices" in made.out("voices.html")
    assert "Secret words" in made.out("voices.html")


def test_aliases_lead_on(site: MakeSite) -> None:
    made = site({"content/about.md": page("About", aliases="[/old/about, former/]")})
    assert made.build().written
    assert 'url=../about.html"' in made.out("old/about.html")
    assert 'url=../about.html"' in made.out("former/index.html")
    assert "/old/about.html /about.html 301" in made.out("_redirects")


def test_updates_and_tags_are_paged(site: MakeSite) -> None:
    files = {
        f"content/updates/2016-05-{day:02}.md": page(f"Day {day}", tags="Water, Bread")
        for day in range(1, 32)
    }
    made = site(files)
    assert made.build().written
    first, second = made.out("updates/index.html"), made.out("updates/page-2.html")
    assert "Day 31" in first
    assert "Day 12" in first
    assert "Day 11" not in first
    assert "Day 1<" in second
    assert made.exists("tags/water-page-2.html")
    assert not made.exists("updates/page-3.html")


def test_protection_takes_values_out_before_any_template(site: MakeSite) -> None:
    hidden = POST + "url: https://x.com/example_amina/status/1\n"
    for level, words in (("handle", True), ("name", True), ("words", False)):
        extra = f"protect: {level}\nparaphrase: What she said, told by us.\n"
        made = site({"content/posts/quoted.yaml": hidden + extra})
        assert made.build().written
        everything = made.everything()
        assert b"example_amina" not in everything, level
        assert (b"Amina Example" in everything) is (level == "handle")
        assert (b"Secret words" in everything) is words


def test_a_protected_post_keeps_its_day_and_not_its_second(site: MakeSite) -> None:
    url = "https://twitter.com/example_amina/status/726459922079080449"
    made = site({"content/posts/quoted.yaml": f"url: {url}\ntext: Words\nprotect: handle\n"})
    assert made.build().written
    assert "30 April 2016" in made.out("voices/quoted.html")
    assert b"17:15" not in made.everything()


def test_a_campaign_ends_on_its_day(site: MakeSite) -> None:
    for day, ended in (("2026-05-31", True), ("2026-06-30", False)):
        made = site({"site.yaml": f"title: Example\nended: {day}\n"})
        assert made.build().written
        assert ("This campaign has ended" in made.out("index.html")) is ended


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"content/share.yaml": "- {id: a, text: x, page: nowhere}\n"}, "unknown-reference"),
        ({"content/share.yaml": "- {id: a, text: x, picture: media/x.png}\n"}, "missing-file"),
        ({"content/share.yaml": "- {id: a, text: x, networks: {myspace: y}}\n"}, "wrong-value"),
        ({"site.yaml": "title: x\nmenu: [nowhere]\n"}, "unknown-reference"),
        ({"site.yaml": "title: x\nlanguages: {tlh: {}}\n"}, "unknown-language"),
        ({"content/a.md": "---\ntitle: x\nlayout: hoem\n---\n\nx\n"}, "unknown-layout"),
        ({"content/a.md": page("x", "::: updates limit=many")}, "wrong-value"),
        ({"content/a.md": page("x", "::: post")}, "directive-syntax"),
    ],
)
def test_names_that_lead_nowhere(site: MakeSite, files: dict[str, str], code: str) -> None:
    result = site(files).build()
    assert not result.written
    assert [problem.code for problem in result.problems] == [code]


def test_consent_is_never_shown(site: MakeSite) -> None:
    consent = "consent: {status: given, note: She told us on the phone}\n"
    made = site({"content/posts/quoted.yaml": POST.replace("consent: {status: given}\n", consent)})
    assert made.build().written
    assert b"on the phone" not in made.everything()


def test_a_permalink_alone_on_a_line_is_the_post(site: MakeSite) -> None:
    url = "https://twitter.com/example_amina/status/726459922079080449"
    made = site(
        {
            "content/about.md": page("About", f"{url}\n\nhttps://example.org/other"),
            "content/posts/kept.yaml": POST + f"url: {url.replace('twitter', 'x')}\n",
        }
    )
    assert not made.build().problems
    assert "Secret words" in made.out("about.html")


def test_an_unknown_permalink_is_a_lost_post(site: MakeSite) -> None:
    url = "https://twitter.com/example_amina/status/726459922079080449"
    made = site({"content/about.md": page("About", url)})
    assert [problem.code for problem in made.build().problems] == ["unknown-post"]
    assert "17:15" in made.out("about.html")
    (page_of_it,) = [name for name in made.files() if name.startswith("voices/lost-")]
    assert "web.archive.org/web/20160430/" in made.out(page_of_it)
    assert "726459922079080449" not in "".join(made.files())


def test_sources_are_numbered_once(site: MakeSite) -> None:
    event = "  - date: 2016-04-{day}\n    title: Day {day}\n    source: {{title: One report}}\n"
    events = "".join(event.format(day=day) for day in (27, 28))
    made = site({"content/timeline/week.yaml": f"title: Week\nevents:\n{events}"})
    assert made.build().written
    sources = made.out("sources.html")
    assert sources.count('id="source-') == 1
    assert 'href="timeline/week.html#2016-04-27-day-27"' in sources


def test_events_of_one_instant_stay_in_the_order_of_the_file(site: MakeSite) -> None:
    events = "".join(
        f"  - {{date: '{date}', title: {title}, source: {{title: R}}}}\n"
        for date, title in (("2016-05-01", "B"), ("2016-05", "A"), ("2016-04", "Z"))
    )
    made = site({"content/timeline/week.yaml": f"title: Week\nevents:\n{events}"})
    made.build()
    html = made.out("timeline/week.html")
    order = [html.index(f'id="2016-{rest}"') for rest in ("04-z", "05-01-b", "05-a")]
    assert order == sorted(order)


def test_a_mistake_in_an_event_is_told_at_that_event(site: MakeSite) -> None:
    events = (
        "  - {date: 2017, title: A, source: {title: R}, text: '[x](nope.md)'}\n"
        "  - {date: 2016, title: B, source: {title: R}, text: fine}\n"
    )
    result = site({"content/timeline/t.yaml": f"title: T\nevents:\n{events}"}).build()
    assert [(p.code, p.place.line) for p in result.problems] == [("dead-link", 3)]


def test_a_post_of_which_a_picture_was_kept_is_not_lost(site: MakeSite) -> None:
    picture = (PROJECT / "content/media/red-squares.png").read_bytes()
    post = "author: Amina Example\nmedia: [{file: media/a.png, alt: A square}]\n"
    made = site({"content/media/a.png": picture, "content/posts/a.yaml": post})
    assert made.build().written
    assert "Lost post" not in made.out("voices/a.html")


def test_front_matter_may_be_empty_and_languages_unknown_to_us(site: MakeSite) -> None:
    made = site({"content/a.md": "---\n---\n\nWords.\n", "content/b.md": page("B", lang="zz")})
    assert made.build().written
    assert 'lang="zz"' in made.out("b.html")


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"content/a.md": page("x", lang="en_US!")}, "unknown-language"),
        ({"content/a.md": page("x", layout="timeline")}, "unknown-layout"),
        ({"content/a.md": page("x", slug="CON")}, "no-address"),
        ({"content/a.md": page("x", tags="t" * 300)}, "bad-tag"),
        ({"site.yaml": "title: x\nlanguage: [en]\n"}, "wrong-type"),
        ({"site.yaml": "title: x\nlanguages: [[en]]\n"}, "wrong-type"),
        ({"site.yaml": "title: x\nlanguages: [en, EN]\n"}, "unknown-language"),
        (
            {
                "content/actions.yaml": "- {id: a, kind: write, title: x, targets: "
                "{name: N, email: 'a@example.org?bcc=b@example.org'}}\n"
            },
            "bad-address",
        ),
    ],
)
def test_what_would_be_unsafe_or_crash(site: MakeSite, files: dict[str, str], code: str) -> None:
    result = site(files).build()
    assert not result.written
    assert code in [problem.code for problem in result.problems]
