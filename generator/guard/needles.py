"""What is searched for: each form of a hidden value that a search can tell from other words."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from generator.guard.folding import squeeze
from generator.guard.forms import Words, forms, is_own, whole_names, words_of
from generator.model import Hidden
from generator.problems import Place, Problem

# Shorter ones would be found in every other word. Ideographs say more with fewer signs.
_LEAST, _LEAST_IDEOGRAPHS = 4, 2
# From so many letters on, no chance puts them into one row: blanks, tags and signs between them are
# passed over, as where a name of two parts is written as one, or letters are spread out.
_SURE = 9

# In a hashtag words stand side by side, and no blank tells where a name begins. A file's name is
# looked through like that for longer ones alone: pages are called by ordinary words.
_IN_HASHTAG, _IN_PATH = 5, 7

# The exact words of a post of fewer words are anybody's.
_LEAST_WORDS = 4

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


# A file's name is one with its ending, or behind its folder.
_FILE = (
    r"(?<![^\W_]){0}(?:[._-]\w{{1,16}})?\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|heic|pdf|mp[34]"
    r"|mov|webm|m4a|ogg|warc|mhtml|json|txt|zip)\b|media/(?:[\w.-]+/)*{0}(?![^\W_])"
)


@dataclass(frozen=True, slots=True)
class Needle:
    """One form of a hidden value: `squeezed` is looked for first, `stands_in` says if it is there.

    `regex` is for folded text; it is empty for values so long that their letters are enough.
    `others` matches full names of people who are shown, and who share a word with a hidden one.
    `in_hashtags` and `in_paths` say whether other letters may touch it there.
    """

    form: Words
    squeezed: bytes
    regex: str
    hidden: Hidden
    others: str = ""
    in_hashtags: bool = False
    in_paths: bool = False

    def stands_in(self, folded: str) -> bool:
        # Few are ever asked, and `re` remembers those.
        if self.others:
            folded = re.sub(self.others, " ", folded)
        if not self.regex:
            return self.squeezed in squeeze(folded)
        return re.search(self.regex, folded) is not None


def needles(
    hidden: Iterable[Hidden],
    ordinary: Container[str],
    spared: Iterable[str] = (),
    shown: Iterable[str] = (),
) -> tuple[list[Needle], list[Problem]]:
    """The forms to search for, and a warning for each value that no search can guard.

    `ordinary` holds folded words that stand in any site; `spared` are words and phrases that the
    campaign's author has taken for ordinary ones; `shown` are names of people who are not hidden.
    """
    spared = tuple(spared)
    namesakes = _namesakes(shown)
    found: dict[tuple[str, str, bytes, str], Needle] = {}
    problems: dict[tuple[Place, str], Problem] = {}
    for value in hidden:
        if not value.value.strip():
            continue
        written = [form for form in forms(value.what, value.value) if is_own(form)]
        known = [squeeze(phrase) for phrase in (*value.ordinary, *spared)]
        for form in written or [()]:
            is_spared = _is_spared(form, value, known)
            why = "" if is_spared else _unfit(form, value.what, ordinary)
            inside = 0 if is_spared or why else _inside(form, value)
            if why:
                problem = _unguarded(value, why)
                problems.setdefault((problem.place, why), problem)
            regex = _regex(form, value, is_spared=is_spared or bool(why))
            if form and regex is not None:
                others = _others(form, value, namesakes)
                letters = squeeze("".join(form))
                near = (inside >= _IN_HASHTAG, inside >= _IN_PATH)
                needle = Needle(form, letters, regex, value, others, *near)
                found.setdefault((value.post, value.what, needle.squeezed, regex), needle)
    return list(found.values()), list(problems.values())


def _inside(form: Words, hidden: Hidden) -> int:
    """How many letters of it would be looked for within a word; of a text or a number none."""
    letters = "".join(form)
    return len(letters) if hidden.what in ("name", "handle") and not letters.isdigit() else 0


def _is_spared(form: Words, hidden: Hidden, known: list[bytes]) -> bool:
    """Whether the author says that the scan may pass over it; over a whole name it never does."""
    if len(form) > 1 and hidden.what == "name" and _is_whole(form, hidden):
        return False
    letters = squeeze("".join(form))
    if hidden.what == "words":
        return any(letters in phrase for phrase in known)
    return letters in known


def _is_whole(form: Words, hidden: Hidden) -> bool:
    return any(sorted(form) == sorted(name) for name in whole_names(hidden.value))


def _regex(form: Words, hidden: Hidden, *, is_spared: bool) -> str | None:
    """The pattern to look for; none where it would be found everywhere."""
    if is_spared:
        return _ADDRESSED + _body(form) + _NO_LETTER_BEHIND if hidden.what == "handle" else None
    if hidden.what == "file":
        return _FILE.format(_body(form))
    return _pattern(form, hidden.what)


def _namesakes(shown: Iterable[str]) -> dict[str, list[Words]]:
    """Names of several words by each of their words."""
    found: dict[str, list[Words]] = {}
    for name in {words_of(each) for each in shown}:
        for word in name if len(name) > 1 else ():
            found.setdefault(word, []).append(name)
    return found


def _others(form: Words, hidden: Hidden, namesakes: Mapping[str, list[Words]]) -> str:
    """The pattern of everybody else who is called so, for a single word of a name."""
    if hidden.what != "name" or len(form) > 1:
        return ""
    own = {tuple(sorted(name)) for name in whole_names(hidden.value)}
    names = (name for name in namesakes.get(form[0], ()) if tuple(sorted(name)) not in own)
    return "|".join(sorted(map(_body, names), key=len, reverse=True))


def _unfit(form: Words, what: str, ordinary: Container[str]) -> str:
    """Why a form cannot be searched for; empty if it can."""
    letters = "".join(form)
    if not letters:
        return "has neither letters nor digits"
    if len(letters) < (_LEAST_IDEOGRAPHS if _IDEOGRAPHS.search(letters) else _LEAST):
        return "is too short"
    if what == "words" and len(form) < _LEAST_WORDS and not _UNSPACED.search(letters):
        return "is too short"
    if len(form) == 1 and form[0] in ordinary:
        return "is also an ordinary word, or somebody else's name"
    return ""


def _pattern(form: Words, what: str) -> str:
    letters = "".join(form)
    if letters.isdigit():
        # A number is one only where no other digit touches it, and nobody spreads it out.
        return rf"(?<![^\W_]){_body(form)}(?![^\W_])"
    if _UNSPACED.search(letters):
        return _body(form)
    # A handle is one word: prose that happens to have the same letters is not it.
    if len(letters) >= _SURE and what != "handle":
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
