"""What the privacy page says: what this site does, and nothing of what is not switched on."""

from __future__ import annotations

from collections.abc import Iterator

from generator.kinds.action import Action
from generator.render.actions import Appeal, Appeals
from generator.render.offline import offered
from generator.render.pledges import Pledges
from generator.render.safe import CARRIERS
from generator.render.share import Sharing
from generator.render.stage import Stage

# These open a program of the visitor's own, and no network.
_LETTERS = frozenset({"email", "sms"})
# Actions with words that a script lets visitors fill in, or choose for somebody.
_ADDRESSED = frozenset({"write", "post", "call"})


def privacy_facts(stage: Stage) -> dict[str, bool]:
    """By the name of a promise whether there is anything that it is about."""
    scripts = any(name.endswith(".js") for name in stage.book.theme.assets)
    code, ended = stage.language.code, stage.speech.ended is not None
    actions = [one for one in stage.book.entries("action") if not stage.speech.is_past(one)]
    safe = not ended and bool(stage.book.url(code, "safe"))
    opened = () if ended else _opened(stage, actions, safe)
    return {
        "scripts": scripts,
        "kept": offered(stage.book),
        "remembers": scripts and not ended and bool(stage.book.url(code, "mastodon")),
        "links": any(name not in _LETTERS for name in opened),
        "photo": scripts and any(one.kind == "photo" for one in actions),
        "fields": scripts and (safe or any(_asks(stage, one) for one in actions)),
    }


def _opened(stage: Stage, actions: list[Action], safe: bool) -> Iterator[str]:
    """The networks, and what else carries words, that any link of the site opens."""
    sharing = Sharing(stage.speech)
    home = sharing.public(stage.book.url(stage.language.code, "index"))
    yield from (link.network for link in sharing.intents.of("words", (), home, "title"))
    for message in stage.book.entries("message"):
        yield from (link.network for link in sharing.message(message).links)
    if safe:
        yield from CARRIERS
    for action in actions:
        if action.kind == "pledge":
            yield from (link.network for link in Pledges(stage.speech).pledge(action).links)
        elif action.kind == "post":
            yield from _posted(Appeals(stage.speech).appeal(action))


def _posted(appeal: Appeal) -> Iterator[str]:
    every = [one.ways for one in appeal.words] + [one.ways for one in appeal.contacts]
    yield from (way.name for ways in (appeal.ways, *every) for way in ways)


def _asks(stage: Stage, action: Action) -> bool:
    """Whether something can be written or chosen for an action; the studio is spoken of apart."""
    if action.kind not in _ADDRESSED:
        return action.kind == "pledge"
    appeal = Appeals(stage.speech).appeal(action)
    return bool(appeal.blanks) or appeal.several or len(action.wordings) > 1
