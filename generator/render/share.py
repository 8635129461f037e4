"""Passing on: the words and links with which a page, or something on it, is shared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from markupsafe import Markup

from generator.kinds import KINDS
from generator.kinds.action import Action
from generator.kinds.figure import Figure
from generator.kinds.message import Message
from generator.kinds.post import Post
from generator.kinds.share import ShareNetwork
from generator.kinds.timeline import Event, Timeline
from generator.kit.messages import Composed, compose, hashtags_of, wording
from generator.kit.networks import NETWORKS
from generator.render.addresses import breakable
from generator.render.intents import Intents, ShareLink, with_hashtags
from generator.render.names import name_of, voice_title
from generator.render.quoting import told
from generator.render.speech import Speech, isolated
from generator.render.views import PageView
from generator.resolve.references import page_key
from generator.urls import ROOT

# Pages that are for something else than being passed on, and tools that pass on by themselves.
_UNSHARED = frozenset({"404", "kit", "mastodon", "safe", "privacy"})
# These are sent to somebody; the others are places where all can see what is shared.
_LETTERS = frozenset({"email", "sms"})


@dataclass(frozen=True, slots=True)
class ShareView:
    """What is passed on: `text` is the words with hashtags, `message` the text with the link.

    `helped` are networks that no address opens or that have no room for the words, and `bare` those
    that take only the link. `lang` is the language of the words where it is not that of the page.
    """

    title: str
    words: str
    text: str
    link: str
    message: str
    links: tuple[ShareLink, ...] = ()
    helped: tuple[str, ...] = ()
    lang: str = ""

    @property
    def shown(self) -> Markup:
        """The message as HTML, whose text is the message to the letter."""
        return shown(self.text, self.message)

    @property
    def bare(self) -> tuple[str, ...]:
        return tuple(one.network for one in self.links if NETWORKS[one.network].helped)


def shown(text: str, message: str) -> Markup:
    """A message as HTML, with what runs from left to right kept apart in any text."""
    link = message.removeprefix(text).strip()
    if not link:
        return isolated(text)
    return isolated(text) + Markup("\n<bdi>{}</bdi>").format(breakable(link))


class Sharing:
    """Bound to one language; `page` and `entry` are None for what asks for nothing any more."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.book = speech.book
        self.campaign = speech.book.site.campaign
        self.code = speech.language.code

    def page(self, page: PageView) -> ShareView | None:
        """A page's own words, else those of the message that leads to it, else its title."""
        if page.layout in _UNSHARED or self.speech.ended or not page.url:
            return None
        bare = self.speech.plain(page.title)
        title = self._fitting(self.speech.plain(page.meta.title), bare, page.canonical)
        written = self.book.site.pages.get((self.code, page.key))
        if written and written.front.share:
            return self._view(title, self.speech.plain(written.front.share), page.canonical)
        message = self._message_of.get(page.url)
        if message:
            return self.message(message)
        post = self._post_of(page.key)
        return self.post(post) if post else self._view(title, title, page.canonical)

    def _post_of(self, key: str) -> Post | None:
        """The post that a page is of; listings of posts are of none."""
        route = self.book.by_key.get((self.code, key))
        options = route.options if route else {}
        ident = options.get("id") if options.get("kind") == "post" else None
        return self.speech.entry("post", ident) if ident else None

    def entry(self, kind: str, record: Any) -> ShareView | None:
        """A figure, an event, a message, an action, a post, a statement or a timeline."""
        if self.speech.ended or (isinstance(record, Action) and self.speech.is_past(record)):
            return None
        return _ENTRIES[kind](self, record)

    def figure(self, figure: Figure) -> ShareView:
        """The number is never sent without its qualifier, its date and its source."""
        plain = self.speech.plain
        fact = [plain(name_of(self.speech, figure)), plain(figure.where), plain(figure.period)]
        stated = self._basis(figure)
        words = self._listed(fact) + (f" ({stated})" if stated else "")
        return self._view(fact[0], words[:1].upper() + words[1:], self._link(figure))

    def _basis(self, figure: Figure) -> str:
        said = figure.as_of and self.speech.t("share.as_of", date=self.speech.date(figure.as_of))
        sources = map(self.speech.source, figure.source_keys)
        publishers = (self.speech.plain(one.publisher or one.title) for one in sources)
        return self._listed([said or "", *publishers])

    def _listed(self, parts: list[str]) -> str:
        return f"{self.speech.t('list.comma')} ".join(filter(None, parts))

    def event(self, event: Event) -> ShareView:
        title, date = self.speech.plain(event.title), self.speech.date(event.date)
        words = self.speech.t("share.event", date=date, title=title)
        page = self._timeline_of.get(id(event), "")
        return self._view(title, words, self.public(f"{page}#{event.id}") if page else "")

    def named(self, record: Any) -> ShareView:
        """What is called by its name: an action, a statement, a timeline."""
        title, link = self.speech.plain(name_of(self.speech, record)), self._link(record)
        return self._view(title, self._of_site(title, link), link)

    def post(self, post: Post) -> ShareView:
        """The words with who and when; nobody's words are cut, so long ones stay on the page."""
        by, link = voice_title(self.speech, post), self._link(post)
        # A role, as in 'a neighbour', begins a line here; names are written as they are.
        title = by[:1].upper() + by[1:] if post.author.shown_as else by
        words = told(self.speech, post, by)
        if words and self.intents.everywhere(words, (), link, title):
            return self._view(title, words, link)
        return self._view(title, self._of_site(title, link), link)

    def _of_site(self, title: str, link: str) -> str:
        return self._fitting(f"{title} – {self.site_title}", title, link)

    def _fitting(self, title: str, bare: str, link: str) -> str:
        """A title with the site's name, or without where a network has no room for both."""
        return title if self.intents.everywhere(title, self.hashtags, link, title) else bare

    def message(self, message: Message) -> ShareView:
        """A prepared message, which some networks have in words of their own."""
        made = {name: self.composed(message, name) for name in self.intents.networks}
        first = self.composed(message, "whatsapp")
        words, lang = wording(message, "whatsapp", self.code)
        links = tuple(self.intents.composed(iter(made.values())))
        return ShareView(
            self.site_title,
            words,
            first.text,
            self.link_of(message),
            first.message,
            links,
            self._helped(links),
            "" if lang == self.code else lang,
        )

    def composed(self, message: Message, network: ShareNetwork) -> Composed:
        """A prepared message as one network gets it."""
        words, _ = wording(message, network, self.code)
        tags = hashtags_of(message, self.campaign, self.code)
        link, chooser = self.link_of(message), self.intents.chooser
        return compose(words, tags, link, NETWORKS[network], chooser, self.site_title)

    def link_of(self, message: Message) -> str:
        """The public address of the page that a message leads to, else of the front page."""
        url = self._named_url(message.page) or self.book.url(self.code, "index")
        return self.public(url) if url else ""

    def _view(self, title: str, words: str, link: str) -> ShareView:
        """Without a link the words alone are passed on, where a network opens with these."""
        text = with_hashtags(words, self.hashtags)
        links = tuple(self.intents.of(words, self.hashtags, link, title))
        message = text if link in words else f"{text}\n{link}"
        return ShareView(title, words, text, link, message, links, self._helped(links))

    def _helped(self, links: tuple[ShareLink, ...]) -> tuple[str, ...]:
        opened = {one.network for one in links}
        return tuple(name for name in self.intents.networks if name not in opened)

    @cached_property
    def intents(self) -> Intents:
        offered = self.campaign.share.networks_in(self.code)
        return Intents(offered, self.book.url(self.code, "mastodon"))

    @cached_property
    def site_title(self) -> str:
        return self.speech.plain(self.campaign.title)

    @cached_property
    def hashtags(self) -> tuple[str, ...]:
        tags: tuple[str, ...] = self.campaign.hashtags_in(self.code)
        return tags

    @cached_property
    def _message_of(self) -> Mapping[str, Message]:
        """The first message that leads to a page, by the page's link."""
        found: dict[str, Message] = {}
        for message in self.book.entries("message"):
            found.setdefault(self._named_url(message.page), message)
        found.pop("", None)
        return found

    @cached_property
    def _timeline_of(self) -> Mapping[int, str]:
        timelines: tuple[Timeline, ...] = self.book.entries("timeline")
        return {id(event): self.speech.url(one) for one in timelines for event in one.events}

    def address(self, name: str, page: PageView) -> str:
        """The public address of a page by its name, or of this page when none is named."""
        if not name:
            return page.canonical
        url = self._named_url(name)
        return self.public(url) if url else ""

    def _named_url(self, name: str) -> str:
        key = page_key(name)
        return (self.book.url(self.code, key) or self.speech.listing(key)) if key else ""

    def _link(self, record: Any) -> str:
        url = self.book.entry_url(self.code, kind_of(record), record.id)
        return self.public(url) if url else ""

    def public(self, url: str) -> str:
        """The address of a root link for those who are elsewhere; '' for a site without one."""
        path, sign, fragment = url.removeprefix(ROOT).partition("#")
        address = self.book.absolute(PurePosixPath(unquote(path)))
        return address and address + sign + fragment


