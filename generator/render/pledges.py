"""Pledges: the words to share, and the reminder that is ready before anybody has chosen days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from generator.kinds.action import Action
from generator.kinds.share import ShareNetwork
from generator.kit.calendar import Day, basic, calendar, reminder_lines
from generator.kit.counting import count
from generator.kit.messages import compose
from generator.kit.networks import NETWORKS, Network
from generator.model import Route
from generator.render.intents import ShareLink, with_hashtags
from generator.render.share import Sharing
from generator.render.speech import Speech, isolated
from generator.resolve.derive import reminder_key

if TYPE_CHECKING:
    from generator.render.stage import Stage


@dataclass(frozen=True, slots=True)
class PledgeLink:
    """A network's link, and what a script has to know to fill in other words.

    `tail` are the hashtags that this network gets; `room` is how much of what `rule` counts there
    is for words and tail, None where nobody has set a limit.
    """

    network: ShareNetwork
    href: str
    pattern: str
    tail: str
    rule: str = ""
    room: int | None = None


@dataclass(frozen=True, slots=True)
class Pledge:
    """What is promised: `text` is `words` and, in `tail`, hashtags; `ready` is a reminder's file.

    `lang` is the language of the words where it is not that of the page. `helped` are networks that
    no address opens or that have no room for the words. `uid` tells the campaign's reminders from
    others; nothing in it is the visitor's.
    """

    title: str
    words: str
    tail: str
    lang: str
    link: str
    links: tuple[PledgeLink, ...]
    helped: tuple[str, ...]
    uid: str
    until: str
    ready: str
    file: str

    @property
    def text(self) -> str:
        return self.words + self.tail

    @property
    def shown(self) -> Markup:
        """The text as HTML, whose text is the text to the letter."""
        return isolated(self.text)

    @property
    def bare(self) -> tuple[str, ...]:
        """The networks that take only the link."""
        return tuple(one.network for one in self.links if NETWORKS[one.network].helped)


class Pledges:
    """Bound to one language."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.book = speech.book
        self.sharing = Sharing(speech)

    def pledge(self, action: Action) -> Pledge:
        title = self.speech.plain(action.title)
        words, code = (action.what or action.title).choose(self.speech.language.code)
        link, tags = self.link(action), self.sharing.hashtags
        links = tuple(self._links(words, tags, link, title))
        opened = {one.network for one in links}
        return Pledge(
            title,
            words,
            with_hashtags(words, tags).removeprefix(words),
            "" if code == self.speech.language.code else code,
            link,
            links,
            tuple(name for name in self.sharing.intents.networks if name not in opened),
            self.uid(action),
            last_day(action).isoformat() if action.until else "",
            self.book.url(self.speech.language.code, reminder_key(action.id)),
            reminder_key(action.id).rpartition("/")[2],
        )

    def _links(
        self, words: str, tags: tuple[str, ...], link: str, title: str
    ) -> Iterator[PledgeLink]:
        """Where a network takes a title and no text, the words are the title."""
        posted, named = (self._opened(words, tags, link, called) for called in (title, words))
        for name in self.sharing.intents.networks:
            network = NETWORKS[name]
            takes_title = network.prefills == "title"
            one = (named if takes_title else posted).get(name)
            if one is None:
                continue
            tail = "" if takes_title else compose(words, tags, "", network).text[len(words) :]
            yield PledgeLink(name, one.href, one.pattern, tail, *_room(network, link))

    def _opened(
        self, words: str, tags: tuple[str, ...], link: str, title: str
    ) -> dict[str, ShareLink]:
        return {one.network: one for one in self.sharing.intents.of(words, tags, link, title)}

    def link(self, action: Action) -> str:
        """The public address of the action; '' for a site without one."""
        url = self.speech.url(action)
        return self.sharing.public(url) if url else ""

    def uid(self, action: Action) -> str:
        campaign = self.book.site.campaign
        return sha256(f"{campaign.url}/{action.id}".encode()).hexdigest()[:24]


def _room(network: Network, link: str) -> tuple[str, int | None]:
    """The rule by which a script counts words, and how much is left for them beside the link."""
    if network.helped or network.limit is None or network.rule in ("sms", "bytes"):
        return "", None
    beside = count(f"\n{link}", network).used if link and network.prefills != "title" else 0
    return str(network.rule), network.limit - beside


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
