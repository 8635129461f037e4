"""What a copy says of itself, in manifest.json and in SHA256SUMS, each held against the other."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.problems import EnvironmentFault
from generator.verify.copies import Copy, Unread
from generator.write.manifest import MANIFEST, SUMS, Manifest, manifest, parse_whole, sums
from generator.write.paths import is_safe

# Some 220,000 files; of larger ones only the size is looked at.
MOST = 32_000_000

# What SHA256SUMS alone lets a file hold, as it names no size.
_LARGEST = 1 << 32

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_ENTRY = re.compile(
    rb'\{"path": "(?:[^"\\]|\\.)+", "size": [0-9]{1,18}, "sha256": "[0-9a-f]{64}"\},?'
)
_LONGEST_HEAD, _SHORTEST_ENTRY = 20_000, 90  # bytes
_NAMED = 3  # of the paths that two lists do not agree on


@dataclass(frozen=True, slots=True)
class Claims:
    """What should be there: by path, how large at most, and its SHA-256.

    `sized` says that a file must have just that size; `signed` is what signatures are over.
    """

    site: str
    root: str
    files: Mapping[str, tuple[int, str]]
    sized: bool
    signed: bytes
    faults: tuple[str, ...]


def claims(copy: Copy) -> Claims:
    """Raises EnvironmentFault where nothing says what the site consists of."""
    faults: list[str] = []
    listed, summed = _read(copy, MANIFEST, faults), _read(copy, SUMS, faults)
    if listed is None and summed is None:
        hint = "name the folder, the zip or the address of a site that Handbill made"
        raise EnvironmentFault(f"there is nothing to check by: {'; '.join(faults)}", hint)
    whole = None if listed is None else _parsed(listed, faults)
    lines = None if summed is None else _lines(summed, faults)
    if whole is not None:
        told = sums(whole.files)
        if summed is not None and summed != told:
            faults.append(_differ(whole, lines))
        root = hashlib.sha256(told).hexdigest()
        signed = told if summed is None else summed
        return Claims(whole.site, root, whole.files, True, signed, tuple(faults))
    if lines is None:
        raise EnvironmentFault("; ".join(faults), "get the copy once more, from somebody else")
    files = {path: (_LARGEST, digest) for path, digest in lines.items()}
    root = hashlib.sha256(summed or b"").hexdigest()
    return Claims("", root, files, False, summed or b"", tuple(faults))


def _read(copy: Copy, path: str, faults: list[str]) -> bytes | None:
    try:
        found = copy.take(path, MOST, keep=True)
    except Unread as error:
        faults.append(f"{path} cannot be read: {error}")
        return None
    if found is None:
        faults.append(f"{path} is missing")
        return None
    if found.size > MOST:
        faults.append(f"{path} is larger than {MOST:,} bytes, and was not looked at")
        return None
    return found.data


def _parsed(data: bytes, faults: list[str]) -> Manifest | None:
    """A manifest is taken only as it would be written again: a changed byte changes it all."""
    found = parse_whole(data) if _looks_written(data) else None
    if found is None:
        faults.append(f"{MANIFEST} is damaged, or was not written by Handbill")
    elif manifest(found.files, found.site) != data:
        faults.append(f"{MANIFEST} was changed: Handbill would have written it differently")
    return found


def _looks_written(data: bytes) -> bool:
    """Line by line, before any of it is parsed: a stranger's JSON can fill the memory."""
    head, _, rest = data.partition(b"\n")
    if len(head) > _LONGEST_HEAD or rest.count(b"\n") > len(rest) // _SHORTEST_ENTRY + 2:
        return False
    *entries, tail = rest.removesuffix(b"\n").split(b"\n")
    return tail == b"]}" and all(map(_ENTRY.fullmatch, filter(None, entries)))


def _lines(data: bytes, faults: list[str]) -> Mapping[str, str] | None:
    try:
        lines = data.decode().removesuffix("\n").split("\n") if data else []
    except UnicodeDecodeError:
        lines = [""]
    found = [_LINE.fullmatch(line) for line in lines]
    files = {match[2]: match[1] for match in found if match and is_safe(match[2])}
    if len(files) != len(lines):
        faults.append(f"{SUMS} is damaged")
        return None
    return files


def _differ(whole: Manifest, lines: Mapping[str, str] | None) -> str:
    said = f"{MANIFEST} and {SUMS} do not agree"
    if lines is None:
        return said
    listed = {(path, digest) for path, (_, digest) in whole.files.items()}
    paths = sorted({path for path, _ in listed ^ set(lines.items())})
    named = ", ".join(f"'{path}'" for path in paths[:_NAMED])
    rest = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return f"{said} on {named}{rest}" if paths else said
