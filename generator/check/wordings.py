"""Texts by language in records: which of them lack a language that the site speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from generator.model import Loc, Places

# A way without the numbers of list items: records may have been put into another order.
Field = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A text of a record: its field, and the languages that it is given in."""

    field: Field
    languages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lack:
    """What a record lacks: by language the fields with a number of texts each; `plain` texts are
    written as one wording for all languages."""

    missing: Mapping[str, Counter[str]]
    plain: int


def lack(value: Any, places: Places, languages: Iterable[str], default: str) -> Lack:
    """Which texts of a record are not given in all `languages`."""
    found = Counter(wordings(value, default))
    spans = _Spans(places)
    missing: dict[str, Counter[str]] = {}
    plain = 0
    for field in dict.fromkeys(wording.field for wording in found):
        alike = {w: n for w, n in found.items() if w.field == field}
        once = min(
            spans.plain(field, languages) if spans.known else sum(alike.values()),
            sum(n for w, n in alike.items() if len(w.languages) == 1),
        )
        plain += once
        for language in languages:
            lacking = sum(n for w, n in alike.items() if language not in w.languages)
            # A plain text lacks every language but its own, and is counted apart.
            apart = once if any({language} != w.languages for w in alike) else 0
            if lacking > apart:
                missing.setdefault(language, Counter())[".".join(field)] = lacking - apart
    return Lack(missing, plain)
