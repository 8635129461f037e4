"""What goes wrong unseen with hashtags: those that end too early, and those that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.kit.hashtags import ADDRESS, SIGNS, Tag, hashtags_in, word_at
from generator.problems import misspelt

# Behind these a hashtag was meant to go on; the apostrophes among them part no words.
_JOINING = "-'’·.&/+–\u2011"
# Behind these a new word was meant to begin: only the blank is missing.
_PAUSING = ",،:…"
_PICTURES = "\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_PICTURE = f"[{_PICTURES}][{_PICTURES}\ufe0f\u200d]*"

_BEHIND = re.compile(
    rf"[{_JOINING}@{SIGNS}](?=\w)|[{_PAUSING}](?=[^\W\d_])|{_PICTURE}(?=[^\W_])",
)
_WHOLE = re.compile(rf"(?:\w|[{_JOINING}{_PAUSING}@{SIGNS}{_PICTURES}\ufe0f\u200d])*\w")
_POSSESSIVE = re.compile("['’]s")
_NEW = re.compile(rf"(?<=\w)(?=[@{SIGNS}])|(?<=[{_PAUSING}])(?=\w)")
_PARTS = re.compile(rf"[{_JOINING}]|{_PICTURE}")

_REVERSED = re.compile(r"(?<![\w/.:#&@-])(?P<tag>[^\W\d_]\w{2,})[#＃](?=[\s،؛؟.,:!?)»]|$)")
# Nothing but an opening sign may stand before the letters: in an address there is no hashtag.
_GLUED = re.compile(r"(?<![^\s([{«»“”\"])[^\W_]+[#＃](?=\w)")
_APART = re.compile(r"(?<![\w#＃/&@.-])[#＃][ \u00a0]+(?=\w)")
_DOUBLED = re.compile(r"(?<![\w/])[#＃]{2,}(?=[^\W\d_])")
# By capitals or '_', a word is plainly several.
_SEVERAL = re.compile(r"[a-z][A-Z]|[^\W_]_[^\W_]")
_UNSEEN = {
    _GLUED: "is no hashtag: something stands right before its '#'",
    _APART: "is no hashtag: a blank stands behind its '#'",
    _DOUBLED: "has its '#' more than once: not every network makes a hashtag of it",
}

# Networks see no hashtag in a number; one of up to two digits is meant as a number, too.
_FEWEST_DIGITS = 3
# Longer than most single words; behind a capital letter a name or a term may be longer.
_LONG_WORD = 12
_LONG_TERM = 15
_LONG_CAPITALS = 8
_SHORTEST_TO_COMPARE = 5
# Where the full-width sign is the usual one.
_FULL_WIDTH = frozenset({"ja", "ko", "zh"})


class Slip(NamedTuple):
    """A mistake: its code, where in the text it stands, what is wrong, what to do."""

    code: str
    start: int
    length: int
    message: str
    hint: str


def hashtag_slips(text: str, language: str, known: tuple[str, ...]) -> Iterator[Slip]:
    """The slips in a text's hashtags; `known` are the campaign's own hashtags, without '#'."""
    if not any(sign in text for sign in SIGNS):
        return
    for found in _REVERSED.finditer(text):
        message = f"the hashtag '{found[0]}' has its '#' at the wrong end"
        hint = f"write '#{found['tag']}'; an editor may show it turned round"
        yield Slip("reversed-hashtag", found.start(), len(found[0]), message, hint)
    yield from _unseen(text, known)
    for tag in hashtags_in(text):
        yield from _one_tag(text, tag, language, known)


def tag_slip(word: str, known: tuple[str, ...]) -> tuple[str, str, str] | None:
    """What is wrong with a hashtag in itself: a code, a message, a hint."""
    if word.isdigit() and len(word) >= _FEWEST_DIGITS:
        hint = "add a letter, as in '#Aleppo2016'"
        return "number-hashtag", f"no network makes a hashtag of the number '#{word}'", hint
    folded = {name.casefold(): name for name in known}
    own = folded.get(word.casefold()) or folded.get(_near(word, folded))
    if own == word:
        return None
    if own and own.casefold() == word.casefold():
        message = f"'#{word}' is the campaign's '#{own}' in other letters"
        return "flat-hashtag", message, f"write '#{own}': screen readers then say its words"
    if own:
        message = f"'#{word}' is nearly the campaign's '#{own}', and another hashtag"
        return "misspelt-hashtag", message, f"write '#{own}'"
    return _flat(word)


def _flat(word: str) -> tuple[str, str, str] | None:
    """A hashtag of several words, as its length tells, that nothing tells apart."""
    letters = re.sub("[0-9]", "", word)
    if not (letters.isascii() and letters.isalpha()):
        return None
    hint = "begin each word with a capital letter, as in '#AleppoIsBurning'"
    small = letters.islower() and len(letters) > _LONG_WORD
    if small or (letters.istitle() and len(letters) > _LONG_TERM):
        return "flat-hashtag", f"screen readers say '#{word}' as one word", hint
    if letters.isupper() and len(letters) > _LONG_CAPITALS:
        return "flat-hashtag", f"nothing tells the words of '#{word}' apart", hint
    return None


def _near(word: str, folded: dict[str, str]) -> str:
    if len(word) < _SHORTEST_TO_COMPARE:
        return ""
    names = (name for name in folded if len(name) >= _SHORTEST_TO_COMPARE)
    return misspelt(word, names) or ""


def _unseen(text: str, known: tuple[str, ...]) -> Iterator[Slip]:
    """What was meant as a hashtag and is none, because of what stands round its sign."""
    plain = ADDRESS.sub(lambda found: "x" * len(found[0]), text)
    own = {name.casefold() for name in known}
    for pattern, fault in _UNSEEN.items():
        for found in pattern.finditer(plain):
            word = word_at(plain, found.end())
            plainly = word.casefold() in own or bool(_SEVERAL.search(word))
            # Of 'C#' and 'page#part' nothing is said, nor of a number.
            if plainly or pattern is _DOUBLED or (pattern is _GLUED and not word[0].isascii()):
                said = found[0] + word
                before = found[0].rstrip("#＃ \u00a0")
                hint = f"write '{f'{before} #{word}'.strip()}'"
                yield Slip("split-hashtag", found.start(), len(said), f"'{said}' {fault}", hint)


def _one_tag(text: str, tag: Tag, language: str, known: tuple[str, ...]) -> Iterator[Slip]:
    place = (tag.start, tag.end - tag.start)
    if text[tag.start] == "＃" and language not in _FULL_WIDTH:
        message = f"'＃{tag.word}' begins with a full-width sign, which not every network knows"
        yield Slip("wide-hashtag", *place, message, f"write '#{tag.word}'")
    cut = _split(text, tag, known)
    if cut:
        yield cut
        return
    wrong = tag_slip(tag.word, known)
    if wrong:
        yield Slip(wrong[0], *place, *wrong[1:])


def _split(text: str, tag: Tag, known: tuple[str, ...]) -> Slip | None:
    """A hashtag that goes on behind a sign which ends it, unless what stands before is one."""
    sign = _BEHIND.match(text, tag.end)
    if sign is None or (tag.word in known and sign[0] not in SIGNS) or tag.word.isdigit():
        return None
    whole = _WHOLE.match(text, tag.end)
    if whole is None or _POSSESSIVE.fullmatch(whole[0]):
        return None
    said = f"#{tag.word}{whole[0]}"
    message = f"the hashtag '{said}' ends at '{sign[0]}': networks see '#{tag.word}' alone"
    return Slip("split-hashtag", tag.start, len(said), message, f"write '{_mended(said)}'")


def _mended(said: str) -> str:
    """What was meant: hashtags in one word each, and a blank before what is none any more."""
    words = _NEW.sub(" ", said.replace("＃", "#")).split()
    return " ".join(_joined(word) if word[0] in SIGNS else word for word in words)


def _joined(tag: str) -> str:
    """With apostrophes a word goes on; behind other signs a new one begins, with a capital.

    Where a script has no capitals, '_' tells the words apart.
    """
    first, *others = filter(None, _PARTS.split(re.sub("['’]", "", tag[1:])))
    if not others:
        return f"#{first}"
    made = first[0].upper() + first[1:]
    for word in others:
        tells = _is_cased(made[-1]) or _is_cased(word[0])
        made += ("" if tells else "_") + word[0].upper() + word[1:]
    return f"#{made}"


def _is_cased(char: str) -> bool:
    return char.lower() != char.upper()
