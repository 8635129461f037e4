"""The benchmarks run, measure what they say, and leave nothing behind. Their numbers are nobody's."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
DEADLINE = 120.0


def run(tmp_path: Path, name: str, *args: str) -> str:
    """What a benchmark prints. It has to leave its folder empty, and no process running."""
    command = [sys.executable, str(PROJECT / "benchmarks" / name), *args]
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with subprocess.Popen(
        command,
        env={**os.environ, "TMPDIR": str(scratch), "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as started:
        said, warned = started.communicate(timeout=DEADLINE)
    assert (started.returncode, warned) == (0, "")
    assert list(scratch.iterdir()) == []
    wait_for_the_end_of_all(started.pid)
    return said


def wait_for_the_end_of_all(group: int) -> None:
    """No process of a group may outlive it: signal 0 only asks whether there is one."""
    ends = time.monotonic() + DEADLINE
    while time.monotonic() < ends:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("a process goes on after the benchmark")


def numbers(said: str, *first: str) -> list[float]:
    """The numbers of the row that begins with these cells."""
    begin = "".join(f"| {cell} " for cell in first)
    (line,) = [line for line in said.splitlines() if line.startswith(begin)]
    return [float(cell.replace(",", "")) for cell in re.findall(r"[\d.,]+", line[len(begin) :])]


def test_builds(tmp_path: Path) -> None:
    """An edit whose words are not in the output would have ended it."""
    said = run(tmp_path, "build.py", "10", "--rounds", "1")
    cold = numbers(said, "10", "cold")
    assert cold[0] == cold[1] > 0
    assert cold[3] > numbers(said, "10", "nothing changed")[3] > 8
    for edit in ("one page", "one voice of a data file", "a style sheet"):
        assert numbers(said, "10", edit)[2] > 0
    assert numbers(said, "`handbill --help`")[0] > 0
    assert "load before" in said
    assert "Load after" in said


def test_the_preview(tmp_path: Path) -> None:
    said = run(tmp_path, "serve.py", "10", "--edits", "1", "--rebuilds", "4", "--no-kit")
    for row in ("first start to first page", "page edited → served", "data file edited → served"):
        median, least, most = numbers(said, "10", row)
        assert 0 < least <= median <= most
    if sys.platform == "linux":
        before, after = numbers(said, "10", "0"), numbers(said, "10", "6")
        assert after[1] >= before[0] > 8
        assert after[-1] >= before[-1] > 3


def test_nginx_under_load(tmp_path: Path) -> None:
    said = run(tmp_path, "load.py", "10", "--seconds", "1")
    one, two = numbers(said, "process 1"), numbers(said, "process 2")
    assert min(one[0], two[0]) > 0
    assert numbers(said, "together")[-1] == 0


@pytest.mark.parametrize("name", ["build.py", "serve.py", "visible.py"])
def test_a_campaign_without_voices_is_refused(name: str) -> None:
    command = [sys.executable, str(PROJECT / "benchmarks" / name), "9"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "'9' is not a number of pages, 10 or more" in done.stderr
