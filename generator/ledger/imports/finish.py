"""A found post is completed by what its address tells, cleaned, and left out if nothing is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from generator.kinds.permalink import Permalink, inner, recognise
from generator.ledger.imports.cleaning import DIRECTIONS, clean_line, clean_text
from generator.ledger.imports.moments import moment
from generator.ledger.record import Attachment, Found
from generator.locales import is_language_tag
from generator.problems import Problem

_LONGEST_ADDRESS = 2000
_LONGEST_NAME = 300
_LONGEST_RAW = 5000
_UNFIT = re.compile(
    '[\\s\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff<>"]'
)
_HANDLE = re.compile(r"@\w[\w.-]*(?:@[\w.-]+(?::\d+)?)?")
# Tags of old, and those by which X says that it does not know.
_LANGUAGES = {"in": "id", "iw": "he", "ji": "yi", "no": "nb"}
_NO_LANGUAGE = frozenset("und qam qct qht qme qst zxx art mul mis".split())


def finish(raw: Found, problems: list[Problem]) -> Found | None:
    """The post as a record can take it, or None; what was done to it is told in `problems`."""
    taken: set[str] = set()
    url, link = _address(raw.url)
    found = replace(
        raw,
        url=url,
        network=raw.network or (link.network if link else "other"),
        handle=clean_handle(raw.handle, taken) or clean_handle(link.handle if link else "", taken),
        name=clean_line(raw.name[:_LONGEST_RAW], taken)[:_LONGEST_NAME].rstrip(),
        text=clean_text(raw.text, taken),
        posted=_posted(raw.posted, link),
        lang=_language(raw.lang),
        archive=link.archive if link else raw.archive,
        attachments=tuple(_attachments(raw.attachments, taken)),
    )
    if not (found.text or found.url):
        message = "a post without words and without an address is left out"
        problems.append(Problem("import-skipped", message, raw.place))
        return None
    if taken:
        message = f"taken out of a post: {', '.join(sorted(taken))}"
        problems.append(Problem("import-cleaned", message, raw.place, _hint(taken)))
    return found


def _hint(taken: set[str]) -> str:
    turned = "; they can make readers see other words than those that are there"
    return "compare the record with the original" + (turned if DIRECTIONS in taken else "")


def _address(written: str) -> tuple[str, Permalink | None]:
    """The plain address of a post, and what it tells; '' where it is none."""
    written = written.strip()
    link = recognise(written)
    if link:
        return link.canonical or written, link
    address = inner(written)
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    fits = good and len(address) <= _LONGEST_ADDRESS and not _UNFIT.search(address)
    return (address if fits else ""), None


def clean_handle(written: str, taken: set[str]) -> str:
    """'@name'; an account's number, which Bluesky writes as did:…, is no name."""
    name = clean_line(written[:_LONGEST_RAW], taken).lstrip("@")
    handle = f"@{name}"
    fits = name and not name.startswith("did:") and len(handle) <= _LONGEST_NAME
    return handle if fits and _HANDLE.fullmatch(handle) else ""


def _posted(written: str, link: Permalink | None) -> str:
    """The time that is told; the second that an id holds wins over a mere day."""
    told = moment(written)
    return told if "T" in told or not (link and link.posted) else link.posted


def _language(written: str) -> str:
    tag = written.strip().replace("_", "-")
    tag = _LANGUAGES.get(tag, tag)
    return tag if is_language_tag(tag) and tag not in _NO_LANGUAGE else ""


def _attachments(raw: tuple[Attachment, ...], taken: set[str]) -> Iterator[Attachment]:
    for attachment in raw:
        url, _ = _address(attachment.url)
        alt = clean_text(attachment.alt, taken)
        if url or alt:
            yield Attachment(url, alt)
