"""How one language prints: the filters and functions that its templates use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from html import unescape
from itertools import groupby, islice
from typing import Any

from jinja2 import Undefined
from markupsafe import Markup, escape

from generator.dates import DateFault, EdtfDate, parse
from generator.kinds.action import Action
from generator.kinds.figure import Figure
from generator.kinds.post import Post
from generator.kinds.text import Prose, Text
from generator.kinds.timeline import Event, Timeline
from generator.kinds.values import Record, Sourced
from generator.locales import direction
from generator.markup.plain import TAGGED
from generator.model import Body, Language
from generator.render import groups
from generator.render.addresses import breakable
from generator.render.book import Book, entry_key
from generator.render.corrections import Log, log
from generator.urls import site_url

RenderBody = Callable[[Body, str], Markup]

_KIND_OF: tuple[tuple[type[Record], str], ...] = (
    (Post, "post"),
    (Timeline, "timeline"),
    (Figure, "figure"),
    (Action, "action"),
)


class Speech:
    """Bound to one language of one site; a template's environment is made of it."""

    def __init__(self, book: Book, language: Language, render_body: RenderBody) -> None:
        self.book = book
        self.language = language
        self.locale = language.locale
        self.t = book.theme.words[language.code]
        self._render_body = render_body

    # What `{{ … }}` prints

    def say(self, value: Any) -> Any:
        """A text in this language; one in another language says so itself."""
        if isinstance(value, Text):
            words, code = value.choose(self.language.code)
            html = isolated(words)
            # Of what is in nobody knows which language, the element around it says so.
            known = code and code != self.language.code
            return self._foreign(html, code) if known else html
        return "" if value is None else value

    def _foreign(self, words: Markup, code: str, tag: str = "span") -> Markup:
        marked = Markup('<{0} lang="{1}" dir="{2}">{3}</{0}>')
        return marked.format(tag, code, direction(code), words)

    def plain(self, value: Any) -> str:
        """The words alone, for attributes and for counting."""
        if isinstance(value, Prose):
            return _without_tags(str(self.prose(value)))
        if isinstance(value, Text):
            return value.choose(self.language.code)[0]
        return (
            ""
            if value is None
            else _without_tags(value)
            if isinstance(value, Markup)
            else str(value)
        )

    def prose(self, value: Prose | None) -> Markup:
        """Markdown as finished HTML."""
        if not value:
            return Markup()
        words, code = value.choose(self.language.code)
        body = self.book.site.prose[(code, words)]
        html = self._render_body(body, self.language.code)
        return html if code == self.language.code else self._foreign(html, code, "div")

    # Dates and numbers

    def date(self, value: EdtfDate | None) -> str:
        return self.locale.date(value) if value else ""

    def iso(self, value: EdtfDate | None) -> str:
        return value.iso if value else ""

    def month(self, value: EdtfDate) -> str:
        return self.locale.month(value)

    def year(self, value: EdtfDate) -> str:
        return self.locale.year(value)

    def number(self, value: int | Decimal) -> str:
        return self.locale.number(value)

    def qualifier(self, figure: Figure) -> str:
        name = figure.value.qualifier
        return self.t(f"qualifiers.{name}") if name else ""

    def digits(self, figure: Figure) -> Any:
        """The number as the language writes it, or the words that stand for it."""
        amount = figure.value
        if amount.low is None:
            return self.say(amount.words)
        if amount.high is None:
            return self.number(amount.low)
        return f"{self.number(amount.low)}–{self.number(amount.high)}"

    # Addresses and look-ups

    def url(self, value: Any) -> str:
        kind = next((name for model, name in _KIND_OF if isinstance(value, model)), "")
        return self.book.entry_url(self.language.code, kind, value.id) if kind else value.url

    def listing(self, name: str) -> str:
        return self.book.listing(self.language.code, name)

    def entry(self, kind: str, ident: str) -> Any:
        return self.book.site.entries[kind][ident].value

    def source(self, key: str) -> SourceView:
        return self._sources[key]

    @cached_property
    def _sources(self) -> Mapping[str, SourceView]:
        known = self.book.site.sources
        return {key: SourceView(key, n, record) for n, (key, record) in enumerate(known.items(), 1)}

    def cite(self, record: Sourced) -> str:
        """Where quoted words stand: the post, a copy of it, else the first source or its copy."""
        own = (record.url, record.archive) if isinstance(record, Post) else ()
        first = map(self.source, record.source_keys[:1])
        return next(filter(None, (*own, *(a for one in first for a in (one.url, one.archive)))), "")

    def exports(self, timeline: Timeline) -> tuple[tuple[str, str], ...]:
        """A timeline's other forms: (name, address)."""
        key = entry_key("timeline", timeline.id)
        forms = (("TimelineJS", "json"), ("CSV", "csv"), ("iCalendar", "ics"))
        found = ((name, self.book.url(self.language.code, f"{key}.{end}")) for name, end in forms)
        return tuple((name, url) for name, url in found if url)

    def direction(self, code: str) -> str:
        return direction(code) if code else "auto"

    # Choosing and grouping

    def limit(self, values: Iterable[Any], count: Any) -> list[Any]:
        most = None if isinstance(count, Undefined) or not str(count).isdigit() else int(count)
        return list(islice(values, most))

    def between(self, events: Iterable[Event], first: Any, last: Any) -> list[Event]:
        """Events from one date to another, both included; an end that is not given is open."""
        low, high = _moment(first), _moment(last)
        return [
            event
            for event in events
            if (low is None or event.date.latest >= low.earliest)
            and (high is None or event.date.earliest <= high.latest)
        ]

    def by_month(self, timeline: Timeline) -> list[tuple[str, list[Event]]]:
        """Events under the months, or years, that they fall in."""
        groups = groupby(timeline.events, key=lambda event: self._heading(event.date))
        return [(label, list(events)) for label, events in groups]

    def _heading(self, date: EdtfDate) -> str:
        return self.year(date) if date.precision == "year" else self.month(date)

    def history(self, figure: Figure) -> tuple[Figure, ...]:
        return groups.history(figure, self._figures)

    def latest(self, figure: Figure) -> Figure:
        return groups.latest(figure, self._newer)

    @cached_property
    def _figures(self) -> Mapping[str, Figure]:
        return {figure.id: figure for figure in self.book.entries("figure")}

    def pairs(self, figures: Iterable[Figure]) -> list[tuple[Figure, ...]]:
        return groups.pairs(figures, self._rivals)

    @cached_property
    def _rivals(self) -> Mapping[str, tuple[Figure, ...]]:
        return groups.disagreeing(self._figures)

    @cached_property
    def _newer(self) -> Mapping[str, Figure]:
        return groups.replaced(self._figures)

    # What was corrected

    @cached_property
    def log(self) -> Log:
        return log(self)

    def corrected(self, record: Any) -> tuple[tuple[EdtfDate, str], ...]:
        """When a record or a page was corrected, and where the log tells of it."""
        page = self.book.by_key.get((self.language.code, "corrections"))
        url = site_url(page.path) if page else ""
        # A page that somebody wrote in the log's place has no such anchors.
        kept = page is not None and page.options.get("layout") == "corrections"
        return tuple(
            (one.date, f"{url}#{self.log.anchors[id(one)]}" if kept else url)
            for one in record.corrections
        )

    def is_past(self, action: Action) -> bool:
        """Whether an action's last day is over, as of the build; it then asks for nothing."""
        return action.is_over(self.book.site.now) or self.ended is not None

    @property
    def ended(self) -> EdtfDate | None:
        """The day on which the campaign ended, once it has."""
        ended = self.book.site.campaign.ended
        return ended if ended and ended.earliest <= self.book.site.now else None


