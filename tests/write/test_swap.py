"""The exchange of two folders, in one step or two."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from generator.write import swap


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path, Path]:
    new, target, aside = (tmp_path / name for name in ("new", "target", "aside"))
    for folder, text in ((new, "new"), (target, "old")):
        folder.mkdir()
        (folder / "file").write_text(text)
    return new, target, aside


def failing(code: int):
    """A call of the C library that fails with `code`."""
    import ctypes

    def call(*args: object) -> int:
        ctypes.set_errno(code)
        return -1

    return lambda name: call


def test_two_folders_are_exchanged(folders: tuple[Path, Path, Path]) -> None:
    new, target, aside = folders
    swap.swap(new, target, aside)
    assert (target / "file").read_text() == "new"
    old = aside if aside.exists() else new
    assert (old / "file").read_text() == "old"


def test_a_missing_target_is_made(folders: tuple[Path, Path, Path], tmp_path: Path) -> None:
    new, _, aside = folders
    swap.swap(new, tmp_path / "fresh", aside)
    assert (tmp_path / "fresh" / "file").read_text() == "new"
    assert not new.exists()


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP])
def test_where_the_call_is_unknown_two_renames_do(
    folders: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    new, target, aside = folders
    monkeypatch.setattr(swap, "_libc", failing(code))
    swap.swap(new, target, aside)
    swap.flush(target)
    assert (target / "file").read_text() == "new"
    assert (aside / "file").read_text() == "old"


def test_where_there_is_no_such_function_two_renames_do(
    folders: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    new, target, aside = folders
    monkeypatch.setattr(swap, "_libc", lambda name: None)
    swap.swap(new, target, aside)
    swap.flush(target)
    assert (target / "file").read_text() == "new"
    assert (aside / "file").read_text() == "old"


@pytest.mark.parametrize("platform", ["win32", "freebsd14", "darwin"])
def test_a_system_without_the_call_says_so(
    folders: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    new, target, _ = folders
    monkeypatch.setattr(swap.sys, "platform", platform)
    monkeypatch.setattr(swap, "_libc", lambda name: None)
    assert not swap.exchange(new, target)
    swap.flush(target)
    assert (target / "file").read_text() == "old"


def test_a_failed_exchange_leaves_both_as_they_were(
    folders: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    new, target, aside = folders
    monkeypatch.setattr(swap, "_libc", failing(errno.EXDEV))
    with pytest.raises(OSError, match="cross-device"):
        swap.swap(new, target, aside)
    with pytest.raises(OSError, match="cross-device"):
        swap.flush(target)
    assert (target / "file").read_text() == "old"
    assert (new / "file").read_text() == "new"


def test_a_second_rename_that_fails_takes_back_the_first(
    folders: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    new, target, aside = folders
    real = Path.rename

    def rename(one: Path, other: Path) -> Path:
        if one == new:
            raise KeyboardInterrupt
        return real(one, other)

    monkeypatch.setattr(swap, "_libc", lambda name: None)
    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(KeyboardInterrupt):
        swap.swap(new, target, aside)
    assert (target / "file").read_text() == "old"
    assert not aside.exists()
