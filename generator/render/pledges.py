"""Pledges: the words to share, and the reminder that is ready before anybody has chosen days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from generator.kinds.action import Action
from generator.kit.calendar import Day, basic, calendar, reminder_lines
from generator.kit.messages import compose
from generator.kit.networks import NETWORKS
from generator.model import Route
from generator.render.intents import ShareLink, with_hashtags
from generator.render.share import Sharing
from generator.render.speech import Speech
from generator.resolve.derive import reminder_key

if TYPE_CHECKING:
    from generator.render.stage import Stage


@dataclass(frozen=True, slots=True)
class Pledge:
    """What is promised: `text` is `words` and, in `tail`, hashtags; `ready` is a reminder's file.

    `uid` tells the campaign's reminders from others; nothing in it is the visitor's.
    """

    title: str
    words: str
    tail: str
    link: str
    links: tuple[ShareLink, ...]
    helped: tuple[str, ...]
    uid: str
    until: str
    ready: str
    file: str

    @property
    def text(self) -> str:
        return self.words + self.tail


class Pledges:
    """Bound to one language."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.book = speech.book
        self.sharing = Sharing(speech)

    def pledge(self, action: Action) -> Pledge:
        title = self.speech.plain(action.title)
        words = self.speech.plain(action.what) or title
        link, tags = self.link(action), self.sharing.hashtags
        intents = self.sharing.intents
        if link:
            links = intents.of(words, tags, link, title)
        else:
            every = (NETWORKS[name] for name in intents.networks)
            made = (compose(words, tags, "", n, intents.chooser, title) for n in every)
            links = list(intents.composed(made))
        return Pledge(
            title,
            words,
            with_hashtags(words, tags).removeprefix(words),
            link,
            tuple(links),
            intents.helped,
            self.uid(action),
            last_day(action).isoformat() if action.until else "",
            self.book.url(self.speech.language.code, reminder_key(action.id)),
            reminder_key(action.id).rpartition("/")[2],
        )

    def link(self, action: Action) -> str:
        """The public address of the action; '' for a site without one."""
        url = self.speech.url(action)
        return self.sharing.public(url) if url else ""

    def uid(self, action: Action) -> str:
        campaign = self.book.site.campaign
        return sha256(f"{campaign.url}/{action.id}".encode()).hexdigest()[:24]


def last_day(action: Action) -> date:
    assert action.until is not None
    return action.until.latest.date()


def reminder(stage: Stage, route: Route) -> bytes:
    """The calendar file of a pledge with a last day: the day on which one is free again.

    When it begins is the visitor's to choose, and only a script can ask.
    """
    action: Action = stage.book.site.entries["action"][route.options["id"]].value
    own = Pledges(stage.speech)
    day = last_day(action)
    words = stage.speech.plain(action.what)
    summary = stage.speech.t("act.reminder.end", title=stage.speech.plain(action.title))
    uid = f"{own.uid(action)}-end-{basic(day)}@handbill"
    event = Day(uid, day, summary, words, own.link(action))
    return calendar("Pledge", [reminder_lines(event)]).encode()


def pledge_functions(speech: Speech) -> dict[str, Callable[..., Any]]:
    """The global functions of templates that serve pledges."""
    return {"pledged": Pledges(speech).pledge}
