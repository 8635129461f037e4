"""What was found out about a copy, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.report import safe
from generator.verify.finding import Finding
from generator.write.manifest import spoken

_NAMED = 20  # of the files of each sort; the rest is counted

_WHOLE_ONLY = (
    "this shows that the copy is whole, and not who made it: compare the root hash with one from "
    "somebody you trust, or name their key with --key"
)
_UNVOUCHED = "open only index.html in the site's own folder"


def wrongs(found: Finding) -> list[str]:
    """A line for everything that speaks against the copy."""
    unread = [f"{path}: {why}" for path, why in found.unread]
    lines = [*found.faults]
    for sort, paths in (
        ("changed", found.changed),
        ("missing", found.missing),
        ("added", found.added),
        ("unread", unread),
    ):
        lines += _listed(sort, paths)
    lines += found.doubts
    if found.unvouched:
        lines.append(_unvouched(found))
    return [safe(line) for line in lines]


def summary(found: Finding) -> list[str]:
    """What was looked at, how it is signed, and the root hash, which can be read aloud."""
    return [safe(line) for line in _summary(found)]


def _summary(found: Finding) -> Iterator[str]:
    yield _judgement(found)
    if found.site:
        yield f"  it calls itself {found.site}"
    yield f"  root hash {spoken(found.root)}"
    yield f"            {found.root}"
    for name, verdict in found.signatures:
        yield f"  {name}: {verdict.why}"
    checked = f"and in the zip that {found.sums} lists" if found.is_vouched else "and not checked"
    for what, paths in (
        ("for the host alone, and not served as it is", found.unserved),
        ("the host's own", found.hosts),
        (f"beside the site, {checked}", found.beside),
    ):
        if paths:
            yield f"  {what}: {_some(paths)}"
    for note in found.notes:
        yield f"  note: {note}"
    if found.is_true_inside and not found.asked:
        yield f"  note: {_WHOLE_ONLY}"


def _judgement(found: Finding) -> str:
    looked = f"{found.count:,} {'file' if found.count == 1 else 'files'}, {found.size:,} bytes"
    if found.is_true:
        return f"a true copy: {looked}"
    if found.is_true_inside:
        return f"the site in it is a true copy: {looked}; {_nothing_vouches(found, 'it')}"
    if found.is_whole:
        return f"not to be trusted, though every file is as it says itself: {looked}"
    return f"not a true copy: {looked} looked at"


def _nothing_vouches(found: Finding, site: str) -> str:
    return f"nothing vouches for {_some(found.unvouched)} beside {site}"


def _unvouched(found: Finding) -> str:
    """What to do; who has named what they know needs more than sums, which anybody can write."""
    signed = ", with its signature, and name the key with --key" if found.asked else ""
    wanted = f", or get {found.sums} and put it beside the zip{signed}" if found.sums else ""
    return f"{_nothing_vouches(found, 'the site')}: {_UNVOUCHED}{wanted}"


def _listed(sort: str, paths: Sequence[str]) -> Iterator[str]:
    yield from (f"{sort:<8} {path}" for path in paths[:_NAMED])
    if len(paths) > _NAMED:
        yield f"{sort:<8} … and {len(paths) - _NAMED:,} more"


def _some(paths: Sequence[str]) -> str:
    return ", ".join(paths[:5]) + (f" and {len(paths) - 5} more" if len(paths) > 5 else "")
