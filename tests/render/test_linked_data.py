"""What pages say to machines: quotations as quotations, nothing empty, nothing more than is known."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

MakeSite = Callable[..., Any]

SITE = """
title: {en: Campaign, ar: حملة}
url: https://campaign.example.org/
languages: {en: {name: English}, ar: {name: العربية}}
sources: {report: {title: A report, publisher: A paper, url: 'https://paper.example.org/1', date: 2016-05-01~}}
"""
ARABIC = "---\ntitle: الصفحة\ndescription: عنها.\n---\n\nكلمات.\n"
QUOTATION = """
network: x
author: {name: Amina Example, handle: "@amina"}
url: https://x.com/amina/status/1
posted: 2016-04-30
lang: ar
text: كلمات عربية
translation: {en: Arabic words}
paraphrase: What she meant.
archive: https://archive.example.org/1
state: deleted
source: report
corrections: [{date: 2016-05-02, text: The day was wrong.}]
consent: {status: given}
"""

# The types and properties of https://schema.org that are used, read in November 2026.
TYPES = {
    "Article", "WebPage", "WebSite", "Quotation", "SocialMediaPosting", "CreativeWork", "Person",
    "Organization", "ItemList", "ListItem", "CorrectionComment",
}  # fmt: skip
PROPERTIES = {
    "name", "alternateName", "description", "url", "inLanguage", "datePublished", "temporal",
    "isPartOf", "mainEntity", "text", "abstract", "author", "spokenByCharacter", "publisher",
    "archivedAt", "creativeWorkStatus", "workTranslation", "citation", "correction", "item",
    "itemListElement", "numberOfItems", "position",
}  # fmt: skip


def said(html: str) -> dict[str, Any]:
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    found: dict[str, Any] = json.loads(block)
    return found


def voice(site: MakeSite, post: str, page: str = "voices/one.html") -> dict[str, Any]:
    files = {"site.yaml": SITE, "content/index.ar.md": ARABIC, "content/posts/one.yaml": post}
    made = site(files)
    assert made.build().written
    entity: dict[str, Any] = said(made.out(page)).get("mainEntity", {})
    return entity


def test_a_quotation_is_part_of_the_post_that_it_stood_in(site: MakeSite) -> None:
    author = {"@type": "Person", "name": "Amina Example", "alternateName": "@amina"}
    assert voice(site, QUOTATION) == {
        "@type": "Quotation",
        "text": "كلمات عربية",
        "inLanguage": "ar",
        "spokenByCharacter": author,
        "datePublished": "2016-04-30",
        "workTranslation": {"@type": "CreativeWork", "text": "Arabic words", "inLanguage": "en"},
        "isPartOf": {
            "@type": "SocialMediaPosting",
            "url": "https://x.com/amina/status/1",
            "archivedAt": "https://archive.example.org/1",
            "author": author,
            "datePublished": "2016-04-30",
            "inLanguage": "ar",
            "creativeWorkStatus": "Deleted since",
            "abstract": "What she meant.",
        },
        "citation": [
            {
                "@type": "CreativeWork",
                "name": "A report",
                "url": "https://paper.example.org/1",
                "publisher": {"@type": "Organization", "name": "A paper"},
                "temporal": "about 1 May 2016",
            }
        ],
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": "The day was wrong.",
                "datePublished": "2016-05-02",
            }
        ],
    }


def test_in_its_own_language_a_quotation_needs_no_translation(site: MakeSite) -> None:
    entity = voice(site, QUOTATION, "ar/voices/one.html")
    assert entity["@type"] == "Quotation"
    assert "workTranslation" not in entity


def test_a_paraphrase_is_no_quotation(site: MakeSite) -> None:
    entity = voice(
        site, "author: Amina Example\nverbatim: no\ntext: What she meant.\nposted: 2016~\n"
    )
    assert entity == {
        "@type": "SocialMediaPosting",
        "abstract": "What she meant.",
        "inLanguage": "en",
        "author": {"@type": "Person", "name": "Amina Example"},
        "temporal": "about 2016",
    }


@pytest.mark.parametrize(
    ("page", "sense", "language"),
    [
        ("voices/one.html", "What she meant.", "en"),
        ("ar/voices/one.html", "ما قصدته.", "ar"),
    ],
)
@pytest.mark.parametrize(
    "post",
    [
        "lang: de\ntext: Geheime Worte.\nprotect: words\nparaphrase: {sense}\n",
        "lang: de\nverbatim: no\ntext: {sense}\n",
    ],
)
def test_the_language_is_that_of_the_words_that_are_given(
    site: MakeSite, post: str, page: str, sense: str, language: str
) -> None:
    both = "{en: What she meant., ar: ما قصدته.}"
    entity = voice(site, post.replace("{sense}", both), page)
    assert (entity["abstract"], entity["inLanguage"]) == (sense, language)


def test_a_sense_that_is_not_translated_keeps_its_language(site: MakeSite) -> None:
    post = "lang: ar\nverbatim: no\ntext: What she meant.\n"
    assert voice(site, post, "ar/voices/one.html")["inLanguage"] == "en"


def test_of_words_that_are_not_shown_not_even_the_language_is_told(site: MakeSite) -> None:
    url = "https://x.com/example/status/726459922079080449"
    assert "inLanguage" not in voice(site, f"url: {url}\nstate: lost\nlang: ar\n")


def test_for_a_lost_post_no_words_are_made_up(site: MakeSite) -> None:
    url = "https://x.com/example/status/726459922079080449"
    entity = voice(site, f"url: {url}\nstate: lost\n")
    assert entity["url"] == url
    assert entity["@type"] == "SocialMediaPosting"
    assert entity["creativeWorkStatus"] == "Gone from the network"
    assert {"text", "abstract", "name"}.isdisjoint(entity)


def test_a_role_stands_for_the_person(site: MakeSite) -> None:
    post = "author: {name: Noor Madeup, shown_as: a reader}\ntext: x\nparaphrase: Her sense.\n"
    for protect in ("", "protect: words\n"):
        entity = voice(site, f"{post}{protect}consent: {{status: given}}\n")
        author = entity.get("author") or entity["spokenByCharacter"]
        assert author == {"@type": "Person", "description": "a reader"}
    assert entity["abstract"] == "Her sense."


STATEMENTS = """
- {id: a, who: The council, role: owner, text: It is too dear., lang: en, date: 2026-04-15, source: report}
- {id: b, who: The council, text: The sense of it., verbatim: no, source: report}
- {id: c, who: The mayor, asked_on: 2026-04-15, source: report}
"""


def test_lists_of_voices_and_statements(site: MakeSite) -> None:
    files = {
        "site.yaml": SITE,
        "content/posts/one.yaml": QUOTATION,
        "content/statements.yaml": STATEMENTS,
    }
    made = site(files)
    assert made.build().written
    voices = said(made.out("voices.html"))["mainEntity"]
    assert voices["itemListElement"] == [
        {
            "@type": "ListItem",
            "position": 1,
            "name": "Amina Example",
            "url": "https://campaign.example.org/voices/one.html",
        }
    ]
    statements = said(made.out("statements.html"))["mainEntity"]
    assert statements["numberOfItems"] == 2
    quoted, told = (row["item"] for row in statements["itemListElement"])
    assert (quoted["@type"], quoted["text"]) == ("Quotation", "It is too dear.")
    who = {"@type": "Organization", "name": "The council", "description": "owner"}
    assert quoted["spokenByCharacter"] == who
    assert (told["@type"], told["abstract"]) == ("CreativeWork", "The sense of it.")


def test_words_of_an_unknown_language_are_marked_so(site: MakeSite) -> None:
    files = {
        "site.yaml": SITE,
        "content/index.ar.md": ARABIC,
        "content/posts/one.yaml": "text: أين هم؟\nconsent: {status: given}\n",
        "content/statements.yaml": "- {id: a, who: The council, text: لا, source: report}\n",
    }
    made = site(files)
    assert [p.code for p in made.build().problems] == ["no-language"] * 2
    for folder in ("", "ar/"):
        page = made.out(f"{folder}voices/one.html")
        assert re.search(r'<blockquote [^>]*lang="" dir="auto">\s*<p>أين هم؟</p>', page)
        entity = said(page)["mainEntity"]
        assert "inLanguage" not in {**entity, **entity.get("isPartOf", {})}
        page = made.out(f"{folder}statements.html")
        assert re.search(r'<blockquote [^>]*lang="" dir="auto"><p>لا</p>', page)
        (row,) = said(page)["mainEntity"]["itemListElement"]
        assert "inLanguage" not in row["item"]


def test_on_a_site_of_one_language_words_in_its_letters_are_in_it(site: MakeSite) -> None:
    made = site({"content/posts/one.yaml": "text: Where?\nconsent: {status: given}\n"})
    assert made.build().problems == ()
    page = made.out("voices/one.html")
    assert re.search(r'<blockquote [^>]*lang="en" dir="ltr">', page)
    assert said(page)["mainEntity"]["inLanguage"] == "en"


def test_a_statement_is_translated_as_a_post_is(site: MakeSite) -> None:
    files = {
        "site.yaml": SITE,
        "content/index.ar.md": ARABIC,
        "content/statements.yaml": (
            "- {id: a, who: The council, text: Too dear., lang: en, translation: {ar: غالٍ},"
            " source: report}\n"
        ),
    }
    made = site(files)
    assert made.build().written
    assert "rendering" not in made.out("statements.html")
    arabic = made.out("ar/statements.html")
    assert '<p lang="ar" dir="rtl">غالٍ</p>' in arabic
    (row,) = said(arabic)["mainEntity"]["itemListElement"]
    translation = {"@type": "CreativeWork", "text": "غالٍ", "inLanguage": "ar"}
    assert (row["item"]["inLanguage"], row["item"]["workTranslation"]) == ("en", translation)


def test_a_page_tells_its_corrections(site: MakeSite) -> None:
    page = "---\ntitle: A\ndescription: B.\ncorrections: [{date: 2016, text: Wrong.}]\n---\n\nx\n"
    made = site({"content/a.md": page})
    assert made.build().written
    told = {"@type": "CorrectionComment", "text": "Wrong.", "datePublished": "2016"}
    assert said(made.out("a.html"))["correction"] == [told]


def things(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, (dict, list)):
            yield from things(inner)


@pytest.mark.parametrize("language", ["", "ar/"])
def test_the_words_are_schema_orgs_and_none_is_empty(sample: Any, language: str) -> None:
    pages = [said(sample.out(name)) for name in sample.pages() if name.startswith(language)
             and "404" not in name]  # fmt: skip
    found = [thing for page in pages for thing in things(page)]
    assert len(found) > 60
    assert {thing["@type"] for thing in found} <= TYPES
    assert {name for thing in found for name in thing} <= PROPERTIES | {"@context", "@type"}
    assert [thing for thing in found if not all(thing.values()) or len(thing) < 2] == []
