"""Tools bring their own script and style sheet along: tags for the place where a tool stands."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from generator.render.book import Book

Tag = Callable[[str], Markup]


def tool_tags(book: Book) -> dict[str, Tag]:
    """`script(name)` and `style(name)` of templates; what a theme has emptied makes no tag.

    A sheet in the body holds back what stands behind it, so nothing is drawn without its style.
    Scripts are deferred: they run in the order of the page, after all of it has been read.
    """

    def script(name: str) -> Markup:
        return _tag(name, '<script defer src="{}"></script>')

    def style(name: str) -> Markup:
        return _tag(name, '<link rel="stylesheet" href="{}">')

    def _tag(name: str, form: str) -> Markup:
        return (
            Markup(form.format(escape(book.asset(name)))) if name in book.theme.assets else Markup()
        )

    return {"script": script, "style": style}
