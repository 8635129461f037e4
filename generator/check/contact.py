"""Contact with others: a page fetches nothing from other hosts, and nothing in it is blocked."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.addresses import split
from generator.check.elements import Element
from generator.check.finished import Finished
from generator.check.parsed import Parsed, place_in
from generator.check.styles import addresses
from generator.problems import Place, Problem

_POLICY = "content-security-policy"
_SCRIPT_SCHEMES = ("javascript", "vbscript", "livescript")

# A <script> of any other type holds words that no browser runs, as JSON-LD does.
_RUN = (
    "",
    "module",
    "importmap",
    "speculationrules",
    "text/javascript",
    "application/javascript",
    "text/ecmascript",
    "application/ecmascript",
)
# The policy lets nothing in from a frame or a plug-in, and lets no form out.
_STOPPED = ("iframe", "frame", "object", "embed")
_FILE = "put it into a file of its own in templates/assets/, and show it with <img>"
_DOWNLOAD = "put a copy among the site's own files: readers must not be seen by others"


def check(finished: Finished) -> Iterator[Problem]:
    """Everything that would tell another host about a reader, or that the policy would stop."""
    for page in finished.pages.values():
        yield from _references(page)
        yield from _policy(page)
        yield from _embedded(page)
        for element in page.elements:
            yield from _inline(page, element)
    for drawing in finished.drawings.values():
        yield from _references(drawing)
        for element in drawing.elements:
            yield from _scripts(drawing, element)
    for path, css in finished.texts(".css").items():
        for url, offset in addresses(css):
            if split(url).is_remote:
                yield _outside(url, "a style sheet", place_in(path, css, offset))
            elif split(url).scheme == "data":
                what = "a picture or font inside a style sheet"
                yield _stopped(place_in(path, css, offset), what, _FILE)


def _references(page: Parsed) -> Iterator[Problem]:
    for reference in page.references:
        scheme = split(reference.url).scheme
        if scheme in _SCRIPT_SCHEMES:
            message = f"a link runs a script: '{reference.url[:60]}'"
            hint = "link to a page; the site's policy stops such links"
            yield Problem("script-link", message, page.place(reference.element.offset), hint)
        elif reference.fetched and split(reference.url).is_remote:
            what = f"<{reference.element.tag} {reference.attribute}>"
            yield _outside(reference.url, what, page.place(reference.element.offset))


def _embedded(page: Parsed) -> Iterator[Problem]:
    """Files written out as an address (RFC 2397): the theme needs none, so none is let in."""
    for reference in page.references:
        if reference.fetched and split(reference.url).scheme == "data":
            what = f"a file in the address of <{reference.element.tag}>"
            yield _blocked(page, reference.element, what, _FILE)


def _outside(url: str, what: str, place: Place) -> Problem:
    return Problem("outside-contact", f"{what} contacts another host: '{url}'", place, _DOWNLOAD)


def _policy(page: Parsed) -> Iterator[Problem]:
    """A policy in the page itself also holds on hosts that send no headers, and from a disk."""
    if page.is_moved:
        return
    policy = page.meta(_POLICY)
    fetched = [r.element for r in page.references if r.fetched]
    loading = sorted(e.offset for e in (*fetched, *page.all("script", "style")))
    place = Place(f"output/{page.path}")
    if policy is None or not policy.attrs.get("content"):
        hint = "print page.meta.csp in the page's head, as the theme's base.html does"
        yield Problem("no-policy", "the page has no Content-Security-Policy", place, hint)
    elif loading and loading[0] < policy.offset:
        message = "the Content-Security-Policy comes after something that it should rule"
        yield Problem("no-policy", message, page.place(policy.offset), "put it at the head's start")


def _inline(page: Parsed, element: Element) -> Iterator[Problem]:
    yield from _scripts(page, element)
    if element.tag == "style" or "style" in element.attrs:
        what = "a <style> element" if element.tag == "style" else f"a style of <{element.tag}>"
        yield _blocked(page, element, what, "move it into a file in templates/assets/css/")
    if element.tag == "base":
        yield _blocked(page, element, "a <base> element", "links are relative to the page itself")
    if element.tag in _STOPPED:
        yield _blocked(page, element, f"<{element.tag}>", "show a picture and link to the rest")
    if "formaction" in element.attrs or (element.tag == "form" and "action" in element.attrs):
        yield _blocked(page, element, "sending a form", "link to a page that takes the answers")


def _scripts(page: Parsed, element: Element) -> Iterator[Problem]:
    hint = "move it into a file in templates/assets/js/"
    for name in element.attrs:
        if name.startswith("on") and len(name) > 3:
            yield _blocked(page, element, f"the handler '{name}' of <{element.tag}>", hint)
    kind = element.attrs.get("type", "").strip().lower()
    if element.tag == "script" and "src" not in element.attrs and kind in _RUN:
        yield _blocked(page, element, "a script inside the page", hint)


def _blocked(page: Parsed, element: Element, what: str, hint: str) -> Problem:
    return _stopped(page.place(element.offset), what, hint)


def _stopped(place: Place, what: str, hint: str) -> Problem:
    return Problem("blocked-inline", f"{what} is stopped by the site's policy", place, hint)