# How each kind is passed on.
_ENTRIES: Mapping[str, Callable[[Sharing, Any], ShareView]] = {
    "figure": Sharing.figure,
    "event": Sharing.event,
    "message": Sharing.message,
    "action": Sharing.named,
    "timeline": Sharing.named,
    "post": Sharing.post,
    "statement": Sharing.named,
}


def kind_of(record: Any) -> str:
    return next(name for name, row in KINDS.items() if isinstance(record, row.model))


def sharing(speech: Speech) -> dict[str, Callable[..., Any]]:
    """The global functions of templates that pass things on."""
    own = Sharing(speech)

    @cache
    def share_names(networks: tuple[str, ...]) -> str:
        """Networks by name, as the language lists them."""
        return speech.locale.join([speech.t(f"share.networks.{name}") for name in networks])

    @cache
    def share_name(network: str, subject: str = "") -> str:
        """What following a network's link does, for those who hear it."""
        key = "share.by" if network in _LETTERS else "share.on"
        label = speech.t(key, name=speech.t(f"share.networks.{network}"))
        return speech.t("share.subject", label=label, subject=subject) if subject else label

    return {
        "share_page": own.page,
        "share_entry": own.entry,
        "share_address": own.address,
        "share_kind": kind_of,
        "share_name": share_name,
        "share_names": share_names,
    }
