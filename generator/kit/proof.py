"""A drawing's words made ready: without emoji, each character found in a font, isolates put in.

Where the words are somebody's own (`verbatim` among the values), a mark shows what was left out.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.kit.fonts import Font
from generator.kit.glyphs import Face, drawable, missing
from generator.kit.isolates import isolate
from generator.problems import Place, Problem

# What of a drawing's values is no text to be read, and what is read out and not drawn.
_FACTS = {"lang", "dir", "words_lang", "words_dir", "colours", "kind", "size", "paper", "qr"}
_SPOKEN = {"title", "qr_alt"}

# Blocks of Unicode with emoji in them: what no font here draws of them is an ornament.
_EMOJI_BLOCKS = (
    "\u2300-\u23ff\u2460-\u24ff\u2600-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_TAGS = "\U000e0020-\U000e007f"
_EMOJI = re.compile(f"[{_EMOJI_BLOCKS}]")
# With what makes them coloured, joins them or stands round them.
_SEQUENCE = re.compile(f"[{_EMOJI_BLOCKS}][\ufe0e\ufe0f\u20e3\u200d{_TAGS}]*|[\ufe0f\u20e3]+")
_BLANKS = re.compile(r"[ \t]{2,}")

# Stands in a quotation for what is left out, however much of it there is in one place.
GAP = "[…]"
_GAPS = re.compile(rf"{re.escape(GAP)}(?:\s*{re.escape(GAP)})+")

_DROPPED = "nothing needs to be done, as long as the words say it all"
_MARKED = f"nothing needs to be done: a quotation has {GAP} in their place"

_FEW = 8  # characters that a message names


@dataclass(frozen=True, slots=True)
class _Ready:
    """A text as it is drawn, what was left out of it, and what no font has."""

    text: str
    dropped: tuple[str, ...]
    lacking: tuple[str, ...]


def proof(values: str, fonts: Sequence[Font], place: Place) -> tuple[str, list[Problem]]:
    """The values (JSON) with their texts made ready, and what cannot be drawn of them."""
    held = _held(tuple(font.face for font in fonts))
    dropped: dict[str, None] = {}
    lacking: dict[str, None] = {}

    def ready(text: str, direction: str, mark: str) -> str:
        made = _ready(text, direction, held, mark)
        dropped.update(dict.fromkeys(made.dropped))
        lacking.update(dict.fromkeys(made.lacking))
        return made.text

    given = json.loads(values)
    hint = _MARKED if given.get("verbatim") else _DROPPED
    made = _each_text(given, ready)
    return _json(made), [*_dropped(dropped, place, hint), *_lacking(lacking, place)]


@lru_cache(maxsize=8)
def _held(faces: tuple[Face, ...]) -> Face:
    """What all fonts together can draw, as one face."""
    return Face("", drawable(faces))


@lru_cache(maxsize=4096)
def _ready(text: str, direction: str, held: Face, mark: str) -> _Ready:
    """One text made ready; the same words stand on a drawing of each size."""
    dropped: dict[str, None] = {}
    plain = _without_emoji(text, held.characters, dropped, mark)
    isolated = isolate(plain, direction) if direction else plain
    return _Ready(isolated, tuple(dropped), tuple(missing(plain, (held,))))


def _each_text(values: dict[str, Any], ready: Callable[[str, str, str], str]) -> dict[str, Any]:
    """The same values with `ready(text, direction, mark)` in place of each text."""
    whole = values.get("dir", "ltr")
    gap = GAP if values.get("verbatim") else ""

    def made(key: str, value: Any) -> Any:
        if key in _FACTS:
            return value
        if isinstance(value, str):
            own = values.get("words_dir", whole) if key == "words" else whole
            mark = gap if key == "words" else ""
            return ready(value, "" if key in _SPOKEN else own, mark)
        if isinstance(value, list):
            return [made(key, item) for item in value]
        if isinstance(value, dict):
            return {inner: made(inner, item) for inner, item in value.items()}
        return value

    return {key: made(key, value) for key, value in values.items()}


def _without_emoji(
    text: str, held: frozenset[int], dropped: dict[str, None], mark: str = ""
) -> str:
    def drop(found: re.Match[str]) -> str:
        if ord(found[0][0]) in held:
            return found[0].rstrip("\ufe0e\ufe0f")
        if _EMOJI.match(found[0]):
            dropped[found[0].strip("\ufe0e\ufe0f\u200d")] = None
            return f" {mark} " if mark else ""
        return ""

    plain = _SEQUENCE.sub(drop, text)
    if plain == text:
        return text
    plain = _GAPS.sub(GAP, plain) if mark else plain
    return _BLANKS.sub(" ", re.sub(r" (?=[.,!?…،؛؟])", "", plain)).strip()


def _dropped(found: dict[str, None], place: Place, hint: str) -> list[Problem]:
    if not found:
        return []
    message = f"cards leave out {_listed(found)}: their fonts have no emoji"
    return [Problem("emoji-dropped", message, place, hint)]


def _lacking(found: dict[str, None], place: Place) -> list[Problem]:
    if not found:
        return []
    message = f"no font for cards has {_listed(found)}"
    hint = "put a font that has it (TTF or OTF) into templates/kit/fonts/, or build with --no-kit"
    return [Problem("no-glyph", message, place, hint)]


def _listed(chars: dict[str, None]) -> str:
    named = [_named(char) for char in list(chars)[:_FEW]]
    more = f" and {len(chars) - _FEW} more" if len(chars) > _FEW else ""
    return ", ".join(named) + more


def _named(char: str) -> str:
    codes = " ".join(f"U+{ord(one):04X}" for one in char)
    name = unicodedata.name(char[0], "").lower()
    # A mark would sit on the quotation mark before it.
    shown = f"◌{char}" if unicodedata.combining(char[0]) else char
    return f"'{shown}' ({codes}{f', {name}' if name else ''})"


def _json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)