class SourceView:
    """A source with its key and its number in the site."""

    def __init__(self, key: str, number: int, record: Any) -> None:
        self.key, self.number = key, number
        self.title, self.publisher, self.author = record.title, record.publisher, record.author
        self.url, self.archive = record.url, record.archive
        self.date, self.note = record.date, record.note


def mosaic(seed: str, columns: int, rows: int) -> tuple[str, str, str]:
    """Unit squares of a grid as three SVG paths: quiet, half turned, turned; the same for one seed.

    Squares turn more often towards the end of the grid: the colour spreads.
    """
    paths: tuple[list[str], list[str], list[str]] = ([], [], [])
    for row in range(rows):
        for column in range(columns):
            chance = sha256(f"{seed}/{column}/{row}".encode()).digest()[0] / 255
            reached = (column + 0.5) / columns * (0.55 + 0.9 * row / max(rows, 1))
            level = 2 if chance < reached * 0.75 else 1 if chance < reached * 1.05 else 0
            paths[level].append(f"M{column} {row}h1v1h-1z")
    return "".join(paths[0]), "".join(paths[1]), "".join(paths[2])


_TAGGED = re.compile(TAGGED)


def isolated(words: str) -> Markup:
    """Plain words as HTML, with hashtags and handles kept apart from the direction around them."""
    html = escape(words)
    if "@" not in words and "#" not in words:
        return html
    return Markup(_TAGGED.sub(r"<bdi>\g<0></bdi>", str(html)))


def _moment(value: Any) -> EdtfDate | None:
    if isinstance(value, Undefined) or not value:
        return None
    try:
        return parse(str(value))
    except DateFault:
        return None


def _without_tags(html: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub("<[^>]*>", "", html))).strip()


def functions(speech: Speech) -> Iterator[tuple[str, Any]]:
    """The global functions of templates."""
    yield from (("t", speech.t), ("listing", speech.listing), ("entry", speech.entry))
    yield from (("source", speech.source), ("mosaic", mosaic), ("asset", speech.book.asset))
    yield "site_url", site_url


def filters(speech: Speech) -> Iterator[tuple[str, Any]]:
    """The filters of templates, by name."""
    names = (
        "plain prose date iso month year number qualifier digits url limit between by_month "
        "pairs history latest corrected exports cite direction"
    )
    yield from ((name, getattr(speech, name)) for name in names.split())
    yield from (("exchanges", groups.exchanges), ("breakable", breakable))
