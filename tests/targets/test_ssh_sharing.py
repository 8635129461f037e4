"""The folder of a connection: it is found again, kept from others, and fit for a socket."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.targets.ssh.sharing import Meeting
from generator.write.lock import release, seize


@pytest.fixture
def short() -> Iterator[Path]:
    """A socket's path may not be long."""
    with tempfile.TemporaryDirectory(prefix="m-") as folder:
        yield Path(folder)


def test_what_a_killed_run_left_is_cleared_away(short: Path) -> None:
    left = short / "ssh" / "left"
    left.mkdir(parents=True)
    (left / "lock").write_text("")
    (left / "complaints").write_text("half a line")
    meeting = Meeting(short)
    assert meeting.folder.parent == short / "ssh"
    assert list(meeting.folder.parent.iterdir()) == [meeting.folder]
    meeting.close()
    assert not list((short / "ssh").iterdir())


def test_what_another_run_needs_is_left_to_it(short: Path) -> None:
    other = short / "ssh" / "other"
    other.mkdir(parents=True)
    held = seize(other / "lock")
    assert held is not None
    Meeting(short).close()
    assert other.exists()
    release(held)
    Meeting(short).close()
    assert not other.exists()


@pytest.mark.parametrize("name", ["x" * 100, "${HOME}"])
def test_where_no_socket_can_be_another_place_will_do(short: Path, name: str) -> None:
    meeting = Meeting(short / name)
    assert meeting.folder.is_relative_to(tempfile.gettempdir())
    assert not list((short / name / "ssh").iterdir())
    meeting.close()
    assert not meeting.folder.exists()


def test_a_folder_that_cannot_be_made_is_done_without(short: Path) -> None:
    (short / "ssh").write_text("a file")
    meeting = Meeting(short)
    assert meeting.folder.is_dir()
    meeting.close()
