"""Headings and ids: outlines that begin at level two, and ids that are safe and single."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from generator.markup.standins import STAND_IN
from generator.model import Heading
from generator.urls import slugify

_ATTRS = r'(?: [a-z-]+="[^"]*")*'
_HEADING = re.compile(rf"<h([1-6])({_ATTRS})>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(rf'(<[a-z][a-z0-9]*{_ATTRS}?) id="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")

# Names that scripts look up on `window` or `document`: an element of that id would stand in for
# them (HTML Living Standard, 7.2.2.3 named access, read in November 2026).
_LOOKED_UP = """
    alert all anchors applets assign atob attributes blur body btoa caches characterSet charset
    children close closed confirm console constructor cookie createElement crypto customElements
    defaultStatus defaultView designMode dir doctype document documentElement documentURI domain
    embeds event external fetch find firstChild focus fonts forms frameElement frames
    getElementById getSelection hasOwnProperty head hidden history images implementation innerHeight
    innerWidth lastChild lastModified length links localStorage location locationbar match matches
    menubar moveBy moveTo name navigation navigator nodeName nodeType onerror onload onmessage open
    opener origin ownerDocument parent parentElement parentNode performance personalbar plugins
    postMessage print prompt prototype querySelector querySelectorAll readyState referrer
    removeChild resizeBy resizeTo rootElement screen scripts scroll scrollbars scrollBy scrollTo
    scrollX scrollY self sessionStorage setInterval setTimeout status statusbar stop styleSheets
    submit textContent title toolbar toString top trustedTypes URL valueOf visibilityState window
    write writeln
"""
_CLOBBERING = frozenset(_LOOKED_UP.split())


# Each id that is taken → how often it has been asked for, so that the next one knows its number.
Ids = dict[str, int]


def safe_id(name: str) -> str:
    """An id that stands in for nothing a script looks up."""
    name = "-".join(name.split())
    return f"h-{name}" if name in _CLOBBERING or name.startswith("__") else name


def settle_ids(html: str, taken: Ids, see: Callable[[str, bool], None]) -> str:
    """The ids that authors gave, made safe; one that is taken already is reported and left out."""
    if ' id="' not in html:
        return html

    def settle(tag: re.Match[str]) -> str:
        name = safe_id(unescape(tag[2]))
        see(name, name in taken)
        if not name or name in taken:
            return tag[1]
        taken[name] = 1
        return f'{tag[1]} id="{escape(name)}"'

    return _ID.sub(settle, html)


def settle_headings(html: str, taken: Ids) -> tuple[str, tuple[Heading, ...]]:
    """Headings with an id each, one level lower throughout if any would stand beside the title."""
    if "<h" not in html:
        return html, ()
    lower = 1 if "<h1" in html else 0
    headings: list[Heading] = []

    def settle(match: re.Match[str]) -> str:
        level = min(6, int(match[1]) + lower)
        text = " ".join(unescape(STAND_IN.sub("", _TAG.sub("", match[3]))).split())
        attrs = match[2]
        if given := _ID.match(f"<h{attrs}"):
            name = unescape(given[2])
        else:
            name = _unused(safe_id(slugify(text) or "section"), taken)
            attrs = f' id="{escape(name)}"{attrs}'
        headings.append(Heading(level, name, text))
        return f"<h{level}{attrs}>{match[3]}</h{level}>"

    return _HEADING.sub(settle, html), tuple(headings)


def _unused(name: str, taken: Ids) -> str:
    number = taken.get(name, 0) + 1
    candidate = name if number == 1 else f"{name}-{number}"
    while candidate in taken:
        number += 1
        candidate = f"{name}-{number}"
    taken[candidate] = 1
    taken[name] = number
    return candidate
