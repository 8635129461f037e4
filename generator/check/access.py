"""Whether everybody can use the pages: only faults that are plain to see without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from generator.check.elements import Element
from generator.check.finished import Finished
from generator.check.parsed import Parsed
from generator.problems import Place, Problem

_HEADINGS = tuple(f"h{level}" for level in range(1, 7))
_NAMES = ("aria-label", "aria-labelledby", "title")

# Controls that say themselves what they do, or that nobody sees.
_SELF_EXPLAINING = ("hidden", "submit", "reset", "button", "image")


def check(finished: Finished) -> Iterator[Problem]:
    """What a screen reader, a keyboard or a translation program would stumble over."""
    for page in finished.pages.values():
        yield from _language(finished, page)
        yield from _headings(page)
        for element in page.elements:
            rule = _RULES.get(element.tag)
            if rule:
                yield from rule(page, element)
            if "tabindex" in element.attrs:
                yield from _tabindex(page, element)
        for ident, offset in page.repeated:
            message = f"the id '{ident}' is given to two elements"
            yield Problem("repeated-id", message, page.place(offset), "an id names one element")


def _language(finished: Finished, page: Parsed) -> Iterator[Problem]:
    element = page.first("html")
    place = page.place(element.offset) if element else Place(f"output/{page.path}")
    attrs: Mapping[str, str] = element.attrs if element else {}
    wanted = finished.language(page.path)
    said = attrs.get("lang", "")
    if said.lower() != wanted.code.lower():
        message = f"the page says that it is in '{said}'" if said else "the page names no language"
        hint = f'its first tag is <html lang="{wanted.code}" dir="{wanted.dir}">'
        yield Problem("page-language", message, place, hint)
    elif (attrs.get("dir") or "ltr").lower() != wanted.dir:
        message = f"the page does not say that '{wanted.code}' runs '{wanted.dir}'"
        yield Problem("page-language", message, place, f'write dir="{wanted.dir}"')


def _headings(page: Parsed) -> Iterator[Problem]:
    headings = list(page.all(*_HEADINGS))
    first = [heading for heading in headings if heading.tag == "h1"]
    if len(first) != 1:
        place = page.place(first[1].offset) if first else Place(f"output/{page.path}")
        message = f"the page has {len(first)} headings of the first level"
        yield Problem("one-heading", message, place, "a page has one <h1>, its title")
    for before, heading in pairwise(headings):
        if int(heading.tag[1]) > int(before.tag[1]) + 1:
            message = f"a heading <{heading.tag}> follows a heading <{before.tag}>"
            hint = "no level is skipped on the way down: listeners take it for a lost part"
            yield Problem("heading-skipped", message, page.place(heading.offset), hint)


def _image(page: Parsed, element: Element) -> Iterator[Problem]:
    if "alt" not in element.attrs:
        hint = 'say what the picture tells; alt="" where it only decorates'
        message = f"the picture '{element.attrs.get('src', '')}' has no alt text"
        yield Problem("no-alt", message, page.place(element.offset), hint)


def _named(page: Parsed, element: Element) -> Iterator[Problem]:
    """Links and buttons say what they are for; an <a> without href is neither."""
    attrs = element.attrs
    is_link = element.tag == "a"
    if element.text or any(attrs.get(name) for name in _NAMES) or (is_link and "href" not in attrs):
        return
    what = f"the link to '{attrs['href']}'" if is_link else "a button"
    hint = "write words into it, or an aria-label"
    yield Problem("empty-link", f"{what} says nothing", page.place(element.offset), hint)


def _heading(page: Parsed, element: Element) -> Iterator[Problem]:
    if not element.text and not any(element.attrs.get(name) for name in _NAMES):
        message = f"a heading <{element.tag}> is empty"
        yield Problem("empty-heading", message, page.place(element.offset), "write or remove it")


def _control(page: Parsed, element: Element) -> Iterator[Problem]:
    attrs = element.attrs
    if element.tag == "input" and attrs.get("type", "").lower() in _SELF_EXPLAINING:
        if attrs["type"].lower() == "image":
            yield from _image(page, element)
        return
    if element.labelled or any(attrs.get(name) for name in _NAMES):
        return
    if not any(label.attrs.get("for") == attrs.get("id", "") for label in page.all("label")):
        message = f"nothing says what <{element.tag}> is for"
        hint = 'put it into a <label>, or give it one with for="…"'
        yield Problem("no-label", message, page.place(element.offset), hint)


def _table(page: Parsed, element: Element) -> Iterator[Problem]:
    if not element.headed and element.attrs.get("role") not in ("presentation", "none"):
        message = "a table has no header cells"
        hint = "its first row, or the first cell of each row, says what the others are (<th>)"
        yield Problem("no-table-header", message, page.place(element.offset), hint)


def _tabindex(page: Parsed, element: Element) -> Iterator[Problem]:
    value = element.attrs["tabindex"].strip()
    if value.isascii() and value.isdigit() and int(value[:9]) > 0:
        message = f"tabindex {value} takes <{element.tag}> out of the page's order"
        hint = "use 0 or -1, and put the element where it is wanted"
        yield Problem("tab-order", message, page.place(element.offset), hint)


_RULES: dict[str, Callable[[Parsed, Element], Iterator[Problem]]] = {
    "img": _image,
    "a": _named,
    "button": _named,
    "input": _control,
    "select": _control,
    "textarea": _control,
    "table": _table,
    **dict.fromkeys(_HEADINGS, _heading),
}
