"""What was published from here, and what was begun, target by target: sealed, and never needed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.cache.sealed import read_sealed, write_sealed
from generator.write.manifest import Listing

_FILE, _INTENT = "record", "intent"
_FORMAT = 1
UNKNOWN = "?"  # no mark looks so: the next deploy counts it as something else
_INTERRUPTED = 50  # deploys one after the other, of which we know that they were ours


@dataclass(frozen=True, slots=True)
class Record:
    """A release as it stood at a target when it was confirmed.

    `tags` is what the target called each file's content, where it calls it anything; `hidden`
    changes with what posts hide, and tells nobody what that is ('' where nothing was
    hidden, UNKNOWN where nobody knows).
    """

    where: str
    root: str
    at: datetime
    files: Listing
    tags: Mapping[str, str]
    hidden: str


@dataclass(frozen=True, slots=True)
class Intent:
    """Releases that were on their way to a target, and are not known to have come through.

    `forgets` says that older releases there may hold what was taken down, and are to be deleted.
    """

    where: str
    roots: tuple[str, ...]
    forgets: bool


def recall(folder: Path | None, where: str) -> Record | None:
    """What was published last to this very place, if that was from here."""
    data = read_sealed(folder / _FILE) if folder else None
    if data is None:
        return None
    found = json.loads(data)
    if (found["format"], found["where"]) != (_FORMAT, where):
        return None
    return Record(
        where=where,
        root=found["root"],
        at=datetime.fromisoformat(found["at"]),
        files={path: (size, digest) for path, size, digest, _ in found["files"]},
        tags={path: tag for path, _, _, tag in found["files"]},
        hidden=found["hidden"],
    )


def keep(folder: Path | None, record: Record) -> None:
    """Remember it for next time; where nothing can be kept, the target alone is asked then."""
    if folder is None:
        return
    files = [[p, s, d, record.tags.get(p, "")] for p, (s, d) in sorted(record.files.items())]
    said = {
        "format": _FORMAT,
        "where": record.where,
        "root": record.root,
        "at": record.at.isoformat(),
        "hidden": record.hidden,
        "files": files,
    }
    write_sealed(folder / _FILE, json.dumps(said, ensure_ascii=False).encode())


def intended(folder: Path | None, where: str) -> Intent | None:
    """What was begun at this very place from here, and not finished."""
    data = read_sealed(folder / _INTENT) if folder else None
    found = json.loads(data) if data else {}
    if (found.get("format"), found.get("where")) != (_FORMAT, where):
        return None
    return Intent(where, tuple(found["roots"]), found["forgets"])


def intend(folder: Path | None, where: str, root: str, *, forgets: bool) -> None:
    """Remember what is about to be begun, for whoever comes after an interruption."""
    if folder is not None:
        before = intended(folder, where)
        roots = [*(before.roots if before else ()), root][-_INTERRUPTED:]
        said = {"format": _FORMAT, "where": where, "roots": roots, "forgets": forgets}
        write_sealed(folder / _INTENT, json.dumps(said, ensure_ascii=False).encode())


def done(folder: Path | None) -> None:
    """What was begun is finished."""
    if folder is not None:
        with suppress(OSError):
            (folder / _INTENT).unlink(missing_ok=True)
