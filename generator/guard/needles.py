"""What is searched for: each hidden value in the forms that a person or a program gives it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations
from urllib.parse import urlsplit

from generator.guard.folding import fold, plain, squeeze
from generator.kinds.permalink import recognise
from generator.model import Hidden
from generator.problems import Place, Problem

# Shorter ones would be found in every other word. Ideographs say more with fewer signs.
_LEAST, _LEAST_IDEOGRAPHS = 4, 2
# From so many letters on, a value is found inside other words too: with an ending, with an article.
_DISTINCT = 6
# From so many on, no chance puts them into one row: blanks, tags and signs between them are passed
# over, as where a name of two parts is written as one, or letters are spread out.
_SURE = 9
# A run of so many words of a post is taken for its wording; of shorter posts, all of it.
_RUN = 5
_LEAST_WORDS = 3

# Between the words of a value stands what is no letter, as in file names and addresses.
_GAP = r"[\W_]{0,8}"
# Arabic and Hebrew write "and", "to" or "the" without a blank before a word.
_PREFIXES = "(?:[وفبلك]?(?:ال|لل)?|[והבלמשכ]{0,2})"
_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
# What people write between two forms of one name.
_OR = re.compile(r"[()\[\]{}/|;،,.·•«»\"“”]+|\s[-–—]\s|\bor\b|\baka\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Needle:
    """One form of a hidden value: `squeezed` is looked for first, `stands_in` says if it is there.

    `regex` is for folded text; it is empty for values so long that their letters are enough.
    """

    squeezed: bytes
    regex: str
    hidden: Hidden

    def stands_in(self, folded: str) -> bool:
        if not self.regex:
            return self.squeezed in squeeze(folded)
        # Few are ever asked, and `re` remembers those.
        return re.search(self.regex, folded) is not None


def needles(
    hidden: Iterable[Hidden], ordinary: Container[str]
) -> tuple[list[Needle], list[Problem]]:
    """The forms to search for, and a warning for each value that no search can guard.

    `ordinary` holds folded words that stand in the site anyway.
    """
    found: dict[tuple[str, bytes, str], Needle] = {}
    problems: dict[tuple[Place, str], Problem] = {}
    for value in hidden:
        for words in _FORMS[value.what](value.value):
            why = _unfit(words, ordinary)
            if why and not _is_acknowledged(words, value):
                problem = _unguarded(value, why)
                problems.setdefault((problem.place, why), problem)
            if words and (not why or value.what == "handle"):
                regex = _addressed(words) if why else _pattern(words)
                needle = Needle(squeeze("".join(words)), regex, value)
                found.setdefault((value.post, needle.squeezed, value.what), needle)
    return list(found.values()), list(problems.values())


def _words(value: str) -> list[str]:
    return _WORD.findall(fold(plain(value)))


def _handle(value: str) -> Iterator[list[str]]:
    """All of a handle, and the part of it that a person chose."""
    whole = value.strip().lstrip("@")
    for form in dict.fromkeys((whole, whole.split("@")[0])):
        yield _words(_CAMEL.sub(" ", form))


def _name(value: str) -> Iterator[list[str]]:
    """Each name that is given, in every order of its words, and each of its words."""
    forms = [value, *_OR.split(value)]
    seen: dict[tuple[str, ...], None] = {}
    for form in forms:
        words = _words(form)
        orders = permutations(words) if len(words) < 4 else [tuple(words), tuple(words[::-1])]
        seen |= dict.fromkeys(orders)
        seen |= dict.fromkeys((word,) for word in words)
    return (list(words) for words in seen if words)


def _address(value: str) -> Iterator[list[str]]:
    """The number that a post has, else all that stands behind the host."""
    link = recognise(value)
    if link and len(link.id) >= _DISTINCT:
        yield _words(link.id)
        return
    parts = urlsplit(value)
    yield _words(f"{parts.path} {parts.query}") or _words(parts.hostname or "")


def _file(value: str) -> Iterator[list[str]]:
    yield _words(value.rpartition("/")[2].rpartition(".")[0] or value)


def _wording(value: str) -> Iterator[list[str]]:
    """Every run of a few words; of a short text, all of it."""
    words = _words(value)
    for start in range(max(1, len(words) - _RUN + 1)):
        yield words[start : start + _RUN]


def _as_it_is(value: str) -> Iterator[list[str]]:
    yield _words(value)


_FORMS: dict[str, Callable[[str], Iterable[list[str]]]] = {
    "handle": _handle,
    "name": _name,
    "address": _address,
    "copy": _address,
    "file": _file,
    "fingerprint": _as_it_is,
    "moment": _as_it_is,
    "words": _wording,
}


def _unfit(words: list[str], ordinary: Container[str]) -> str:
    """Why a form cannot be searched for; empty if it can."""
    letters = "".join(words)
    if 0 < len(letters) < _LEAST and not (len(letters) >= _LEAST_IDEOGRAPHS and _is_dense(letters)):
        return "is too short"
    if len(words) == 1 and words[0] in ordinary:
        return "is also an ordinary word, or somebody else's name"
    return ""


def _is_dense(letters: str) -> bool:
    """Whether signs of Chinese, Japanese or Korean are among them."""
    return any(unicodedata.category(char) == "Lo" and char >= "\u2e80" for char in letters)


def _is_acknowledged(words: list[str], hidden: Hidden) -> bool:
    return words in [_words(word) for word in hidden.ordinary]


def _addressed(words: list[str]) -> str:
    """A handle that is a word is still one behind '@', and in an address."""
    return rf"[@/]{_GAP.join(map(re.escape, words))}(?![^\W_])"


def _pattern(words: list[str]) -> str:
    body = _GAP.join(map(re.escape, words))
    if sum(map(len, words)) >= _SURE:
        return ""
    if sum(map(len, words)) >= _DISTINCT:
        return body
    return rf"(?<![^\W_]){_PREFIXES}{body}(?![^\W_])"


def _unguarded(hidden: Hidden, why: str) -> Problem:
    message = f"a part of the hidden {hidden.what} {why}: it cannot be guarded by scan"
    hint = (
        "search the pages, alternative texts and file names for it yourself before you publish; "
        "write it under 'unguarded' of the post once you have"
    )
    return Problem("cannot-guard", message, hidden.places.value(*hidden.loc), hint)
