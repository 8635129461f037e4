"""What a server's shell is asked, in words that every Unix knows, and what its answers mean."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping

from generator.targets.target import Mark

NOT_THERE = 44
"""What a script ends with where the thing it was asked for is not there."""

_GREETING = "handbill-here"
PROBE = f"echo {_GREETING}; rsync --version 2>/dev/null | head -n 1"

# What is no file and no folder (a link, say) is listed with a hash that nothing has.
NO_FILE = "0" * 64

# Sizes, then hashes: one or the other program is on every server, and where none is, sizes alone.
LISTING = (
    f"find . ! -type f ! -type d | sed -e 'h; s/^/0 /p; g; s/^/{NO_FILE}  /'; "
    "find . -type f -exec wc -c {} +; "
    "if command -v sha256sum >/dev/null; then find . -type f -exec sha256sum {} +; "
    "elif command -v shasum >/dev/null; then find . -type f -exec shasum -a 256 {} +; fi"
)
_SIZE = re.compile(r" *(\d{1,18}) \./(.+)")
_HASH = re.compile(r"([0-9a-f]{64}) [ *]\./(.+)")


SETTING = "exec 3>&1; LC_ALL=C; export LC_ALL; umask 022; unset CDPATH"


def shell_line(script: str) -> str:
    """A script for `sh`, whatever shell the login has; files are for all to read."""
    return shlex.join(["exec", "sh", "-c", f"{SETTING}; {script}"])


def has_shell(said: bytes | None) -> bool:
    """Whether PROBE was answered; a server for SFTP alone says nothing, or that it refuses."""
    return said is not None and _GREETING.encode() in said.split()


def rsync_is_new(said: str) -> bool:
    """Whether `rsync --version` is of rsync 3; look-alikes of it do not know all that we ask."""
    return re.search(r"^rsync +version v?[3-9]\.", said, re.MULTILINE) is not None


def listed(said: bytes) -> Mapping[str, Mark]:
    """What LISTING told: all files with their sizes, and SHA-256 where the server has it."""
    sizes: dict[str, int] = {}
    hashes: dict[str, str] = {}
    for line in said.decode("utf-8", "surrogateescape").split("\n"):
        if found := _HASH.fullmatch(line):
            hashes[found[2]] = found[1]
        elif found := _SIZE.fullmatch(line):
            sizes[found[2]] = int(found[1])
    return {
        path: Mark(size, hashes.get(path, ""), hashes.get(path, "")) for path, size in sizes.items()
    }
