"""Files in the middle of a save are waited for, and no others for long."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.serve import settling
from generator.serve.settling import Settling, signatures


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "a.md"
    file.write_text("half and half")
    return file


def after(file: Path, *steps: Callable[[], object], known: bool = True) -> str | None:
    """What the file holds once it has settled, while each step comes 15 ms behind the last."""

    async def run() -> str | None:
        calm = Settling()
        if known:
            calm.learn(signatures([file]))
        loop = asyncio.get_running_loop()
        for number, step in enumerate(steps):
            # The first one has been taken by the time that anybody is told.
            loop.call_later(0.015 * number, step) if number else step()
        await calm.wait([file])
        return file.read_text() if file.exists() else None

    return asyncio.run(run())


def test_a_file_that_is_away_or_empty_comes_back(file: Path) -> None:
    whole = "whole as before"
    steps = (file.unlink, file.touch, lambda: file.write_text(whole))
    assert after(file, *steps) == whole


def test_a_file_that_lost_most_of_it_gets_more_time(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = (lambda: file.write_text("half"), lambda: file.write_text("half and half"))
    assert after(file, *steps) == "half and half"
    monkeypatch.setattr(settling, "_SHRUNK", 0.0)
    assert after(file, *steps) == "half"


def test_one_that_is_gone_or_empty_for_good_is_let_go(file: Path) -> None:
    assert after(file, file.unlink) is None
    file.touch()
    assert after(file) == ""


@pytest.mark.parametrize("ahead", [-3600, 3600])
def test_old_files_and_clocks_that_differ_are_no_reason_to_wait(
    file: Path, ahead: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.utime(file, (time.time() + ahead,) * 2)

    async def never(seconds: float) -> None:
        raise AssertionError(seconds)

    monkeypatch.setattr(settling.asyncio, "sleep", never)
    asyncio.run(Settling().wait([file]))


def test_whoever_writes_without_end_is_not_waited_for_for_ever(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "_LONGEST", 0.2)

    async def run() -> None:
        async def write() -> None:
            while True:
                file.write_text("always anew")
                await asyncio.sleep(0.002)

        writing = asyncio.create_task(write())
        await Settling().wait([file])
        assert not writing.done()
        writing.cancel()

    asyncio.run(run())
