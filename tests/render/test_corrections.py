"""The log of corrections: complete, in order, with addresses that stay, and marked where it counts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

MakeSite = Callable[..., Any]

SITE = """
title: {en: Example, ar: مثال}
url: https://example.org/
languages: {en: {name: English}, ar: {name: العربية, locale: ar-SY, numerals: arab}}
sources: {report: {title: A report}}
"""
PAGE = """---
title: {title}
description: About {title}.
corrections:
  - {{date: 2026-04-22, text: Saturday was missing.}}
  - {{date: 2026-05, text: Eight and not nine.}}
---

Words.
"""
FIGURES = """
- {id: new, value: 900, what: signed, source: report, as_of: 2026-05-06, supersedes: old,
   corrections: {date: 2026-05-08, text: The unit was wrong.}}
- {id: old, value: 600, what: had signed, source: report, as_of: 2026-04-20~, supersedes: oldest}
- {id: oldest, value: 12, what: had signed, source: report}
"""
FILES = {
    "site.yaml": SITE,
    "content/index.ar.md": "---\ntitle: الصفحة\ndescription: عنها.\n---\n\nكلمات.\n",
    "content/about.md": PAGE.format(title="Hours"),
    "content/figures.yaml": FIGURES,
    "content/posts/amina.yaml": "author: Amina Example\nverbatim: no\ntext: Words\n"
    "corrections: [{date: 2026-05-01, text: The day was wrong.}]\n",
    "content/statements.yaml": "- {id: council, who: The council, text: No., source: report, "
    "corrections: [{date: 2026-04-30, text: 'No, not yes.'}]}\n",
    "content/timeline/spring.yaml": "title: Spring\n"
    "corrections: [{date: 2026-05-05, text: One was missing.}]\n"
    "events: [{id: vote, date: 2026-04-09, title: A vote, source: report, "
    "corrections: [{date: 2026-05-03, text: Five to four.}]}]\n",
}

# Every anchor of the log, the newest first.
ANCHORS = [
    "figure-new-2026-05-08",
    "figure-new-newer",
    "timeline-spring-2026-05-05",
    "event-spring-vote-2026-05-03",
    "post-amina-2026-05-01",
    "page-about-2026-05",
    "statement-council-2026-04-30",
    "page-about-2026-04-22",
    "figure-old-newer",
]


def anchors(html: str) -> list[str]:
    return re.findall(r'<li id="([^"]+)"', html)


def test_everything_that_was_corrected_is_listed_the_newest_first(site: MakeSite) -> None:
    made = site(FILES)
    assert made.build().written
    log = made.out("corrections.html")
    assert anchors(log) == ANCHORS
    assert '<a href="timeline/spring.html#vote"><bdi>A vote</bdi></a>' in log
    assert '<a href="figures.html#new"><bdi>900 signed</bdi></a>' in log
    assert 'Before: <s>600</s> (<time datetime="2026-04-20">about 20 April 2026</time>)' in log
    assert 'Now: <b>900</b> (<time datetime="2026-05-06">6 May 2026</time>)' in log
    assert 'href="corrections.html">Corrections</a>' in made.out("index.html")


def test_another_language_has_all_but_the_pages_it_lacks(site: MakeSite) -> None:
    made = site(FILES)
    assert made.build().written
    own = [ident for ident in ANCHORS if not ident.startswith("page-")]
    assert anchors(made.out("ar/corrections.html")) == own


def test_what_was_corrected_says_so_and_leads_to_the_log(site: MakeSite) -> None:
    made = site(FILES)
    made.build()
    pages = {
        "about.html": ("corrections.html", "page-about-2026-05"),
        "figures.html": ("corrections.html", "figure-new-2026-05-08"),
        "voices.html": ("corrections.html", "post-amina-2026-05-01"),
        "voices/amina.html": ("../corrections.html", "post-amina-2026-05-01"),
        "statements.html": ("corrections.html", "statement-council-2026-04-30"),
        "timeline/spring.html": ("../corrections.html", "event-spring-vote-2026-05-03"),
    }
    for page, (log, ident) in pages.items():
        assert f'href="{log}#{ident}"' in made.out(page), page
    assert "Corrected on <time" in made.out("figures.html")
    assert "صُحّح في <time" in made.out("ar/figures.html")


def test_each_line_of_the_log_says_what_kind_of_change_it_is(site: MakeSite) -> None:
    made = site(FILES)
    assert made.build().written
    assert '<p class="kind">Statement (correction): <a' in made.out("corrections.html")
    assert '<p class="kind">Newer count: <a' in made.out("corrections.html")
    assert '<p class="kind">تصحيح تصريح: <a' in made.out("ar/corrections.html")
    assert '<p class="kind">رقم أحدث: <a' in made.out("ar/corrections.html")


def test_a_pages_correction_is_in_the_language_of_the_page(site: MakeSite) -> None:
    said = "corrections: {date: 2026-05-01, text: كان خطأً.}"
    page = f"---\ntitle: عنّا\ndescription: من نحن.\n{said}\n---\n\nكلمات.\n"
    made = site({**FILES, "content/about.ar.md": page})
    assert made.build().written
    for name in ("ar/corrections.html", "ar/about.html"):
        assert "كان خطأً." in made.out(name)
        assert 'lang="en" dir="ltr">كان' not in made.out(name)


def test_an_address_stays_when_more_is_corrected(site: MakeSite) -> None:
    more = PAGE.format(title="Hours").replace(
        "corrections:\n", "corrections:\n  - {date: 2026-05-09, text: Sunday too.}\n"
    )
    made = site({**FILES, "content/about.md": more})
    made.build()
    found = anchors(made.out("corrections.html"))
    assert [ident for ident in found if ident != "page-about-2026-05-09"] == ANCHORS
    assert len(found) == len(ANCHORS) + 1


def test_two_corrections_of_one_day_have_two_addresses(site: MakeSite) -> None:
    twice = PAGE.format(title="Hours").replace("2026-05,", "2026-04-22,")
    made = site({"content/about.md": twice})
    made.build()
    assert sorted(anchors(made.out("corrections.html"))) == [
        "page-about-2026-04-22",
        "page-about-2026-04-22-2",
    ]
    assert "corrections.html#page-about-2026-04-22-2" in made.out("about.html")


def test_without_a_correction_there_is_no_log(site: MakeSite) -> None:
    made = site({"content/figures.yaml": "- {id: a, value: 1, what: x, source: {title: R}}\n"})
    assert made.build().written
    assert not made.exists("corrections.html")
    assert "corrections" not in made.out("index.html")


def test_a_log_that_somebody_wrote_is_linked_without_anchors(site: MakeSite) -> None:
    own = {"content/corrections.md": "---\ntitle: Mea culpa\ndescription: All of it.\n---\n\nHm.\n"}
    made = site({**FILES, **own})
    assert made.build().written
    assert "Mea culpa" in made.out("corrections.html")
    assert 'href="corrections.html">' in made.out("figures.html")
    assert "corrections.html#" not in made.out("figures.html")


def test_a_protected_person_is_not_named_by_a_correction(site: MakeSite) -> None:
    post = (
        "author: {name: Noor Madeup, shown_as: a reader}\nprotect: name\nverbatim: no\n"
        "text: Words\ncorrections: {date: 2026-05-01, text: The day was wrong.}\n"
    )
    made = site({"content/posts/quoted.yaml": post})
    assert made.build().written
    assert "<bdi>a reader</bdi>" in made.out("corrections.html")
    assert b"Noor" not in made.everything()


UPDATE = "---\ntitle: Signed\ndescription: Many.\ndate: 2026-05-04\n---\n\nWords.\n"


@pytest.mark.parametrize("url", ["https://example.org/", ""])
def test_feeds_bring_corrections_among_the_updates(site: MakeSite, url: str) -> None:
    settings = SITE if url else SITE.replace("url: https://example.org/\n", "")
    made = site({**FILES, "site.yaml": settings, "content/updates/one.md": UPDATE})
    assert made.build().written
    items = json.loads(made.out("feed.json"))["items"]
    log = f"{url}corrections.html"
    wanted = [f"{log}#{ident}" for ident in ANCHORS]
    wanted.insert(3, f"{url}updates/one.html")
    assert [item["id"] for item in items] == wanted
    assert items[0]["title"] == "Correction: 900 signed"
    assert items[0]["date_published"] == "2026-05-08T12:00:00Z"
    assert "The unit was wrong." in items[0]["content_html"]
    assert items[1]["title"] == "Newer count: 900 signed"
    assert "<s>600</s>" in items[1]["content_html"]
    assert "handbill:/" not in made.out("feed.json")

    tree = ElementTree.fromstring(made.out("feed.xml"))
    atom = "{http://www.w3.org/2005/Atom}"
    assert [e.findtext(f"{atom}id") for e in tree.iter(f"{atom}entry")] == wanted
    assert tree.findtext(f"{atom}updated") == "2026-05-08T12:00:00Z"


def test_a_feed_keeps_to_its_length(site: MakeSite) -> None:
    rows = "".join(f"  - {{date: 2026-04-{day:02}, text: x}}\n" for day in range(1, 31))
    page = f"---\ntitle: About\ndescription: It.\ncorrections:\n{rows}---\n\nWords.\n"
    made = site({"content/about.md": page, "content/updates/one.md": UPDATE})
    made.build()
    items = json.loads(made.out("feed.json"))["items"]
    assert len(items) == 20
    assert items[0]["url"].endswith("updates/one.html")
    assert items[1]["url"].endswith("#page-about-2026-04-30")


def test_a_date_without_a_beginning_is_still_one_for_feeds(site: MakeSite) -> None:
    page = PAGE.format(title="Hours").replace("2026-04-22", "../2026-04-22")
    made = site({"content/about.md": page})
    assert made.build().written
    moments = [item["date_published"] for item in json.loads(made.out("feed.json"))["items"]]
    assert moments == ["2026-05-01T12:00:00Z", "2026-04-22T12:00:00Z"]
