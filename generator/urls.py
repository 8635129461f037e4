"""Addresses: slugs, output paths and links that become relative when a page is written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

# Templates and bodies write links from the site's root as ROOT + path; `relative_to` turns them
# into relative ones for the page they stand on: so every host, folder and file:// is alike.
ROOT = "handbill:/"

# Windows opens a device, not a file, for these names whatever their ending.
RESERVED_NAMES = frozenset(
    ["con", "prn", "aux", "nul"] + [f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10)]
)


_NOT_IN_SLUG = re.compile("[^a-z0-9]+")


@lru_cache(maxsize=20_000)
def slugify(text: str) -> str:
    """A readable address part: letters, digits and marks of any script, hyphens between words.

    Latin accents are folded (é → e); other scripts stay as they are, in NFC.
    """
    if text.isascii() and text.isprintable():
        # Most headings and names are: the same rules at a tenth of the cost.
        return _NOT_IN_SLUG.sub("-", text.lower().replace("'", "")).strip("-")
    out: list[str] = []
    for char in unicodedata.normalize("NFKC", text).casefold():
        if char.isalnum():
            out.append(_fold_latin(char))
        elif unicodedata.category(char) in ("Mn", "Mc"):
            out.append(char)
        elif char not in "'’" and out and out[-1] != "-" and not _ignorable(char):
            out.append("-")
    return unicodedata.normalize("NFC", "".join(out)).strip("-")


def _fold_latin(char: str) -> str:
    decomposed = unicodedata.normalize("NFD", char)
    return decomposed[0] if decomposed[0].isascii() else char


def _ignorable(char: str) -> bool:
    return unicodedata.category(char) in ("Cf", "Cc")


@lru_cache(maxsize=16_384)
def site_url(path: PurePosixPath | str, fragment: str = "") -> str:
    """A link to an output file, from the site's root."""
    return ROOT + quote(str(path)) + (f"#{quote(fragment)}" if fragment else "")


def relative_to(path: PurePosixPath, text: str) -> str:
    """`text` with every root link made relative to the output file `path`."""
    return text.replace(ROOT, "../" * (len(path.parts) - 1))


def absolute(base: str, path: PurePosixPath | str) -> str:
    """The public address of an output file; index.html is written as its folder."""
    tail = quote(str(path))
    if tail == "index.html" or tail.endswith("/index.html"):
        tail = tail[: -len("index.html")]
    return _uri(base).rstrip("/") + "/" + tail


@lru_cache(maxsize=8)
def _uri(address: str) -> str:
    """An address as machines take it (RFC 3987, 3.1): a host in Punycode, a path in percent signs.

    Messengers end a link at the first letter that is not Latin. What cannot be written so stays.
    """
    if address.isascii():
        return address
    parts = urlsplit(address)
    try:
        host = parts.netloc.encode("idna").decode()
    except UnicodeError:
        return address
    return f"{parts.scheme}://{host}{quote(parts.path, safe='/%')}"
