"""A build of a made-up site in a process of its own, for tests that kill it or start several."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path, PurePosixPath

import generator
from generator.problems import EnvironmentFault
from generator.write import building, swap, write
from generator.write.manifest import manifest

FILES = 300


def version(number: int, files: int = FILES) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Version `number` of a site of that many files: a third changes, one comes and goes."""
    yield PurePosixPath("index.html"), f"version {number}\n".encode() * 500
    for n in range(files - 2):
        told = number if n % 3 == 0 else 0
        yield PurePosixPath(f"صفحات/{n % 7}/صفحة-{n}.html"), f"{n} of {told}\n".encode() * 400
    if number % 2:
        yield PurePosixPath("odd/only.html"), b"odd"


def version_at(output: Path, files: int = FILES) -> int:
    """Which version stands at `output`; AssertionError unless it is there and whole."""
    number = int((output / "index.html").read_bytes().split(maxsplit=2)[1])
    found = {
        Path(folder, name).relative_to(output).as_posix(): Path(folder, name).read_bytes()
        for folder, _, names in os.walk(output)
        for name in names
    }
    sums, listed = found.pop("SHA256SUMS"), found.pop("manifest.json")
    assert found == {str(path): data for path, data in version(number, files)}
    facts = {name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in found.items()}
    assert listed == manifest(facts)
    assert hashlib.sha256(sums).hexdigest() in listed.decode()
    return number


def litter(site: Path) -> set[str]:
    """What lies in the site besides its output and the build's private folder."""
    return {path.name for path in site.iterdir()} - {"output", ".handbill"}


def start(*args: object) -> subprocess.Popen[str]:
    """Run this file with `args`, when its "ready" has come."""
    process = subprocess.Popen(
        [sys.executable, "-B", __file__, *map(str, args)],
        env={**os.environ, "PYTHONPATH": str(Path(generator.__file__).parents[1])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def build(site: Path, numbers: str, files: str, locked: str = "locked") -> None:
    """Build the versions from `first-last`, once a line comes in."""
    first, last = map(int, numbers.split("-"))
    input()
    with building(site) if locked == "locked" else nullcontext():
        for number in range(first, last + 1):
            write(version(number, int(files)), site / "output", site)


def kill_often(site: Path, times: str) -> None:
    """Kill a build at that many random moments, and look each time at what is left.

    A flush would only stretch the time in which nothing can go wrong.
    """
    moments = random.Random(16)
    write(version(0), site / "output", site, durable=False)
    standing, begun = 1, time.monotonic()
    write(version(1), site / "output", site, durable=False)
    usual = time.monotonic() - begun
    for _ in range(int(times)):
        child = os.fork()
        if not child:
            build_for_ever(site, standing)
        time.sleep(moments.uniform(0, min(usual * 1.5, 0.2)))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        standing = version_at(site / "output")
        in_flight = bool(litter(site))
        with building(site):
            write(version(standing), site / "output", site, durable=False)
        assert version_at(site / "output") == standing
        assert not litter(site), litter(site)
        print("in flight" if in_flight else "between", flush=True)


def build_for_ever(site: Path, number: int) -> None:
    with building(site):
        while True:
            number += 1
            write(version(number), site / "output", site, durable=False)


def die_at_rename(site: Path, which: str) -> None:
    """Build version 1 as where folders cannot be exchanged, and be killed at the n-th rename."""
    left = int(which)

    def rename(one: Path, other: Path, *, real=Path.rename) -> Path:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(one, other)

    swap.exchange = lambda one, other: False
    Path.rename = rename
    write(version(1), site / "output", site)


def orphan(site: Path) -> None:
    """Hold the lock, and fork a worker that tells its number and lives on."""
    with building(site):
        if not os.fork():
            print(os.getpid(), flush=True)
        time.sleep(60)


if __name__ == "__main__":
    print("ready", flush=True)
    jobs = {job.__name__: job for job in (build, kill_often, die_at_rename, orphan)}
    try:
        jobs[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
    except EnvironmentFault as fault:
        print(fault, flush=True)
        raise SystemExit(2) from None
