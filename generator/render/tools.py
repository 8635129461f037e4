"""What the tools of the share kit add to templates; each brings its own script and style sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from generator.render.book import Book
from generator.render.cards import CardView, Download
from generator.render.speech import Speech


def tools(speech: Speech) -> dict[str, Callable[..., Any]]:
    """The global functions of templates that serve the share kit."""
    return {**tags(speech.book), **drawn(speech)}


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

    def cards(kind: str, ident: str) -> tuple[CardView, ...]:
        """The cards of a page (by its key), post, figure, timeline or message."""
        return ()

    def downloads() -> tuple[Download, ...]:
        """The campaign's documents and codes in this language."""
        return ()

    def ready_made(action: str) -> tuple[Download, ...]:
        """The squares and frames of a photo action, for those who run no scripts."""
        return ()

    def qr(link: str, label: str) -> Markup:
        """A QR code as inline SVG."""
        return Markup()

    return {"cards": cards, "downloads": downloads, "ready_made": ready_made, "qr": qr}
