"""Two hundred saves, as quick as can be, each as one of five editors does it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from serve.clients import DEADLINE, Running, previewing
from serve.presses import FolderPress

SAVES = 200
Save = Callable[[Path, str], None]


def in_place(file: Path, text: str) -> None:
    file.write_text(text)


def by_rename(file: Path, text: str) -> None:
    other = file.with_name(f".{file.name}.tmp")
    other.write_text(text)
    other.replace(file)


def as_vim_does(file: Path, text: str) -> None:
    trial = file.with_name("4913")
    trial.touch()
    trial.unlink()
    backup = file.with_name(file.name + "~")
    file.rename(backup)
    file.write_text(text)
    backup.unlink()


def in_two_parts(file: Path, text: str) -> None:
    with file.open("w") as stream:
        stream.write(text[: len(text) // 2])
        stream.flush()
        time.sleep(0.004)
        stream.write(text[len(text) // 2 :])


def as_emacs_does(file: Path, text: str) -> None:
    lock = file.with_name(f".#{file.name}")
    lock.symlink_to("amina@example.org:1")
    by_rename(file, text)
    lock.unlink()


EDITORS: list[Save] = [in_place, by_rename, as_vim_does, in_two_parts, as_emacs_does]


def text(number: int) -> str:
    return f"version {number} begins\n" + "and goes on\n" * 500 + f"version {number} ends\n"


class Reader:
    """Somebody who loads the page again and again meanwhile."""

    def __init__(self, running: Running) -> None:
        self.faults: list[str] = []
        self.seen: list[int] = []
        self._stop = Event()
        self._running = running
        self._thread = Thread(target=self._read)

    def __enter__(self) -> Reader:
        self._thread.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self._stop.set()
        self._thread.join()

    def _read(self) -> None:
        while not self._stop.wait(0.005):
            answer = self._running.get("/page")
            found = re.findall(r"version (\d+) (begins|ends)", answer.text)
            whole = [what for _, what in found] == ["begins", "ends"]
            if answer.status != 200 or not whole or found[0][0] != found[1][0]:
                self.faults.append(f"{answer.status} {found} {answer.text[-80:]!r}")
            else:
                self.seen.append(int(found[0][0]))


@pytest.mark.parametrize("pause", [0.0, 0.01], ids=["at once", "with pauses"])
@pytest.mark.parametrize("save", EDITORS)
def test_the_last_save_is_served_and_never_half_a_page(
    tmp_path: Path, save: Save, pause: float
) -> None:
    file = tmp_path / "content/page.md"
    file.parent.mkdir()
    file.write_text(text(0))
    press = FolderPress(tmp_path, seconds=0.005)
    with previewing(tmp_path, press) as running, Reader(running) as reader:
        for number in range(1, SAVES + 1):
            save(file, text(number))
            time.sleep(pause)
        ends = time.monotonic() + DEADLINE
        while SAVES not in reader.seen and time.monotonic() < ends:
            time.sleep(0.01)
    assert reader.faults == []
    assert reader.seen[-1] == SAVES
    assert reader.seen == sorted(reader.seen)
    assert press.most_running == 1


def test_several_editors_at_once(tmp_path: Path) -> None:
    """Every file is at its last state in the end, and none of the saves got lost between."""
    (tmp_path / "content").mkdir()
    files = [tmp_path / f"content/page-{number}.md" for number in range(len(EDITORS))]
    for file in files:
        file.write_text(text(0))
    press = FolderPress(tmp_path)

    def work(save: Save, file: Path) -> None:
        for number in range(1, 41):
            save(file, text(number))

    with previewing(tmp_path, press) as running:
        threads = [Thread(target=work, args=pair) for pair in zip(EDITORS, files, strict=True)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for number in range(len(files)):
            running.wait_for(f"/page-{number}", "version 40 ends")
