"""What builds remember may be deleted, damaged, another site's or not writable: no matter."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sites import SMALLEST

from .conftest import MakeLiving
from .edits import more
from .living import Living, differing, tree


def _files(folder: Path) -> list[Path]:
    """What is remembered; the lock is a file without bytes."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "lock")


def _cut(folder: Path, chance: random.Random) -> None:
    for file in _files(folder):
        if chance.random() < 0.5:
            data = file.read_bytes()
            file.write_bytes(data[: chance.randrange(len(data) + 1)])


def _flip(folder: Path, chance: random.Random) -> None:
    """One bit of each file is another one, and neither size nor time tells."""
    for file in _files(folder):
        data = bytearray(file.read_bytes())
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            before = file.stat()
            file.write_bytes(data)
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _fill(folder: Path, chance: random.Random) -> None:
    for file in _files(folder):
        file.write_bytes(chance.randbytes(chance.choice([0, 1, 40, 5000])))


def _exchange(folder: Path, chance: random.Random) -> None:
    """Each file gets another one's bytes."""
    files = _files(folder)
    contents = [file.read_bytes() for file in files]
    chance.shuffle(contents)
    for file, data in zip(files, contents, strict=True):
        file.write_bytes(data)


def _delete(folder: Path, chance: random.Random) -> None:
    for file in _files(folder):
        if chance.random() < 0.5:
            file.unlink()


def _folders(folder: Path, chance: random.Random) -> None:
    """Where files were are folders now."""
    for file in _files(folder):
        file.unlink()
        (file / "inside").mkdir(parents=True)


def _strangers(folder: Path, chance: random.Random) -> None:
    for each in [folder, *(path for path in folder.rglob("*") if path.is_dir())]:
        (each / "stranger").write_bytes(b"I am no memory.")
        (each / ("0" * 64)).write_bytes(b"Nor am I.")


HARMS: dict[str, Callable[[Path, random.Random], object]] = {
    "cut": _cut,
    "flipped": _flip,
    "filled": _fill,
    "exchanged": _exchange,
    "thinned": _delete,
    "folders": _folders,
    "strangers": _strangers,
    "deleted": lambda folder, chance: shutil.rmtree(folder),
}


def _survives(site: Living, turn: int) -> None:
    """A build without a change, and one with: both are right."""
    assert site.agrees() == "written"
    more("content/index.md", f"\nLine {turn}.\n")(site.root)
    assert site.agrees() == "written"


@pytest.mark.parametrize("name", HARMS)
def test_harm_is_passed_over(living: MakeLiving, name: str) -> None:
    site = living()
    HARMS[name](site.root / ".handbill", random.Random(7))
    _survives(site, 0)


def test_another_site_s_memory_is_passed_over(living: MakeLiving) -> None:
    site = living()
    other = living({name: text.encode() for name, text in SMALLEST.items()}, name="other")
    before = tree(other.output)
    shutil.rmtree(other.root / ".handbill")
    shutil.copytree(site.root / ".handbill", other.root / ".handbill")
    assert other.agrees() == "written"
    assert differing(tree(other.output), before) == []
    _survives(other, 1)


def test_a_memory_that_cannot_be_written_is_no_fault(living: MakeLiving) -> None:
    """As somebody who is not root: to root every folder can be written."""
    site = living()
    kept = site.root / ".handbill"
    for path in [kept, *kept.rglob("*")]:
        path.chmod(0o500 if path.is_dir() else 0o400)
    (kept / "lock").chmod(0o600)
    try:
        _survives(site, 1)
    finally:
        for path in [kept, *kept.rglob("*")]:
            path.chmod(0o700 if path.is_dir() else 0o600)
    _survives(site, 2)


def test_a_memory_that_is_a_link_leads_nobody_astray(living: MakeLiving, tmp_path: Path) -> None:
    """Files of others, linked to from where something is remembered, are not written over."""
    site = living()
    precious = tmp_path / "precious"
    precious.write_bytes(b"Mine.")
    for file in _files(site.root / ".handbill"):
        file.unlink()
        file.symlink_to(precious)
    _survives(site, 1)
    assert precious.read_bytes() == b"Mine."
