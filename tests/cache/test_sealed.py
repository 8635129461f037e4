"""Sealed files: what this user wrote under this name is believed, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cache.sealed import read_sealed, write_sealed
from generator.cache.secret import secret


def test_what_was_written_is_read(tmp_path: Path) -> None:
    write_sealed(tmp_path / "deep" / "last", b"words")
    assert read_sealed(tmp_path / "deep" / "last") == b"words"
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["last"]


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    write_sealed(tmp_path / "deep" / "last", b"words")
    assert (tmp_path / "deep" / "last").stat().st_mode & 0o077 == 0
    assert (tmp_path / "deep").stat().st_mode & 0o077 == 0


def test_another_users_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_sealed(tmp_path / "last", b"words")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    secret.cache_clear()
    assert read_sealed(tmp_path / "last") is None
    monkeypatch.undo()
    secret.cache_clear()
    assert read_sealed(tmp_path / "last") == b"words"


def test_one_under_another_name_is_not_believed(tmp_path: Path) -> None:
    write_sealed(tmp_path / "last", b"words")
    (tmp_path / "last").rename(tmp_path / "shelf")
    assert read_sealed(tmp_path / "shelf") is None


def test_nothing_is_there_where_nothing_was_written(tmp_path: Path) -> None:
    assert read_sealed(tmp_path / "last") is None
    (tmp_path / "last").write_bytes(b"short")
    assert read_sealed(tmp_path / "last") is None


def test_a_place_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "deep").write_text("a file where a folder should be")
    write_sealed(tmp_path / "deep" / "last", b"words")
    assert read_sealed(tmp_path / "deep" / "last") is None
