"""The plain texts of the forward pack: what is in it, messages to copy, what pictures show."""

from __future__ import annotations

from collections.abc import Iterator

from generator.kinds.message import Message
from generator.model import Route
from generator.render.cards import address
from generator.render.share import Sharing
from generator.render.stage import Stage

_RULE = "-" * 40


def texts(stage: Stage, route: Route) -> bytes:
    """Each message as the networks get it, with its pictures; then all other pictures."""
    t = stage.speech.t
    sharing = Sharing(stage.speech)
    blocks = [t("pack.title", name=stage.speech.plain(stage.site.title))]
    for message in stage.book.entries("message"):
        blocks += ["", _RULE, *_message(sharing, message), *_pictures(stage, "message", message.id)]
    for kind in ("post", "figure", "timeline"):
        for record in stage.book.entries(kind):
            pictures = list(_pictures(stage, kind, record.id))
            blocks += ["", _RULE, *pictures[1:]] if pictures else []
    return _file(blocks)


def _message(sharing: Sharing, message: Message) -> Iterator[str]:
    """The wordings of a message, each under the names of its networks."""
    t = sharing.speech.t
    found: dict[str, list[str]] = {}
    for network in sharing.intents.networks:
        made = sharing.composed(message, network)
        found.setdefault(made.message, []).append(t(f"share.networks.{network}"))
    for text, names in found.items():
        if len(found) == 1:
            yield t("pack.everywhere")
        else:
            yield t("pack.network", names=sharing.speech.locale.join(names))
        yield from ("", text, "")


def _pictures(stage: Stage, kind: str, ident: str) -> Iterator[str]:
    """The cards of one thing by the names that they have in the pack, and what stands on them."""
    views = stage.book.kit.cards.get((stage.language.code, kind, ident), ())
    if views:
        yield ""
        yield from (f"pictures/{view.saved_as}" for view in views if view.travels)
        yield f"{stage.speech.t('pack.alt')} {views[0].alt}"


def readme(stage: Stage, route: Route) -> bytes:
    """What is in the pack, and where it came from."""
    t = stage.speech.t
    names = [("texts.txt", "texts"), ("pictures/", "pictures")]
    for download in stage.book.kit.downloads.get(stage.language.code, ()):
        kind = download.kind.partition("_")[0]
        if kind in ("poster", "flyer", "qr"):
            names.append((download.path.name, kind))
    blocks = [t("pack.title", name=stage.speech.plain(stage.site.title)), "", t("pack.use"), ""]
    for name, kind in names:
        blocks += [name, f"  {t(f'pack.{kind}')}"]
    where = address(stage)
    blocks += ["", t("pack.current", address=where)] if where else []
    return _file(blocks)


def _file(lines: list[str]) -> bytes:
    """Lines as old editors on Windows show them too."""
    return ("\ufeff" + "\n".join(lines).strip("\n") + "\n").replace("\n", "\r\n").encode()
