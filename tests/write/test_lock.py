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


def test_a_second_build_is_told_so(site: Path) -> None:
    with (
        building(site),
        pytest.raises(EnvironmentFault, match="another build") as fault,
        building(site),
    ):
        pass
    assert "wait" in fault.value.hint


def test_the_lock_is_free_after_a_build_and_after_a_failed_one(site: Path) -> None:
    with pytest.raises(ZeroDivisionError), building(site):
        raise ZeroDivisionError
    with building(site):
        pass
    with building(site):
        pass


def test_a_lock_file_that_merely_exists_blocks_nobody(site: Path) -> None:
    (site / ".handbill").mkdir()
    (site / ".handbill" / "lock").write_text("12345")
    with building(site):
        pass


def test_two_sites_build_at_once(site: Path, tmp_path: Path) -> None:
    with building(site), building(tmp_path):
        pass


def test_another_process_is_kept_out(site: Path) -> None:
    with building(site):
        out, _ = start("build", site, "1-1", 1).communicate("go\n")
    assert out == "another build of this site is running\n"
    assert not (site / "output").exists()


def test_a_worker_that_outlives_a_killed_build_does_not_hold_its_lock(site: Path) -> None:
    process = start("orphan", site)
    assert process.stdout is not None
    worker = int(process.stdout.readline())
    try:
        process.kill()
        process.wait()
        os.kill(worker, 0)
        with building(site):
            pass
    finally:
        os.kill(worker, signal.SIGKILL)
        process.communicate()


def test_a_link_in_place_of_the_private_folder_is_refused(site: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (site / ".handbill").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(EnvironmentFault, match="is a link"), building(site):
        pass
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_link_in_place_of_the_lock_makes_no_file_elsewhere(site: Path, tmp_path: Path) -> None:
    (site / ".handbill").mkdir()
    (site / ".handbill" / "lock").symlink_to(tmp_path / "made")
    with pytest.raises(EnvironmentFault), building(site):
        pass
    assert not (tmp_path / "made").exists()


def test_a_disk_without_locks_is_named_as_the_reason(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(fd: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock, "_lock", refuse)
    with pytest.raises(EnvironmentFault, match="No locks available"), building(site):
        pass
