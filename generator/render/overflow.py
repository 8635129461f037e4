"""Texts that have no room on cards and paper: one problem for each, however many sizes it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import ceil

from generator.kit.typeset import Fit
from generator.problems import Place, Problem
from generator.render.drawing import Drawing, Drawn

# What all drawings share, by the names that templates give to texts.
_SHARED: Mapping[str, str] = {
    "address": "the address",
    "hashtag": "the hashtags",
    "hashtags": "the hashtags",
}
_STRIP = "the title and the address on its strips"


def overflows(drawings: Iterable[Drawn]) -> Iterator[Problem]:
    """What does not fit, at the place where it was written."""
    found: dict[tuple[Place, str], list[tuple[Drawing, Fit]]] = {}
    for one in drawings:
        for fit in one.tight:
            place = one.drawing.places.get(fit.name, one.drawing.place)
            found.setdefault((place, _sentence(one.drawing, fit)), []).append((one.drawing, fit))
    for (place, sentence), same in found.items():
        yield _problem(place, sentence, same)


def _sentence(drawing: Drawing, fit: Fit) -> str:
    if shared := _SHARED.get(fit.name):
        return f"cards and sheets have no room for {shared}"
    said = _STRIP if fit.name == "strip" else f"its {fit.name}"
    return f"the {drawing.what} has no room for {said}"


def _problem(place: Place, sentence: str, same: list[tuple[Drawing, Fit]]) -> Problem:
    """Says how much has to go, in tenths: lines break too unevenly to tell it more exactly."""
    which = list(dict.fromkeys(one.which for one, _ in same if one.which))
    where = f" ({'; '.join(which)})" if which else ""
    message = f"{sentence}{where}, not even in the smallest readable type"
    excess = max(fit.excess for _, fit in same)
    share = max(10, ceil((1 - 1 / excess) * 10) * 10)
    return Problem("card-overflow", message, place, f"shorten it by about {share} %")
