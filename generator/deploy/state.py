"""In which state a target is found: empty, as it was left, or touched by somebody else since."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from generator.deploy.records import Intent, Record
from generator.targets.file_by_file import Begun, begun
from generator.targets.plan import FRAME
from generator.targets.target import Live
from generator.write.manifest import (
    MANIFEST,
    SIGNATURES,
    SUMS,
    Listing,
    Manifest,
    parse_whole,
    root_hash,
    sums,
)

_UNKNOWN = (-1, "")


class State(Enum):
    """How a target stands to this campaign; the value says it to whoever is asked."""

    EMPTY = "nothing stands there yet"
    OURS = "the last release stands there as it was published"
    UNFINISHED = "an interrupted deploy left it half done; this one finishes it"
    BUSY = "somebody else is deploying to it, or was interrupted at that"
    MOVED = "somebody has deployed to it since you last did"
    ALTERED = "its files are not those that were published"
    ANOTHER = "another campaign stands there"
    FOREIGN = "files stand there that Handbill did not publish"


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands at a target, as far as it can be told.

    `files` are those that are there, with size and SHA-256 (-1 and '' where these are not known);
    `published` is what the release there lists; `odd` are paths that are not as they should be.
    """

    state: State
    files: Listing
    published: Listing
    odd: tuple[str, ...] = ()


def judge(live: Live, record: Record | None, site: str, intent: Intent | None = None) -> Standing:
    """Hold what is there against its own manifest, and against what was published from here."""
    there = parse_whole(live.manifest) if live.manifest else None
    coming = begun(live.unfinished) if live.unfinished else None
    if coming is not None:
        begun_here = coming.root in intent.roots if intent else record is None
        return _unfinished(live, there, coming, site, begun_here=begun_here)
    if there is None:
        found = dict.fromkeys(live.files or (), _UNKNOWN)
        state = State.FOREIGN if found or live.manifest else State.EMPTY
        return Standing(state, found, {}, tuple(sorted(found)))
    recorded = record is not None and record.root == there.root
    listed = _listing(there, live, record if recorded else None)
    # What we had begun stands there: it was interrupted at the very last.
    ours = recorded or (intent is not None and there.root in intent.roots)
    odd = _odd(live, listed, record if recorded else None)
    if root_hash(there.files) != there.root:
        odd = tuple(sorted({*odd, MANIFEST}))
    files = _present(listed, live.files)
    if there.site != site and not ours:
        return Standing(State.ANOTHER, files, listed, odd)
    if record and not ours:
        return Standing(State.MOVED, files, listed, odd)
    return Standing(State.ALTERED if odd else State.OURS, files, listed, odd)


def _unfinished(
    live: Live, there: Manifest | None, coming: Begun, site: str, *, begun_here: bool
) -> Standing:
    """Files that were to be sent or removed may be as before, or not, or gone."""
    listed = _listing(there, live, None) if there else {}
    known = {**listed, **coming.release}
    files = {
        path: _UNKNOWN if path in coming.doubtful else known.get(path, _UNKNOWN)
        for path in (known if live.files is None else live.files)
    }
    ours = coming.site == site and (there is None or there.site == site)
    state = State.UNFINISHED if begun_here else State.BUSY
    # What neither release has, somebody has put there since.
    strangers = files.keys() - known.keys() - coming.doubtful - set(FRAME)
    if strangers or not ours:
        state = State.ALTERED if ours else State.ANOTHER
    return Standing(state, files, listed, tuple(sorted(coming.doubtful & files.keys() | strangers)))


def _listing(there: Manifest, live: Live, record: Record | None) -> Listing:
    """All files of a release: those that its manifest lists, and its frame."""
    listed = sums(there.files)
    found = dict(there.files)
    # Signatures are in no manifest: only who has published them knows which they were.
    found |= {path: record.files[path] for path in SIGNATURES if record and path in record.files}
    found[SUMS] = (len(listed), there.root)
    if live.manifest is not None:
        found[MANIFEST] = (len(live.manifest), hashlib.sha256(live.manifest).hexdigest())
    return found


def _present(listed: Listing, files: Mapping[str, object] | None) -> Listing:
    if files is None:
        return listed
    return {path: listed.get(path, _UNKNOWN) for path in files}


def _odd(live: Live, listed: Listing, record: Record | None) -> tuple[str, ...]:
    """Paths that are missing, added, or other than they were published."""
    if live.files is None:
        return ()
    missing = listed.keys() - live.files.keys()
    added = live.files.keys() - listed.keys() - set(FRAME)
    tags = record.tags if record else {}
    other = {
        path
        for path, mark in live.files.items()
        if path in listed
        and (
            mark.size != listed[path][0]
            or mark.digest not in ("", listed[path][1])
            or not _alike(mark.tag, tags.get(path))
        )
    }
    return tuple(sorted({*missing, *added, *other}))


def _alike(tag: str, before: str | None) -> bool:
    """Whether a target calls a content as it did; not all have names for it."""
    return not (tag and before) or tag == before
