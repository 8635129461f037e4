"""What vouches for a whole zip: the sums that `pack` writes beside it, and their signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.signing import Verdict
from generator.verify.copies import Copy, Unread
from generator.verify.finding import Finding
from generator.verify.folder import held
from generator.verify.trust import signatures
from generator.write.manifest import SUMS

_MOST = 100_000  # bytes of sums, which have two lines
_LARGEST = 1 << 40
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")

_PAGES = (".html", ".htm", ".xhtml", ".xht", ".svg", ".mhtml")

# What shows itself as nothing but words, or is never shown.
_TEXTS = (".txt", ".md", SUMS.lower(), ".sig", ".minisig")
_LITTER = (".ds_store", "thumbs.db", "desktop.ini", ".git/")


@dataclass(frozen=True, slots=True)
class Outside:
    """What is known of a zip by the files beside it.

    `listed` says that sums are there and hold its hash, `signed` that the key which the reader
    named has signed them; `name` is what the sums are called, or ''. `faults` as in a finding.
    """

    name: str = ""
    listed: bool = False
    signed: bool = False
    faults: tuple[str, ...] = ()
    signatures: tuple[tuple[str, Verdict], ...] = ()


def outside(copy: Copy, key: str | None) -> Outside:
    """Raises EnvironmentFault for what is no key."""
    if copy.file is None:
        return Outside()
    zipped = copy.file
    stem = zipped.name[:-4] if zipped.name.lower().endswith(".zip") else zipped.name
    name = f"{stem}.{SUMS}"
    try:
        sums = held(zipped.with_name(name), _MOST, keep=True)
        if sums is None:
            return Outside(name)
        lines = _lines(sums.data) if sums.size <= _MOST else {}
        faults = tuple(_faults(zipped, zipped.with_name(f"{stem}.html"), name, lines))
    except Unread as error:
        return Outside(name, faults=(f"{name}, or what it lists, cannot be read: {error}",))

    def read(suffix: str) -> bytes | None:
        found = held(zipped.with_name(name + suffix), _MOST, keep=True)
        return None if found is None else found.data

    made = tuple(signatures(name, sums.data, read, key))
    signed = not faults and any(v.good and v.trusted for _, v in made)
    return Outside(name, not faults, signed, faults, made)


def vouched(copy: Copy, found: Finding, around: Outside) -> Finding:
    """The finding with what is known of the zip, and of what lies in it beside the site."""
    # Who knows a key or a root hash is told by that alone: anybody can write sums anew.
    is_safe = around.signed or (around.listed and not found.asked)
    beside = () if is_safe else tuple(_opened(copy.beside, zipped=copy.file is not None))
    doubts = [f"{name}: {v.why}" for name, v in around.signatures if v.good is False]
    return replace(
        found,
        faults=(*found.faults, *around.faults),
        doubts=(*found.doubts, *doubts),
        signatures=(*found.signatures, *around.signatures),
        unvouched=beside,
        sums=around.name,
        is_vouched=is_safe,
    )


def is_page(name: str) -> bool:
    """Whether a browser opens it by a double click."""
    return name.lower().endswith(_PAGES)


def _opened(beside: Sequence[str], *, zipped: bool) -> Iterator[str]:
    """What a reader may open. A folder may be somebody's own, with tools and drafts in it."""
    for name in beside:
        is_text = name.lower().endswith((*_TEXTS, *_LITTER))
        if is_page(name) or (zipped and not is_text):
            yield name


def _lines(data: bytes) -> Mapping[str, str]:
    """Hashes by name; nothing where a line is of another kind, or names what another has named."""
    lines = data.decode("utf-8", "replace").removesuffix("\n").split("\n")
    found = [_LINE.fullmatch(line) for line in lines]
    listed = {match[2]: match[1] for match in found if match}
    return listed if len(listed) == len(lines) else {}


def _faults(zipped: Path, page: Path, name: str, lines: Mapping[str, str]) -> Iterator[str]:
    """Raises Unread."""
    if not lines:
        yield f"{name} is damaged"
        return
    for file in (zipped, page):
        found = held(file.resolve() if file is zipped else file, _LARGEST)
        if found is None or lines.get(file.name) == found.sha256:
            continue
        if file.name in lines:
            yield f"{file.name} is not the one that {name} lists: it was changed, or is damaged"
        else:
            yield f"{name} does not list {file.name}"
