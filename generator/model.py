"""The nouns: one frozen type for each stage of the line, nothing ever half-filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from generator.cache.signatures import UNSURE, Signature
from generator.locales import Locale
from generator.problems import Place, Problem

# The way to a value inside a file: keys and, in lists, numbers from 0.
Loc = tuple[str | int, ...]

# ------------------------------------------------------------------ read: files and documents


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the campaign: its path from the site's root (NFC, with '/'), and where it is.

    `signature` changes with the file, and is UNSURE where nobody can promise that.
    """

    path: str
    file: Path
    signature: Signature = UNSURE


class Span(NamedTuple):
    """Where a key and its value stand, each as 1-based line, 1-based column and length."""

    key: tuple[int, int, int]
    value: tuple[int, int, int]


_START = Span((1, 1, 1), (1, 1, 1))


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything in a file (or, below `prefix`, in one of its records) stands."""

    path: str
    spans: dict[Loc, Span] = field(default_factory=dict)
    prefix: Loc = ()

    def below(self, *loc: str | int) -> Places:
        return Places(self.path, self.spans, self.prefix + loc)

    def has(self, *loc: str | int) -> bool:
        return self.prefix + loc in self.spans

    def key(self, *loc: str | int) -> Place:
        """The place of a key; in a list, of the item's beginning."""
        return Place(self.path, *self._nearest(loc).key)

    def value(self, *loc: str | int) -> Place:
        return Place(self.path, *self._nearest(loc).value)

    def _nearest(self, loc: Loc) -> Span:
        """The span of `loc`, passing over parts that do not stand in the file as such."""
        here = self.prefix
        for part in loc:
            if (*here, part) in self.spans:
                here = (*here, part)
        return self.spans.get(here, _START)


@dataclass(frozen=True, slots=True)
class Document:
    """A page or a record as it was read; `value` is None when it was refused, and `id` stays.

    For a page, `id` is its address without language and ending, as in `updates/first-day`.
    `digest` is the hash of all that was read but the body.
    """

    kind: str
    id: str
    value: Any
    places: Places
    lang: str
    body: str = ""
    body_line: int = 1
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read; `files` are neither Markdown nor YAML, by path below content/."""

    root: Path
    campaign: Document
    documents: tuple[Document, ...]
    files: Mapping[str, Source]


# ------------------------------------------------------------------ text turned from Markdown


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a body: level 2-6, the id that links may name, and its plain text."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Directive:
    """A `:::` line: what it places, to be drawn by templates/directives/<name>.html."""

    name: str
    refs: tuple[str, ...]
    options: Mapping[str, str]
    place: Place
    body: Body | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in running text; `file` is its path below content/."""

    file: str
    alt: str
    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link to an id, checked when all ids are known; `target` is empty for its own page."""

    target: str
    id: str
    place: Place


@dataclass(frozen=True, slots=True)
class Body:
    """A converted text: sanitised HTML with the things that templates draw between its pieces."""

    parts: tuple[str | Directive | Image, ...]
    headings: tuple[Heading, ...] = ()
    ids: frozenset[str] = frozenset()
    anchors: tuple[Anchor, ...] = ()
    words: int = 0


# ------------------------------------------------------------------ resolve: a site and its routes


@dataclass(frozen=True, slots=True)
class Entry:
    """A record with its identity: references hold, sources are keys, hidden values are gone."""

    kind: str
    id: str
    value: Any
    places: Places


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its address; `key` is alike in every language, `lang` is the path's language.

    `body_lang` is the language that the text is in: another one only where front matter says so.
    `cites` are the sources that the text lists. The text itself stands apart from the site:
    no other page can depend on more of it than stands here.
    """

    key: str
    lang: str
    body_lang: str
    title: str
    front: Any
    path: PurePosixPath
    places: Places
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """One file of the output: its path, the recipe that makes it, and the recipe's options.

    `key` is the address without language, so that routes of one key are translations of each other.
    """

    path: PurePosixPath
    recipe: str
    lang: str = ""
    key: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A value that a protected post takes out, and that no output may hold.

    `what` is a word such as 'handle' or 'name'; `post` is the record's id, `places` are the
    record's and `loc` the way to the value in it; `ordinary` are words of it that the campaign's
    author takes for ordinary ones.
    """

    what: str
    value: str
    post: str
    loc: Loc
    places: Places
    ordinary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site: its code, its own name, and how it writes."""

    code: str
    name: str
    locale: Locale

    @property
    def dir(self) -> str:
        return self.locale.direction


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that a build knows, whole and consistent; `now` decides what is due.

    entries: kind → id → Entry. pages: (language, key) → Page. sources: key → source record, in the
    order of their numbers. prose: (language, words) → Body. files: path below content/ → Source.
    """

    root: Path
    campaign: Any
    languages: Mapping[str, Language]
    entries: Mapping[str, Mapping[str, Entry]]
    pages: Mapping[tuple[str, str], Page]
    sources: Mapping[str, Any]
    prose: Mapping[tuple[str, str], Body]
    files: Mapping[str, Source]
    now: datetime

    @property
    def default_language(self) -> str:
        return next(iter(self.languages))


@dataclass(frozen=True, slots=True)
class Output:
    """A made file: its path in the output and its bytes.

    `words` are all that can be read in it where that is known better than the bytes tell: in what
    was drawn. They are then searched for what is hidden in the place of the bytes.
    """

    path: PurePosixPath
    data: bytes
    words: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the output that stands as it would be made: with its bytes' number and SHA-256."""

    path: PurePosixPath
    file: Path
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a later build will do by itself: publish or take down a page at a moment (ISO, UTC)."""

    moment: str
    what: str
    path: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a command did: for the report, as text or as JSON."""

    problems: tuple[Problem, ...]
    written: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    files: int = 0
    size: int = 0
    seconds: float = 0.0
    root_hash: str = ""
    spoken: str = ""
    output: str = ""
    next_change: Change | None = None
