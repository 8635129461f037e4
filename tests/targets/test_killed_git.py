"""Deploys to a branch that are killed at any moment: readers have one whole version."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from generator.kinds.deployment import GitTarget
from generator.targets.git.branch import open_git
from generator.targets.plan import plan
from generator.targets.release import Release
from generator.targets.secrets import Secrets
from generator.targets.target import Surroundings
from generator.write.manifest import SUMS
from servers.git_remote import Remote, bare
from servers.sshd import sshd
from sites import PROJECT
from targets.releases import release

# HANDBILL_KILLS=100 takes some minutes.
KILLS = int(os.environ.get("HANDBILL_KILLS", "4"))
PAGES = 40


def test_a_branch_is_one_whole_version_whenever_a_deploy_is_killed(tmp_path: Path) -> None:
    remote = bare(tmp_path / "remote.git")
    with sshd(tmp_path / "server") as server:
        address = f"ssh://{server.user}@127.0.0.1:{server.port}{remote.path}"
        done = subprocess.run(
            [sys.executable, __file__, str(tmp_path), address, str(KILLS)],
            env={**server.environ, "PYTHONPATH": f"{PROJECT}{os.pathsep}{PROJECT / 'tests'}"},
            capture_output=True,
            text=True,
        )
    assert done.returncode == 0, done.stderr
    ends = done.stdout.split()
    assert len(ends) == KILLS
    # Killed in the middle of things, and not only before or after.
    assert "old" in ends
    assert remote.git("fsck", "--strict", "--no-dangling") == ""


def kill_often(folder: Path, address: str, times: int) -> None:
    """Kill a deploy at that many moments all over its length, and look each time what stands."""
    remote = Remote(folder / "remote.git")
    releases = [_version(folder / str(number), number) for number in (0, 1)]
    deploy(folder, address, releases[0])
    began = time.monotonic()
    deploy(folder, address, releases[1])
    length = time.monotonic() - began
    chance = random.Random(16)
    moments = [length * (n + chance.random()) / times for n in range(times)]
    chance.shuffle(moments)
    stands = 1
    for number, moment in enumerate(moments):
        child = _start(folder, address, releases[1 - stands])
        time.sleep(moment)
        # A crash of the one program, and of the machine as a whole.
        (os.killpg if number % 2 else os.kill)(child, signal.SIGKILL)
        os.waitpid(child, 0)
        _standing(remote)
        _let_end(child)
        was, stands = stands, _standing(remote)
        print("new" if stands != was else "old", flush=True)
        if number % 4 == 3:
            stands = 1 - stands
            deploy(folder, address, releases[stands])
            assert _standing(remote) == stands
            _has_no_litter(folder / "private" / "git")


def deploy(folder: Path, address: str, what: Release) -> None:
    _, status = os.waitpid(_start(folder, address, what), 0)
    assert status == 0, f"the deploy ended with {os.waitstatus_to_exitcode(status)}"


def _start(folder: Path, address: str, what: Release) -> int:
    """A deploy in a child with a group of its own; its number."""
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        secrets = Secrets("live", os.environ)
        around = Surroundings("live", folder, folder / "private", secrets, 2, os.environ)
        target = open_git(GitTarget(to="git", remote=address), around)
        live = target.look()
        target.publish(what, plan(what.files, {}), live, lambda _: None)
        os._exit(0)
    with suppress(ProcessLookupError, PermissionError):  # whichever of the two comes first
        os.setpgid(child, child)
    return child


def _let_end(group: int) -> None:
    """What a killed deploy has started may go on for a moment."""
    deadline = time.monotonic() + 60
    with suppress(ProcessLookupError):
        while time.monotonic() < deadline:
            os.killpg(group, 0)
            time.sleep(0.01)


def _version(folder: Path, number: int) -> Release:
    chance = random.Random(number)
    files: dict[str, str | bytes] = {
        f"page-{page}.html": f"<p>Version {number}{chance.randbytes(2000).hex()}"
        for page in range(PAGES)
    }
    return release(folder, {**files, f"only-in-{number}.html": "<p>"})


def _standing(remote: Remote) -> int:
    """Which version stands there; AssertionError unless all of it does, and nothing else."""
    found: Mapping[str, bytes] = remote.files(remote.tip())
    listed = {
        entry["path"]: entry["sha256"] for entry in json.loads(found["manifest.json"])["files"]
    }
    rest = found.keys() - {"manifest.json", SUMS, ".nojekyll"}
    assert {path: hashlib.sha256(found[path]).hexdigest() for path in rest} == listed
    told = {found[f"page-{page}.html"][:12] for page in range(PAGES)}
    assert len(told) == 1, told
    version = int(told.pop()[-1:])
    assert f"only-in-{version}.html" in found
    return version


def _has_no_litter(private: Path) -> None:
    names = {path.name for path in private.rglob("*") if path.is_file()}
    litter = {name for name in names if name.endswith(".lock") or name.startswith("tmp_")}
    assert not litter, litter


if __name__ == "__main__":
    kill_often(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
