"""What was made before: kept, found damaged, forgotten; never in the way of a build."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cache.memory import Memory

KEY, OTHER = "0123456789abcdef", "fedcba9876543210"


def folder(root: Path) -> Path:
    return root / ".handbill" / "kept"


@pytest.mark.parametrize("data", [b"", b"x", bytes(range(256)) * 1000])
def test_what_was_put_is_there_in_the_next_build(tmp_path: Path, data: bytes) -> None:
    Memory(tmp_path).put(KEY, data)
    assert Memory(tmp_path).get(KEY) == data
    assert Memory(tmp_path).get(OTHER) is None


def test_only_the_owner_can_look_into_it(tmp_path: Path) -> None:
    Memory(tmp_path).put(KEY, b"x")
    assert folder(tmp_path).stat().st_mode & 0o077 == 0


@settings(max_examples=60)
@given(at=st.integers(0, 41), bit=st.integers(0, 7))
def test_a_damaged_file_was_never_there(
    tmp_path_factory: pytest.TempPathFactory, at: int, bit: int
) -> None:
    root = tmp_path_factory.mktemp("kept")
    Memory(root).put(KEY, b"0123456789")
    file = folder(root) / KEY
    data = bytearray(file.read_bytes())
    data[at] ^= 1 << bit
    file.write_bytes(data)
    assert Memory(root).get(KEY) is None


@pytest.mark.parametrize("size", [0, 5, 32, 40])
def test_a_file_cut_short_was_never_there(tmp_path: Path, size: int) -> None:
    Memory(tmp_path).put(KEY, b"0123456789")
    file = folder(tmp_path) / KEY
    file.write_bytes(file.read_bytes()[:size])
    assert Memory(tmp_path).get(KEY) is None


def test_a_file_of_another_key_is_not_taken_for_it(tmp_path: Path) -> None:
    Memory(tmp_path).put(KEY, b"mine")
    (folder(tmp_path) / KEY).rename(folder(tmp_path) / OTHER)
    assert Memory(tmp_path).get(OTHER) is None


def test_what_nobody_asked_for_is_forgotten(tmp_path: Path) -> None:
    first = Memory(tmp_path)
    first.put(KEY, b"stays")
    first.put(OTHER, b"a name that is hidden now")
    (folder(tmp_path) / f"{KEY}.ab12cd34").write_bytes(b"left by a killed build")
    second = Memory(tmp_path)
    assert second.get(KEY) == b"stays"
    second.forget_others()
    assert [file.name for file in folder(tmp_path).iterdir()] == [KEY]


@pytest.mark.parametrize("key", ["", "short", "../../outside0000", "ABCDEF0123456789", "g" * 16])
def test_what_is_no_key_names_no_file(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="no key"):
        Memory(tmp_path).put(key, b"x")
    assert list(tmp_path.rglob("*")) == []


def test_a_place_that_cannot_be_written_remembers_nothing(tmp_path: Path) -> None:
    (tmp_path / ".handbill").write_text("a file where the folder should be")
    memory = Memory(tmp_path)
    memory.put(KEY, b"x")
    assert memory.get(KEY) is None
    memory.forget_others()


def test_two_builds_at_once_do_each_other_no_harm(tmp_path: Path) -> None:
    data = os.urandom(200_000)
    children = []
    for _ in range(4):
        pid = os.fork()
        if not pid:
            status = 1
            try:
                for _ in range(20):
                    Memory(tmp_path).put(KEY, data)
                    assert Memory(tmp_path).get(KEY) == data
                status = 0
            finally:
                os._exit(status)
        children.append(pid)
    assert [os.waitpid(pid, 0)[1] for pid in children] == [0] * 4
    assert [file.name for file in folder(tmp_path).iterdir()] == [KEY]
