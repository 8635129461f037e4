"""What a published site consists of, so that anybody can tell whether a copy is unchanged.

SHA256SUMS lists every file but itself and manifest.json, and the root hash is the hash of
SHA256SUMS: `sha256sum -c SHA256SUMS` and `sha256sum SHA256SUMS` check a copy without Handbill.
manifest.json says the same for programs, and which campaign it is; whoever has the files and knows
the campaign can make it again byte for byte.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.write.paths import is_safe

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
SIGNATURES = (f"{SUMS}.sig", f"{SUMS}.minisig")

# Path → size in bytes and SHA-256 in hexadecimal. Paths are text here, as in the files themselves:
# tens of thousands of path objects would take longer than the disk.
Listing = Mapping[str, tuple[int, str]]

_GENERATOR = "Handbill"
_FORMAT = 1
_encode = json.JSONEncoder(ensure_ascii=False).encode
_DIGEST = re.compile(r"[0-9a-f]{64}")
_GROUPS, _DIGITS = 5, 5


def sums(files: Listing) -> bytes:
    """SHA256SUMS, sorted by the bytes of the path."""
    return b"".join(f"{digest}  {path}\n".encode() for path, _, digest in _sorted(files))


def root_hash(files: Listing) -> str:
    """One hash over all files: that of their SHA256SUMS, in hexadecimal."""
    return hashlib.sha256(sums(files)).hexdigest()


def manifest(files: Listing, site: str = "") -> bytes:
    """manifest.json: one line for each file, in the order of SHA256SUMS; `site` names the campaign.

    No hash of a file covers the name, so that it has one of its own: a damaged one is noticed.
    """
    lines = (
        _encode({"path": path, "size": size, "sha256": digest})
        for path, size, digest in _sorted(files)
    )
    root = root_hash(files)
    head = {
        "generator": _GENERATOR,
        "format": _FORMAT,
        "site": site,
        "root": root,
        "head": _head_hash(site, root),
    }
    entries = ",\n".join(lines)
    return f'{_encode(head)[:-1]}, "files": [\n{entries}\n]}}\n'.encode()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest.json says: all of it claims, but that paths are safe to use.

    `site` is the campaign's address or title ('' where none is named), `root` the root hash in
    hexadecimal, which need not be that of `files` ('' where none is given).
    """

    site: str
    root: str
    files: Listing


def parse(data: bytes) -> Listing | None:
    """What a manifest.json lists, or None when Handbill did not write it.

    It may come from a stranger: the paths are safe to use, the sizes and hashes mere claims.
    """
    whole = parse_whole(data)
    return None if whole is None else whole.files


@lru_cache(maxsize=1)  # a build reads it before its first file and again before the exchange
def parse_whole(data: bytes) -> Manifest | None:
    """All that a manifest.json says, or None when Handbill did not write it."""
    try:
        found = json.loads(data)
        if found["generator"] != _GENERATOR:
            return None
        files = dict(_entry(**entry) for entry in found["files"])
        if len(files) != len(found["files"]):
            return None  # a path that stands there twice: which of the two was meant?
        return Manifest(_text(found.get("site", "")), _text(found.get("root", "")), files)
    except (ValueError, TypeError, LookupError, RecursionError):
        return None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    value.encode()  # a lone surrogate is no text either: a ValueError says so
    return value


def _head_hash(site: str, root: str) -> str:
    return hashlib.sha256(f"{site}\n{root}".encode()).hexdigest()


def _entry(path: str, size: int, sha256: str) -> tuple[str, tuple[int, str]]:
    if not (is_safe(path) and type(size) is int and size >= 0 and _DIGEST.fullmatch(sha256)):
        raise ValueError("not an entry of ours")
    return path, (size, sha256)


def spoken(root: str) -> str:
    """The root hash short enough to read aloud: `12345-67890-12345-67890-12345`.

    These are the last 25 decimal digits of the hash taken as a number, 83 bits: digits, because
    every language has words for them, and enough that nobody makes another site to match.
    In running text from right to left it needs an isolated left-to-right span.
    """
    digits = f"{int(root, 16) % 10 ** (_GROUPS * _DIGITS):0{_GROUPS * _DIGITS}d}"
    return "-".join(digits[at : at + _DIGITS] for at in range(0, len(digits), _DIGITS))


def _sorted(files: Listing) -> list[tuple[str, int, str]]:
    order = sorted(files.items(), key=lambda item: item[0].encode())
    return [(path, size, digest) for path, (size, digest) in order]
