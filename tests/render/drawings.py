"""Cards and sheets for tests, and what draws them."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from generator import default_templates
from generator.kit import qr
from generator.problems import Place
from generator.read.media import Picture, inspect
from generator.render.drawing import Drawing, Drawn, Easel

THEME = default_templates()
PLACE = Place("content/share.yaml", 4, 9)
SIZES = {
    "preview": (1200, 630),
    "square": (1080, 1080),
    "portrait": (1080, 1350),
    "story": (1080, 1920),
}
RED, PAPER = (179, 0, 27), (251, 249, 245)
COLOURS = {"field": "#b3001b", "on": "#ffffff", "paper": "#fbf9f5", "ink": "#000000"}
VALUES: dict[str, Any] = {
    "kind": "message",
    "lang": "en",
    "dir": "ltr",
    "colours": COLOURS,
    "head": "Save the river",
    "label": "",
    "words": "The river is dying. Say so.",
    "qualifier": "",
    "digits": "",
    "unit": "",
    "byline": "",
    "source": "",
    "hashtags": ["#SaveTheRiver"],
    "address": "campaign.example.org",
    "photo": False,
}
ARABIC = {
    **VALUES,
    "lang": "ar",
    "dir": "rtl",
    "head": "أنقذوا النهر",
    "words": "النهر يموت، فقولوا ذلك مع #SaveTheRiver.",
}
LINK = "https://campaign.example.org/ar/"
SHEET: dict[str, Any] = {
    **{key: VALUES[key] for key in ("lang", "dir", "colours", "head", "words", "hashtags")},
    "title": "Save the river",
    "text": "What is happening, who says so, and what you can do.",
    "figures": [
        {"qualifier": "more than", "digits": "240", "what": "wells dry", "source": "A report"}
    ],
    "asks": ["Write to the council", "Hang this up"],
    "address": "campaign.example.org/ar",
    "qr": qr.svg(LINK, inline=False),
    "qr_alt": "QR code: campaign.example.org/ar",
    "scan": "Scan with your phone",
    "strips": 8,
    "strip": {"words": "Save the river", "address": "campaign.example.org/ar"},
}


class Kept(dict[str, bytes]):
    """A memory that lasts as long as a test."""

    def put(self, key: str, data: bytes) -> None:
        self[key] = data


def street(folder: Path) -> Picture:
    """As many details as a street has."""
    file = folder / "street.jpg"
    noise = Image.effect_noise((500, 400), 60).resize((1500, 1200), Image.Resampling.BICUBIC)
    noise.convert("RGB").save(file, quality=90)
    found = inspect(file, "media/street.jpg", PLACE)
    assert isinstance(found, Picture)
    return found


def card(size: str = "square", base: dict[str, Any] = VALUES, **values: Any) -> Drawing:
    width, height = SIZES[size]
    given = {**base, "size": size, "w": width, "h": height, **values}
    text = json.dumps(given, ensure_ascii=False)
    return Drawing("card.typ", text, "PNG", width, height, PLACE, f"the {size} card")


def sheet(template: str, paper: str, **values: Any) -> Drawing:
    text = json.dumps({**SHEET, "paper": paper, **values}, ensure_ascii=False)
    return Drawing(template, text, "PDF", 0, 0, PLACE, f"the {template} ({paper})")


def drawn(easel: Easel, *drawings: Drawing, memory: Kept | None = None) -> list[Drawn]:
    kept = Kept() if memory is None else memory
    proved = [easel.proof(one)[0] for one in drawings]
    return list(easel.draw_all(proved, kept))


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image
