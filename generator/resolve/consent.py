"""Consent: a person's own words are shown only where somebody has thought of that person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.kinds.post import Post
from generator.model import Entry
from generator.problems import Problem

_OPEN = ("none", "unknown")
# Somebody who was asked may not have answered yet; that is enough only where nobody is at risk.
_WAITING = "asked"


def check_consent(posts: Mapping[str, Entry], *, at_risk: bool) -> Iterator[Problem]:
    """Verbatim words of people who have not agreed: a warning, an error where lives are at risk.

    Words can be searched for, so hiding name and handle alone does not lift it.
    """
    for entry in posts.values():
        post = entry.value
        if not isinstance(post, Post) or not post.is_quotation or post.protect == "words":
            continue
        if post.consent.status in _OPEN:
            yield _problem(entry, "consent-missing" if at_risk else "consent-unclear")
        elif post.consent.status == _WAITING and at_risk:
            yield _problem(entry, "consent-unclear")


def _problem(entry: Entry, code: str) -> Problem:
    loc = ("consent", "status") if entry.places.has("consent", "status") else ("text",)
    message = (
        "the words of a person who has not agreed to it are shown as they were written, "
        "and can be searched for"
    )
    hint = (
        "ask, and write 'consent: {status: given}'; or 'published', 'public-figure'; or tell the "
        "sense in your own words: 'verbatim: false', or 'protect: words' with a 'paraphrase'"
    )
    return Problem(code, message, entry.places.value(*loc), hint)
