"""Git, asked about the campaign's folder: it is only ever read."""

from __future__ import annotations

import os
import re
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


class GitFault(Exception):
    """There is a history, and git does not tell it; the message says why."""


def has_repository(root: Path) -> bool:
    """Whether the folder is in a repository, if one that git may not be able to read."""
    return any((folder / ".git").exists() for folder in (root, *root.parents))


def git(root: Path, *command: str, strict: bool = False) -> Iterator[str]:
    """What git says, line by line; where it fails, nothing. Raises GitFault if it is `strict`."""
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
    except OSError as error:
        if strict:
            raise GitFault("git is not installed") from error
        return
    with asked:
        assert asked.stdout is not None
        try:
            for line in asked.stdout:
                # macOS hands out file names with their accents apart.
                yield unicodedata.normalize("NFC", line.rstrip("\n"))
            if asked.wait() and strict:
                raise GitFault("git refuses to read it; 'git log' says why")
        finally:
            asked.kill()


def branch_of(root: Path) -> str:
    """The branch that is worked on; '' where there is none, or its name is a strange one."""
    name = next(git(root, "symbolic-ref", "--quiet", "--short", "HEAD"), "")
    return name if re.fullmatch(r"[\w][\w./-]{0,80}", name) else ""
