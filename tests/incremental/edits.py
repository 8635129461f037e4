"""Changes to a campaign's files as values: each is a function of the site's root."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

Edit = Callable[[Path], None]


class Missed(Exception):
    """The edit does not fit what stands there; in a table it is a slip, in a random row no matter."""


def put(name: str, content: str | bytes) -> Edit:
    """A file is written, new or over an old one."""

    def edit(root: Path) -> None:
        path = root / name
        if path.is_dir():
            raise Missed(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    return edit


def more(name: str, text: str) -> Edit:
    """A text is put behind what the file holds."""
    return lambda root: put(name, _read(root, name) + text)(root)


def instead(name: str, old: str, new: str) -> Edit:
    """Words of a file are replaced, all of them."""

    def edit(root: Path) -> None:
        text = _read(root, name)
        if old not in text:
            raise Missed(f"{name}: {old}")
        put(name, text.replace(old, new))(root)

    return edit


def gone(name: str) -> Edit:
    """A file or a folder is deleted."""

    def edit(root: Path) -> None:
        path = root / name
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
        else:
            raise Missed(name)

    return edit


def moved(name: str, to: str) -> Edit:
    """A file or a folder gets another name, and keeps its times."""

    def edit(root: Path) -> None:
        if not (root / name).exists() or (root / to).exists():
            raise Missed(name)
        (root / to).parent.mkdir(parents=True, exist_ok=True)
        (root / name).rename(root / to)

    return edit


def swapped(one: str, other: str) -> Edit:
    """Two files exchange their names."""
    between = f"{one}.between"
    return both(moved(one, between), moved(other, one), moved(between, other))


def both(*edits: Edit) -> Edit:
    """One edit after the other, with no build between them."""

    def edit(root: Path) -> None:
        for each in edits:
            each(root)

    return edit


def touched(name: str) -> Edit:
    """The file's time is another one, and its bytes are the same."""

    def edit(root: Path) -> None:
        _bytes(root, name)
        os.utime(root / name, ns=(10**18, 10**18))

    return edit


def rewritten(name: str) -> Edit:
    """An editor saves the same bytes as a new file under the old name."""

    def edit(root: Path) -> None:
        draft = root / f"{name}~"
        draft.write_bytes(_bytes(root, name))
        draft.replace(root / name)

    return edit


def unseen(name: str, old: str, new: str) -> Edit:
    """Words are replaced in place, and neither the file's size nor its time tells."""

    def edit(root: Path) -> None:
        assert len(old.encode()) == len(new.encode())
        before = (root / name).stat() if (root / name).exists() else None
        instead(name, old, new)(root)
        assert before is not None
        os.utime(root / name, ns=(before.st_atime_ns, before.st_mtime_ns))

    return edit


def slipped_in(name: str, content: bytes) -> Edit:
    """Another file takes the place of one, with the time that the old one had."""

    def edit(root: Path) -> None:
        _bytes(root, name)
        before = (root / name).stat()
        put(name, content)(root)
        os.utime(root / name, ns=(before.st_atime_ns, before.st_mtime_ns))

    return edit


def cut(name: str, share: float) -> Edit:
    """Only the first part of a file is left."""

    def edit(root: Path) -> None:
        data = _bytes(root, name)
        put(name, data[: int(len(data) * share)])(root)

    return edit


def _bytes(root: Path, name: str) -> bytes:
    if not (root / name).is_file():
        raise Missed(name)
    return (root / name).read_bytes()


def _read(root: Path, name: str) -> str:
    try:
        return _bytes(root, name).decode()
    except UnicodeDecodeError as error:
        raise Missed(name) from error
