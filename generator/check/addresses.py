"""Addresses in a page: where they stand, whether a browser fetches them, and what they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from posixpath import dirname, normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from generator.check.elements import Element

# Attributes that hold one address, and those that hold several with a width or a density each.
_SETS = ("srcset", "imagesrcset")
_SINGLES = ("href", "src", "xlink:href", "poster", "action", "formaction", "ping", "background")
_QUOTED = ("cite", "longdesc")
_ADDRESSED = frozenset((*_SETS, *_SINGLES, *_QUOTED))

# What a <link> may be without a browser fetching anything for it.
_QUIET = frozenset(
    {"alternate", "author", "bookmark", "canonical", "first", "help", "last", "license", "me"}
    | {"next", "prev", "search", "self", "shortlink", "tag", "up"}
)
_CANDIDATE = re.compile(r"[\s,]*+([^\s,]\S*?)(?:,++(?=\s|\Z)|\Z|\s++([^,]*+),?)")
_REFRESH = re.compile(r"""[\s\d.]*+[;,\s]\s*+url\s*=\s*(["']?)(.*)""", re.IGNORECASE | re.DOTALL)
_DROPPED = dict.fromkeys(map(ord, "\t\n\r"))
_OUTER = "".join(map(chr, range(0x21)))
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*+):")


class Reference(NamedTuple):
    """An address in an element; `fetched` unless somebody has to follow it by hand."""

    url: str
    element: Element
    attribute: str
    fetched: bool


@dataclass(frozen=True, slots=True)
class Address:
    """An address by its parts: a scheme and a host where it has them; `path` is percent-decoded."""

    scheme: str
    host: str
    path: str
    fragment: str
    rooted: bool

    @property
    def is_remote(self) -> bool:
        return bool(self.host) or self.scheme in ("http", "https", "ftp", "ws", "wss")


def references(elements: Iterable[Element]) -> Iterator[Reference]:
    """All addresses in these elements, in their order."""
    for element in elements:
        attrs = element.attrs
        for name, value in attrs.items():
            if name in _ADDRESSED:
                urls = [url for url, _ in candidates(value)] if name in _SETS else [value]
                fetched = _is_fetched(element, name)
                for url in urls:
                    yield Reference(cleaned(url), element, name, fetched)
        if element.tag == "object" and "data" in attrs:
            yield Reference(cleaned(attrs["data"]), element, "data", True)
        if element.tag == "meta" and attrs.get("http-equiv", "").lower() == "refresh":
            said = _REFRESH.match(attrs.get("content", ""))
            if said:
                url = said[2].split(said[1])[0] if said[1] else said[2]
                yield Reference(cleaned(url), element, "content", True)


def _is_fetched(element: Element, attribute: str) -> bool:
    if attribute in _QUOTED:
        return False
    if attribute in ("href", "xlink:href"):
        if element.tag in ("a", "area"):
            return False
        if element.tag == "link":
            return bool(set(element.attrs.get("rel", "").lower().split()) - _QUIET)
    return True


def candidates(srcset: str) -> list[tuple[str, str]]:
    """The addresses of a srcset with their descriptors, such as `480w`, or ''."""
    return [(url, descriptor.strip()) for url, descriptor in _CANDIDATE.findall(srcset)]


def cleaned(url: str) -> str:
    """An address as browsers read it: without line ends and tabs, and blanks around it."""
    return url.translate(_DROPPED).strip(_OUTER)


@lru_cache(maxsize=65536)
def split(url: str) -> Address:
    """A cleaned address by its parts; of one that is none, everything is its path."""
    scheme = _SCHEME.match(url)
    name = scheme[1].lower() if scheme else ""
    rest = url.replace("\\", "/") if name in ("", "http", "https") else url
    try:
        parts = urlsplit(rest)
        host = parts.hostname or ""
    except ValueError:
        return Address(name, "", url, "", False)
    path = unquote(parts.path)
    return Address(name, host, path, unquote(parts.fragment), path.startswith("/"))


def target(page: str, path: str) -> str | None:
    """The output that a relative path on `page` means; a folder ends in '/', '' is the root.

    None when the path leads out of the site.
    """
    if not path:
        return page
    joined = normpath(f"{dirname(page)}/{path}".lstrip("/"))
    if joined == ".." or joined.startswith("../"):
        return None
    folder = path.endswith(("/", "/.", "/..")) or path in (".", "..")
    if joined == ".":
        return ""
    return joined + "/" if folder else joined
