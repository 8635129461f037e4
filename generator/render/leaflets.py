"""The plain texts of the forward pack: what is in it, messages to copy, what pictures show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.kinds.message import Message
from generator.kit.isolates import isolate
from generator.kit.networks import NETWORKS
from generator.model import Route
from generator.render.cards import address
from generator.render.documents import ended_words
from generator.render.pictures import preview
from generator.render.share import Sharing
from generator.render.stage import Stage
from generator.urls import slugify

_RULE = "-" * 40
_ADDRESS = re.compile(r"(https?://\S+)")


def texts(stage: Stage, route: Route) -> bytes:
    """Each message as the networks get it, with its pictures; then all other pictures."""
    sharing = Sharing(stage.speech)
    blocks = list(_head(stage))
    for message in stage.book.entries("message"):
        blocks += [_RULE, *_wordings(sharing, message), *_pictures_of(stage, message)]
    for (code, kind, ident), views in stage.book.kit.cards.items():
        if code == stage.language.code and kind not in ("page", "message") and views:
            blocks += [_RULE, *_cards(stage, kind, ident)]
    return _file(blocks)


def _head(stage: Stage) -> Iterator[str]:
    """Whose kit it is, and when its campaign ended."""
    speech = stage.speech
    yield speech.t("pack.title", name=speech.plain(stage.site.title))
    if speech.ended:
        yield f"{ended_words(speech)}\n{speech.t('pack.past')}"


def _wordings(sharing: Sharing, message: Message) -> Iterator[str]:
    """The wordings of a message, each under the names of its networks."""
    t = sharing.speech.t
    link = sharing.link_of(message)
    if not sharing.intents.networks:
        yield sharing.message(message).message
    found: dict[str, list[str]] = {}
    for network in sharing.intents.networks:
        made = sharing.composed(message, network)
        titled = NETWORKS[network].prefills == "title"
        words = "\n".join(filter(None, (made.title, link))) if titled else made.message
        found.setdefault(words, []).append(t(f"share.networks.{network}"))
    for words, names in found.items():
        if len(found) == 1:
            yield t("pack.everywhere")
        else:
            yield t("pack.network", names=sharing.speech.locale.join(names))
        yield words


def _pictures_of(stage: Stage, message: Message) -> Iterator[str]:
    """A message's cards, and the picture that its writer chose for it."""
    yield from _cards(stage, "message", message.id)
    own = stage.book.pictures.get(message.picture)
    if own:
        name = f"message-{slugify(message.id) or message.id}{preview(own).path.suffix}"
        yield _described(stage, [name], stage.speech.plain(message.picture_alt))


def _cards(stage: Stage, kind: str, ident: str) -> Iterator[str]:
    """The cards of one thing by the names that they have in the pack, and what stands on them."""
    views = stage.book.kit.cards.get((stage.language.code, kind, ident), ())
    names = [view.saved_as for view in views if view.travels]
    if names:
        yield _described(stage, names, views[0].alt)


def _described(stage: Stage, names: list[str], alt: str) -> str:
    """The names, and what the pictures show: to be read, so handles stay on their own side.

    Messages have no such controls: networks would count and post them. Nor have addresses: programs
    that make links of them would take the control for a part of the address.
    """
    pieces = _ADDRESS.split(f"{stage.speech.t('pack.alt')} {alt}")
    # A piece between two others, which every second one is, is an address.
    said = "".join(
        piece if number % 2 else isolate(piece, stage.language.dir)
        for number, piece in enumerate(pieces)
    )
    return "\n".join((*(f"pictures/{name}" for name in names), said))


def readme(stage: Stage, route: Route) -> bytes:
    """What is in the pack, and where it came from."""
    t = stage.speech.t
    blocks = [*_head(stage)]
    if not stage.speech.ended:
        blocks.append(t("pack.use"))
    contents = _contents(stage)
    if contents:
        blocks.append("\n".join(line for names, said in contents for line in (*names, f"  {said}")))
    where = address(stage)
    if where:
        blocks.append(t("pack.current", address=where))
    return _file(blocks)


def _contents(stage: Stage) -> list[tuple[list[str], str]]:
    """Files with what is said of them: only of what is really in the pack."""
    found: dict[str, list[str]] = {}
    messages, pictures = stage.book.entries("message"), _has_pictures(stage)
    if messages or pictures:
        found["texts"] = ["texts.txt"]
    if pictures:
        found["pictures"] = ["pictures/"]
    for download in stage.book.kit.downloads.get(stage.language.code, ()):
        kind = download.kind.partition("_")[0]
        if kind in ("poster", "flyer", "qr"):
            found.setdefault(kind, []).append(download.path.name)
    said = {kind: stage.speech.t(_word(stage, kind)) for kind in found}
    if pictures:
        described = stage.speech.t("pack.described")
        said["texts"] = f"{said['texts']} {described}" if messages else described
    return [(names, said[kind]) for kind, names in found.items()]


def _word(stage: Stage, kind: str) -> str:
    if stage.speech.ended:
        return f"pack.was.{kind}"
    # What is torn off holds the address: without one, there are no strips.
    return "pack.poster_plain" if kind == "poster" and not address(stage) else f"pack.{kind}"


def _has_pictures(stage: Stage) -> bool:
    cards = stage.book.kit.cards.items()
    drawn = any(
        code == stage.language.code and kind != "page" and any(view.travels for view in views)
        for (code, kind, _), views in cards
    )
    return drawn or any(one.picture in stage.book.pictures for one in stage.book.entries("message"))


def _file(blocks: list[str]) -> bytes:
    """Blocks with a line between them, as old editors on Windows show them too."""
    return ("\ufeff" + "\n\n".join(blocks) + "\n").replace("\n", "\r\n").encode()
