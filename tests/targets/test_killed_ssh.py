"""Killed at any moment of a deploy, the live site is one whole release; the next run finishes.

HANDBILL_KILLS says how often.
"""

from __future__ import annotations

import os
import random
import signal
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.targets.release import Release
from generator.targets.ssh import sftp as _loaded  # noqa: F401  (before a fork: no kill is spent on it)
from generator.targets.ssh.opening import open_ssh
from servers.sshd import Sshd, sshd
from targets.releases import deploy, release, site
from targets.ssh_sites import at, settings, standing

KILLS = int(os.environ.get("HANDBILL_KILLS", "8"))
PAGES = 12


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    with sshd(tmp_path_factory.mktemp("ssh") / "server") as running:
        yield running


def start(server: Sshd, top: Path, over: str, new: Release) -> int:
    """A deploy in a child that leads a group of its own; its number."""
    child = os.fork()
    if not child:
        try:
            _deploy(server, top, over, new)
            os._exit(0)
        finally:
            os._exit(1)
    return child


def _deploy(server: Sshd, top: Path, over: str, new: Release) -> None:
    os.setsid()
    private = Path(tempfile.gettempdir(), "private")
    around = replace(at(server, top), private=private)
    target = open_ssh(settings(server, top / "site", over=over), around)
    deploy(target, new)
    target.close()


def finish(child: int) -> float:
    """How long it takes, in seconds."""
    began = time.monotonic()
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return time.monotonic() - began


@pytest.fixture(autouse=True)
def scratch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """In place of the temporary folder; a socket's path may not be long."""
    with tempfile.TemporaryDirectory(prefix="killed-") as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield Path(folder)
        monkeypatch.undo()


@pytest.mark.parametrize("over", ["rsync", "sftp"])
def test_killed_at_any_moment(server: Sshd, tmp_path: Path, scratch: Path, over: str) -> None:
    releases = [release(tmp_path / f"r{n}", site(n, PAGES)) for n in (0, 1)]
    roots = [each.root for each in releases]
    current = tmp_path / "site" / "current"
    finish(start(server, tmp_path, over, releases[0]))
    whole = finish(start(server, tmp_path, over, releases[1]))
    live, ends = 1, [0, 0]
    for _ in range((KILLS + 1) // 2):
        child = start(server, tmp_path, over, releases[1 - live])
        time.sleep(random.uniform(0, 1.3 * whole))
        # Alone, so that its ssh and rsync find out by themselves; or as a lost machine would end.
        random.choice([os.kill, os.killpg])(child, signal.SIGKILL)
        os.waitpid(child, 0)
        found = roots.index(standing(current))
        ends[found != live] += 1
        live = found
    finish(start(server, tmp_path, over, releases[1 - live]))
    assert standing(current) == roots[1 - live]
    assert not list(current.parent.glob("releases/.new-*"))
    assert {p.name for p in current.parent.iterdir()} == {"current", "releases"}
    left = [
        p for p in scratch.rglob("*") if p not in (scratch / "private", scratch / "private/ssh")
    ]
    assert not left, "the next run clears what a killed one has left"
    print(f"{over}: {ends[0]} as before, {ends[1]} as after")
