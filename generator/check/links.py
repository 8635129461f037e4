"""Links inside the site: each leads to a file that is there, and to an id that is in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from posixpath import basename
from urllib.parse import unquote

from generator.check.addresses import Address, split, target
from generator.check.finished import Finished, place_in
from generator.check.parsed import Parsed
from generator.check.styles import addresses
from generator.problems import Place, Problem
from generator.urls import ROOT

# Files that name pages by their public addresses.
_PUBLIC = (".xml", ".json", ".txt", ".ics", ".csv")
_TOP = ("", "top")

# A fault: its code, its message and its hint.
Fault = tuple[str, str, str]


def check(finished: Finished) -> Iterator[Problem]:
    """Dead links in pages, style sheets, the manifest, feeds, the sitemap and exports."""
    for parsed in (*finished.pages.values(), *finished.drawings.values()):
        yield from _in_page(finished, parsed)
    for path, css in finished.texts(".css").items():
        for url, offset in addresses(css):
            place = place_in(path, css, offset)
            yield from _problems(_relative_fault(finished, path, split(url), url), place)
    for path, text in finished.texts(".webmanifest").items():
        for url in _in_manifest(text):
            place = place_in(path, text, max(0, text.find(url)))
            yield from _problems(_relative_fault(finished, path, split(url), url), place)
    for path, text in finished.texts(*_PUBLIC).items():
        yield from _in_public(finished, path, text)


def _problems(fault: Fault | None, place: Place) -> Iterator[Problem]:
    if fault:
        code, message, hint = fault
        yield Problem(code, message, place, hint)


def _in_page(finished: Finished, page: Parsed) -> Iterator[Problem]:
    for url, element, _, _ in page.references:
        yield from _problems(_fault(finished, page.path, url), page.place(element.offset))
    for element in page.all("meta"):
        content = element.attrs.get("content", "")
        if content.startswith(("http:", "https:")):
            fault = _public_fault(finished, content)
            yield from _problems(fault, page.place(element.offset))


def _fault(finished: Finished, path: str, url: str) -> Fault | None:
    if url.startswith(ROOT):
        hint = "a template has to give links to the page through its own functions and filters"
        return "output-link", f"'{url}' was not turned into a relative link", hint
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
        return "output-link", f"'{url}' leads out of the site", ""
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
        return "output-link", f"'{path}' is linked to, but not among the files that were made", ""
    parsed = finished.pages.get(path) or finished.drawings.get(path)
    if parsed is None or fragment in _TOP or fragment.startswith(":~:") or fragment in parsed.ids:
        return None
    return "output-anchor", f"'{path}' has nothing with the id '{fragment}'", ""


def _in_manifest(text: str) -> list[str]:
    """The addresses in a web app manifest (https://www.w3.org/TR/appmanifest/)."""
    try:
        manifest = json.loads(text)
    except ValueError:
        return []
    if not isinstance(manifest, dict):
        return []
    icons = manifest.get("icons")
    icons = [icon for icon in icons if isinstance(icon, dict)] if isinstance(icons, list) else []
    urls = [manifest.get("start_url"), *(icon.get("src") for icon in icons)]
    return [url for url in urls if isinstance(url, str)]


def _in_public(finished: Finished, path: str, text: str) -> Iterator[Problem]:
    """Public addresses of the site's own files, wherever they stand in a text file."""
    text = text.replace("\r\n ", "") if path.endswith(".ics") else text
    text = unescape(text) if path.endswith(".xml") else text
    left = text.find(ROOT)
    if left >= 0:
        yield from _problems(_fault(finished, path, ROOT), place_in(path, text, left))
    seen: set[str] = set()
    for url, offset in _own_addresses(finished, text):
        if url not in seen:
            seen.add(url)
            yield from _problems(_public_fault(finished, url), place_in(path, text, offset))


def _own_addresses(finished: Finished, text: str) -> Iterable[tuple[str, int]]:
    base = finished.site.campaign.url.rstrip("/")
    if not base:
        return
    # Our own addresses are percent-encoded, so none of these characters is part of one.
    for found in re.finditer(re.escape(base) + r"""(?![\w.-])[^\s"'<>\\,()]*""", text):
        yield found[0].rstrip(".;:!?"), found.start()


def _public_fault(finished: Finished, url: str) -> Fault | None:
    """What is wrong with an absolute address, if it is one of the site's own."""
    base = finished.site.campaign.url.rstrip("/")
    if not base or not (url == base or url.startswith((base + "/", base + "#", base + "?"))):
        return None
    address = split(url[len(base) :].lstrip("/"))
    return _target_fault(finished, _with_index(unquote(address.path)), address.fragment)
