"""What visitors are asked to do, as pages place it: words, whom they go to, links, closing time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from generator.dates import EdtfDate
from generator.kinds.action import Action, Wording
from generator.kinds.text import Text
from generator.kinds.values import Target
from generator.kit.appeals import PUBLIC
from generator.kit.blanks import blanks_in, pieces
from generator.kit.letters import LONGEST_LINK, Letter, Way, dial, is_long, link, ways_to
from generator.kit.messages import compose
from generator.kit.networks import NETWORKS, Sharing, pattern
from generator.kit.wordings import Said, posted, said, slot_values, spoken
from generator.locales import direction
from generator.render.share import Sharing as SiteSharing
from generator.render.speech import Speech, isolated

# Up to so many targets, each gets links with the words filled in; of more, the page gets heavy.
_MOST_WITH_LINKS = 12


@dataclass(frozen=True, slots=True)
class Closing:
    """When something ends: the instant, for the reader's clock, and the date, for the reader.

    An instant without a zone is the reader's own.
    """

    instant: str
    date: EdtfDate


@dataclass(frozen=True, slots=True)
class WayLink:
    """A link that opens the words elsewhere; `short` leaves the body out of a long letter.

    `plus` says whether an address with a plus sign arrives.
    """

    name: str
    href: str
    pattern: str
    short: str = ""
    plus: bool = True


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who is addressed, and how; `wording` is the number of the words in the links."""

    name: str
    role: str
    lang: str
    email: str
    phone: str
    tel: str
    handle: str
    url: str
    host: str
    checked: EdtfDate | None
    wording: int
    ways: tuple[WayLink, ...]
    long: bool = False

    @property
    def mailto(self) -> str:
        return "mailto:" + quote(self.email, safe="@")


@dataclass(frozen=True, slots=True)
class Words:
    """A wording in a language, with what is still to be filled in marked; numbers begin with 1."""

    number: int
    lang: str
    dir: str
    foreign: bool
    subject: Markup
    body: Markup
    ways: tuple[WayLink, ...] = ()
    long: bool = False


@dataclass(frozen=True, slots=True)
class Appeal:
    """All that is said to whom; `ways` are patterns for a script that lets visitors choose."""

    words: tuple[Words, ...]
    contacts: tuple[Contact, ...]
    blanks: tuple[str, ...]
    several: bool
    ways: tuple[WayLink, ...] = ()
    longest: int = LONGEST_LINK


