"""What badge and banner show on other people's sites, and until when."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from markupsafe import Markup

from generator.dates import EdtfDate
from generator.kinds.campaign import Campaign
from generator.kinds.share import Banner
from generator.kinds.text import Text
from generator.locales import direction
from generator.model import Places
from generator.problems import Problem
from generator.render.book import Book
from generator.render.colours import text_on
from generator.render.speech import Speech, isolated
from generator.resolve.derive import end_of
from generator.urls import site_url

# Where there is no markup, these keep a piece of text apart from the direction around it.
FSI, PDI = "\u2068", "\u2069"

BADGE, BANNER = "kit/badge.txt", "kit/banner.js"

# What could end a script element, or a line of one.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the campaign with the language that they are in, which may be another one."""

    text: str
    lang: str
    dir: str

    @property
    def html(self) -> Markup:
        """With hashtags and handles kept apart from the direction around them."""
        return isolated(self.text)

    @property
    def plain(self) -> list[str]:
        """Text, language and direction for a script, which sets them as they are."""
        text = unescape(self.html.replace("<bdi>", FSI).replace("</bdi>", PDI))
        return [text, self.lang, self.dir]


@dataclass(frozen=True, slots=True)
class BadgeView:
    """What a badge shows: the campaign's name in its colours; `link` is its public address."""

    link: str
    title: Words
    ground: str
    ink: str


@dataclass(frozen=True, slots=True)
class BannerView:
    """The banner's file: its link from the root, its name, and the last day it is shown."""

    url: str
    file: str
    ends: EdtfDate


def badge_tools(speech: Speech) -> dict[str, Callable[..., Any]]:
    """`badge_facts()` and `banner_file()`, each None where there is nothing to offer."""
    return {"badge_facts": lambda: badge_view(speech), "banner_file": lambda: _banner_file(speech)}


def badge_view(speech: Speech) -> BadgeView | None:
    """None for a campaign that has ended, or that has no address to lead to."""
    link = home(speech.book, speech.language.code)
    if not link or speech.ended:
        return None
    campaign = speech.book.site.campaign
    accent = campaign.colours.accent
    return BadgeView(link, _words(speech, campaign.title), accent, text_on(accent))


def _banner_file(speech: Speech) -> BannerView | None:
    book, banner = speech.book, speech.book.site.campaign.share.banner
    route = book.by_key.get((speech.language.code, BANNER))
    if not route or not banner or not badge_view(speech) or end_of(banner) <= book.site.now:
        return None
    return BannerView(site_url(route.path), route.path.name, _end(book.site.campaign, banner)[1])


def _end(campaign: Campaign, banner: Banner) -> tuple[datetime, EdtfDate]:
    """The instant from which the banner asks for nothing, and its date: with the campaign's end."""
    ends = [(end_of(banner), banner.ends)]
    ends += [(campaign.ended.earliest, campaign.ended)] if campaign.ended else []
    return min(ends, key=lambda end: end[0])


def home(book: Book, language: str) -> str:
    """The campaign's public address in a language, or in its default one."""
    keys = ((code, "index") for code in (language, book.site.default_language))
    found = next((book.by_key[key] for key in keys if key in book.by_key), None)
    return book.absolute(found.path) if found else ""


def _words(speech: Speech, text: Text) -> Words:
    words, code = text.choose(speech.language.code)
    return Words(words, code, direction(code))


def banner_facts(speech: Speech) -> Markup:
    """What the script shows and when, as JSON; it ends at once where nothing is to be shown."""
    said = speech.book.site.campaign.share.banner
    facts = badge_view(speech)
    if said is None or facts is None:
        return literal({"starts": "", "ends": ""})
    text = _words(speech, said.text)
    return literal(
        {
            "starts": _iso(said.starts.earliest) if said.starts else "",
            "ends": _iso(_end(speech.book.site.campaign, said)[0]),
            "link": facts.link,
            "text": text.plain,
            "title": facts.title.plain,
            "lang": speech.language.code,
            "dir": speech.language.dir,
            "label": speech.t("badge.region", title=facts.title.text),
            "close": speech.t("badge.close"),
            "ground": facts.ground,
            "ink": facts.ink,
        }
    )


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)


def literal(value: object) -> Markup:
    """A value as JavaScript writes it, which no text in it can break out of."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))


def check_banner(campaign: Campaign, now: datetime, places: Places) -> Iterator[Problem]:
    """A banner that nobody will see, or that leads nowhere."""
    banner = campaign.share.banner
    if banner is None:
        return
    if end_of(banner) <= now:
        place = places.value("share", "banner", "ends")
        hint = "give it a later end, or take `banner` out of site.yaml"
        yield Problem("banner-ended", "the banner's time is over, so nobody sees it", place, hint)
    if not campaign.url:
        hint = "add the site's public address to site.yaml: `url: https://…`"
        message = "the banner leads nowhere, since the site has no address"
        yield Problem("banner-no-address", message, places.key("share", "banner"), hint)
