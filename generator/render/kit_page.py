"""The workbench of kit.html: messages as they will look, their counts, and the campaign's tags."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.kinds.message import Message
from generator.kinds.share import ShareNetwork
from generator.kit.counting import Count
from generator.kit.messages import Composed
from generator.kit.networks import NETWORKS
from generator.render.intents import ShareLink
from generator.render.names import name_of, voice_title
from generator.render.share import ShareView, Sharing, shown
from generator.render.stage import Stage
from generator.render.views import LanguageView


@dataclass(frozen=True, slots=True)
class Row:
    """A network that shows a look: how the message counts there, and its link if it has one."""

    network: ShareNetwork
    count: Count
    in_parts: bool
    link: ShareLink | None

    @property
    def filled(self) -> int:
        """How full the room is, in per cent; 0 where nobody has set a limit."""
        limit = self.count.limit
        return min(100, -(-100 * self.count.used // limit)) if limit else 0

    @property
    def part_size(self) -> int:
        return (self.count.limit or 0) // self.count.parts


@dataclass(frozen=True, slots=True)
class Look:
    """A message as it looks on the networks that show it alike."""

    shown: Markup
    rows: tuple[Row, ...]

    @property
    def networks(self) -> tuple[ShareNetwork, ...]:
        return tuple(row.network for row in self.rows)


@dataclass(frozen=True, slots=True)
class Job:
    """A message on the workbench; its first look is the most common one."""

    record: Message
    view: ShareView
    looks: tuple[Look, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A quotation or a figure to pass on; `title` tells it from all others on the page."""

    kind: str
    record: Any
    title: str


@dataclass(frozen=True, slots=True)
class Tags:
    """Hashtags and the languages that use them; `capitals` if these tell words apart in one."""

    languages: tuple[LanguageView, ...]
    names: tuple[str, ...]

    @property
    def capitals(self) -> bool:
        return any(name.lower() != name for name in self.names)


def workbench(stage: Stage) -> dict[str, Any]:
    """What kit.html is drawn from."""
    sharing, speech = Sharing(stage.speech), stage.speech
    posts = (post for post in stage.voices if post.words)
    figures = stage.every("figure")
    return {
        "jobs": tuple(_job(sharing, message) for message in stage.book.entries("message")),
        "voices": tuple(Piece("post", post, voice_title(speech, post)) for post in posts),
        "figures": tuple(Piece("figure", f, speech.plain(name_of(speech, f))) for f in figures),
        "tags": tuple(_tags(stage)),
    }


def _job(sharing: Sharing, message: Message) -> Job:
    view = sharing.message(message)
    links = {link.network: link for link in view.links}
    looks: dict[str, list[Row]] = {}
    html: dict[str, Markup] = {}
    for name in sharing.intents.networks:
        made, network = sharing.composed(message, name), NETWORKS[name]
        row = Row(name, made.count, network.rule == "sms", links.get(name))
        sent = _titled(made, view.link) if network.prefills == "title" else made.message
        looks.setdefault(sent, []).append(row)
        html[sent] = shown(sent.removesuffix(view.link).strip(), sent)
    grouped = sorted(looks.items(), key=lambda look: len(look[1]), reverse=True)
    found = tuple(Look(html[sent], tuple(rows)) for sent, rows in grouped)
    # Where no network is offered, there are the words to copy.
    return Job(message, view, found or (Look(view.shown, ()),))


def _titled(made: Composed, link: str) -> str:
    """What a network shows that takes a title and no text."""
    return "\n".join(part for part in (made.title, link) if part)


def _tags(stage: Stage) -> Iterator[Tags]:
    """The hashtags of every language, those of several once."""
    using: dict[tuple[str, ...], list[LanguageView]] = {}
    for language in stage.site.languages:
        names = stage.book.site.campaign.hashtags_in(language.code)
        using.setdefault(names, []).append(language)
    for names, languages in using.items():
        if names:
            yield Tags(tuple(languages), names)
