"""The safe-message composer: texts in every language, short, for people and never for the public."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote

import pytest

from generator import default_templates
from generator.kit.counting import sms
from generator.locales import direction, locale
from generator.render.safe import CARRIERS, KINDS
from generator.render.words import Words, load_words
from sites import BuiltSite

MakeSite = Callable[..., BuiltSite]

LANGUAGES = ["ar", "de", "en", "es", "fr"]
SITE = (
    "title: A campaign\nurl: https://campaign.example.org/\nshare: {safe_messages: yes}\n"
    "languages: {en: English, ar: العربية, fr: Français}\n"
)
PAGES = {
    f"content/index{code}.md": "---\ntitle: Home\ndescription: A campaign.\n---\n\nHello.\n"
    for code in ("", ".ar", ".fr")
}


@pytest.fixture(params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Words:
    code = request.param
    found, _, problems = load_words((default_templates(),), code, locale(code))
    assert problems == []
    return found


def test_every_text_is_one_short_message(words: Words) -> None:
    for kind in KINDS:
        counted = sms(words(f"composer.texts.{kind}"))
        assert counted.parts == 1, kind
        assert counted.limit == (70 if words("composer.lang") == "ar" else 160), kind


def test_a_name_fits_in_too(words: Words) -> None:
    text = words("composer.texts.look_named").replace("{who}", "Amina")
    assert sms(text).parts == 1


def test_texts_hold_nothing_that_betrays_or_breaks(words: Words) -> None:
    for kind in KINDS:
        text = words(f"composer.texts.{kind}")
        assert not re.search(r"[#@{}<>\u200e\u200f\u202a-\u202e\u2066-\u2069]|https?:", text)
    assert "{reach}" in words("composer.texts.reach")


def listed(page: str, code: str) -> dict[str, str]:
    """The ready texts of a page in a language, by kind."""
    pattern = rf'<p class="sent" lang="{code}" dir="(\w+)"[^>]*data-kind="(\w+)"[^>]*>([^<]*)</p>'
    found = re.findall(pattern, page)
    assert {way for way, _, _ in found} == {direction(code)}
    return {kind: unescape(text) for _, kind, text in found}


def test_each_page_has_the_texts_of_all_languages_its_own_first(site: MakeSite) -> None:
    made = site({"site.yaml": SITE, **PAGES})
    made.build()
    page = made.out("ar/safe.html")
    texts = {code: listed(page, code) for code in ("ar", "en", "fr")}
    assert [tuple(found) for found in texts.values()] == [KINDS] * 3
    assert texts["ar"]["safe"].startswith("أنا بخير")
    assert texts["en"]["safe"].startswith("I am safe")
    assert re.findall(r'<option value="(\w+)"', page) == ["ar", "en", "fr"]


def test_each_text_has_a_link_for_each_carrier(site: MakeSite) -> None:
    made = site({"site.yaml": SITE, **PAGES})
    made.build()
    page = made.out("safe.html")
    links = [unquote(unescape(link)) for link in re.findall(r'<a href="([^"]*)"', page)]
    for text in (text for code in ("en", "ar", "fr") for text in listed(page, code).values()):
        assert len({link for link in links if link.endswith(text)}) == len(CARRIERS)


def test_no_public_network_is_offered(site: MakeSite) -> None:
    made = site({"site.yaml": SITE, **PAGES})
    made.build()
    page = made.out("safe.html")
    main = page[page.index("<main") : page.index("</main")]
    hosts = set(re.findall(r'href="(?:https?:)?//([^/"]*)', main))
    assert hosts == {"wa.me", "t.me"}
    assert 'data-pattern="sms:?&amp;body={' in main


def test_a_language_that_the_theme_does_not_speak_is_not_passed_off_as_another(
    site: MakeSite,
) -> None:
    made = site(
        {
            "site.yaml": SITE.replace("ar: العربية, fr: Français", "tr: Türkçe"),
            "content/index.md": PAGES["content/index.md"],
            "content/index.tr.md": PAGES["content/index.md"],
        }
    )
    made.build()
    page = made.out("tr/safe.html")
    assert tuple(listed(page, "en")) == KINDS
    assert 'data-kind="safe"' in page
    assert not re.search(r'class="sent" lang="tr"', page)
    assert "<option" in page
    assert re.findall(r"<option[^>]*>([^<]*)<", page) == ["en"]


def test_after_the_campaign_s_end_the_advice_alone_is_left(site: MakeSite) -> None:
    made = site({"site.yaml": SITE + "ended: 2026-05-01\n", **PAGES})
    made.build()
    page = made.out("safe.html")
    assert page.count("<li>") >= 8
    assert "so no texts are offered here" in page
    for asked in ("data-kind", "sms:", "wa.me", "<input", "safe.js"):
        assert asked not in page[page.index("<main") :]


def test_a_campaign_that_does_not_ask_for_it_has_no_such_page(site: MakeSite) -> None:
    made = site()
    made.build()
    assert not made.exists("safe.html")


def test_no_field_is_remembered_or_spelt_by_a_browser(site: MakeSite) -> None:
    made = site({"site.yaml": SITE, **PAGES})
    made.build()
    for field in re.findall(r"<(?:input|select|textarea)[^>]*>", made.out("safe.html")):
        assert 'autocomplete="off"' in field
        assert (
            'type="radio"' in field or "composer-language" in field or 'spellcheck="false"' in field
        )
    (form,) = re.findall("<form[^>]*>", made.out("safe.html"))
    assert "hidden" in form
    assert "action" not in form


def test_links_are_told_apart_by_text_and_language(site: MakeSite) -> None:
    made = site({"site.yaml": SITE, **PAGES})
    assert made.build().written
    ready = made.out("safe.html").partition("<section")[2]
    names = re.findall('<a [^>]*aria-label="([^"]*)"', ready)
    assert "Send by SMS: I am safe, English" in names
    assert "Send by SMS: I am safe, العربية" in names
    assert len(names) == len(set(names)) == 3 * len(KINDS) * len(CARRIERS)
