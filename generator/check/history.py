"""When each file of the campaign was changed last: by git where it knows, else by the disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.check.git import git

_COMMIT = "\x01"


def changed(root: Path, paths: Iterable[str]) -> dict[str, float]:
    """Seconds since 1970 of the last change of each path, which is relative to `root`.

    That is its last commit; a file with changes of its own since then, or one that git does not
    know, counts by its time on the disk.
    """
    wanted = set(paths)
    unsaved = set(git(root, "diff", "--name-only", "--relative", "HEAD", "--", "."))
    times = dict(_committed(root, wanted - unsaved))
    for path in wanted - times.keys():
        try:
            times[path] = (root / path).stat().st_mtime
        except OSError:
            # The file is gone since it was read; there is nothing to compare.
            continue
    return times


def _committed(root: Path, wanted: set[str]) -> Iterator[tuple[str, float]]:
    """The newest commit of each file, in one walk that ends once all of them are found."""
    left, moment = set(wanted), 0.0
    log = ("log", f"--format={_COMMIT}%ct", "--name-only", "--no-renames", "--relative", "--", ".")
    for line in git(root, *log):
        if line.startswith(_COMMIT):
            moment = float(line[1:])
        elif line in left:
            left.remove(line)
            yield line, moment
            if not left:
                return
