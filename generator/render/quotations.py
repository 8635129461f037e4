"""Quotations on cards: nobody may shorten them, so what has no room for them goes without.

Nothing but drawing tells whether words fit, so long ones are drawn here, before any address or page
is made; what came out is remembered and not drawn again.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.kit.proof import GAP
from generator.model import Places
from generator.problems import Place, Problem
from generator.render.card_drawing import card_drawing
from generator.render.cards import Card
from generator.render.drawing import Easel, Memory
from generator.render.stage import Stage

# No card of the theme is too small for so many letters, and for a word of so many.
_SURE, _SURE_WORD = 100, 20
_PREVIEW = "preview"

_LEFT_TO_PAGES = "the quotation has nothing else that can be drawn, so its page alone has it"
_HINT = "nothing needs to be done: its page has all of it, and previews say who is quoted"


class Quotations:
    """Told of the cards of each language, it knows in the end which quotations lack some."""

    def __init__(
        self, easel: Easel, memory: Memory, campaign: Places, *, tries: bool = True
    ) -> None:
        """`campaign` are the places of site.yaml.

        Without `tries`, nothing is drawn for it: what no build has tried yet counts as fitting.
        """
        self._easel = easel
        self._memory = memory
        self._campaign = campaign
        self._tries = tries
        self._told: list[Problem] = []
        # By the places of quotations: sizes in which there is no card of them, with the languages.
        self._lacking: dict[Place, dict[str, list[str]]] = {}

    def settle(self, stage: Stage, cards: Iterable[Card]) -> list[Card]:
        """The cards of a language, with quotations only where there is room for them.

        A preview, which networks ask for, then says who is quoted and when.
        """
        every = list(cards)
        tight = self._tight(stage, every)
        settled: list[Card] = []
        for card in every:
            without = set(card.sizes) if self._is_wordless(stage, card) else tight[card.subject]
            settled += _divided(stage, card, without)
        return settled

    def problems(self) -> list[Problem]:
        """What is to be told: one problem for each quotation, whatever its sizes and languages."""
        found = list(self._told)
        for place, sizes in self._lacking.items():
            said = ", ".join(f"{size} ({', '.join(codes)})" for size, codes in sizes.items())
            message = f"the quotation is too long for these of its cards: {said}"
            found.append(Problem("card-left-out", message, place, _HINT))
        return found

    def _tight(self, stage: Stage, cards: Sequence[Card]) -> Mapping[tuple[str, str], set[str]]:
        """By the subjects of cards, the sizes in which their words do not fit."""
        tried = [(card, size) for card in cards if _is_long(card) for size in card.sizes]
        drawings = [card_drawing(stage, *one, self._campaign) for one in tried]
        proved = [self._easel.proof(one)[0] for one in drawings]
        if not self._tries:
            known = [self._memory.get(self._easel.key(one)) is not None for one in proved]
            tried = [one for one, is_known in zip(tried, known, strict=True) if is_known]
            proved = [one for one, is_known in zip(proved, known, strict=True) if is_known]
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for (card, size), drawn in zip(
            tried, self._easel.draw_all(proved, self._memory), strict=True
        ):
            if any(fit.name == "text" for fit in drawn.tight):
                found[card.subject].add(size)
                sizes = self._lacking.setdefault(card.place, {})
                sizes.setdefault(size, []).append(stage.language.code)
        return found

    def _is_wordless(self, stage: Stage, card: Card) -> bool:
        """Whether nothing of what somebody said can be drawn: that is told."""
        if card.kind != "voice":
            return False
        drawing = card_drawing(stage, card, card.sizes[0], self._campaign)
        proved, problems = self._easel.proof(drawing)
        words = json.loads(proved.values)["words"]
        if words and (GAP not in words or re.search(r"\w", words)):
            return False
        dropped = [one for one in problems if one.code == "emoji-dropped"]
        self._told += [replace(one, hint=_LEFT_TO_PAGES) for one in dropped]
        return True


def _is_long(card: Card) -> bool:
    words = card.words
    longest = max(map(len, words.split()), default=0)
    return card.verbatim and (len(words) > _SURE or longest > _SURE_WORD)


def _divided(stage: Stage, card: Card, without: set[str]) -> Iterator[Card]:
    """A card in its sizes but these; for a preview among them, a card without its words."""
    sizes = tuple(size for size in card.sizes if size not in without)
    if sizes:
        yield replace(card, sizes=sizes)
    if _PREVIEW in without:
        yield _unworded(stage, card)


def _unworded(stage: Stage, card: Card) -> Card:
    """Who is quoted and when, and that the words are on the page."""
    return replace(
        card,
        kind="page",
        words=card.byline,
        lang=stage.language.code,
        sizes=(_PREVIEW,),
        label="",
        byline=stage.speech.t("voice.on_page"),
        verbatim=False,
    )
