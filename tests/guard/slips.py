"""Places of a small campaign where a hidden value can slip in, and ways in which it is written."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from guard.people import forty, picture

PEOPLE = {person.number: person for person in forty()}
# One name in two scripts, one in Arabic with vowel signs, one in Cyrillic.
SHE, HE, FEDOR = PEOPLE[30], PEOPLE[26], PEOPLE[28]
HIDDEN = (SHE, HE, FEDOR)
NAME, SURNAME = "Sinéad Samplaigh", "Samplaigh"


def _posts() -> str:
    return json.dumps([person.record() for person in HIDDEN], ensure_ascii=False)


FILES: dict[str, str | bytes] = {
    "site.yaml": """title: Lights on
tagline: For the street.
description: A street without lamps.
url: https://campaign.example.org/
contact: press@campaign.example.org
languages: {en: English, ar: العربية}
hashtags: [LightsOn]
mirrors: [https://mirror.example.net/]
menu:
  - {page: about, title: About us}
sources:
  S1:
    title: A report
    author: A reporter
    publisher: The Daily Nothing
    url: https://news.example.com/a
    note: On the street.
""",
    "content/index.md": "---\ntitle: Home\ndescription: The street at night.\n---\n\n::: said lamps\n\nIt is dark.\n",
    "content/about.md": """---
title: About
description: Who is behind it.
tags: [lamps]
aliases: [who]
image: media/square.png
image_alt: A square
layout: page
room: Hall
corrections: {date: 2016-05-04, text: The day was wrong.}
---

## A heading

A paragraph of prose.

![A square](media/square.png)
""",
    "content/updates/first.md": "---\ntitle: The first day\ndescription: It began.\ndate: 2016-05-03\n---\n\nBegun.\n",
    "content/posts/hidden.yaml": _posts(),
    "content/posts/other.yaml": """network: telegram
author: {name: Odile Modelette, shown_as: a neighbour}
posted: 2016-04-30
verbatim: false
text: The lamps were out.
consent: {status: given}
context: We have seen it.
translation: There was no light.
captured: {at: 2016-05-01, by: the campaign, file: media/saved.png, sha256: SHA}
media: [{file: media/square.png, alt: A dark street}]
corrections: {date: 2016-05-04, text: The time was wrong.}
""".replace("SHA", hashlib.sha256(picture(2)).hexdigest()),
    "content/timeline/week.yaml": """title: A week
description: Seven days.
events:
  - id: night
    date: 2016-04-30
    title: A night
    text: It was dark.
    place: The street
    reported_as: Friday
    attribution: {who: the works, by: the residents, certainty: believed}
    image: {file: media/square.png, alt: A dark lamp, credit: a friend}
    tags: [lamps]
    source: S1
""",
    "content/figures.yaml": """id: dark
value: {about: 40}
unit: lamps
what: out of order
where: in the street
period: in a week
note: Counted twice.
source: S1
""",
    "content/statements.yaml": """id: works
who: The works
role: for the lamps
to: the residents
kind: reply
text: We look into it.
source: S1
""",
    "content/actions.yaml": """id: ask
kind: write
title: Ask the works
text: Tell them.
steps: [Write a letter.]
targets: {name: The office, role: for lamps, email: works@example.org}
subject: The lamps
body: Mend them.
""",
    "content/share.yaml": "id: lamps\ntext: The lamps are out.\npicture_alt: A lamp\n",
    "content/media/square.png": picture(1),
    "content/media/saved.png": picture(2),
    "templates/directives/said.html": "{% for one in entries %}<p>{{ one.text }}</p>\n<p>{{ one.picture_alt }}</p>{% endfor %}\n",
    "templates/layouts/page.html": """{% extends "base.html" %}
{% block main %}<h1>{{ page.title }}</h1>{{ content }}<p>{{ page.extra.room }}</p>{% endblock %}
""",
    "templates/assets/css/20-mine.css": ".mine { color: red; }\n",
    "templates/assets/js/mine.js": "var mine = 1;\n",
    "templates/assets/mark.svg": '<svg xmlns="http://www.w3.org/2000/svg"><title>A mark</title></svg>\n',
    "templates/locales/en.yaml": "pages:\n  privacy:\n    title: What we know\n",
    **{f"content/{p.capture_file}": p.capture for p in HIDDEN},
    **{f"content/{p.media_file}": picture(p.number) for p in HIDDEN},
}


class Slip(NamedTuple):
    """In a file, `before` becomes `after`, in which '@@' is the hidden value as it slips in."""

    path: str
    before: str
    after: str
    leak: str = NAME


def _beside(path: str, *words: str) -> Iterator[tuple[str, Slip]]:
    """A slip beside each of some words of a file."""
    for word in words:
        yield f"{Path(path).stem}: {word}", Slip(path, word, f"{word} @@")


ABOUT, OTHER, WEEK = "content/about.md", "content/posts/other.yaml", "content/timeline/week.yaml"

PLACES: dict[str, Slip] = {
    **dict(_beside("site.yaml", "Lights on", "For the street.", "A street without lamps.")),
    **dict(_beside("site.yaml", "About us", "A report", "A reporter", "The Daily Nothing")),
    **dict(_beside("site.yaml", "On the street.")),
    "site: contact": Slip("site.yaml", "press@", "@@@", "sinead.samplaigh"),
    "site: hashtag": Slip("site.yaml", "[LightsOn]", "[@@]", "SineadSamplaigh"),
    "site: mirror": Slip(
        "site.yaml", "mirror.example.net/", "mirror.example.net/@@/", "sinead-samplaigh"
    ),
    "site: address of a source": Slip("site.yaml", "https://news.example.com/a", "@@", SHE.url),
    **dict(_beside(ABOUT, "title: About", "Who is behind it.", "image_alt: A square")),
    **dict(_beside(ABOUT, "The day was wrong.", "A heading", "A paragraph of prose.")),
    "page: tag": Slip(ABOUT, "[lamps]", "[lamps, @@]"),
    "page: alias": Slip(ABOUT, "[who]", "[@@]", "sinead-samplaigh"),
    "page: slug": Slip(ABOUT, "layout: page", "layout: page\nslug: @@", "sinead-samplaigh"),
    "page: address": Slip(ABOUT, "of prose.", "of prose <@@>.", SHE.url),
    "page: bare address": Slip(ABOUT, "of prose.", "of prose @@.", SHE.url),
    "page: target of a link": Slip(ABOUT, "of prose.", "of [prose](@@).", SHE.archive),
    "page: text of a link": Slip(ABOUT, "of prose.", "of [@@](https://example.org/)."),
    "page: title of a link": Slip(ABOUT, "of prose.", 'of [prose](https://example.org/ "@@").'),
    "page: alternative text": Slip(ABOUT, "![A square]", "![@@]"),
    "page: title of a picture": Slip(ABOUT, "square.png)", 'square.png "@@")'),
    "page: a table": Slip(ABOUT, "## A heading", "| a | b |\n|---|---|\n| c | @@ |"),
    "page: code": Slip(ABOUT, "of prose.", "of `@@`."),
    "page: a code block": Slip(ABOUT, "A paragraph of prose.", "```\n@@\n```"),
    "page: a note": Slip(ABOUT, "of prose.", "of prose.[^1]\n\n[^1]: By @@."),
    "page: title attribute": Slip(ABOUT, "of prose.", '<abbr title="@@">of prose</abbr>.'),
    "page: the name of a heading": Slip(
        ABOUT, "## A heading", "## A heading {#@@}", "sinead-samplaigh"
    ),
    "update: title": Slip("content/updates/first.md", "The first day", "The day of @@"),
    **dict(
        _beside(OTHER, "a neighbour", "The lamps were out.", "We have seen it.", "A dark street")
    ),
    **dict(_beside(OTHER, "by: the campaign", "The time was wrong.")),
    "another post: paraphrase": Slip(
        OTHER, "verbatim: false\ntext: The", "paraphrase: @@ says so.\ntext: The"
    ),
    "another post: name": Slip(OTHER, "{name: Odile Modelette, shown_as: a neighbour}", "@@"),
    "another post: handle": Slip(OTHER, "name: Odile Modelette", 'handle: "@@"', SHE.handle),
    "another post: id": Slip(
        OTHER, "network: telegram", "network: telegram\nid: @@", "house-of-samplaigh"
    ),
    "another post: address": Slip(OTHER, "network: telegram", "network: x\nurl: @@", SHE.url),
    **dict(
        _beside(WEEK, "A week", "Seven days.", "A night", "It was dark.", "The street", "Friday")
    ),
    **dict(_beside(WEEK, "the works", "the residents", "believed", "A dark lamp", "a friend")),
    "timeline: tag": Slip(WEEK, "[lamps]", "[@@]"),
    "timeline: id": Slip(WEEK, "id: night", "id: @@", "house-of-samplaigh"),
    **dict(
        _beside("content/figures.yaml", "unit: lamps", "out of order", "in the street", "in a week")
    ),
    **dict(_beside("content/figures.yaml", "Counted twice.")),
    **dict(
        _beside(
            "content/statements.yaml", "The works", "for the lamps", "residents", "look into it."
        )
    ),
    **dict(
        _beside("content/actions.yaml", "Ask the works", "Tell them.", "The office", "for lamps")
    ),
    **dict(_beside("content/actions.yaml", "The lamps", "Mend them.")),
    "action: step": Slip("content/actions.yaml", "[Write a letter.]", "[Write to @@.]"),
    "action: address": Slip("content/actions.yaml", "works@", "@@@", "sinead.samplaigh"),
    **dict(_beside("content/share.yaml", "The lamps are out.", "A lamp")),
    "theme: layout": Slip("templates/layouts/page.html", "</h1>", "</h1>\n<p>@@</p>"),
    "theme: comment": Slip("templates/layouts/page.html", "</h1>", "</h1>\n<!-- @@ -->"),
    "theme: attribute": Slip("templates/layouts/page.html", "<h1>", '<h1 data-x="@@">'),
    "theme: label": Slip("templates/layouts/page.html", "<h1>", '<h1 aria-label="@@">'),
    "theme: style": Slip(
        "templates/assets/css/20-mine.css", "red; }", 'red; }\n.a::after { content: "@@"; }'
    ),
    "theme: script": Slip("templates/assets/js/mine.js", "= 1;", '= 1;\nvar her = "@@";'),
    "theme: drawing": Slip("templates/assets/mark.svg", "A mark", "A mark of @@"),
    "theme: words": Slip("templates/locales/en.yaml", "What we know", "@@"),
}


def _ways() -> Iterator[tuple[str, str]]:
    """Ways in which a text of Markdown can hold a hidden value."""
    yield "upper case", NAME.upper()
    yield "lower case", NAME.lower()
    yield "decomposed", unicodedata.normalize("NFD", NAME)
    yield "without accents", "Sinead"
    yield "other accents", "Sìnead"
    yield "full width", "".join(chr(ord(c) + 0xFEE0) for c in SURNAME)
    yield (
        "mathematical",
        "".join(chr(0x1D400 + ord(c) - 65 + 6 * (c > "Z") * -1) for c in "SAMPLAIGH"),
    )
    yield "zero width", "Sam\u200bplaigh"
    yield "zero width joiner", "Si\u200dnéad"
    yield "soft hyphen", "Sam\u00adplaigh"
    yield "entity", "S&#105;n&eacute;ad"
    yield "hexadecimal entity", "&#x53;amplaigh"
    yield "twice an entity", "&amp;#83;amplaigh"
    yield "in an address", f"[a](https://example.org/{quote(NAME)})"
    yield "in an address, twice", f"[a](https://example.org/?to={quote(quote(NAME))})"
    yield "bold", "Sam**pl**aigh"
    yield "spread", "S a m p l a i g h"
    yield "with points", "S.A.M.P.L.A.I.G.H"
    yield "on two lines", "Sam-\nplaigh"
    yield "turned round", "Samplaigh, Sinéad"
    yield "with an ending", "Samplaighs"
    yield "of a pair", "Samplaigh's"
    yield "as one word", "SineadSamplaigh"
    yield "in the other script", "شينيد"
    yield "handle", SHE.handle
    yield "handle without sign", SHE.handle[1:]
    yield "handle with hyphens", SHE.handle.replace("_", "-")
    yield "handle with a point", SHE.handle.replace("_", ".")
    yield "handle in capitals", SHE.handle.upper()
    yield "handle in camel case", "SineadSamplaigh2"
    yield "handle in an address", f"https://nitter.net/{SHE.handle[1:]}"
    yield "own part of a handle that is a host", HE.handle[1:].partition(".")[0]
    yield "number of the post", SHE.url.rpartition("/")[2]
    yield "address on a phone", SHE.url.replace("//twitter.com", "//m.twitter.com")
    yield "archive", SHE.archive
    yield "exact second", SHE.posted.strftime("%Y-%m-%dT%H:%M:%SZ")
    yield "fingerprint", SHE.values("captured")[1]
    yield "file of a capture", SHE.capture_file.rpartition("/")[2]
    yield "file of a picture", SHE.media_file
    yield "five words", " ".join(SHE.text.split()[4:9])
    yield "five words of a translation", " ".join(SHE.translation.split()[2:7])
    yield "words in capitals", " ".join(SHE.text.split()[3:10]).upper()
    yield "words with other marks", " — ".join(SHE.text.split()[3:10])
    yield "Arabic", "يوسف"
    yield "Arabic vowel signs", "الوَهْمِيَّانِيُّ"
    yield "Arabic stretched", "الوهمـــيـاني"
    yield "Arabic and", "ويوسف"
    yield "Arabic with", "بيوسف"
    yield "Arabic to", "ليوسف"
    yield "Arabic with the", "بالوهمياني"
    yield "Arabic, other yeh", "الوهمیانی"
    yield "Arabic presentation forms", "\ufef3\ufeee\ufeb3\ufed2"
    yield "Arabic turned round", "الوهمياني، يوسف"
    yield "Arabic as entities", "".join(f"&#{ord(c)};" for c in "الوهمياني")
    yield "Cyrillic", "Придумкин"
    yield "Cyrillic genitive", "Придумкина"
    yield "Cyrillic instrumental", "Придумкиным"
    yield "Cyrillic without dots", "Федор"
    yield "Cyrillic in capitals", "ФЁДОР"
    yield "Cyrillic decomposed", unicodedata.normalize("NFD", "Фёдор")


WAYS = dict(_ways())


# What stands on one line only once tags are gone, or on more than two.
WITHOUT_A_LINE = {
    "bold as HTML": Slip(ABOUT, "of prose.", "of @@.", "Sam<b>pl</b>aigh"),
    "letters in tags": Slip(ABOUT, "of prose.", "of @@.", "".join(f"<i>{c}</i>" for c in SURNAME)),
    "words over lines": Slip(ABOUT, "of prose.", "@@.", "\n".join(SHE.text.split()[3:10])),
}
