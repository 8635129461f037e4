"""Scenes: for each layout that no writer fills, its title and what its template is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from generator.dates import EdtfDate
from generator.kinds import KINDS
from generator.kinds.post import Post
from generator.kinds.text import Text
from generator.kinds.values import Sourced
from generator.model import Route
from generator.render.stage import Stage
from generator.render.views import MenuEntry, Paging, Summary, TagLink
from generator.resolve.derive import PER_PAGE
from generator.resolve.walk import walk
from generator.urls import slugify


@dataclass(frozen=True, slots=True)
class Scene:
    """What a layout puts on stage: its head's facts and its template's own variables."""

    title: Any
    description: Any = ""
    context: dict[str, Any] = field(default_factory=dict)
    subject: Any = None
    date: EdtfDate | None = None


def _titled(stage: Stage, page: str, **values: Any) -> tuple[str, str]:
    t = stage.speech.t
    return t(f"pages.{page}.title", **values), t(f"pages.{page}.description", **values)


def _entries_of_kind(stage: Stage, route: Route) -> Scene:
    kind = KINDS[route.options["kind"]]
    entries = stage.voices if kind.name == "post" else stage.book.entries(kind.name)
    title, description = _titled(stage, kind.listing_name)
    return Scene(title, description, {"entries": entries})


def _voice(stage: Stage, route: Route) -> Scene:
    post = stage.book.site.entries["post"][route.options["id"]].value
    t = stage.speech.t
    author = post.author.name or post.author.handle
    name = stage.speech.plain(post.author.shown_as) or author or t("voice.unnamed")
    posted = stage.speech.date(post.posted)
    title = t("voice.title", name=name, date=posted) if posted else name
    words = stage.speech.plain(post.words)
    kind = "lost" if post.is_lost else "quotation" if post.is_quotation else "paraphrase"
    said = f"{t(f'voice.kinds.{kind}')}. {words}" if words or post.is_lost else ""
    description = _shortened(f"{title}. {said}")
    context = {"post": post, **_neighbours(stage, post)}
    return Scene(title, description, context, post, post.posted)


def _neighbours(stage: Stage, post: Post) -> dict[str, MenuEntry | None]:
    """The voices before and after, in the order of the page that lists them all."""
    every = stage.voices
    here = stage.voice_numbers[post.id]

    def entry(number: int) -> MenuEntry | None:
        if not 0 <= number < len(every):
            return None
        other = every[number]
        return MenuEntry(_name_of(stage, other), stage.speech.url(other))

    return {"older": entry(here - 1), "newer": entry(here + 1)}


def _shortened(text: str, most: int = 160) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def _timeline(stage: Stage, route: Route) -> Scene:
    timeline = stage.book.site.entries["timeline"][route.options["id"]].value
    title = stage.speech.plain(timeline.title)
    description = timeline.description or f"{title}: {_titled(stage, 'timeline')[1]}"
    return Scene(timeline.title, description, {"timeline": timeline}, timeline)


def _listing(stage: Stage, route: Route) -> Scene:
    tag = route.options.get("tag")
    numbers = route.options["paging"]
    every = _tagged(stage, tag) if tag else stage.updates
    number, total = numbers["number"], numbers["total"]
    title, description = _titled(stage, "tag", name=tag) if tag else _titled(stage, "updates")
    if number > 1:
        where = stage.speech.t("paging.where", number=number, total=total)
        title, description = f"{title}, {where}", f"{description} {where}"

    def url(other: int) -> str:
        if not 1 <= other <= total:
            return ""
        key = numbers["first"] if other == 1 else numbers["further"].format(other)
        return stage.book.url(stage.language.code, key)

    paging = Paging(number, total, url(number - 1), url(number + 1))
    entries = every[(number - 1) * PER_PAGE : number * PER_PAGE]
    return Scene(title, description, {"entries": entries, "paging": paging})


def _tagged(stage: Stage, tag: str) -> tuple[Summary, ...]:
    """Pages with a tag, newest first, those without a date at the end."""
    return stage.by_tag.get(slugify(tag), ())


def _tags(stage: Stage, route: Route) -> Scene:
    names: dict[str, str] = {}
    for other in stage.book.routes:
        tag = other.options.get("tag")
        if other.lang == stage.language.code and tag:
            names.setdefault(slugify(tag), tag)
    links = (
        TagLink(name, stage.book.url(stage.language.code, f"tags/{slug}"), len(stage.by_tag[slug]))
        for slug, name in names.items()
    )
    title, description = _titled(stage, "tags")
    return Scene(title, description, {"tags": tuple(links)})


@dataclass(frozen=True, slots=True)
class Use:
    """Something that rests on a source."""

    title: Any
    url: str
    kind: str


def _sources(stage: Stage, route: Route) -> Scene:
    uses: dict[str, list[Use]] = {key: [] for key in stage.book.site.sources}
    for kind, entries in stage.book.site.entries.items():
        for entry in entries.values():
            for use, keys in _uses(stage, kind, entry.value):
                for key in keys:
                    if use not in uses[key]:
                        uses[key].append(use)
    rows = tuple((stage.speech.source(key), tuple(found)) for key, found in uses.items())
    title, description = _titled(stage, "sources")
    return Scene(title, description, {"entries": rows})


def _uses(stage: Stage, kind: str, value: Any) -> list[tuple[Use, tuple[str, ...]]]:
    """What in an entry rests on sources, with a title that says which it is."""
    url = stage.book.entry_url(stage.language.code, kind, value.id)
    found: list[tuple[Use, tuple[str, ...]]] = []
    for loc, record in walk(value):
        if not isinstance(record, Sourced) or not record.source_keys or not url:
            continue
        name = "event" if loc else kind
        address = f"{url}#{record.id}" if loc and hasattr(record, "id") else url
        found.append((Use(_name_of(stage, record), address, name), record.source_keys))
    return found


def _name_of(stage: Stage, record: Any) -> Any:
    """What an entry is called in a list: the first of these that it has."""
    plain = stage.speech.plain
    if hasattr(record, "author"):
        return (
            plain(record.author.shown_as) or record.author.name or record.author.handle or record.id
        )
    if hasattr(record, "what"):
        number = f"{stage.speech.qualifier(record)} {stage.speech.digits(record)}"
        return f"{number} {plain(record.unit)} {plain(record.what)}".strip()
    return next(
        (t for name in ("title", "who") if isinstance(t := getattr(record, name, None), Text)),
        record.id,
    )


def _privacy(stage: Stage, route: Route) -> Scene:
    title, description = _titled(stage, "privacy")
    scripts = any(name.endswith(".js") for name in stage.book.theme.assets)
    return Scene(title, description, {"facts": {"scripts": scripts}})


def _missing(stage: Stage, route: Route) -> Scene:
    title, description = _titled(stage, "missing")
    return Scene(title, description)


SCENES: dict[str, Callable[[Stage, Route], Scene]] = {
    "voices": _entries_of_kind,
    "timelines": _entries_of_kind,
    "figures": _entries_of_kind,
    "statements": _entries_of_kind,
    "take-action": _entries_of_kind,
    "voice": _voice,
    "timeline": _timeline,
    "listing": _listing,
    "tags": _tags,
    "sources": _sources,
    "privacy": _privacy,
    "404": _missing,
}
