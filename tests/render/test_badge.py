"""Badge and banner: what other people's sites are given, and until when it asks for anything."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dates import parse
from generator.kinds.share import Banner
from generator.render.embeds import literal
from generator.resolve.derive import end_of
from sites import BuiltSite

MakeSite = Callable[..., BuiltSite]

BANNER = """title: {en: Turn it red, ar: لوّنوها بالأحمر}
url: https://campaign.example.org/
languages: {en: English, ar: العربية}
colours: {accent: "#00684a"}
share:
  banner:
    text: {en: "Read & act: #OneTag", ar: "تحرّكوا الآن #OneTag"}
    starts: 2026-05-01
    ends: 2026-06-30
"""
HOME = {"content/index.ar.md": "---\ntitle: بيت\ndescription: حملة.\n---\n\nمرحبًا.\n"}


def facts(made: BuiltSite, language: str) -> dict[str, Any]:
    """What a banner's script knows."""
    script = made.out(f"kit/banner-{language}.js")
    found: dict[str, Any] = json.loads(re.findall(r"var f = (\{.*?\}), name", script)[0])
    return found


def codes(made: BuiltSite) -> list[str]:
    return [problem.code for problem in made.problems if problem.code.startswith("banner")]


def test_every_language_has_its_own_files(site: MakeSite) -> None:
    made = site({"site.yaml": BANNER, **HOME})
    assert codes(made) == []
    english, arabic = facts(made, "en"), facts(made, "ar")
    assert english["link"] == "https://campaign.example.org/"
    assert arabic["link"] == "https://campaign.example.org/ar/"
    assert english["text"] == ["Read & act: \u2068#OneTag\u2069", "en", "ltr"]
    assert arabic["text"] == ["تحرّكوا الآن \u2068#OneTag\u2069", "ar", "rtl"]
    assert (arabic["dir"], arabic["close"]) == ("rtl", "إغلاق")
    assert (english["ground"], english["ink"]) == ("#00684a", "#ffffff")
    assert (english["starts"], english["ends"]) == ("2026-05-01T00:00:00Z", "2026-07-01T00:00:00Z")


def test_the_script_is_small_and_tells_its_encoding(site: MakeSite) -> None:
    made = site({"site.yaml": BANNER, **HOME})
    assert made.result is None
    made.build()
    for language in ("en", "ar"):
        data = (made.output / f"kit/banner-{language}.js").read_bytes()
        assert data.startswith("\ufeff".encode())
        assert len(data) <= 3000
        code = data.decode()
        for word in ("cookie", "Storage", "fetch", "XMLHttp", "innerHTML", "iframe", "import("):
            assert word not in code


def test_no_text_breaks_out_of_the_script(site: MakeSite) -> None:
    text = '</script><script>alert(1)</script> \\u2028 \\" & <!-- `${x}`'
    made = site({"site.yaml": BANNER.replace("Read & act: #OneTag", text), **HOME})
    made.build()
    assert facts(made, "en")["text"][0] == text.replace("\\u2028", "\u2028").replace('\\"', '"')
    script = made.out("kit/banner-en.js")
    assert not set("<>&\u2028") & set(re.findall(r"var f = (\{.*?\}), name", script)[0])


def test_a_banner_ends_with_its_campaign(site: MakeSite) -> None:
    made = site({"site.yaml": BANNER + "ended: 2026-06-15\n", **HOME})
    assert codes(made) == []
    assert facts(made, "en")["ends"] == "2026-06-15T00:00:00Z"
    assert "15 June 2026" in made.out("kit.html").partition('id="badge"')[2]
    later = site({"site.yaml": BANNER + "ended: 2027-01-01\n", **HOME})
    assert codes(later) == []
    assert facts(later, "en")["ends"] == "2026-07-01T00:00:00Z"


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner, max_size=3)))
def test_a_literal_reads_back_as_the_value(value: object) -> None:
    written = literal(value)
    assert json.loads(written) == value
    assert not set("<>&\u2028\u2029") & set(written)