class Appeals:
    """Bound to one language."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.code = speech.language.code
        self.sharing = SiteSharing(speech)

    def appeal(self, action: Action) -> Appeal:
        """The words of an action that addresses somebody, or everybody, and the ways they go."""
        several = len(action.targets) > 1
        only = None if several else next(iter(action.targets), None)
        words = tuple(self._words(action, only))
        contacts = tuple(self._contacts(action))
        texts = [
            words_
            for wording in action.wordings
            for text in (wording.subject, wording.body)
            for code, words_ in (text.words.items() if text else ())
            if code in {one.lang for one in words}
        ]
        empty = self._ways(action, Target(name=_NOBODY), Said("", "", "")) if several else ()
        ways = tuple(replace(way, href="") for way in empty)
        return Appeal(words, contacts, blanks_in(*texts), several, ways)

    def _words(self, action: Action, only: Target | None) -> Iterator[Words]:
        """Every wording, in every language in which it goes to somebody."""
        targets: tuple[Target | None, ...] = action.targets or (None,)
        for number, wording in enumerate(action.wordings, 1):
            codes = {spoken(wording, target, self.code): target for target in reversed(targets)}
            for code in reversed(codes):
                values = slot_values(only, code) if only else None
                text = self._body(action, wording, code, only)
                made = self._made(action, wording, only)
                single = len(targets) == 1
                yield Words(
                    number,
                    code,
                    direction(code),
                    code != self.code,
                    self._marked(_in(wording.subject, code), values),
                    self._marked(text, values),
                    tuple(self._ways(action, only, made)) if single else (),
                    single and _too_long(action, only, made),
                )

    def _body(self, action: Action, wording: Wording, code: str, only: Target | None) -> str:
        """The words with their placeholders; in a post to several, one for the handle as well."""
        text = _in(wording.body, code).strip()
        if action.kind != "post":
            return text
        if only is not None:
            return posted(wording, only, self.code).body
        handles = [t.handle for t in action.targets if t.handle]
        return f"{text} {{handle}}" if handles else text

    def _marked(self, text: str, values: dict[str, str] | None) -> Markup:
        """Words as HTML whose text is the words to the letter, with marks on what is filled in."""
        return Markup().join(self._mark(*piece[:2], values) for piece in pieces(text))

    def _mark(self, sort: str, text: str, values: dict[str, str] | None) -> Markup:
        if sort == "words":
            return isolated(text)
        if sort == "blank":
            return Markup('<bdi class="blank" data-blank="{0}">[{0}]</bdi>').format(text)
        if values is not None:
            return Markup("<bdi>{}</bdi>").format(" ".join(values.get(text, "").split()))
        label = self.speech.t(f"act.slots.{text}")
        return Markup('<bdi class="blank" data-slot="{}">[{}]</bdi>').format(text, label)

    def _contacts(self, action: Action) -> Iterator[Contact]:
        wordings = action.wordings
        for number, target in enumerate(action.targets):
            turn = number % len(wordings) if wordings else 0
            made = self._made(action, wordings[turn], target) if wordings else Said("", "", "")
            ways = self._ways(action, target, made) if len(action.targets) > 1 else ()
            few = len(action.targets) <= _MOST_WITH_LINKS
            yield Contact(
                self.speech.plain(target.name),
                self.speech.plain(target.role),
                made.language,
                target.email,
                target.phone,
                dial(target.phone) if target.phone else "",
                target.handle.strip(),
                target.url,
                host_of(target.url),
                target.checked,
                turn + 1,
                tuple(ways) if few else (),
                _too_long(action, target, made),
            )

    def _made(self, action: Action, wording: Wording, target: Target | None) -> Said:
        return (posted if action.kind == "post" else said)(wording, target, self.code)

    def _ways(self, action: Action, target: Target | None, made: Said) -> Iterator[WayLink]:
        if action.kind == "write" and target is not None:
            letter = Letter(target.email, made.subject, made.body)
            for way in ways_to(target.email) if target.email or target.name is _NOBODY else ():
                yield _way_link(way, letter)
        elif action.kind == "post":
            yield from self._posts(action, made.body)

    def _posts(self, action: Action, words: str) -> Iterator[WayLink]:
        """The networks' own forms: a post is what stands there, without a link."""
        title, chooser = self.speech.plain(action.title), self.sharing.intents.chooser
        for name in self.sharing.intents.networks:
            if name in PUBLIC:
                network = NETWORKS[name]
                made = compose(words, (), "", network, chooser, title)
                form = pattern(network, Sharing("text", "", "title"), chooser)
                yield WayLink(name, made.address, form)

    def closing(self, action: Action) -> Closing | None:
        """When an action ends, or has ended: with its own last day, or with the campaign."""
        ends = [_last_of(action.until)] if action.until else []
        ended = self.speech.book.site.campaign.ended
        ends += [_first_of(ended)] if ended else []
        return min(ends, key=lambda end: end[0])[1] if ends else None

    def ending(self) -> Closing | None:
        """When the campaign will end; None where no end is known, or where it is over already."""
        ended = self.speech.book.site.campaign.ended
        return _first_of(ended)[1] if ended and not self.speech.ended else None

    def until_end(self, whole: bool = False) -> Markup:
        """The attributes of what stands only until then; of a `whole` page the title stays."""
        ending = self.ending()
        if not ending:
            return Markup()
        more = " data-whole" if whole else ""
        return Markup(f' data-until="{ending.instant}"{more}')


def _last_of(date: EdtfDate) -> tuple[datetime, Closing]:
    """The end of a date; a day ends for each reader when it ends where they are."""
    last = date.end if date.is_range else date.start
    instant = _instant(date.latest)
    has_zone = last is None or last.precision == "time"
    return date.latest, Closing(instant if has_zone else instant.removesuffix("Z"), date)


def _first_of(date: EdtfDate) -> tuple[datetime, Closing]:
    return date.earliest, Closing(_instant(date.earliest), date)


_NOBODY = Text({}, "")


def _in(text: Text | None, code: str) -> str:
    return text.choose(code)[0] if text else ""


def _way_link(way: Way, letter: Letter) -> WayLink:
    return WayLink(way.id, link(way, letter), way.pattern, way.short, way.plus)


def _too_long(action: Action, target: Target | None, made: Said) -> bool:
    if action.kind != "write" or target is None or not target.email:
        return False
    return is_long(Letter(target.email, made.subject, made.body))


def _instant(moment: datetime) -> str:
    return f"{moment.year:04}-{moment:%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"


def host_of(url: str) -> str:
    """Where a link leads, in words: its host, as its own readers write it."""
    host = urlsplit(url).hostname or ""
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def action_functions(speech: Speech) -> dict[str, Callable[..., Any]]:
    """The global functions of templates that serve actions."""
    own = Appeals(speech)
    return {
        "appeal": own.appeal,
        "closing": own.closing,
        "ending": own.ending,
        "until_end": own.until_end,
        "host": host_of,
        "dial": dial,
    }
