"""When files were changed last, by git and by the disk."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from generator.check.history import changed

# Nobody's own settings of git decide what a test sees.
SETTINGS = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
WHO = ("-c", "user.name=Amina Example", "-c", "user.email=amina@example.org")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A campaign in a folder of a repository, as it is beside other things."""
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    folder = tmp_path / "campaign"
    (folder / "content").mkdir(parents=True)
    return folder


def git(root: Path, *command: str, moment: int = 0) -> None:
    dates = {"GIT_AUTHOR_DATE": f"@{moment} +0000", "GIT_COMMITTER_DATE": f"@{moment} +0000"}
    whole = ["git", *WHO, *command]
    subprocess.run(whole, cwd=root, check=True, capture_output=True, env={**os.environ, **dates})


def write(root: Path, name: str, text: str, *, disk: int) -> None:
    (root / name).write_text(text, "utf-8")
    os.utime(root / name, (disk, disk))


NAMES = ("content/a.md", "content/a.ar.md", "content/é ع.md")


def committed(root: Path) -> None:
    git(root.parent, "init", "--quiet")
    for moment, name in zip((1000, 3000, 2000), NAMES, strict=True):
        write(root, name, "one", disk=9000)
        git(root, "add", ".")
        git(root, "commit", "--quiet", "-m", "x", moment=moment)


def test_the_last_commit_counts(root: Path) -> None:
    committed(root)
    write(root, NAMES[0], "two words", disk=9000)
    git(root, "commit", "--quiet", "-am", "x", moment=4000)
    assert changed(root, NAMES) == {NAMES[0]: 4000, NAMES[1]: 3000, NAMES[2]: 2000}


def test_what_is_not_committed_counts_by_the_disk(root: Path) -> None:
    committed(root)
    write(root, NAMES[0], "two words", disk=5000)
    write(root, NAMES[2], "two words", disk=6000)
    git(root, "add", NAMES[2])
    write(root, "content/new.md", "one", disk=7000)
    assert changed(root, [*NAMES, "content/new.md"]) == {
        NAMES[0]: 5000,
        NAMES[1]: 3000,
        NAMES[2]: 6000,
        "content/new.md": 7000,
    }


def test_a_repository_without_commits_counts_by_the_disk(root: Path) -> None:
    git(root, "init", "--quiet")
    write(root, NAMES[0], "one", disk=5000)
    assert changed(root, NAMES[:1]) == {NAMES[0]: 5000}


def test_without_a_repository_the_disk_counts(root: Path) -> None:
    write(root, NAMES[0], "one", disk=5000)
    assert changed(root, NAMES[:1]) == {NAMES[0]: 5000}


def test_without_git_the_disk_counts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(root)
    monkeypatch.setenv("PATH", str(root))
    assert changed(root, NAMES[:1]) == {NAMES[0]: 9000}


def test_a_file_that_is_gone_has_no_time(root: Path) -> None:
    assert changed(root, ["content/gone.md"]) == {}


def test_programs_that_a_repository_names_are_not_run(root: Path) -> None:
    committed(root)
    trap = root.parent / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {root.parent}/sprung\n", "utf-8")
    trap.chmod(0o755)
    git(root, "config", "core.fsmonitor", str(trap))
    git(root, "config", "diff.external", str(trap))
    git(root, "config", "gpg.program", str(trap))
    git(root, "config", "log.showSignature", "true")
    write(root, NAMES[0], "two words", disk=5000)
    (root.parent / "sprung").unlink(missing_ok=True)
    assert changed(root, NAMES)[NAMES[0]] == 5000
    assert not (root.parent / "sprung").exists()
