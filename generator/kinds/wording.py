"""Quoted words: that they have one wording, and in which language they are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationInfo

from generator.kinds.text import Speech, Text, fault
from generator.locales import is_language_tag

# The scripts that languages are written in, as the names of their letters begin in Unicode, for
# those that are not written in Latin letters alone.
_USUAL = {
    "ARABIC": "ar arz ary apc acm ckb fa ks ku pnb prs ps sd ug ur",
    "ARMENIAN": "hy",
    "BENGALI": "as bn",
    "BOPOMOFO": "zh",
    "CJK": "ja yue zh",
    "CYRILLIC": "ab ba be bg ce cv kk ky mk mn os ru rue sah sr tg tt uk uz",
    "DEVANAGARI": "bho hi kok mai mr ne sa",
    "ETHIOPIC": "am ti",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HANGUL": "ko",
    "HEBREW": "he iw ji yi",
    "HIRAGANA": "ja",
    "KANNADA": "kn",
    "KATAKANA": "ja",
    "KHMER": "km",
    "LAO": "lo",
    "LATIN": "ku kk sr uz",
    "MALAYALAM": "ml",
    "MYANMAR": "my",
    "ORIYA": "or",
    "SINHALA": "si",
    "SYRIAC": "syr",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAANA": "dv",
    "THAI": "th",
    "TIBETAN": "bo dz",
}
_SCRIPTS = {
    code: {script for script, codes in _USUAL.items() if code in codes.split()}
    for code in " ".join(_USUAL.values()).split()
}
# Addresses, handles and hashtags are in Latin letters in many languages.
_NAMES = re.compile(r"https?://\S+|[@#][\w.]+")


def suits(words: str, tag: str) -> bool:
    """Whether most letters are of a script in which the language is usually written."""
    letters = filter(str.isalpha, _NAMES.sub("", words))
    counted = Counter(unicodedata.name(letter, "?").split()[0] for letter in letters)
    code = tag.lower().split("-")[0]
    return not counted or counted.most_common(1)[0][0] in _SCRIPTS.get(code, {"LATIN"})


def with_language(values: Any, info: ValidationInfo) -> Any:
    """A record with `lang` where its words tell: by their key, or on a site of one language."""
    if not isinstance(values, dict) or values.get("lang"):
        return values
    speech = info.context if isinstance(info.context, Speech) else Speech()
    code = _language(values.get("text"), speech)
    return {**values, "lang": code} if code else values


def _language(text: object, speech: Speech) -> str:
    if isinstance(text, Mapping) and len(text) == 1:
        code = next(iter(text))
        return code if isinstance(code, str) and is_language_tag(code) else ""
    alone = isinstance(text, str) and len(speech.languages) == 1
    return speech.default if alone and suits(str(text), speech.default) else ""


def one_wording(text: Text | None, *, verbatim: bool) -> None:
    """Refuse a quotation in several languages: at most one of them is what was said."""
    if verbatim and text and len(text.words) > 1:
        fault(
            "two-wordings",
            "a quotation has one wording",
            "put the other languages under 'translation', or write 'verbatim: false'",
            "text",
        )


def quoted(text: Text, lang: str) -> Text:
    """The words in the one language that they are in; in that of no site, where it is unknown."""
    return Text({lang: next(iter(text.words.values()))}, lang)
