"""Links inside the site: each leads to a file that is there, and to an id that is in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from posixpath import basename

from generator.check.addresses import Address, split, target
from generator.check.finished import Finished
from generator.check.parsed import Parsed, place_in
from generator.check.styles import addresses
from generator.problems import Place, Problem
from generator.urls import ROOT

# Files that name pages by their public addresses.
_PUBLIC = (".xml", ".json", ".txt", ".ics", ".csv")
_TOP = ("", "top")

# Words for the browser's search, and words for a script of the page: neither names a place.
_NO_PLACES = (":~:", "text=")

# A fault: its code, its message and its hint.
Fault = tuple[str, str, str]

_UNTURNED: Fault = (
    "output-link",
    f"a link that begins with '{ROOT}' was not made relative",
    "a template prints links as they come; nothing may be cut from them or put in front",
)
_THEME = "a template names something that this site does not have, or a page was renamed"


def check(finished: Finished) -> Iterator[Problem]:
    """Dead links in pages, style sheets, the manifest, feeds, the sitemap and exports."""
    for parsed in (*finished.pages.values(), *finished.drawings.values()):
        yield from _in_page(finished, parsed)
    for path, css in finished.texts(".css").items():
        yield from _in_file(finished, path, css, addresses(css))
    for path, text in finished.texts(".webmanifest").items():
        yield from _in_file(finished, path, text, _in_manifest(text))
    for path, text in finished.texts(*_PUBLIC).items():
        yield from _in_public(finished, path, text)


def _in_page(finished: Finished, page: Parsed) -> Iterator[Problem]:
    for url, element, _, _ in page.references:
        fault = _fault(finished, page.path, url)
        if fault:
            yield _problem(fault, page.place(element.offset))
    for element in page.all("meta"):
        content = element.attrs.get("content", "")
        fault = _public_fault(finished, content) if " " not in content else None
        if fault:
            yield _problem(fault, page.place(element.offset))


def _in_file(
    finished: Finished, path: str, text: str, found: Iterable[tuple[str, int]]
) -> Iterator[Problem]:
    for url, offset in found:
        fault = _relative_fault(finished, path, split(url), url)
        if fault:
            yield _problem(fault, place_in(path, text, offset))


def _in_public(finished: Finished, path: str, text: str) -> Iterator[Problem]:
    """Public addresses of the site's own files, wherever they stand in a text file."""
    text = text.replace("\r\n ", "") if path.endswith(".ics") else text
    text = unescape(text) if path.endswith(".xml") else text
    left = text.find(ROOT)
    if left >= 0:
        yield _problem(_UNTURNED, place_in(path, text, left))
    seen: set[str] = set()
    for url, offset in _own_addresses(finished, text):
        fault = _public_fault(finished, url) if url not in seen else None
        seen.add(url)
        if fault:
            yield _problem(fault, place_in(path, text, offset))


def _problem(fault: Fault, place: Place) -> Problem:
    code, message, hint = fault
    return Problem(code, message, place, hint)


def _fault(finished: Finished, path: str, url: str) -> Fault | None:
    if url.startswith(ROOT):
        return _UNTURNED
    address = split(url)
    if address.is_remote:
        return _public_fault(finished, url)
    if address.scheme:
        return None
    return _relative_fault(finished, path, address, url)


def _relative_fault(finished: Finished, path: str, address: Address, url: str) -> Fault | None:
    if address.scheme or address.host:
        return None
    if not url:
        return "output-link", "an address is empty", "leave the link out, or say where it leads"
    if basename(path) == "404.html" and address.path:
        return _missing_page_fault(finished, address)
    if address.rooted:
        hint = "write it from the page: the site may stand in a folder, or on a stick"
        return "output-link", f"'{url}' begins at the root of the host", hint
    found = target(path, address.path)
    if found is None:
        return "output-link", f"'{url}' leads out of the site", "take a '../' away"
    if found == "" or found.endswith("/"):
        hint = "name the file: opened from a disk, a folder shows a list of files or nothing"
        return "output-link", f"'{url}' leads to a folder", hint
    return _target_fault(finished, found, address.fragment)


def _missing_page_fault(finished: Finished, address: Address) -> Fault | None:
    """A host shows 404.html at any depth, so its links begin at the root of the host."""
    if not address.path.startswith(finished.root):
        hint = f"on this page every link begins with '{finished.root}', as it is shown at any depth"
        message = f"'{address.path}' does not begin at the root of the site"
        return "output-link", message, hint
    path = address.path.removeprefix(finished.root)
    return _target_fault(finished, _with_index(path), address.fragment)


def _with_index(path: str) -> str:
    return path + "index.html" if not path or path.endswith("/") else path


def _target_fault(finished: Finished, path: str, fragment: str) -> Fault | None:
    if path not in finished.outputs:
        return "output-link", f"'{path}' is linked to, but there is no such file", _THEME
    parsed = finished.pages.get(path) or finished.drawings.get(path)
    if parsed is None or fragment in _TOP or fragment.startswith(_NO_PLACES):
        return None
    if fragment in parsed.ids:
        return None
    return "output-anchor", f"'{path}' has nothing with the id '{fragment}'", _THEME


def _in_manifest(text: str) -> Iterator[tuple[str, int]]:
    """The addresses in a web app manifest (https://www.w3.org/TR/appmanifest/)."""
    try:
        manifest = json.loads(text)
    except ValueError:
        return
    if not isinstance(manifest, dict):
        return
    icons = manifest.get("icons")
    icons = [icon for icon in icons if isinstance(icon, dict)] if isinstance(icons, list) else []
    for url in (manifest.get("start_url"), *(icon.get("src") for icon in icons)):
        if isinstance(url, str):
            yield url, max(0, text.find(json.dumps(url)))


def _own_addresses(finished: Finished, text: str) -> Iterable[tuple[str, int]]:
    base = finished.site.campaign.url.rstrip("/")
    if not base:
        return
    # Our own addresses are percent-encoded, so none of these characters is part of one; the last
    # four keep a run of foreign words together in a text (isolates, UAX #9).
    ending = r"""(?![\w.-])[^\s"'<>\\,()\u2066-\u2069]*"""
    for found in re.finditer(re.escape(base) + ending, text):
        yield found[0].rstrip(".;:!?"), found.start()


def _public_fault(finished: Finished, url: str) -> Fault | None:
    """What is wrong with an absolute address, if it is one of the site's own."""
    base = finished.site.campaign.url.rstrip("/")
    if not base or not (url == base or url.startswith((base + "/", base + "#", base + "?"))):
        return None
    address = split(url[len(base) :].lstrip("/"))
    return _target_fault(finished, _with_index(address.path), address.fragment)
