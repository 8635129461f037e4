"""Posters, flyers and frames: what stands on the campaign's paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.kinds.figure import Figure
from generator.kit import qr
from generator.render.cards import address, colours
from generator.render.colours import text_on
from generator.render.speech import Speech
from generator.render.stage import Stage

# By name: the template and the paper, in Typst's words.
DOCUMENTS: Mapping[str, tuple[str, str]] = {
    "poster_a4": ("poster.typ", "a4"),
    "poster_letter": ("poster.typ", "us-letter"),
    "flyer_a4": ("flyer.typ", "a4"),
    "flyer_letter": ("flyer.typ", "us-letter"),
}

PAPERS: Mapping[str, str] = {"a4": "A4", "us-letter": "Letter"}

_FIGURES, _ASKS, _STRIPS = 3, 4, 8


def document_values(stage: Stage, paper: str) -> dict[str, Any]:
    """What poster.typ and flyer.typ are given."""
    speech, book = stage.speech, stage.book
    campaign, code = book.site.campaign, stage.language.code
    home = book.site.pages[(code, "index")]
    title = speech.plain(campaign.title)
    words = speech.plain(home.title)
    link = book.absolute(home.path)
    asks = [] if speech.ended else [a for a in book.entries("action") if not speech.is_past(a)]
    where = address(stage)
    return {
        "paper": paper,
        "lang": code,
        "dir": stage.language.dir,
        "colours": colours(stage),
        "title": title,
        "head": title if title != words else "",
        "words": words,
        # What a campaign says of itself is a call while it lasts.
        "text": ended_words(speech) or home.front.description or speech.plain(campaign.tagline),
        "figures": [_figure(stage, figure) for figure in stage.every("figure")[:_FIGURES]],
        "asks": [speech.plain(action.title) for action in asks[:_ASKS]],
        "hashtags": [f"#{tag}" for tag in stage.site.hashtags[:2]],
        "address": where,
        "qr": qr.svg(link, inline=False) if link else "",
        "qr_alt": speech.t("poster.code", address=where),
        "scan": "" if speech.ended else speech.t("poster.scan"),
        "strips": _STRIPS if where and not speech.ended else 0,
        "strip": {"words": title, "address": where},
    }


def ended_words(speech: Speech) -> str:
    """That the campaign has ended and when; '' while it lasts."""
    return f"{speech.t('ended.title')} {speech.date(speech.ended)}." if speech.ended else ""


def _figure(stage: Stage, figure: Figure) -> dict[str, str]:
    speech = stage.speech
    keys = figure.source_keys
    sources = (speech.source(key) for key in keys)
    comma = f"{speech.t('list.comma')} "
    said = comma.join(speech.plain(s.publisher or s.title) for s in sources)
    counted = " ".join(filter(None, (speech.plain(figure.unit), speech.plain(figure.what))))
    what = (counted, speech.plain(figure.where), speech.plain(figure.period))
    when = speech.date(figure.as_of) if figure.as_of else ""
    return {
        "qualifier": speech.qualifier(figure),
        "digits": speech.plain(speech.digits(figure)),
        "what": comma.join(filter(None, what)),
        "source": comma.join(filter(None, (said, when))),
    }


def frame_values(stage: Stage, colour: str, width: int, height: int) -> dict[str, Any]:
    """What frame.typ is given."""
    tags = stage.site.hashtags
    return {
        "w": width,
        "h": height,
        "colours": {**colours(stage), "field": colour, "on": text_on(colour)},
        "lang": stage.language.code,
        "dir": stage.language.dir,
        "text": stage.speech.plain(stage.book.site.campaign.title),
        "hashtag": f"#{tags[0]}" if tags else "",
    }
