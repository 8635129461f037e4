"""The forms in which people and programs write a hidden value, each as a row of folded words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, permutations
from urllib.parse import urlsplit

from generator.guard.folding import fold, plain
from generator.kinds.permalink import recognise

Words = tuple[str, ...]

# A run of so many words of a post is taken for its wording; of shorter posts, all of it.
_RUN = 5
# Status numbers from so many signs on say which post it is without anything else.
_TELLING = 6
# Longer names are a text: all their pairs would be found everywhere.
_LONGEST_NAME = 6

_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
# What people write between two forms of one name.
_OR = re.compile(r"[()\[\]{}/|;،,.·•«»\"“”]+|\s[-–—]\s|\bor\b|\baka\b", re.IGNORECASE)
# Parts of names that are nobody's own.
_PARTICLES = frozenset(
    "abd abu ad al as at ben bin bint da das de del den der di do dos du el et ibn la le les of "
    "the um umm und van von y zu ابن ابو ال ام ان بن بنت ذو عبد".split()
)
_ARTICLE = re.compile("ال(?=.{5})")
_SERVANT = "عبد"
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def forms(what: str, value: str) -> list[Words]:
    """All forms of a value, each once; of one without letters and digits there is none."""
    return [form for form in dict.fromkeys(_FORMS[what](value)) if form]


def words_of(value: str) -> Words:
    return tuple(_WORD.findall(fold(plain(value))))


def is_own(form: Words) -> bool:
    """Whether a form says anything of a person: 'al' and 'von' do not."""
    return len(form) > 1 or form[0] not in _PARTICLES


def whole_names(value: str) -> list[Words]:
    """Each full name that is given."""
    return [words for form in (value, *_OR.split(value)) if (words := _joined(words_of(form)))]


def _handle(value: str) -> Iterator[Words]:
    """All of a handle, and the part of it that a person chose."""
    whole = value.strip().lstrip("@")
    for form in (whole, whole.split("@")[0]):
        yield words_of(_CAMEL.sub(" ", form))


def _name(value: str) -> Iterator[Words]:
    """Each name that is given: in every order, two words of it, and each word."""
    values = {value: None, value.translate(_UMLAUTS): None}
    for form in chain.from_iterable((each, *_OR.split(each)) for each in values):
        words = _joined(words_of(form))
        if len(words) <= 3:
            yield from permutations(words)
        else:
            yield from (words, words[::-1])
        if len(words) <= _LONGEST_NAME:
            yield from permutations(words, 2)
        yield from ((word,) for word in words)
        # In Arabic the article of a family's name comes and goes.
        yield from ((_ARTICLE.sub("", word),) for word in words if _ARTICLE.match(word))


def _joined(words: Words) -> Words:
    """'Servant of' is no name without the word behind it, and may be written as one with it."""
    found: list[str] = []
    for word in words:
        if found and found[-1] == _SERVANT:
            found[-1] += word
        else:
            found.append(word)
    return tuple(found)


def _address(value: str) -> Iterator[Words]:
    """The number that a post has, else host and path: a path alone may be any words."""
    link = recognise(value)
    if link and len(link.id) >= _TELLING:
        yield words_of(link.id)
        return
    parts = urlsplit(value)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    yield words_of(f"{host} {parts.path} {parts.query}")


def _file(value: str) -> Iterator[Words]:
    yield words_of(value.rpartition("/")[2].rpartition(".")[0] or value)


def _wording(value: str) -> Iterator[Words]:
    """Every run of a few words; of a short text, all of it."""
    words = words_of(value)
    for start in range(max(1, len(words) - _RUN + 1)):
        yield words[start : start + _RUN]


def _as_it_is(value: str) -> Iterator[Words]:
    yield words_of(value)


_FORMS: dict[str, Callable[[str], Iterable[Words]]] = {
    "handle": _handle,
    "name": _name,
    "address": _address,
    "copy": _address,
    "file": _file,
    "fingerprint": _as_it_is,
    "moment": _as_it_is,
    "words": _wording,
}
