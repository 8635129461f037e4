"""The shelf: values are made once, and again when anything that they follow from is another."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from generator.cache.sealed import write_sealed
from generator.cache.shelf import Shelf


class Maker:
    """Makes values, and counts how often."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def __call__(self, item: str) -> str:
        self.made.append(item)
        return item.upper()


def ask(shelf: Shelf, items: list[str], ground: str = "", holds: bool = True) -> list[str]:
    """What had to be made for a round of questions."""
    maker = Maker()
    found = shelf.board("words", ground).each(
        items,
        maker,
        map,
        name=lambda item: item[0],
        mark=lambda item: "" if item.endswith("!") else item,
        holds=lambda item, value: holds,
    )
    assert found == [item.upper() for item in items]
    return maker.made


def after(root: Path, items: list[str]) -> Shelf:
    """The shelf of the build behind one that asked for these."""
    shelf = Shelf(root)
    ask(shelf, items)
    shelf.save()
    return Shelf(root)


def test_what_was_made_is_not_made_again(tmp_path: Path) -> None:
    assert ask(after(tmp_path, ["a1", "b1"]), ["b1", "a1", "c1"]) == ["c1"]


def test_another_mark_is_another_value(tmp_path: Path) -> None:
    assert ask(after(tmp_path, ["a1", "b1"]), ["a2", "b1"]) == ["a2"]


def test_what_has_no_mark_is_never_kept(tmp_path: Path) -> None:
    assert ask(after(tmp_path, ["a!", "b1"]), ["a!", "b1"]) == ["a!"]


def test_what_does_not_hold_is_made_again(tmp_path: Path) -> None:
    assert ask(after(tmp_path, ["a1"]), ["a1"], holds=False) == ["a1"]


def test_on_another_ground_nothing_holds(tmp_path: Path) -> None:
    assert ask(after(tmp_path, ["a1"]), ["a1"], ground="other") == ["a1"]
    shelf = Shelf(tmp_path, "another version of ours")
    assert ask(shelf, ["a1"]) == ["a1"]


def test_what_was_not_asked_for_is_gone(tmp_path: Path) -> None:
    shelf = after(tmp_path, ["a1", "b1"])
    ask(shelf, ["a1"])
    shelf.save()
    assert b"B1" not in (tmp_path / ".handbill" / "shelf").read_bytes()
    assert ask(Shelf(tmp_path), ["a1", "b1"]) == ["b1"]


def test_nothing_is_written_where_nothing_is_new(tmp_path: Path) -> None:
    shelf = after(tmp_path, ["a1"])
    file = tmp_path / ".handbill" / "shelf"
    before = file.stat().st_ino
    ask(shelf, ["a1"])
    shelf.save()
    assert file.stat().st_ino == before


def test_a_forgetful_one_neither_reads_nor_writes(tmp_path: Path) -> None:
    after(tmp_path, ["a1"])
    forgetful = Shelf(tmp_path, forgetful=True)
    assert ask(forgetful, ["a1", "b1"]) == ["a1", "b1"]
    forgetful.save()
    assert ask(Shelf(tmp_path), ["b1"]) == ["b1"]


class Trap:
    """Unpickling it would run what a stranger wrote."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (pytest.fail, ("a stranger's pickle was loaded",))


def test_a_strangers_shelf_is_never_unpickled(tmp_path: Path) -> None:
    file = tmp_path / ".handbill" / "shelf"
    file.parent.mkdir()
    file.write_bytes(b"\0" * 32 + pickle.dumps({"words": ("", {"a": Trap()})}))
    assert ask(Shelf(tmp_path), ["a1"]) == ["a1"]


def test_what_another_version_of_ours_left_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / ".handbill" / "shelf"
    write_sealed(file, b"cgenerator.cache.shelf\nNoSuchName\n.")
    assert ask(Shelf(tmp_path), ["a1"]) == ["a1"]


def test_live_values_are_the_same_objects_from_turn_to_turn(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, forgetful=False)
    shelf.keep_live()

    def value() -> list[str]:
        (found,) = shelf.board("lists", "").each(
            ["a"], lambda item: [item], map, name=str, mark=str
        )
        shelf.turn()
        return found

    value()
    assert value() is value()
