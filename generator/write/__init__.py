"""Outputs become the published folder, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.write.exchange import Staging, repair
from generator.write.lock import building
from generator.write.manifest import MANIFEST, SUMS, Listing, manifest, root_hash, spoken, sums

__all__ = ["Changes", "Written", "building", "repair", "spoken", "write"]


@dataclass(frozen=True, slots=True)
class Changes:
    """How many files differ from the site that stood there before."""

    added: int
    changed: int
    unchanged: int
    removed: int


@dataclass(frozen=True, slots=True)
class Written:
    """What now stands: files and bytes without manifest.json and SHA256SUMS, and the root hash.

    `changes` is None when no site stood there before; `listing` has every file, these two as well.
    """

    count: int
    size: int
    root_hash: str
    changes: Changes | None
    listing: Listing


def write(
    files: Iterable[tuple[PurePosixPath, bytes | tuple[int, str]]],
    target: Path,
    site_root: Path,
    *,
    durable: bool = True,
    site: str = "",
) -> Written:
    """Make `target` hold exactly `files`, manifest.json and SHA256SUMS.

    `site` names the campaign in manifest.json, so that one is never taken for another.
    A file of which only size and SHA-256 are given is kept: it stands at `target` already.

    After it, every reader sees all of the new site and nothing of the old one, modes are 0644 and
    0755, and nothing outside `target` has changed. When it raises, or is killed, the old site
    stands as it stood. The caller holds `building(site_root)`; `durable=False` saves the wait for
    the disk where a power cut costs nothing, as in a preview.

    Raises EnvironmentFault when the machine stands in the way, and ValueError for a path that is
    not inside the site or that meets another one on a disk that ignores case or Unicode form.
    """
    with Staging(target, site_root, durable=durable) as stage:
        for path, data in files:
            if isinstance(data, tuple):
                stage.keep(path, data)
            else:
                stage.put(path, data)
        listing = dict(stage.listing)
        stage.put(PurePosixPath(MANIFEST), manifest(listing, site))
        stage.put(PurePosixPath(SUMS), sums(listing))
        stage.commit()
    return Written(
        count=len(listing),
        size=sum(size for size, _ in listing.values()),
        root_hash=root_hash(listing),
        listing=dict(stage.listing),
        changes=None if stage.previous is None else _compare(stage.previous, listing),
    )


def _compare(old: Listing, new: Listing) -> Changes:
    unchanged = len(old.items() & new.items())
    both = len(old.keys() & new.keys())
    return Changes(
        added=len(new) - both,
        changed=both - unchanged,
        unchanged=unchanged,
        removed=len(old) - both,
    )
