"""The safe-message composer: short texts in all of the site's languages, and who carries them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from generator.kinds.share import ShareNetwork
from generator.kit.networks import NETWORKS, Sharing, address, pattern
from generator.locales import direction
from generator.render.speech import Speech
from generator.render.words import Words

# In the order in which they are offered; 'ask' is for the person, 'look' for those who know them.
KINDS = ("safe", "later", "ask", "look")

# What carries a message from one person to another; nothing here posts in public.
CARRIERS: tuple[ShareNetwork, ...] = ("sms", "whatsapp", "telegram", "viber", "email")


@dataclass(frozen=True, slots=True)
class Carrier:
    """A way to send one text: `href` holds it, `pattern` takes other words in its place."""

    id: str
    href: str
    pattern: str


@dataclass(frozen=True, slots=True)
class SafeText:
    """A ready text; `named` has a place for {who}, where the text is about somebody."""

    id: str
    text: str
    named: str
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class SafeTexts:
    """All texts of one language; `reach` is the line with a place for {reach}."""

    lang: str
    name: str
    dir: str
    reach: str
    subject: str
    texts: tuple[SafeText, ...]


def safe_tools(speech: Speech) -> dict[str, Callable[..., Any]]:
    """`safe_messages()`: the texts of every language, the page's own first."""

    def safe_messages() -> tuple[SafeTexts, ...]:
        return safe_texts(speech)

    return {"safe_messages": safe_messages}


def safe_texts(speech: Speech) -> tuple[SafeTexts, ...]:
    """The languages that the theme has words in, each once: who lacks them is shown English."""
    languages = speech.book.site.languages
    own = speech.language.code
    found: dict[str, SafeTexts] = {}
    for code in (own, *(other for other in languages if other != own)):
        words = speech.book.theme.words[code]
        spoken = words("composer.lang")
        name = languages[code].name if code.split("-")[0] == spoken else spoken
        found.setdefault(spoken, _texts(words, spoken, name))
    return tuple(found.values())


def _texts(words: Words, lang: str, name: str) -> SafeTexts:
    subject = words("composer.texts.subject")
    return SafeTexts(
        lang=lang,
        name=name,
        dir=direction(lang),
        reach=words("composer.texts.reach"),
        subject=subject,
        texts=tuple(_text(words, kind, subject) for kind in KINDS),
    )


def _text(words: Words, kind: str, subject: str) -> SafeText:
    named = f"composer.texts.{kind}_named"
    text = words(f"composer.texts.{kind}")
    sharing = Sharing(text, title=subject)
    carriers = tuple(
        Carrier(name, address(NETWORKS[name], sharing), pattern(NETWORKS[name], sharing))
        for name in CARRIERS
    )
    return SafeText(kind, text, words(named) if named in words.entries else "", carriers)
