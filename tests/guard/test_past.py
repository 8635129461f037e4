"""What other builds and git's history still hold of a protected post is told, as a note."""

from __future__ import annotations

import subprocess
from collections.abc import Collection
from pathlib import Path

import pytest

from generator.guard.past import still_known
from generator.model import Document, Places, Span
from generator.problems import Problem
from guard.seeking import search

POST = Document(
    "post",
    "p1",
    None,
    Places("content/posts/p1.yaml", {("protect",): Span((3, 1, 7), (3, 10, 4))}),
    "en",
)


def git(root: Path, *words: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(("git", *who, *words), cwd=root, check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder under git with one commit that names nobody."""
    git(tmp_path, "init", "-q")
    committed(tmp_path, "a.txt", "Nobody.\n")
    return tmp_path


def committed(root: Path, name: str, text: str) -> None:
    (root / name).write_text(text, "utf-8")
    git(root, "add", name)
    git(root, "commit", "-q", "-m", "A change.")


def notes(root: Path, address: str = "", names: Collection[str] = ("Amina",)) -> list[Problem]:
    seeker = search(*names)
    return list(still_known(seeker, root, root / "output", {}, dict.fromkeys(names, POST), address))


def test_where_nothing_is_left_nothing_is_told(root: Path) -> None:
    assert notes(root) == []


def test_the_last_build_is_searched(root: Path) -> None:
    for name, text in {"a.html": "Amina", "b.html": "nobody", "amina.txt": ""}.items():
        (root / "output").mkdir(exist_ok=True)
        (root / "output" / name).write_text(text)
    (note,) = notes(root)
    assert note.code == "still-known"
    assert "in 2 files" in note.message
    assert str(note.place) == "content/posts/p1.yaml:3:10"


def test_commits_that_add_it_are_counted(root: Path) -> None:
    committed(root, "b.txt", "Said by Amina.\n")
    committed(root, "b.txt", "Said by a sister.\n")
    committed(root, "c.txt", "Amina again.\n")
    (note,) = notes(root)
    assert "in 2 commits" in note.message
    assert "build" not in note.message


def test_what_a_protected_record_says_itself_is_one_note_for_all(root: Path) -> None:
    committed(root, "p1.yaml", "protect: name\nauthor: Amina\n")
    committed(root, "p1.yaml", "protect: name\nauthor: Amina\nlang: en\n")
    (note,) = notes(root)
    assert "records of protected posts" in note.message
    assert str(note.place) == "content/posts"


def test_a_record_from_before_it_was_protected_is_a_copy(root: Path) -> None:
    committed(root, "p1.yaml", "author: Amina\n")
    committed(root, "p1.yaml", "protect: name\nauthor: Amina\n")
    (note,) = notes(root)
    assert "in 1 commit " in note.message


def test_messages_tags_and_names_of_files_are_searched(root: Path) -> None:
    git(root, "commit", "-q", "--allow-empty", "-m", "Take Amina out.")
    (root / "amina.png").write_bytes(b"\0\1\2")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "A picture.")
    (note,) = notes(root)
    assert "in 2 commits" in note.message
    git(root, "tag", "amina-version")
    assert "branch or tag" in notes(root)[0].message


def test_the_history_above_the_campaigns_folder_counts_too(root: Path) -> None:
    committed(root, "b.txt", "Amina\n")
    (root / "campaign").mkdir()
    assert "in 1 commit" in notes(root / "campaign")[0].message


def test_a_history_that_cannot_be_read_is_told(root: Path) -> None:
    (root / ".git" / "HEAD").write_text("nonsense")
    (note,) = notes(root)
    assert "could not be searched" in note.message


def test_a_history_that_is_cut_off_is_told(root: Path, tmp_path: Path) -> None:
    committed(root, "b.txt", "Nobody.\n")
    copy = tmp_path / "copy"
    git(root, "clone", "-q", "--depth", "1", root.as_uri(), str(copy))
    (note,) = notes(copy)
    assert "only the last of it" in note.message


def test_a_folder_without_git_is_no_trouble(tmp_path: Path) -> None:
    assert notes(tmp_path) == []


def test_the_copy_to_look_for_is_named_by_the_sites_own_address(root: Path) -> None:
    committed(root, "b.txt", "Amina\n")
    assert (
        "/web/*/https://example.org/c/voices/p1.html"
        in notes(root, "https://example.org/c/")[0].hint
    )
    assert "web.archive.org" not in notes(root)[0].hint


def test_each_post_has_a_note_and_none_tells_what_is_hidden(root: Path) -> None:
    committed(root, "b.txt", "Amina met Karim.\n")
    found = notes(root, names=("Amina", "Karim"))
    assert len(found) == 2
    assert not any("Amina" in f"{n.message} {n.hint}" or "Karim" in n.message for n in found)
