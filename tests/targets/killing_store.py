"""Deploys to a bucket in a process of its own, and kills it; for test_killed_store.py."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import obstore as _loaded  # noqa: F401  (before the fork, so that it counts once)

from generator.kinds.deployment import S3Target
from generator.targets.file_by_file import MARKER
from generator.targets.release import Release
from generator.targets.s3 import open_s3
from servers.rclone import KEY, SECRET
from targets.releases import around, deploy, release, site

PAGES = 30


def start(url: str, root: Path, new: Release) -> int:
    """A deploy in a child; its number. The library has threads, so each child opens the bucket."""
    child = os.fork()
    if not child:
        code = 1
        try:
            settings = S3Target(to="s3", url="s3://bucket", endpoint=url)
            keys = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
            deploy(open_s3(settings, around(root, **keys)), new)
            code = 0
        finally:
            os._exit(code)
    return child


def finish(url: str, root: Path, new: Release) -> None:
    _, status = os.waitpid(start(url, root, new), 0)
    assert status == 0, f"the deploy ended with {os.waitstatus_to_exitcode(status)}"


def standing(bucket: Path) -> dict[str, bytes]:
    """The objects of the bucket; the server writes each under a name of its own, then moves it."""
    found = {}
    for path in bucket.rglob("*"):
        if path.is_file() and not path.name.startswith(".rclone_temp_put_"):
            with suppress(FileNotFoundError):  # a request that was under way still changes it
                found[path.relative_to(bucket).as_posix()] = path.read_bytes()
    return found


def look(bucket: Path, releases: list[Release]) -> set[str]:
    """Assert that every page finds all it shows, and that no file is a part of one.

    Gives the versions that pages are of.
    """
    files = standing(bucket)
    told = set()
    for path, data in files.items():
        if path != MARKER:
            known = [one.read(path) for one in releases if path in one.files]
            assert data in known, f"'{path}' is of no release"
        if path.endswith(".html"):
            parts = data.decode().split('"')[1::2]
            missing = [part for part in parts if part.replace("../", "") not in files]
            assert not missing, f"'{path}' shows {missing}"
            told.add(data.decode().partition("Version ")[2])
    return told - {""}


def look_when_settled(bucket: Path, releases: list[Release]) -> set[str]:
    """As `look`: requests that were under way are still carried out, and this server, unlike a
    real one, removes an object before it puts the new one there."""
    end = time.monotonic() + 20
    while True:
        try:
            return look(bucket, releases)
        except AssertionError:
            if time.monotonic() > end:
                raise
        time.sleep(0.05)


def kill_often(url: str, bucket: Path, root: Path, times: int) -> None:
    """Kill a deploy at that many moments all over its length, and look each time at what is left."""
    releases = [release(root / str(n), site(n, PAGES)) for n in range(3)]
    finish(url, root, releases[0])
    began = time.monotonic()
    finish(url, root, releases[1])
    length = time.monotonic() - began
    chance = random.Random(17)
    moments = [length * (n + chance.random()) / times for n in range(times)]
    chance.shuffle(moments)
    for number, moment in enumerate(moments):
        new = releases[number % 3]
        child = start(url, root, new)
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        versions = look_when_settled(bucket, releases)
        under_way = (bucket / MARKER).exists()
        print("mixed" if len(versions) > 1 else "begun" if under_way else "whole", flush=True)
        if number % 4 == 3:
            again = releases[chance.randrange(3)]
            finish(url, root, again)
            assert standing(bucket) == {path: again.read(path) for path in again.files}


if __name__ == "__main__":
    kill_often(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
