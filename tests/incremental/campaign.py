"""A made-up campaign, small and rich: something of everything that a build may remember."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO

from PIL import Image

from .campaign_records import RECORDS

# What nobody may read anywhere: the values that the protected voices hide from the beginning.
SECRETS = ("@wren.hidden", "Quillon Unshown", "Verbena Unshown", "syllabub at the turnstile")

SITE = """\
title: {en: Keep the library open, ar: أبقوا المكتبة مفتوحة}
tagline: {en: Exampleton reads., ar: إكزامبلتون تقرأ.}
description: {en: The call to keep the library., ar: نداء للإبقاء على المكتبة.}
url: https://library.example.org/
languages:
  en: {name: English}
  ar: {name: العربية, locale: ar-SY, numerals: arab}
  de: {name: Deutsch}
hashtags: [KeepTheLibrary, ExampletonReads]
colours: {accent: "#0b5d3b"}
image: media/room.jpg
image_alt: {en: An empty reading room., ar: قاعة مطالعة خالية.}
menu:
  - take-action
  - {page: timeline/library, title: {en: What happened, ar: ما الذي حدث}}
  - about
sources:
  minutes: {title: Minutes of the council of Exampleton, date: 2026-04-09}
  gazette:
    title: {en: The library may close, ar: قد تُغلق المكتبة}
    publisher: Exampleton Gazette
    url: https://example.org/gazette/library
contact: hello@example.org
share: {networks: [whatsapp, mastodon, email], safe_messages: yes}
"""

PAGES = {
    "index.md": """\
---
title: Keep the library open
description: The council of Exampleton wants to close it this summer.
---

## What happened

::: timeline library from=2026-04-01 limit=2 order=newest
::: figures signed
::: posts amina reader
::: statement council-reply

