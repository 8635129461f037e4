"""What the tools of the share kit add to templates; each brings its own script and style sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from generator.kit import qr
from generator.render.actions import action_functions
from generator.render.book import Book
from generator.render.chooser import chooser_tools
from generator.render.drawn import CardView, Download
from generator.render.embeds import badge_tools
from generator.render.pledges import pledge_functions
from generator.render.safe import safe_tools
from generator.render.share import sharing
from generator.render.speech import Speech


def tools(speech: Speech) -> dict[str, Callable[..., Any]]:
    """The global functions of templates that serve the share kit."""
    return {
        **tags(speech.book),
        **drawn(speech),
        **asked(speech),
        **safe_tools(speech),
        **badge_tools(speech),
        **chooser_tools(speech),
        **sharing(speech),
        **action_functions(speech),
        **pledge_functions(speech),
    }


def asked(speech: Speech) -> dict[str, Callable[..., Any]]:
    """What actions need: the first of a kind, and whether a picture of theirs is there to show."""

    def first_action(kind: str) -> Any:
        """The first action of that kind that is not past."""
        found = (one for one in speech.book.entries("action") if one.kind == kind)
        return next((one for one in found if not speech.is_past(one)), None)

    def has_picture(file: str) -> bool:
        """Whether a file below content/ is among the pictures that are published."""
        return file in speech.book.pictures

    return {"first_action": first_action, "has_picture": has_picture}


def tags(book: Book) -> dict[str, Callable[[str], Markup]]:
    """`script(name)` and `style(name)`; what a theme has emptied makes no tag.

    A sheet in the body holds back what stands behind it, so nothing is drawn without its style.
    Scripts are deferred: they run in the order of the page, after all of it has been read.
    """

    def script(name: str) -> Markup:
        return tag(name, '<script defer src="{}"></script>')

    def style(name: str) -> Markup:
        return tag(name, '<link rel="stylesheet" href="{}">')

    def tag(name: str, form: str) -> Markup:
        if name not in book.theme.assets:
            return Markup()
        return Markup(form.format(escape(book.asset(name))))

    return {"script": script, "style": style}


def drawn(speech: Speech) -> dict[str, Callable[..., Any]]:
    """What was drawn: empty where nothing is (without Typst, or with --no-kit)."""
    kit, code = speech.book.kit, speech.language.code

    def cards(kind: str, ident: str) -> tuple[CardView, ...]:
        """The cards of a page (by its key), post, figure, timeline or message."""
        return kit.cards.get((code, kind, ident), ())

    def downloads() -> tuple[Download, ...]:
        """The campaign's documents and codes in this language."""
        return kit.downloads.get(code, ())

    def ready_made(action: str) -> tuple[Download, ...]:
        """The squares and frames of a photo action, for those who run no scripts."""
        return kit.ready_made.get((code, action), ())

    def code_of(link: str, label: str) -> Markup:
        """A QR code as inline SVG; nothing for an address that no code can hold."""
        return Markup(qr.svg(link, label)) if 0 < len(link.encode()) <= qr.LONGEST else Markup()

    def pixels(width: int, height: int) -> str:
        """The size of a picture in the language's digits, without signs between thousands."""
        sides = {"width": str(width), "height": str(height)}
        return speech.locale.digits(speech.t("kit.pixels", **sides))

    return {
        "cards": cards,
        "downloads": downloads,
        "ready_made": ready_made,
        "qr": code_of,
        "pixels": pixels,
    }
