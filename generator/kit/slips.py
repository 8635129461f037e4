"""What goes wrong unseen in words that are copied and passed on: characters and hashtags."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from generator.kit.hashtags import Tag, hashtags_in
from generator.problems import misspelt

# Without the ornate brackets, ligatures and signs that stand for themselves.
_PRESENTATION = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc]+")
_OVERRIDES = re.compile("[\u202a-\u202e]")
_INVISIBLE = re.compile("[\u00ad\u115f\u180e\u200b\u2060-\u2064\u3164\ufeff\ufff9-\ufffb]")
_LOST = re.compile("[\ufffc\ufffd]+")
_ISOLATES = re.compile("[\u2066-\u2069\n]")
_MARKS = re.compile("[\u200e\u200f\u061c]")
_JOINERS = re.compile("[\u200c\u200d]")
_REVERSED = re.compile(r"(?<![\w/.:#&@-])(?P<tag>[^\W\d_]\w{2,})[#＃](?=[\s،؛؟.,:!?)»]|$)")
_BEHIND = re.compile(r"[-'’·.&/](?=\w)")

# Networks see no hashtag in a number; one of up to two digits is meant as a number, too.
_FEWEST_DIGITS = 3
# Longer than most single words.
_LONG_WORD = 12
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


def slips(text: str, language: str, known: tuple[str, ...]) -> list[Slip]:
    """The slips of a text; `known` are the campaign's own hashtags, without '#'."""
    found = [*_hashtag_slips(text, language, known)]
    if not text.isascii():
        found += _character_slips(text)
    return sorted(found, key=lambda slip: slip.start)


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
    if word.isascii() and word.isalpha() and word.islower() and len(word) > _LONG_WORD:
        hint = "begin each word with a capital letter, as in '#AleppoIsBurning'"
        return "flat-hashtag", f"screen readers say '#{word}' as one word", hint
    return None


def _near(word: str, folded: dict[str, str]) -> str:
    if len(word) < _SHORTEST_TO_COMPARE:
        return ""
    names = (name for name in folded if len(name) >= _SHORTEST_TO_COMPARE)
    return misspelt(word, names) or ""


def _hashtag_slips(text: str, language: str, known: tuple[str, ...]) -> Iterator[Slip]:
    if "#" not in text and "＃" not in text:
        return
    for found in _REVERSED.finditer(text):
        message = f"the hashtag '{found[0]}' has its '#' at the wrong end"
        hint = f"write '#{found['tag']}'; an editor may show it turned round"
        yield Slip("reversed-hashtag", found.start(), len(found[0]), message, hint)
    for tag in hashtags_in(text):
        yield from _one_tag(text, tag, language, known)


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
    if sign is None or tag.word in known:
        return None
    whole = re.compile(rf"{re.escape(tag.word)}[\w'’·.&/-]*\w").match(text, tag.start + 1)
    if whole is None or re.fullmatch(r"['’]s", text[tag.end : whole.end()]):
        return None
    message = f"the hashtag '#{whole[0]}' ends at '{sign[0]}': networks see '#{tag.word}' alone"
    # With apostrophes a word goes on; behind other signs a new one begins, with a capital letter.
    words = re.split(r"[-·.&/]", re.sub("['’]", "", whole[0]))
    hint = f"write '#{''.join(word[:1].upper() + word[1:] for word in words)}'"
    return Slip("split-hashtag", tag.start, 1 + len(whole[0]), message, hint)


def _character_slips(text: str) -> Iterator[Slip]:
    for found in _PRESENTATION.finditer(text):
        message = f"'{found[0]}' is made of Arabic presentation forms, which search misses"
        hint = "type the words again; on X each of these letters counts twice, too"
        yield Slip("presentation-forms", found.start(), len(found[0]), message, hint)
    for found in _LOST.finditer(text):
        message = f"a character was lost here {_near_words(text, found.start())}"
        hint = "type what belongs here; the text was read in a wrong encoding at some time"
        yield Slip("lost-character", found.start(), len(found[0]), message, hint)
    for start in sorted({*_stray_directions(text), *_stray_invisible(text)}):
        code = "bidi-control" if _is_direction(text[start]) else "invisible-character"
        kind = "direction mark" if code == "bidi-control" else "character"
        sign = f"U+{ord(text[start]):04X}"
        message = f"the invisible {kind} {sign} stands here {_near_words(text, start)}"
        hint = "delete it: it counts like a letter, and those who copy the words copy it, too"
        yield Slip(code, start, 1, message, hint)


def _is_direction(char: str) -> bool:
    return bool(_MARKS.match(char) or _OVERRIDES.match(char) or _ISOLATES.match(char))


def _stray_directions(text: str) -> Iterator[int]:
    """Overrides, isolates without a partner in their line, and marks that change nothing."""
    yield from (found.start() for found in _OVERRIDES.finditer(text))
    opened: list[int] = []
    for found in _ISOLATES.finditer(text):
        if found[0] == "\n":
            yield from opened
            opened = []
        elif found[0] != "\u2069":
            opened.append(found.start())
        elif opened:
            opened.pop()
        else:
            yield found.start()
    yield from opened
    for found in _MARKS.finditer(text):
        if _changes_nothing(text, found.start()):
            yield found.start()


def _changes_nothing(text: str, at: int) -> bool:
    """Whether on both sides there is a letter of the mark's own direction, a mark or nothing."""
    own = ("L",) if text[at] == "\u200e" else ("R", "AL")
    beside = (text[at - 1 : at], text[at + 1 : at + 2])
    return all(
        not char or char == "\n" or unicodedata.bidirectional(char) in own for char in beside
    )


def _stray_invisible(text: str) -> Iterator[int]:
    yield from (found.start() for found in _INVISIBLE.finditer(text))
    for found in _JOINERS.finditer(text):
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        # A joiner may end a word to give its last letter another shape; a non-joiner may not.
        ends = found[0] == "\u200c" and (not after or after.isspace())
        if not before or before.isspace() or before.isascii() or ends or before == found[0]:
            yield found.start()


def _near_words(text: str, at: int) -> str:
    """Which words a spot is near that cannot be seen itself."""
    before = _shown(text[max(0, at - 20) : at]).split(" ")[-2:]
    after = _shown(text[at + 1 : at + 21]).split(" ")[:2]
    told = " ".join(before).strip()
    if told:
        return f"behind '{told}'"
    return f"before '{' '.join(after).strip()}'"


def _shown(text: str) -> str:
    visible = (char for char in text if unicodedata.category(char) != "Cf")
    return " ".join("".join(visible).split()) + (" " if text[-1:].isspace() else "")
