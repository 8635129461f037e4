"""The lock of a site: one build at a time, and never longer than the build lives."""

from __future__ import annotations

import errno
import os
import signal
from pathlib import Path

import pytest

from generator.problems import EnvironmentFault
from generator.write import building, lock

from .driver import start


def test_a_second_build_is_told_so(root: Path) -> None:
    with (
        building(root),
        pytest.raises(EnvironmentFault, match="another build") as fault,
        building(root),
    ):
        pass
    assert "wait" in fault.value.hint


def test_the_lock_is_free_after_a_build_and_after_a_failed_one(root: Path) -> None:
    with pytest.raises(ZeroDivisionError), building(root):
        raise ZeroDivisionError
    with building(root):
        pass
    with building(root):
        pass


def test_a_lock_file_that_merely_exists_blocks_nobody(root: Path) -> None:
    (root / ".handbill").mkdir()
    (root / ".handbill" / "lock").write_text("12345")
    with building(root):
        pass


def test_two_sites_build_at_once(root: Path, tmp_path: Path) -> None:
    with building(root), building(tmp_path):
        pass


def test_another_process_is_kept_out(root: Path) -> None:
    with building(root):
        out, _ = start("build", root, "1-1", 1).communicate("go\n")
    assert out == "another build of this site is running\n"
    assert not (root / "output").exists()


def test_a_worker_that_outlives_a_killed_build_does_not_hold_its_lock(root: Path) -> None:
    process = start("orphan", root)
    assert process.stdout is not None
    worker = int(process.stdout.readline())
    try:
        process.kill()
        process.wait()
        os.kill(worker, 0)
        with building(root):
            pass
    finally:
        os.kill(worker, signal.SIGKILL)
        process.communicate()


def test_a_link_in_place_of_the_private_folder_is_refused(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (root / ".handbill").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(EnvironmentFault, match="is a link"), building(root):
        pass
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_link_in_place_of_the_lock_makes_no_file_elsewhere(root: Path, tmp_path: Path) -> None:
    (root / ".handbill").mkdir()
    (root / ".handbill" / "lock").symlink_to(tmp_path / "made")
    with pytest.raises(EnvironmentFault), building(root):
        pass
    assert not (tmp_path / "made").exists()


def test_a_disk_without_locks_is_named_as_the_reason(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(fd: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock, "_lock", refuse)
    with pytest.raises(EnvironmentFault, match="No locks available"), building(root):
        pass
