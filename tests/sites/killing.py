"""Builds a campaign in a process of its own, and kills it; for test_atomic_build.py."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sys
import time
from pathlib import Path

from generator import build as _loaded  # noqa: F401  (before the fork, so that it counts once)
from generator.cli import main

PAGES = 60


def lay(site: Path, version: int) -> None:
    """Write version `version` of the site: every page tells it, and an odd one has a page more."""
    (site / "content").mkdir(exist_ok=True)
    (site / "site.yaml").write_text(f"title: Version {version}\n")
    for n in range(PAGES):
        page = f"---\ntitle: Page {n}\ndescription: d{n}\n---\n\nVersion {version}. {'word ' * 200}"
        (site / "content" / ("index.md" if n == 0 else f"page-{n}.md")).write_text(page)
    odd = site / "content" / "odd.md"
    if version % 2:
        odd.write_text(f"---\ntitle: Odd\ndescription: odd\n---\n\nVersion {version}.\n")
    else:
        odd.unlink(missing_ok=True)


def start(site: Path) -> int:
    """`handbill build` in a child; its number."""
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        main(["--site", str(site), "build", "--no-kit"])
    return child


def build(site: Path) -> None:
    _, status = os.waitpid(start(site), 0)
    assert status == 0, f"the build ended with {os.waitstatus_to_exitcode(status)}"


def standing(output: Path) -> int:
    """Which version stands there; AssertionError unless all of it does, and nothing else."""
    sums = (output / "SHA256SUMS").read_text("utf-8")
    listed = {path: digest for digest, path in (line.split("  ", 1) for line in sums.splitlines())}
    found = {p.relative_to(output).as_posix(): p for p in output.rglob("*") if p.is_file()}
    assert hashlib.sha256(sums.encode()).hexdigest() in found.pop("manifest.json").read_text()
    assert found.pop("SHA256SUMS")
    assert {name: hashlib.sha256(p.read_bytes()).hexdigest() for name, p in found.items()} == listed
    pages = [f"page-{n}.html" for n in range(1, PAGES)]
    told = {(output / name).read_text().partition("Version ")[2][:1] for name in pages}
    assert len(told) == 1, told
    version = int(told.pop())
    assert (output / "odd.html").exists() == bool(version % 2)
    return version


def litter(site: Path) -> set[str]:
    """What lies in the site besides what belongs there."""
    beside = {path.name for path in site.iterdir()}
    private = {f".handbill/{path.name}" for path in (site / ".handbill").iterdir()}
    return (beside | private) - {"site.yaml", "content", "output", ".handbill", ".handbill/lock"}


def kill_often(site: Path, times: int) -> None:
    """Kill a build at that many moments all over its length, and look each time at what is left."""
    lay(site, 0)
    build(site)
    kept = litter(site)
    lay(site, 1)
    began = time.monotonic()
    build(site)
    length = time.monotonic() - began
    chance = random.Random(16)
    moments = [length * (n + chance.random()) / times for n in range(times)]
    chance.shuffle(moments)
    stands = 1
    for number, moment in enumerate(moments):
        lay(site, 1 - stands)
        child = start(site)
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        was, stands = stands, standing(site / "output")
        in_flight = bool(litter(site) - kept)
        print("new" if stands != was else "in flight" if in_flight else "old", flush=True)
        if number % 5 == 4:
            lay(site, stands)
            build(site)
            assert standing(site / "output") == stands
            assert litter(site) == kept, litter(site)


if __name__ == "__main__":
    kill_often(Path(sys.argv[1]), int(sys.argv[2]))
