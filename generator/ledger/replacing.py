"""Files of a campaign replaced all at once: each is the old one or the new one, never half."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from generator.problems import EnvironmentFault
from generator.write.faults import as_fault


def replace_all(
    root: Path,
    files: Mapping[str, bytes],
    before: Mapping[str, bytes],
    shown: Callable[[str], str] = str,
) -> None:
    """Write the files by path from `root`; `before` are those that there were, by path.

    `shown` makes of a path what a message may say of it. Where one cannot be
    written, those that already were get their old bytes back. Raises EnvironmentFault.
    """
    for path in files:
        _check_unchanged(root / path, shown(path), before.get(path))
    temporary: dict[str, Path] = {}
    done: list[str] = []
    try:
        for path, data in files.items():
            temporary[path] = _put_beside(root / path, data)
        for path, new in temporary.items():
            new.replace(root / path)
            done.append(path)
    except OSError as error:
        for path in done:
            _put_back(root / path, before.get(path))
        raise as_fault(error, shown(path)) from error
    finally:
        for new in temporary.values():
            new.unlink(missing_ok=True)


def _check_unchanged(file: Path, path: str, before: bytes | None) -> None:
    """Nobody else's change is lost, and no file that was not there a moment ago."""
    try:
        now = file.read_bytes()
    except FileNotFoundError:
        now = None
    except OSError as error:
        raise as_fault(error, path) from error
    if now != before:
        raise EnvironmentFault(f"'{path}' has just been changed by somebody else", "try again")


def _put_beside(file: Path, data: bytes) -> Path:
    """The bytes in a file next to their place, with the rights of the old one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        with new.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if file.exists():
            new.chmod(file.stat().st_mode & 0o7777)
    except OSError:
        new.unlink(missing_ok=True)
        raise
    return new


def _put_back(file: Path, before: bytes | None) -> None:
    with suppress(OSError):
        if before is None:
            file.unlink()
        else:
            _put_beside(file, before).replace(file)
