"""What is wrong with a campaign's files, where it stands, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error keeps the site from being written; a warning does so only under `--strict`."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file of the site: path from the site's root, 1-based line and column.

    Line 0 means the file as a whole; `length` is how many characters the caret underlines.
    """

    path: str
    line: int = 0
    column: int = 0
    length: int = 1

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.line, self.column) if n]
        return ":".join([self.path, *numbers])


@dataclass(frozen=True, slots=True)
class Problem:
    """One author's mistake as a value: collected along the line, never raised.

    `quiet` keeps the line that it stands in out of the report: logs are read by more people.
    """

    code: str
    message: str
    place: Place
    hint: str = ""
    quiet: bool = False

    @property
    def severity(self) -> Severity:
        return CODES[self.code]

    @property
    def sort_key(self) -> tuple[Place, str, str]:
        return (self.place, self.code, self.message)


class EnvironmentFault(Exception):
    """The machine stands in the way (a full disk, a locked folder): exit code 2, one sentence."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name most like `word`, or None when nothing is near."""
    candidates = list(known)
    folded = {name.casefold(): name for name in candidates}
    if word.casefold() in folded:
        return folded[word.casefold()]
    from difflib import get_close_matches  # loaded for a mistake alone; --help loads this

    matches = get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.7)
    return folded[matches[0]] if matches else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint that offers the nearest known name."""
    name = nearest(word, known)
    return f"did you mean '{name}'?" if name else otherwise


def misspelt(word: str, known: Iterable[str]) -> str | None:
    """The known name that `word` is a slip of the fingers away from: stricter than `nearest`."""
    for name in known:
        slips = 2 if len(name) >= 7 else 1
        if abs(len(name) - len(word)) <= slips and _slips(word.casefold(), name) <= slips:
            return name
    return None


def _slips(a: str, b: str) -> int:
    """Edits from a to b, two swapped neighbours counting as one (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, char in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != other))
            if i > 1 and j > 1 and char == b[j - 2] and a[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def has_errors(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """Whether anything here keeps the site from being written."""
    stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(p.severity in stopping for p in problems)


E_, W_, N_ = Severity.ERROR, Severity.WARNING, Severity.NOTE

# Every code that a Problem may carry; docs/problems.md explains each, and a test holds it complete.
CODES: dict[str, Severity] = {
    # reading files
    "encoding": E_,
    "csv-syntax": E_,
    # YAML and front matter
    "yaml-syntax": E_,
    "yaml-alias": E_,
    "yaml-tag": E_,
    "yaml-documents": E_,
    "yaml-tab": E_,
    "duplicate-key": E_,
    "swallowed-comment": E_,
    "control-character": E_,
    "too-deep": E_,
    "front-matter": E_,
    # names of files
    "unfit-name": E_,
    "name-clash": E_,
    "unknown-kind": E_,
    # what a value may be
    "unknown-key": E_,
    "foreign-key": N_,
    "missing-key": E_,
    "wrong-type": E_,
    "wrong-value": E_,
    "bad-date": E_,
    "bad-id": E_,
    "bad-address": E_,
    "bad-colour": E_,
    "bad-tag": E_,
    "bad-hashtag": E_,
    "bad-amount": E_,
    "unknown-language": E_,
    "two-wordings": E_,
    "no-paraphrase": E_,
    "remote-image": E_,
    "outside-link": E_,
    # ids, addresses and references
    "duplicate-id": E_,
    "same-address": E_,
    "no-address": E_,
    "bad-alias": E_,
    "unknown-reference": E_,
    "no-source": W_,
    "no-language": W_,
    "superseding-loop": E_,
    "capture-changed": E_,
    "no-hash": W_,
    "lost-post": N_,
    "missing-file": E_,
    "missing-alt": E_,
    "unknown-post": W_,
    "no-home": W_,
    # records of posts, made and changed by commands
    "post-known": N_,
    "post-incomplete": N_,
    "no-permalink": N_,
    "not-editable": E_,
    # what actions ask visitors to say, and to whom
    "unknown-placeholder": E_,
    "unfilled-placeholder": E_,
    "letter-long": W_,
    "target-unchecked": N_,
    "target-stale": W_,
    "lost-address": W_,
    "host-limit": N_,
    # links
    "dead-link": E_,
    "dead-anchor": E_,
    "rooted-link": E_,
    "linked-file": E_,
    "figure-differs": W_,
    "figure-superseded": N_,
    # the theme
    "no-words": W_,
    "no-typst": W_,
    "low-contrast": E_,
    "template-error": E_,
    "unknown-layout": E_,
    # Markdown
    "too-long": E_,
    "link-scheme": E_,
    "directive-syntax": E_,
    "unknown-directive": E_,
    "unknown-option": E_,
    "double-id": W_,
    "undefined-note": W_,
    "unused-note": W_,
    "html-left-out": W_,
    "template-syntax": W_,
    "reversed-hashtag": W_,
    "bidi-control": W_,
    "presentation-forms": W_,
    # what other sites take over
    "banner-ended": W_,
    "banner-no-address": W_,
    # messages to pass on
    "message-too-long": E_,
    "many-sms": N_,
    "turned-words": E_,
    "look-alike-letter": W_,
    "invisible-character": W_,
    "lost-character": W_,
    "split-hashtag": W_,
    "number-hashtag": W_,
    "flat-hashtag": W_,
    "misspelt-hashtag": W_,
    "wide-hashtag": W_,
    # pictures
    "picture-format": E_,
    "picture-too-large": E_,
    "picture-broken": E_,
    "animation-dropped": W_,
    "opaque-frame": W_,
    # what is drawn for the share kit
    "kit-template": E_,
    "kit-font": E_,
    "no-glyph": E_,
    "emoji-dropped": N_,
    "card-overflow": E_,
    "card-left-out": N_,
    "card-heavy": W_,
    # the finished outputs
    "output-link": E_,
    "output-anchor": E_,
    "no-alt": W_,
    "one-heading": W_,
    "heading-skipped": W_,
    "empty-heading": W_,
    "empty-link": W_,
    "no-label": W_,
    "no-table-header": W_,
    "tab-order": W_,
    "repeated-id": W_,
    "page-language": W_,
    "outside-contact": E_,
    "blocked-inline": E_,
    "no-policy": E_,
    "script-link": E_,
    "over-budget": W_,
    "second-round-trip": W_,
    "no-title": W_,
    "no-description": W_,
    "same-title": W_,
    "same-description": W_,
    "machine-path": E_,
    "machine-name": E_,
    "picture-metadata": E_,
    "html-comment": W_,
    # protected people
    "hidden-value": E_,
    "hidden-in-name": E_,
    "unsearchable": E_,
    "cannot-guard": W_,
    "still-known": N_,
    "consent-unclear": W_,
    "consent-missing": E_,
    # translations
    "translation-missing": W_,
    "translation-older": W_,
    "translation-differs": W_,
    "one-wording": N_,
    # links to other sites
    "link-dead": W_,
    "link-blocked": N_,
    "link-unsure": N_,
    # posts asked for and asked after over the network
    "no-fetch": E_,
    "no-such-post": E_,
    "wrong-answer": E_,
    "post-dead": W_,
    "post-blocked": N_,
    "post-unsure": N_,
    "post-alive": N_,
    # importing posts
    "import-syntax": E_,
    "import-unknown": E_,
    "import-missing": E_,
    "import-skipped": W_,
    "import-cut": W_,
    "import-private": W_,
    "import-shared": N_,
    "import-author": N_,
    "import-cleaned": N_,
}
