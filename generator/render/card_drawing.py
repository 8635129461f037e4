"""A card as a drawing: what its template is given, and what is said of it to those who see none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator.kit.isolates import without
from generator.locales import direction
from generator.model import Places
from generator.problems import Place
from generator.render.cards import SIZES, Card, address, colours
from generator.render.drawing import Drawing
from generator.render.stage import Stage


def card_drawing(stage: Stage, card: Card, size: str, campaign: Places) -> Drawing:
    """The card in a size; `campaign` are the places of site.yaml."""
    photo = stage.book.pictures.get(card.photo) if card.photo else None
    kind, ident = card.subject
    return Drawing(
        template="card.typ",
        values=json.dumps(values(stage, card, size), ensure_ascii=False, sort_keys=True),
        form="JPEG" if photo else "PNG",
        width=SIZES[size][0],
        height=SIZES[size][1],
        place=card.place,
        what=f"card of {kind} '{ident}'",
        photo=photo,
        which=f"{size}, {stage.language.code}",
        places=shared_places(campaign, card.tagged),
    )


def shared_places(campaign: Places, tagged: Place | None = None) -> dict[str, Place]:
    """Where the texts stand that all drawings have, by the names that templates give to them."""
    tags = tagged or campaign.value("hashtags")
    return {"address": campaign.value("url"), "hashtag": tags, "hashtags": tags}


def values(stage: Stage, card: Card, size: str) -> dict[str, Any]:
    """What the template card.typ is given."""
    width, height = SIZES[size]
    return {
        "w": width,
        "h": height,
        "size": size,
        "kind": card.kind,
        "lang": stage.language.code,
        "dir": stage.language.dir,
        "words_lang": card.lang,
        "words_dir": direction(card.lang),
        "colours": colours(stage),
        "head": stage.speech.plain(stage.book.site.campaign.title),
        "label": card.label,
        "words": card.words,
        "qualifier": card.qualifier,
        "digits": card.digits,
        "unit": card.unit,
        "byline": card.byline,
        "source": card.source,
        "hashtags": list(card.hashtags[:2]),
        "address": address(stage),
        "photo": bool(card.photo),
        "verbatim": card.verbatim,
    }


def alt(card: Card, drawn: Mapping[str, Any]) -> str:
    """What stands on a card, from its values, for those who do not see it.

    Quoted words are told with the emoji that are left out of the drawing.
    """
    said = {name: without(drawn[name]) for name in _SPOKEN}
    if card.verbatim:
        said["words"] = without(card.words)
    amount = " ".join(filter(None, (said["qualifier"], said["digits"], said["unit"])))
    words = " ".join(filter(None, (amount, said["words"])))
    parts = (said["label"], words, said["byline"], said["source"])
    return " ".join(_closed(part) for part in parts if part)


_SPOKEN = ("label", "qualifier", "digits", "unit", "words", "byline", "source")


def _closed(sentence: str) -> str:
    sentence = sentence.strip()
    return sentence if sentence[-1:] in ".!?…؟:" else f"{sentence}."