::: note title="If you are asked"
You need not say *why* you read, says [the page about us](about.md#books).

::: updates limit=2
:::

::: banner-line
Bring a **chair**.
:::

::: actions
::: qr
""",
    "index.ar.md": """\
---
title: أبقوا المكتبة مفتوحة
description: يريد مجلس إكزامبلتون إغلاقها هذا الصيف.
---

## ما الذي حدث {#what-happened}

::: timeline library

قالت <bdi>Exampleton Gazette</bdi> إن [أكثر من ٩٠٠](figure:signed) وقّعوا. #KeepTheLibrary
""",
    "about.md": """\
---
title: About us
description: Who asks, and what we read.
image: media/chair.png
image_alt: A chair.
tags: [Library]
aliases: [/who.html]
---

::: contents

## What we read {#books}

Paragraphs, *emphasis* and a list:
- one
- two

> They never asked who reads here.
> — Amina Example

![An empty reading room.](media/room.jpg "Photo: Amina Example")

## How to reach us

By then [more than 900](figure:signed) had signed, and [Amina](post:amina) had written.[^1]
See [the hours](opening-hours.md#in-summer), [the first day](updates/2026-05-01-first-day.md),
[all figures](figures.yaml), [one timeline](timeline/library.yaml) and [sources](sources.html).

[^1]: On paper, mostly.
""",
    "about.ar.md": """\
---
title: من نحن
description: من يسأل، وماذا نقرأ.
---

## ماذا نقرأ {#books}

[الصفحة الأولى](index.ar.md#what-happened)، وكتبت [أمينة](post:amina).
""",
    "about.de.md": """\
---
title: Über uns
description: Wer fragt, und was wir lesen.
---

Von hier geht es [zum Anfang](index.md) und zur [Mahnwache](help/vigil.md).
""",
    "opening-hours.md": """\
---
description: When the library is open, as long as it is.
tags: [Library, Council]
menu: Hours
share: The library opens at nine.
corrections: [{date: 2026-04-22, text: Saturday was missing.}]
---

# Opening hours

## In summer

Monday to Saturday, nine to eight.

## In winter

| Day | From |
|---|---|
| Monday | ten |
""",
    "help/index.md": """\
---
title: Helping
description: What there is to do.
layout: flyer
room: Reading room
---

[The vigil](vigil.md), and what is [lost](#lost).

## Lost

https://x.com/exampleton_council/status/726475551531008001

::: pledge
::: sources minutes
""",
    "help/vigil.md": """\
---
title: The vigil
description: Friday at seven.
---

::: voices-of amina
::: figure visits
::: share
""",
    "draft.md": "---\ntitle: Not yet\ndescription: A draft.\ndraft: true\n---\n\nNot finished.\n",
    "later.md": "---\ntitle: Later\ndescription: In July.\npublish: 2026-07-01\ntags: [Library]\n---\n\nJuly.\n",
    "passing.md": "---\ntitle: Passing\ndescription: Until August.\nexpires: 2026-08-01\n---\n\nSoon over.\n",
    "updates/2026-05-01-first-day.md": """\
---
title: The first day
description: We sat down.
tags: [Council]
---

We sat down at nine. ![A poster.](../media/poster.png) [About us](../about.md#how-to-reach-us)
""",
    "updates/2026-05-01-first-day.ar.md": """\
---
title: اليوم الأول
description: جلسنا.
---

جلسنا في التاسعة.
""",
    "updates/no-answer.md": """\
---
title: No answer yet
description: The council has had our letter for three weeks.
date: 2026-05-06
tags: [Council, Letters]
---

We asked [on 15 April](../statements.yaml).
""",
}

THEME = {
    "partials/footer.html": "<footer><p>{{ site.title }} {{ site.tagline }} {{ site.contact }}"
    "{% for one in site.mirrors %} {{ one }}{% endfor %}</p>\n"
    '<ul>{% for one in site.menu %}<li><a href="{{ one.url }}">{{ one.title }}</a></li>{% endfor %}</ul>\n'
    "<p>{{ t('pages.privacy.title') }}</p></footer>\n",
    "partials/line.html": '<p class="line">{{ site.title }}</p>\n',
    "directives/banner-line.html": '{% include "partials/line.html" %}<div>{{ body }}</div>\n',
    "directives/voices-of.html": '<ul>{% for one in entries %}<li><a href="{{ one|url }}">'
    "{{ one.words }}</a></li>{% endfor %}</ul>\n",
    "layouts/flyer.html": '{% extends "base.html" %}\n{% block main %}<h1>{{ page.title }}</h1>'
    "<p>{{ page.extra.room }}, {{ entry('figure', 'signed')|digits }}</p>{{ content }}{% endblock %}\n",
    "assets/css/90-own.css": ".line { color: var(--accent-text); }\n",
    "assets/js/own.js": "document.title += '!';\n",
    "locales/en.yaml": "pages:\n  privacy:\n    title: What we know of you\n",
    "locales/ar.yaml": "pages:\n  privacy:\n    title: ما نعرفه عنكم\n",
}


def picture(colour: str, size: tuple[int, int] = (48, 32), form: str = "PNG") -> bytes:
    """A plain picture with one square in it, as a file's bytes."""
    image = Image.new("RGB", size, colour)
    image.paste("white", (4, 4, 12, 12))
    file = BytesIO()
    image.save(file, form)
    return file.getvalue()


@cache
def files() -> Mapping[str, bytes]:
    """Every file of the campaign, by its path from the site's root."""
    texts = {"site.yaml": SITE}
    texts |= {f"content/{name}": text for name, text in {**PAGES, **RECORDS}.items()}
    texts |= {f"templates/{name}": text for name, text in THEME.items()}
    pictures = {
        "room.jpg": picture("navy", (64, 40), "JPEG"),
        "shelf.jpg": picture("maroon", (40, 40), "JPEG"),
        "chair.png": picture("teal"),
        "poster.png": picture("olive", (30, 50)),
        "spare.png": picture("pink"),
    }
    return {
        **{name: text.encode() for name, text in texts.items()},
        **{f"content/media/{name}": data for name, data in pictures.items()},
    }