def test_the_badge_is_a_link_that_needs_nothing_else(site: MakeSite) -> None:
    made = site({"site.yaml": BANNER, **HOME})
    made.build()
    snippet = made.out("kit/badge-ar.txt")
    assert snippet.startswith('<a href="https://campaign.example.org/ar/" lang="ar" dir="rtl"')
    assert "لوّنوها بالأحمر" in snippet
    assert "background:#00684a;color:#ffffff" in snippet
    assert re.findall(r"(?:src|srcset|url|class|id|on\w+)[=(]", snippet) == []
    assert "{{" not in snippet


def test_words_in_a_badge_stay_words(site: MakeSite) -> None:
    title = "A <b> & 'c' #OneTag"
    made = site({"site.yaml": f'title: "{title}"\nurl: https://campaign.example.org/\n'})
    made.build()
    snippet = made.out("kit/badge-en.txt")
    assert "<b>" not in snippet
    assert "<bdi>#OneTag</bdi>" in snippet
    assert unescape(re.sub("<[^>]*>", "", snippet)).strip() == title


def test_a_campaign_that_has_ended_asks_for_nothing(site: MakeSite) -> None:
    made = site({"site.yaml": BANNER + "ended: 2026-05-20\n", **HOME})
    made.build()
    assert not made.exists("kit/banner-en.js")
    assert not made.exists("kit/badge-en.txt")


def test_a_banner_whose_time_is_over_is_told(site: MakeSite) -> None:
    made = site({"site.yaml": BANNER.replace("2026-06-30", "2026-05-30"), **HOME})
    assert codes(made) == ["banner-ended"]
    assert not made.exists("kit/banner-en.js")
    assert made.exists("kit/badge-en.txt")


def test_a_banner_that_leads_nowhere_is_told(site: MakeSite) -> None:
    made = site({"site.yaml": BANNER.replace("url: https://campaign.example.org/\n", ""), **HOME})
    assert codes(made) == ["banner-no-address"]
    assert not made.exists("kit/banner-en.js")
    assert not made.exists("kit/badge-en.txt")


def test_without_a_banner_there_is_no_script(site: MakeSite) -> None:
    made = site()
    made.build()
    assert made.exists("kit/badge-en.txt")
    assert not made.exists("kit/banner-en.js")


@pytest.mark.parametrize(
    ("written", "end"),
    [
        ("2026-06-30", "2026-07-01T00:00:00"),
        ("2026-06", "2026-07-01T00:00:00"),
        ("2026", "2027-01-01T00:00:00"),
        ("2026-06-30T18:00+03:00", "2026-06-30T15:00:00"),
        ("2026-06-30 18:00", "2026-06-30T18:00:00"),
        ("2026-06-28/2026-06-30", "2026-07-01T00:00:00"),
        ("2026-06-30/..", "9999-12-31T23:59:59.999999"),
    ],
)
def test_a_banner_ends_when_its_date_does(written: str, end: str) -> None:
    banner = Banner.model_construct(ends=parse(written))
    assert end_of(banner) == datetime.fromisoformat(end).replace(tzinfo=UTC)


PLACED = {
    "templates/directives/embeds.html": '{% from "partials/badge.html" import badge %}'
    "{{ badge(lang, site) }}\n",
    "content/index.md": "---\ntitle: Home\ndescription: A campaign.\n---\n\n::: embeds\n",
}


def snippets(page: str) -> list[str]:
    return [unescape(text) for text in re.findall(r'<pre class="snippet"[^>]*>([^<]*)</pre>', page)]


def test_the_page_shows_what_the_files_hold(site: MakeSite) -> None:
    made = site({"site.yaml": BANNER, **HOME, **PLACED})
    assert made.problems == ()
    page = made.out("index.html")
    square, bar = snippets(page)
    assert square == made.out("kit/badge-en.txt").strip()
    assert bar == '<script defer src="banner-en.js"></script>'
    assert '<a class="more" href="kit/banner-en.js" download="banner-en.js">' in page
    assert '<time datetime="2026-06-30">30 June 2026</time>.' in page


def test_a_banner_that_is_over_is_offered_to_nobody(site: MakeSite) -> None:
    over = BANNER.replace("2026-06-30", "2026-05-30")
    made = site({"site.yaml": over, **HOME, **PLACED})
    made.build()
    assert snippets(made.out("index.html")) == [made.out("kit/badge-en.txt").strip()]
    ended = site({"site.yaml": BANNER + "ended: 2026-05-20\n", **HOME, **PLACED})
    ended.build()
    assert "snippet" not in ended.out("index.html")
