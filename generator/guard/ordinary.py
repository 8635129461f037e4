"""Words that stand in any site: a name that is one of them cannot be told from it by a search."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.guard.folding import fold

_WORD = re.compile(r"[^\W_]+")

# Given names that are words as well, in the languages of the theme and of its first campaigns.
_NAMES = """
amber angel april art august autumn bill bishop bob bond brook cherry christian clay cliff coral
crystal daisy dawn dean drew earl eden eve faith fern flora frank gene glen grace grant grey
harmony hazel heather heaven holly honey hope hunter iris ivory jack jasmine jean jewel joy judge
june justice lance liberty lily lynn major march marina mark mason mercy miles mother nick noble
olive page patience patron paul peace pearl peter poppy price prince prudence ransom ray reed rich
river rob robin rock rose ruby rusty sage sandy saturday scholar sierra skip sky star stella
sterling stone storm sue summer sunday sunny temple terry trinity unity victor victory viola
violet virtue wade will willow winter aimee ange blanche celeste claire constance desire fleur
france marguerite olivier pascal pierre prudence roman solange victoire alba alma amparo angeles
aurora blanca candela carmen clara consuelo cruz dolores esperanza estrella flor gloria jesus
libertad luna luz mar mercedes milagros nieves paloma paz pilar rosario sol soledad ernst felix
friede gerd hell herz wolf wonne إيمان سلام حياة رحمة كريم جميل صالح سعيد حبيب شهيد أمير سلطان
عادل صادق حكيم عزيز لطيف رشيد شريف وفاء ربيع رمضان شعبان زهرة وردة سماء حرية ثورة بشرى نذير شاهد
نعمة بركة عطاء جهاد كفاح نضال вера надежда любовь мир слава роман марк лев майя роза лилия злата
светлана
"""


def ordinary_words(theme_texts: Iterable[str], addresses: Iterable[str]) -> frozenset[str]:
    """Folded words that any site says: those of the theme, and of the site's own addresses.

    What the campaign says itself is not among them: a name may have slipped in there.
    """
    texts = (_NAMES, *theme_texts, *addresses)
    return frozenset(word for text in texts for word in _WORD.findall(fold(text)))
