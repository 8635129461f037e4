"""Signatures: whatever can happen to a file changes them, or they are not relied on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.cache.signatures import (
    UNSURE,
    is_settled,
    now,
    of_file,
    of_tree,
    settled,
    signature,
)

SECOND = 1_000_000_000


def test_other_bytes_of_the_same_size_and_time_are_seen(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("one")
    os.utime(file, ns=(SECOND, SECOND))
    before = of_file(file)
    while of_file(file) == before:
        file.write_text("two")
        os.utime(file, ns=(SECOND, SECOND))
    after = of_file(file)
    assert (after[0], after[2]) == (before[0], before[2])


def test_another_file_in_its_place_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one")
    before = of_file(tmp_path / "a")
    (tmp_path / "b").write_text("one")
    (tmp_path / "b").replace(tmp_path / "a")
    assert of_file(tmp_path / "a") != before


def test_what_has_just_been_written_is_not_relied_on(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one")
    seen = of_tree(tmp_path)
    assert settled(seen, now()) == {"a": UNSURE}
    later = now() + 3 * SECOND
    assert settled(seen, later) == seen


@pytest.mark.parametrize(
    ("written", "looked", "sure"),
    [
        (5 * SECOND + 1, 5 * SECOND + 40_000_000, False),
        (5 * SECOND + 1, 5 * SECOND + 60_000_000, True),
        # A disk that counts in whole seconds, or in steps of two.
        (5 * SECOND, 6 * SECOND, False),
        (5 * SECOND, 8 * SECOND, True),
        # A clock that was set back.
        (5 * SECOND + 1, 2 * SECOND, False),
    ],
)
def test_how_long_a_file_must_have_lain(written: int, looked: int, sure: bool) -> None:
    assert is_settled((written, written, 3, 7), looked) is sure


def test_a_tree_has_all_files_and_the_links(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "a").write_text("one")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "x").write_text("not ours")
    (tmp_path / "b").write_text("two")
    (tmp_path / "to-a").symlink_to("deep/er/a")
    (tmp_path / "to-nothing").symlink_to("gone")
    links = {"to-a -> deep/er/a", "to-nothing"}
    assert set(of_tree(tmp_path, but=frozenset(["__pycache__"]))) == {"deep/er/a", "b", *links}
    assert "__pycache__/x" in of_tree(tmp_path)
    assert of_tree(tmp_path)["b"] == signature((tmp_path / "b").stat())
    assert of_tree(tmp_path / "no-such-folder") == {}


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert of_file(tmp_path / "gone") == UNSURE


def test_what_a_link_to_a_folder_leads_to_is_looked_at_once(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "a").write_text("one")
    (tmp_path / "shared" / "round").symlink_to("..")
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "partials").symlink_to("../shared")
    assert "partials/a" in of_tree(tmp_path / "theme", follows=True)
    assert "partials/a" not in of_tree(tmp_path / "theme")
