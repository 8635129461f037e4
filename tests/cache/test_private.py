"""The private folder: a stranger's folder, or a link in its place, is neither read nor written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.cache import private_folder
from generator.cache.memory import Memory
from generator.cache.sealed import read_sealed, write_sealed
from generator.cache.shelf import Shelf
from generator.cache.store import Store, forget_all

KEY = "0123456789abcdef"


def test_it_may_still_have_to_be_made(tmp_path: Path) -> None:
    assert private_folder(tmp_path) == tmp_path / ".handbill"
    assert private_folder(tmp_path, "kept") == tmp_path / ".handbill" / "kept"


@pytest.mark.parametrize("where", [".handbill", ".handbill/kept", ".handbill/pictures"])
def test_a_link_leads_to_nobodys_files(tmp_path: Path, where: str) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    for name in ("taxes.pdf", "shelf", "last", KEY):
        (theirs / name).write_text("precious")
    site = tmp_path / "site"
    link = site / where
    link.parent.mkdir(parents=True)
    link.symlink_to(theirs)
    store = Store(site)
    for memory in (store.drawings, store.pictures):
        memory.put("fedcba9876543210", b"x")
        memory.forget_others()
    store.shelf.board("a", "").each(["a"], str, map, name=str, mark=str)
    store.save(drew=True)
    forget_all(site)
    assert sorted(path.name for path in theirs.iterdir()) == sorted(
        ["taxes.pdf", "shelf", "last", KEY]
    )
    assert {path.read_text() for path in theirs.iterdir()} == {"precious"}


def test_only_what_is_ours_is_forgotten(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.put(KEY, b"x")
    (tmp_path / ".handbill" / "kept" / "notes.txt").write_text("mine")
    later = Memory(tmp_path)
    later.forget_others()
    assert [path.name for path in (tmp_path / ".handbill" / "kept").iterdir()] == ["notes.txt"]


def test_a_pipe_or_a_device_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "last")
    assert read_sealed(tmp_path / "last") is None
    (tmp_path / "zero").symlink_to("/dev/zero")
    assert read_sealed(tmp_path / "zero") is None


def test_a_link_to_a_sealed_file_is_not_read(tmp_path: Path) -> None:
    write_sealed(tmp_path / "a" / "last", b"words")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "last").symlink_to("../a/last")
    assert read_sealed(tmp_path / "b" / "last") is None


def test_what_was_put_can_be_taken_back(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.put(KEY, b"x")
    memory.confirm()
    memory.put("fedcba9876543210", b"y")
    memory.take_back()
    assert memory.get("fedcba9876543210") is None
    assert memory.get(KEY) == b"x"


def test_a_shelf_is_purged_of_what_is_hidden(tmp_path: Path) -> None:
    def ask(shelf: Shelf) -> None:
        shelf.board("words", "").each(["a Zubaydah", "b"], str, map, name=str, mark=str)

    first = Shelf(tmp_path)
    ask(first)
    first.save()
    file = tmp_path / ".handbill" / "shelf"
    assert b"Zubaydah" in file.read_bytes()
    # The old values are searched as well when there is something else to look for.
    second = Shelf(tmp_path)
    ask(second)
    second.purge(lambda text: "Zubaydah" in text, "one name")
    second.save()
    assert b"Zubaydah" not in file.read_bytes()
    assert b"b" in file.read_bytes()
