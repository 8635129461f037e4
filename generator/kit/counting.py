"""How long a text is, by the rule of each network."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from generator.kit.links import full_links_in, links_in
from generator.kit.networks import Network, Rule
from generator.markup.plain import one_newline

Unit = Literal["characters", "bytes"]

LINK_WEIGHT = 23

# https://docs.x.com/fundamentals/counting-characters and config/v3.json (read 2026-11-21).
_LIGHT = re.compile("[\0-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")

# https://github.com/mastodon/mastodon, app/models/account.rb (read 2026-11-21).
_MENTION = re.compile(
    r"(?<![=/\w])(@[a-z0-9_]+(?:[a-z0-9_.-]+[a-z0-9_]+)?)@[\w.-]+\w+", re.IGNORECASE
)

# 3GPP TS 23.038, section 6.2.1: the alphabet, and what takes an escape besides.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_ESCAPED = frozenset("\f^{}\\[~]|€")


@dataclass(frozen=True, slots=True)
class Count:
    """How much of what is allowed a text uses; `limit` is None where nobody has set one.

    A text message takes as many `parts` as it needs: `limit` is the room in these.
    """

    used: int
    limit: int | None
    unit: Unit = "characters"
    parts: int = 1

    @property
    def over(self) -> int:
        """By how much the text is too long."""
        return max(0, self.used - self.limit) if self.limit is not None else 0


def count(text: str, network: Network) -> Count:
    """The length of a text on a network; of several limits, the one that binds first."""
    text = one_newline(text)
    if not network.limits:
        # Counted as most do that have a limit, so that one text has one number.
        return Count(len(text), None)
    if network.rule == "sms":
        return sms(text)
    counts = [
        Count(
            MEASURES[limit.rule](text),
            limit.most,
            "bytes" if limit.rule == "bytes" else "characters",
        )
        for limit in network.limits
    ]
    return max(counts, key=lambda found: found.used / (found.limit or 1))


def weights(text: str) -> int:
    """X: in NFC, every link 23, every emoji 2, most letters 1 and those of East Asia 2."""
    text = unicodedata.normalize("NFC", text)
    links = links_in(text)
    return LINK_WEIGHT * len(links) + sum(_weight(part) for part in _between(text, links))


def _weight(text: str) -> int:
    if text.isascii():
        return len(text)
    emoji = _emoji()
    rest = emoji.sub("", text)
    light = len(_LIGHT.findall(rest))
    return 2 * len(emoji.findall(text)) + 2 * len(rest) - light


def mastodon(text: str) -> int:
    """Mastodon: graphemes; every link 23, and of a mention the server does not count."""
    shortened = ("x" * LINK_WEIGHT).join(_between(text, full_links_in(text)))
    return graphemes(_MENTION.sub(r"\1", shortened))


def threads(text: str) -> int:
    """Threads: characters, but an emoji counts as many as its UTF-8 form has bytes."""
    if text.isascii():
        return len(text)
    found = _emoji().findall(text)
    return len(text) + sum(len(emoji.encode()) - len(emoji) for emoji in found)


def graphemes(text: str) -> int:
    """What a reader takes for one character each (UAX #29)."""
    return len(text) if text.isascii() else len(_grapheme().findall(text))


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def sms(text: str) -> Count:
    """A text message: 160 characters of the GSM alphabet, or 70 of any other; fewer in parts.

    A part never ends inside a character.
    """
    plain = all(char in _GSM or char in _GSM_ESCAPED for char in text)
    sizes = [1 + (char in _GSM_ESCAPED) if plain else utf16(char) for char in text]
    whole, part = (160, 153) if plain else (70, 67)
    used = sum(sizes)
    if used <= whole:
        return Count(used, whole)
    parts, room = 1, part
    for size in sizes:
        if size > room:
            parts, room = parts + 1, part
        room -= size
    return Count(used, parts * part, parts=parts)


MEASURES: dict[Rule, Callable[[str], int]] = {
    "weights": weights,
    "mastodon": mastodon,
    "threads": threads,
    "graphemes": graphemes,
    "characters": len,
    "utf16": utf16,
    "bytes": lambda text: len(text.encode("utf-8", "surrogatepass")),
    "sms": lambda text: sms(text).used,
}


def _between(text: str, spans: Iterable[tuple[int, int]]) -> list[str]:
    """What is left of a text before, between and behind the spans."""
    parts, position = [], 0
    for start, end in spans:
        parts.append(text[position:start])
        position = end
    return [*parts, text[position:]]


@lru_cache(maxsize=1)
def _grapheme() -> Any:
    # Imported when a text needs it: half of what the command line takes to start.
    import regex  # type: ignore[import-untyped]

    return regex.compile(r"\X")


@lru_cache(maxsize=1)
def _emoji() -> Any:
    """Flags, keycaps and other emoji, with what is joined to them (UTS #51, section 1.4.9)."""
    # Imported when a text needs it, as above.
    import regex

    one = (
        r"(?:\p{Emoji_Modifier_Base}\p{Emoji_Modifier}"
        r"|[\p{Emoji}--\p{Emoji_Presentation}--[0-9#*]]\uFE0F?"
        # Telephones put the selector behind older emoji that do not need it, too.
        r"|[\p{Emoji_Presentation}&&[\u2000-\u3300]]\uFE0F?"
        r"|\p{Emoji_Presentation})"
    )
    return regex.compile(
        r"\p{Regional_Indicator}{2}"
        r"|[0-9#*]\uFE0F?\u20E3"
        r"|\U0001F3F4[\U000E0020-\U000E007E]+\U000E007F"
        rf"|{one}(?:\u200D{one})*",
        regex.VERSION1,
    )
