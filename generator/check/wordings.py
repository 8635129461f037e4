"""Texts by language in records: which of them lack a language that the site speaks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from generator.model import Loc, Places

# A way with '*' for the numbers of list items: records may stand in another order than in the file.
Field = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A text of a record: its field, and the languages that it is given in.

    `settled` texts are not written by language, whatever the file looks like.
    """

    field: Field
    languages: frozenset[str]
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Lack:
    """By language how many texts of which fields are missing; `plain` texts have one wording."""

    missing: Mapping[str, Mapping[str, int]]
    plain: int


class Written:
    """Which fields of a file's records were written by language, and which with one wording."""

    def __init__(self, places: Places, languages: Collection[str]) -> None:
        self._by_first: dict[object, list[Loc]] = defaultdict(list)
        for loc in places.spans:
            self._by_first[loc[0] if loc else None].append(loc)
        self._spans = places.spans
        self._languages = languages

    def plain(self, prefix: Loc) -> Counter[Field]:
        """How many values each field of a record has that are not written by language."""
        own = self._by_first[prefix[0]] if prefix else self._spans
        found: Counter[Field] = Counter()
        for loc in own:
            if loc[: len(prefix)] == prefix:
                by_language = any((*loc, code) in self._spans for code in self._languages)
                found[_field(loc[len(prefix) :])] += not by_language
        return found


def lack(value: Any, written: Counter[Field] | None, languages: Collection[str]) -> Lack:
    """Which texts of a record are not given in all `languages`, the first being the default.

    `written` tells how many of each field have one wording; without it, all in one language do.
    """
    default = next(iter(languages))
    alike: dict[Field, list[Wording]] = defaultdict(list)
    for wording in wordings(value, default):
        alike[wording.field].append(wording)
    missing: dict[str, dict[str, int]] = defaultdict(dict)
    plain = 0
    for field, found in alike.items():
        settled = sum(wording.settled for wording in found)
        open_ = [wording.languages for wording in found if not wording.settled]
        single = sum(codes == {default} for codes in open_)
        if written is not None:
            single = min(single, written[_in_file(field, written)])
        plain += settled + single
        for language in languages:
            # What has one wording lacks every other language, and is counted apart.
            apart = 0 if language == default else single
            lacking = sum(language not in codes for codes in open_) - apart
            if lacking > 0:
                missing[language][".".join(part for part in field if part != "*")] = lacking
    return Lack(missing, plain)


def wordings(value: Any, default: str, loc: Loc = ()) -> Iterator[Wording]:
    """All texts in a record; they and the records are known by their shape, not by their class."""
    words = getattr(value, "words", None)
    if isinstance(words, Mapping) and hasattr(value, "default"):
        if words:
            yield Wording(_field(loc), frozenset(words))
    elif hasattr(type(value), "model_fields"):
        names = list(type(value).model_fields)
        if getattr(value, "is_quotation", False):
            yield from _quotation(value, default, loc)
            names = [name for name in names if name not in ("text", "translation")]
        for name in names:
            yield from wordings(getattr(value, name), default, (*loc, name))
    elif is_dataclass(value):
        for each in fields(value):
            yield from wordings(getattr(value, each.name), default, (*loc, each.name))
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from wordings(item, default, (*loc, str(name)))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from wordings(item, default, (*loc, number))


def _quotation(value: Any, default: str, loc: Loc) -> Iterator[Wording]:
    """A quotation has the wording of its own language; translations of it stand beside it."""
    if not hasattr(value, "translation"):
        return
    translated = frozenset(value.translation.words) if value.translation else frozenset()
    own = frozenset([value.lang or default])
    yield Wording(_field((*loc, "translation")), own | translated, settled=not translated)


def _field(loc: Loc) -> Field:
    return tuple("*" if isinstance(part, int) else part for part in loc)


def _in_file(field: Field, written: Mapping[Field, int]) -> Field:
    """The field as it stands in the file, where a short form leaves some of its parts out."""
    here: Field = ()
    for part in field:
        if (*here, part) in written:
            here = (*here, part)
    return here
