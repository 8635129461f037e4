"""The text as it was typed: its limits, habits worth a warning, characters that never pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from generator.markup.places import Places
from generator.problems import Problem

LONGEST_TEXT = 1_000_000
LONGEST_LINE = 20_000

# Placeholders of Python-Markdown (U+0002, U+0003) and our own stand-ins (noncharacters) must not
# be forged; direction overrides make a reader see other words than a machine; a lone surrogate
# cannot be written to a file.
_NEVER = re.compile("[\0-\x08\x0b-\x1f\x7f\u202a-\u202e\ud800-\udfff\ufdd0-\ufdef]")

# Hebrew, Arabic and their neighbours; Adlam.
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\U0001e900-\U0001e95f]")
_NUMERIC = re.compile(r"&#(?:[0-9]+|[xX][0-9a-fA-F]+);?")
_BLANK = re.compile(r"^ +$", re.MULTILINE)
_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")


@dataclass(frozen=True, slots=True)
class _Habit:
    """A way of writing that goes wrong unseen; `sign` is in every text that has it.

    `message` and `hint` may hold {found}, its {code} point and its group {tag}.
    """

    code: str
    sign: str
    pattern: re.Pattern[str]
    message: str
    hint: str
    only_right_to_left: bool = False


_HABITS = (
    _Habit(
        "template-syntax",
        "{",
        re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}"),
        "'{found}' is shown as text: no template runs over what authors write",
        "take it out, or write a directive such as '::: post'",
    ),
    _Habit(
        "bidi-control",
        "",
        re.compile("[\u202a-\u202e]"),
        "the invisible direction control {code} is left out of the page",
        "delete it; '<bdi>' isolates a name, and '{{dir=rtl}}' turns a paragraph",
    ),
    _Habit(
        "presentation-forms",
        "",
        # Without the ornate brackets, ligatures and signs that stand for themselves.
        re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc]+"),
        "'{found}' is made of Arabic presentation forms, which search and screen readers miss",
        "type the words again, or paste them from a source that keeps plain letters",
    ),
    _Habit(
        "reversed-hashtag",
        "#",
        re.compile(r"(?<![\w/.:#&@-])(?P<tag>[^\W\d_]\w{2,})#(?=[\s،؛؟.,:!?)]|$)"),
        "the hashtag '{found}' has its '#' at the wrong end",
        "write '#{tag}'; an editor may show it turned round amid right-to-left words",
        only_right_to_left=True,
    ),
)
# Only a text with one of these needs a look for the habits without a sign.
_SUSPICIOUS = re.compile("[\u202a-\u202e\ufb50-\ufefc]")


def clean(text: str) -> str:
    """The text without characters that never pass, its tabs as spaces, its blank lines empty."""
    if not text.replace("\n", "").isprintable():
        text = _NEVER.sub("", text)
    if "\t" in text:
        text = text.expandtabs(4)
    return _BLANK.sub("", text) if " \n" in text else text


def decoded(text: str) -> str:
    """The text with its entities read, but for those of characters that never pass."""
    return _NEVER.sub("", unescape(text)) if "&" in text else text


def without_hidden(html: str) -> str:
    """The HTML without the numeric entities of characters that never pass."""
    return _NUMERIC.sub(lambda entity: entity[0] if decoded(entity[0]) else "", html)


def too_long(text: str, places: Places) -> Problem | None:
    """The error that keeps a text from being converted at all, if it is over the limits."""
    hint = "is this file text? Put what is not written by hand into media/"
    if len(text) > LONGEST_TEXT:
        message = f"the text is longer than {LONGEST_TEXT:,} characters"
        return Problem("too-long", message, places.at(0), hint)
    for number, line in enumerate(places.lines):
        if len(line) > LONGEST_LINE:
            message = f"the line is longer than {LONGEST_LINE:,} characters"
            return Problem("too-long", message, places.at(number), hint)
    return None


def habits(text: str, places: Places) -> list[Problem]:
    """Warnings for what was typed in a way that goes wrong, outside of code."""
    suspicious = not text.isascii() and _SUSPICIOUS.search(text) is not None
    problems: list[Problem] = []
    for habit in _HABITS:
        if habit.sign in text if habit.sign else suspicious:
            problems += _occurrences(habit, places)
    return problems


def _occurrences(habit: _Habit, places: Places) -> list[Problem]:
    problems: list[Problem] = []
    for number, line in enumerate(places.lines):
        if habit.sign not in line or number in places.fenced:
            continue
        if habit.only_right_to_left and not RIGHT_TO_LEFT.search(line):
            continue
        if "`" in line:
            line = _CODE_SPAN.sub(lambda code: " " * len(code[0]), line)
        for match in habit.pattern.finditer(line):
            words = {
                "found": match[0],
                "code": f"U+{ord(match[0][0]):04X}",
                "tag": match.groupdict().get("tag", ""),
            }
            message, hint = habit.message.format(**words), habit.hint.format(**words)
            place = places.at(number, match.start(), len(match[0]))
            problems.append(Problem(habit.code, message, place, hint))
    return problems
