"""The user's key: made once, for this user alone, outside every site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cache.secret import secret


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    secret.cache_clear()
    yield
    secret.cache_clear()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return tmp_path / "caches" / "handbill" / "key"


def test_it_is_made_once_and_read_again(place: Path) -> None:
    first = secret()
    secret.cache_clear()
    assert secret() == first == place.read_bytes()
    assert len(first) == 32


def test_nobody_else_can_read_it(place: Path) -> None:
    secret()
    assert place.stat().st_mode & 0o077 == 0
    assert place.parent.stat().st_mode & 0o077 == 0
    assert [file.name for file in place.parent.iterdir()] == ["key"]


@pytest.mark.parametrize("mode", [0o644, 0o660])
def test_a_key_that_others_can_read_is_not_used(place: Path, mode: int) -> None:
    first = secret()
    place.chmod(mode)
    secret.cache_clear()
    assert secret() != first


@pytest.mark.parametrize("data", [b"", b"short", b"x" * 33])
def test_a_damaged_key_is_not_used(place: Path, data: bytes) -> None:
    secret()
    place.write_bytes(data)
    secret.cache_clear()
    assert len(secret()) == 32
    assert secret() != data


def test_without_a_place_it_lasts_as_long_as_the_process(place: Path, tmp_path: Path) -> None:
    (tmp_path / "caches").write_text("a file where a folder should be")
    first = secret()
    assert secret() == first
    secret.cache_clear()
    assert secret() != first
