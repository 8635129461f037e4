"""From the path that a browser asks for to the output that it gets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from generator.serve.edition import Edition

_LONGEST = 2000
# An encoded slash, backslash or percent sign is no part of any name that we publish.
_DISGUISED = re.compile("%(?:2f|5c|25)", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f\\]")


@dataclass(frozen=True, slots=True)
class Found:
    """The output for a request; `path` is '' where there is none, `moved` its other address.

    The status 503 without a path is that of a page that there may be once the mistakes are mended.
    """

    path: str
    status: int = 200
    moved: str = ""


NOTHING = Found("", 404)
NOT_YET = Found("", 503)


def output_path(asked: str) -> str | None:
    """The output that a raw request path names, '' for the root; None for what is no path at all.

    No file is opened by it: outputs are looked up by their exact names. It is strict all the same,
    so that what is made of it, a redirect above all, stays within the site.
    """
    if not asked.startswith("/") or len(asked) > _LONGEST or _DISGUISED.search(asked):
        return None
    try:
        path = unquote(asked[1:], errors="strict")
    except UnicodeDecodeError:
        return None
    *folders, name = path.split("/")
    if _NOT_IN_NAMES.search(path) or {"", ".", ".."}.intersection(folders) or name in (".", ".."):
        return None
    return path


def find(edition: Edition, asked: str) -> Found:
    """What an edition has for a raw request path, as a common static host would answer."""
    path = output_path(asked)
    # A service worker would go on answering for this address when the preview has ended.
    if path is None or path == "sw.js":
        return NOTHING
    is_folder = not path or path.endswith("/")
    for candidate in [path + "index.html"] if is_folder else [path, path + ".html"]:
        if edition.has(candidate):
            return Found(candidate)
    if path and edition.has(f"{path.rstrip('/')}/index.html"):
        return Found("", 301, f"/{quote(path)}/")
    return NOT_YET if edition.failed and _is_page(path) else _missing(edition, path)


def _is_page(path: str) -> bool:
    name = path.rsplit("/", 1)[-1]
    return "." not in name or name.endswith(".html")


def _missing(edition: Edition, path: str) -> Found:
    """The 404 page of the nearest folder above, which is that of the language."""
    folders = path.split("/")[:-1]
    for depth in range(len(folders), -1, -1):
        page = "/".join([*folders[:depth], "404.html"])
        if edition.has(page):
            return Found(page, 404)
    return NOTHING
