"""Deploys to a folder that are killed at any moment: one whole version, and nothing left behind."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from deploy.talking import Talking
from generator.deploy import Ending
from generator.deploy.hiding import Hiding
from generator.deploy.line import look, publish
from generator.kinds.deployment import FolderTarget
from generator.targets.folder import open_folder
from generator.targets.release import Release
from generator.write.manifest import SUMS
from sites import PROJECT
from targets.releases import around, release

# HANDBILL_KILLS=100 takes a minute or two.
KILLS = int(os.environ.get("HANDBILL_KILLS", "6"))
PAGES = 60
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def test_a_folder_is_one_whole_version_whenever_a_deploy_is_killed(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, __file__, str(tmp_path), str(KILLS)],
        env={**os.environ, "PYTHONPATH": f"{PROJECT}{os.pathsep}{PROJECT / 'tests'}"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    ends = done.stdout.split()
    assert len(ends) == KILLS
    # Killed in the middle of things, and not only before or after.
    assert "old" in ends


def kill_often(folder: Path, times: int) -> None:
    """Kill a deploy at that many moments all over its length, and look each time what stands.

    Each version takes down a page of the one before, so that none of it may stay anywhere.
    """
    releases = [_version(folder / str(number), number) for number in (0, 1)]
    _finish(folder, releases[0])
    began = time.monotonic()
    _finish(folder, releases[1])
    length = time.monotonic() - began
    chance = random.Random(16)
    moments = [length * (n + chance.random()) / times for n in range(times)]
    chance.shuffle(moments)
    stands = 1
    for number, moment in enumerate(moments):
        child = _start(folder, releases[1 - stands])
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        was, stands = stands, _standing(folder / "there/site")
        print("new" if stands != was else "old", flush=True)
        if number % 2:
            stands = chance.randrange(2)
            _finish(folder, releases[stands])
            assert _standing(folder / "there/site") == stands
            _has_nothing_of(folder / "there", 1 - stands)


def _finish(folder: Path, what: Release) -> None:
    _, status = os.waitpid(_start(folder, what), 0)
    assert status == 0, f"the deploy ended with {os.waitstatus_to_exitcode(status)}"


def _start(folder: Path, what: Release) -> int:
    """A deploy in a child; its number. Plain questions are answered, grave ones are not."""
    child = os.fork()
    if not child:
        code = 1
        try:
            settings = FolderTarget(to="folder", path="../there/site")
            here = around(folder / "campaign")
            opened = look(settings, open_folder(settings, here), here, what.site)
            outcome = publish(opened, what, Hiding(), NOW, Talking(), dry=False)
            code = 0 if outcome.ending in (Ending.PUBLISHED, Ending.UNCHANGED) else 3
        finally:
            os._exit(code)
    return child


def _version(folder: Path, number: int) -> Release:
    files: dict[str, str | bytes] = {
        f"{page % 5}/page-{page}.html": f"Version {number} of page {page}" for page in range(PAGES)
    }
    return release(folder, {**files, "same.css": "p {}", f"only-in-{number}.html": f"<{number}>"})


def _standing(live: Path) -> int:
    """Which version stands there; AssertionError unless all of it does, and nothing else."""
    found = {
        path.relative_to(live).as_posix(): path.read_bytes()
        for path in live.rglob("*")
        if path.is_file()
    }
    files = json.loads(found.pop("manifest.json"))["files"]
    del found[SUMS]
    assert {path: hashlib.sha256(data).hexdigest() for path, data in found.items()} == {
        entry["path"]: entry["sha256"] for entry in files
    }
    told = {data[:9] for path, data in found.items() if "/page-" in path}
    assert len(told) == 1, told
    version = int(told.pop()[-1:])
    assert f"only-in-{version}.html" in found
    return version


def _has_nothing_of(there: Path, version: int) -> None:
    names = {path.relative_to(there).as_posix() for path in there.rglob("*")}
    assert not [name for name in names if name.endswith(f"only-in-{version}.html")]
    assert {path.name for path in there.iterdir()} <= {"site", ".site.releases"}
    assert not [path.name for path in there.glob(".site.releases/.*")]


if __name__ == "__main__":
    kill_often(Path(sys.argv[1]), int(sys.argv[2]))
