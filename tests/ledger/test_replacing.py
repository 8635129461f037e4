"""Files replaced all at once: all of them or none, with their rights, and nothing left lying."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.ledger.replacing import replace_all
from generator.problems import EnvironmentFault


def contents(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_old_and_new_files_are_written_and_rights_stay(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"1")
    (tmp_path / "old").chmod(0o640)
    replace_all(tmp_path, {"old": b"2", "deep/er/new": b"3"}, {"old": b"1"})
    assert contents(tmp_path) == {"old": b"2", "deep/er/new": b"3"}
    assert (tmp_path / "old").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("before", [{}, {"old": b"other"}])
def test_what_somebody_else_has_changed_is_left_alone(
    tmp_path: Path, before: dict[str, bytes]
) -> None:
    (tmp_path / "old").write_bytes(b"1")
    with pytest.raises(EnvironmentFault, match="'old' has just been changed"):
        replace_all(tmp_path, {"new": b"3", "old": b"2"}, before)
    assert contents(tmp_path) == {"old": b"1"}


def test_a_path_is_told_as_it_may_be(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"1")
    with pytest.raises(EnvironmentFault, match="'…' has just been changed"):
        replace_all(tmp_path, {"old": b"2"}, {}, lambda path: "…")
    (tmp_path / "a").mkdir()
    with pytest.raises(EnvironmentFault, match="'…'"):
        replace_all(tmp_path, {"a": b"2"}, {}, lambda path: "…")


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_where_one_cannot_be_replaced_none_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    (tmp_path / "a").write_bytes(b"1")
    real, calls = Path.replace, iter(range(1, 99))

    def replace(self: Path, target: Path) -> Path:
        if next(calls) == failing:
            raise OSError(28, os.strerror(28))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(EnvironmentFault, match="no space"):
        replace_all(tmp_path, {"a": b"2", "b": b"2", "c": b"2"}, {"a": b"1"})
    assert contents(tmp_path) == {"a": b"1"}


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(EnvironmentFault, match="'a'"):
        replace_all(tmp_path, {"a": b"2"}, {})
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]
