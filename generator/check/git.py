"""Git, asked about the campaign's folder: it is only ever read."""

from __future__ import annotations

import os
import subprocess
import unicodedata
from collections.abc import Iterator
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


def git(root: Path, *command: str) -> Iterator[str]:
    """What git says, line by line; nothing where there is no git or no repository."""
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0"}
    try:
        asked = subprocess.Popen(
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
    with asked:
        assert asked.stdout is not None
        try:
            for line in asked.stdout:
                # macOS hands out file names with their accents apart.
                yield unicodedata.normalize("NFC", line.rstrip("\n"))
        finally:
            asked.kill()
