"""What goes wrong unseen in words that are copied and passed on: characters and hashtags."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.kit.directions import Harm, signs
from generator.kit.hashtag_slips import Slip, hashtag_slips
from generator.kit.hashtags import SIGNS

# Without the ornate brackets, ligatures and signs that stand for themselves.
_PRESENTATION = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc]+")
_INVISIBLE = re.compile("[\u00ad\u115f\u180e\u200b\u2060-\u2064\u3164\ufeff\ufff9-\ufffb]")
_LOST = re.compile("[\ufffc\ufffd]+")
_JOINERS = re.compile("[\u200c\u200d]")
_ARABIC_WORD = re.compile("[#＃]?[\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff_]+")
# Letters of Persian and Urdu keyboards, and those of Arabic that look alike in a word.
_LOOK_ALIKE = str.maketrans("یکہ", "يكه")
_NOT_ARABIC = frozenset("پچژگٹڈڑںےھڤێۆڵڕەۇې")

_DIRECTIONS: dict[Harm, tuple[str, str, str]] = {
    "turns": (
        "turned-words",
        "direction control {sign} turns the words round",
        "delete it, and its partner if it has one: cards and networks show other words than these",
    ),
    "inside": (
        "bidi-control",
        "direction mark {sign} stands inside a word of the other direction",
        "delete it: it tears the word apart, and search does not find it",
    ),
    "stray": (
        "bidi-control",
        "direction mark {sign} stands here",
        "delete it: it counts like a letter, and those who copy the words copy it, too",
    ),
}


def slips(text: str, language: str, known: tuple[str, ...]) -> list[Slip]:
    """The slips of a text; `known` are the campaign's own hashtags, without '#'."""
    found = [*hashtag_slips(text, language, known)]
    if not text.isascii():
        found += _character_slips(text)
        found += _direction_slips(text)
        if language.split("-")[0] == "ar":
            found += _look_alikes(text, known)
    return sorted(found, key=lambda slip: slip.start)


def _character_slips(text: str) -> Iterator[Slip]:
    for found in _PRESENTATION.finditer(text):
        message = f"'{found[0]}' is made of Arabic presentation forms, which search misses"
        hint = "type the words again; on X each of these letters counts twice, too"
        yield Slip("presentation-forms", found.start(), len(found[0]), message, hint)
    for found in _LOST.finditer(text):
        message = f"a character was lost here {_near_words(text, found.start())}"
        hint = "type what belongs here; the text was read in a wrong encoding at some time"
        yield Slip("lost-character", found.start(), len(found[0]), message, hint)
    for start in _stray_invisible(text):
        sign = f"U+{ord(text[start]):04X}"
        message = f"the invisible character {sign} stands here {_near_words(text, start)}"
        hint = "delete it: it counts like a letter, and those who copy the words copy it, too"
        yield Slip("invisible-character", start, 1, message, hint)


def _direction_slips(text: str) -> Iterator[Slip]:
    for start, harm in signs(text):
        code, what, hint = _DIRECTIONS[harm]
        told = what.format(sign=f"U+{ord(text[start]):04X}")
        message = f"the invisible {told} {_near_words(text, start)}"
        yield Slip(code, start, 1, message, hint)


def _look_alikes(text: str, known: tuple[str, ...]) -> Iterator[Slip]:
    """Words of Arabic letters alone but for some that only look like them."""
    for found in _ARABIC_WORD.finditer(text):
        word = found[0]
        meant = word.translate(_LOOK_ALIKE)
        if meant == word or word.lstrip(SIGNS) in known or _NOT_ARABIC & set(word):
            continue
        strange = "".join(dict.fromkeys(a for a, b in zip(word, meant, strict=True) if a != b))
        letters = ", ".join(f"'{char}' (U+{ord(char):04X})" for char in strange)
        message = f"'{word}' has letters of Persian or Urdu that look like Arabic ones: {letters}"
        final = ", or with 'ى' at the end if it belongs there" if word.endswith("ی") else ""
        hint = f"write '{meant}'{final}: search takes these for different letters"
        yield Slip("look-alike-letter", found.start(), len(word), message, hint)


def _stray_invisible(text: str) -> Iterator[int]:
    yield from (found.start() for found in _INVISIBLE.finditer(text))
    for found in _JOINERS.finditer(text):
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        # A joiner may end a word to give its last letter another shape; a non-joiner may not.
        ends = found[0] == "\u200c" and (not after or after.isspace())
        if not before or before.isspace() or before.isascii() or ends or before == found[0]:
            yield found.start()


def _near_words(text: str, at: int) -> str:
    """Which words a spot is near that cannot be seen itself."""
    before = _shown(text[max(0, at - 20) : at]).split(" ")[-2:]
    after = _shown(text[at + 1 : at + 21]).split(" ")[:2]
    told = " ".join(before).strip()
    if told:
        return f"behind '{told}'"
    return f"before '{' '.join(after).strip()}'"


def _shown(text: str) -> str:
    visible = (char for char in text if unicodedata.category(char) != "Cf")
    return " ".join("".join(visible).split()) + (" " if text[-1:].isspace() else "")
