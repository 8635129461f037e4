"""Scenes: for each layout that no writer fills, its title and what its template is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.kinds import KINDS
from generator.kinds.post import Post
from generator.kinds.values import Sourced
from generator.model import Route
from generator.render.kit_page import workbench
from generator.render.names import name_of, parts, voice_title
from generator.render.privacy import privacy_facts
from generator.render.stage import Stage, is_update
from generator.render.views import MenuEntry, Paging, Summary, TagLink
from generator.resolve.derive import PER_PAGE
from generator.urls import site_url, slugify


@dataclass(frozen=True, slots=True)
class Scene:
    """What a layout puts on stage: its head's facts and its template's own variables."""

    title: Any
    description: Any = ""
    context: dict[str, Any] = field(default_factory=dict)
    subject: Any = None


def _titled(stage: Stage, page: str, **values: Any) -> tuple[str, str]:
    t = stage.speech.t
    return t(f"pages.{page}.title", **values), t(f"pages.{page}.description", **values)


def _entries_of_kind(stage: Stage, route: Route) -> Scene:
    kind = KINDS[route.options["kind"]]
    entries = stage.voices if kind.name == "post" else stage.every(kind.name)
    title, description = _titled(stage, kind.listing_name)
    return Scene(title, description, {"entries": entries}, entries)


def _voice(stage: Stage, route: Route) -> Scene:
    post = stage.book.site.entries["post"][route.options["id"]].value
    t = stage.speech.t
    title = voice_title(stage.speech, post)
    words = stage.speech.plain(post.words)
    kind = "lost" if post.is_lost else "quotation" if post.is_quotation else "paraphrase"
    said = f"{t(f'voice.kinds.{kind}')}. {words}" if words or post.is_lost else ""
    description = _shortened(f"{title}. {said}")
    context = {"post": post, **_neighbours(stage, post)}
    return Scene(title, description, context, post)


def _neighbours(stage: Stage, post: Post) -> dict[str, MenuEntry | None]:
    """The voices before and after, in the order of the page that lists them all."""
    every = stage.voices
    here = stage.voice_numbers[post.id]

    def entry(number: int) -> MenuEntry | None:
        if not 0 <= number < len(every):
            return None
        other = every[number]
        return MenuEntry(name_of(stage.speech, other), stage.speech.url(other))

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
    for use, keys in _quoting(stage):
        for key in keys:
            if use not in uses[key]:
                uses[key].append(use)
    rows = tuple((stage.speech.source(key), tuple(found)) for key, found in uses.items())
    title, description = _titled(stage, "sources")
    return Scene(title, description, {"entries": rows})


def _quoting(stage: Stage) -> Iterator[tuple[Use, tuple[str, ...]]]:
    """What rests on sources, with their keys: records, and the pages that place a list of them."""
    for part in parts(stage.speech):
        if isinstance(part.record, Sourced) and part.record.source_keys and part.url:
            use = Use(name_of(stage.speech, part.record), part.url, part.kind)
            yield use, part.record.source_keys
    for (code, key), page in stage.book.site.pages.items():
        if page.cites and code == stage.language.code:
            kind = "update" if is_update(page, key) else "page"
            yield Use(page.title, site_url(page.path), kind), page.cites


def _corrections(stage: Stage, route: Route) -> Scene:
    title, description = _titled(stage, "corrections")
    return Scene(title, description, {"entries": stage.speech.log.changes})


def _privacy(stage: Stage, route: Route) -> Scene:
    title, description = _titled(stage, "privacy")
    return Scene(title, description, {"facts": privacy_facts(stage)})


# What the pages that pass on say of themselves when there is nothing to pass on any more.
_AT_THE_END = {"kit": "kit.past", "mastodon": "chooser.ended", "safe": "composer.ended"}


def _passing_on(stage: Stage, page: str) -> tuple[str, str]:
    title, description = _titled(stage, page)
    return title, stage.speech.t(_AT_THE_END[page]) if stage.speech.ended else description


def _tool(stage: Stage, route: Route) -> Scene:
    """A page whose template has all that it needs in the theme's words."""
    return Scene(*_passing_on(stage, route.options["layout"]))


def _kit(stage: Stage, route: Route) -> Scene:
    return Scene(*_passing_on(stage, "kit"), workbench(stage))


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
    "corrections": _corrections,
    "kit": _kit,
    "mastodon": _tool,
    "safe": _tool,
    "privacy": _privacy,
    "404": _missing,
}
