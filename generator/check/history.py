"""When each file of the campaign was changed last: by git where it knows, else by the disk."""

from __future__ import annotations

import os
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

# The site's folder may come from anybody, and its git settings could name programs to run.
_GIT = (
    "git",
    "-c",
    "core.quotepath=off",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "log.showSignature=false",
)
_COMMIT = "\x01"


def changed(root: Path, paths: Iterable[str]) -> dict[str, float]:
    """Seconds since 1970 of the last change of each path, which is relative to `root`.

    That is its last commit; a file with changes of its own since then, or one that git does not
    know, counts by its time on the disk.
    """
    wanted = set(paths)
    unsaved = set(_lines(root, "diff", "--name-only", "--relative", "HEAD", "--", "."))
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
    for line in _lines(root, *log):
        if line.startswith(_COMMIT):
            moment = float(line[1:])
        elif line in left:
            left.remove(line)
            yield line, moment
            if not left:
                return


def _lines(root: Path, *command: str) -> Iterator[str]:
    """What git says, line by line; nothing where there is no git or no repository."""
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0"}
    try:
        git = subprocess.Popen(
            [*_GIT, *command],
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
        )
    except OSError:
        return
    with git:
        assert git.stdout is not None
        try:
            for line in git.stdout:
                # macOS hands out file names with their accents apart.
                yield unicodedata.normalize("NFC", line.rstrip("\n"))
        finally:
            git.kill()
