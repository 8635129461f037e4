"""Words that stand in a site anyway: a name made of one cannot be told from it by a search."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from generator.guard.folding import fold
from generator.kinds.action import Action
from generator.kinds.campaign import Campaign
from generator.kinds.post import Post
from generator.kinds.statement import Statement
from generator.kinds.text import Text
from generator.kinds.timeline import Timeline
from generator.kinds.values import Record, Source
from generator.model import Reading

_WORD = re.compile(r"[^\W_]+")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")

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


def ordinary_words(reading: Reading, theme_texts: Iterable[str]) -> frozenset[str]:
    """Folded words of the theme, of the campaign's title and places, of names that are shown."""
    texts = [_NAMES, *theme_texts, *_said(reading)]
    return frozenset(word for text in texts for word in _WORD.findall(fold(text)))


def _said(reading: Reading) -> Iterator[str]:
    campaign: Campaign = reading.campaign.value
    for text in (campaign.title, campaign.tagline, campaign.description):
        yield from _wordings(text)
    yield from (campaign.url, campaign.onion, *campaign.mirrors)
    for tags in campaign.hashtags.values():
        yield from (_CAPITAL.sub(" ", tag) for tag in tags)
    records = (document.value for document in reading.documents)
    for record in (*campaign.sources.values(), *records):
        for name in _NAMED_IN.get(type(record), _nobody)(record):
            # Somebody of one word alone may be the one who is hidden elsewhere.
            if len(_WORD.findall(name)) > 1:
                yield name


def _author(post: Post) -> Iterable[str]:
    return [post.author.name] if post.protect in ("nothing", "handle") else []


def _source(source: Source) -> Iterable[str]:
    return [source.author, *_wordings(source.publisher)]


def _speaker(statement: Statement) -> Iterable[str]:
    return _wordings(statement.who)


def _scenes(timeline: Timeline) -> Iterable[str]:
    return (place for event in timeline.events for place in _wordings(event.place))


def _targets(action: Action) -> Iterable[str]:
    return (name for target in action.targets for name in _wordings(target.name))


def _nobody(record: Any) -> Iterable[str]:
    return ()


# Names of places and of those who are named.
_NAMED_IN: dict[type[Record], Callable[[Any], Iterable[str]]] = {
    Post: _author,
    Source: _source,
    Statement: _speaker,
    Timeline: _scenes,
    Action: _targets,
}


def _wordings(text: Text | None) -> Iterator[str]:
    yield from text.words.values() if text else ()
