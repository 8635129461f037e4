"""What is searched for: each form of a hidden value that a search can tell from other words."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

from generator.guard.folding import squeeze
from generator.guard.forms import Words, forms, is_own, words_of
from generator.model import Hidden
from generator.problems import Place, Problem

# Shorter ones would be found in every other word. Ideographs say more with fewer signs.
_LEAST, _LEAST_IDEOGRAPHS = 4, 2
# From so many letters on, no chance puts them into one row: blanks, tags and signs between them are
# passed over, as where a name of two parts is written as one, or letters are spread out.
_SURE = 9

# Between the words of a value stands what is no letter, as in file names and addresses.
_GAP = r"[\W_]{0,8}"
_NO_LETTER_BEFORE, _NO_LETTER_BEHIND = r"(?<![^\W\d_])", r"(?![^\W\d_])"
# What languages write around a name without a blank: "and", "to", "the", endings of cases.
_AROUND = (
    (re.compile("[ء-ي]"), "[وف]?(?:ال|لل|[بلك](?:ال)?)?", ""),
    (re.compile("[א-ת]"), "[והבלמשכ]{0,2}", ""),
    (re.compile("[а-яёєіїґ]"), "", "[а-яєі]{0,3}"),
    (re.compile("[α-ω]"), "", "[α-ω]{0,2}"),
    (re.compile("[a-z]"), "", "s?"),
)
# These are written without blanks between words.
_IDEOGRAPHS = re.compile("[぀-ヿ㐀-鿿豈-﫿가-힣ᄀ-ᇿ\U00020000-\U0003ffff]")
_UNSPACED = re.compile(f"{_IDEOGRAPHS.pattern}|[ก-๛ກ-ໟក-៿က-႟]")
# Two words in Arabic that many write as one.
_SERVANT = re.compile(r"\bعبد(?=\w{2})")
# A handle that is a word is still one behind '@', and behind the name of a network.
_ADDRESSED = r"(?:@|\.(?:com|me|net|org|social|app|tv|red)/@?)"


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
    hidden: Iterable[Hidden], ordinary: Container[str], spared: Iterable[str] = ()
) -> tuple[list[Needle], list[Problem]]:
    """The forms to search for, and a warning for each value that no search can guard.

    `ordinary` holds folded words that stand in any site; `spared` are words and phrases that the
    campaign's author has taken for ordinary ones.
    """
    spared = tuple(spared)
    found: dict[tuple[str, str, bytes, str], Needle] = {}
    problems: dict[tuple[Place, str], Problem] = {}
    for value in hidden:
        if not value.value.strip():
            continue
        written = forms(value.what, value.value)
        unfit = {form: _unfit(form, ordinary) for form in written if is_own(form)}
        known = [words_of(phrase) for phrase in (*value.ordinary, *spared)]
        for form, why in unfit.items() if written else [((), _NO_LETTERS)]:
            if any(_within(form, phrase) for phrase in known):
                continue
            if why:
                problem = _unguarded(value, why)
                problems.setdefault((problem.place, why), problem)
            regex = _ADDRESSED + _body(form) + _NO_LETTER_BEHIND if why else _pattern(form)
            if form and (not why or value.what == "handle"):
                needle = Needle(squeeze("".join(form)), regex, value)
                found.setdefault((value.post, value.what, needle.squeezed, regex), needle)
    return list(found.values()), list(problems.values())


_NO_LETTERS = "has neither letters nor digits"


def _unfit(form: Words, ordinary: Container[str]) -> str:
    """Why a form cannot be searched for; empty if it can."""
    letters = "".join(form)
    if len(letters) < (_LEAST_IDEOGRAPHS if _IDEOGRAPHS.search(letters) else _LEAST):
        return "is too short"
    if len(form) == 1 and form[0] in ordinary:
        return "is also an ordinary word, or somebody else's name"
    return ""


def _within(form: Words, phrase: Words) -> bool:
    """Whether a form is a part of what the author says that the scan may pass over."""
    starts = range(len(phrase) - len(form) + 1)
    return bool(form) and any(phrase[start : start + len(form)] == form for start in starts)


def _pattern(form: Words) -> str:
    letters = "".join(form)
    if letters.isdigit():
        # A number is one only where no other digit touches it, and nobody spreads it out.
        return rf"(?<![^\W_]){_body(form)}(?![^\W_])"
    if _UNSPACED.search(letters):
        return _body(form)
    if len(letters) >= _SURE:
        return f"{_body(form)}(?!\\d)" if letters[-1].isdigit() else ""
    before, behind = next(
        ((before, behind) for script, before, behind in _AROUND if script.search(letters)),
        ("", ""),
    )
    first = r"(?<!\d)" if letters[0].isdigit() else _NO_LETTER_BEFORE
    last = r"(?!\d)" if letters[-1].isdigit() else _NO_LETTER_BEHIND
    return f"{first}{before}{_body(form)}{behind}{last}"


def _body(form: Words) -> str:
    return _GAP.join(_SERVANT.sub(lambda _: f"عبد{_GAP}", re.escape(word)) for word in form)


def _unguarded(hidden: Hidden, why: str) -> Problem:
    message = f"a part of the hidden {hidden.what} {why}: it cannot be guarded by scan"
    hint = (
        "search the pages, alternative texts and file names for it yourself before you publish; "
        "once you have, write it under 'unguarded' of the post or of site.yaml"
    )
    return Problem("cannot-guard", message, hidden.places.value(*hidden.loc), hint, quiet=True)
