"""The words of an action for one target: in which language, with what filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.kinds.action import Wording
from generator.kinds.text import Text
from generator.kinds.values import Target
from generator.kit.blanks import filled


@dataclass(frozen=True, slots=True)
class Said:
    """Words for a target, with the visitor's blanks still in them, and the language they are in."""

    subject: str
    body: str
    language: str


def spoken(wording: Wording, target: Target | None, language: str) -> str:
    """The language of a wording: the target's own if there are words in it, else the page's."""
    theirs = target.lang if target else ""
    return theirs if theirs in wording.body.words else wording.body.choose(language)[1]


def said(wording: Wording, target: Target | None, language: str) -> Said:
    """A letter, or what is said on the telephone, to a target."""
    code = spoken(wording, target, language)
    values = slot_values(target, code) if target else {}
    return Said(
        filled(_words(wording.subject, code), values).strip(),
        filled(_words(wording.body, code), values).strip(),
        code,
    )


def posted(wording: Wording, target: Target | None, language: str) -> Said:
    """A public post: it calls the target by the handle, once."""
    words = said(wording, target, language)
    return Said("", with_handle(words.body, target.handle if target else ""), words.language)


def slot_values(target: Target, language: str) -> dict[str, str]:
    """What a target fills in, in a language."""
    return {"name": _words(target.name, language), "role": _words(target.role, language)}


def with_handle(text: str, handle: str) -> str:
    """The text with the handle behind its words, unless it stands in it already.

    Not before them: networks show a post that begins with a handle to fewer people.
    """
    handle = handle.strip()
    if not handle or re.search(rf"(?<!\w){re.escape(handle)}(?!\w)", text, re.IGNORECASE):
        return text
    return f"{text} {handle}".lstrip()


def _words(text: Text | None, language: str) -> str:
    return text.choose(language)[0] if text else ""
