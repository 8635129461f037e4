"""A deploy to a bucket, killed at random moments: no page misses what it shows, and it is finished."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from servers.rclone import rclone

KILLS = int(os.environ.get("HANDBILL_KILLS", "8"))
TESTS = Path(__file__).resolve().parents[1]


def test_killed_at_any_moment_it_leaves_no_page_without_its_pictures(tmp_path: Path) -> None:
    served = tmp_path / "served"
    bucket = served / "bucket"
    bucket.mkdir(parents=True)
    paths = os.pathsep.join([str(TESTS), str(TESTS.parent)])
    with rclone("s3", served) as server:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "targets.killing_store",
                server.url,
                bucket,
                tmp_path,
                str(KILLS),
            ],
            env={**os.environ, "PYTHONPATH": paths},
            capture_output=True,
            text=True,
            timeout=60 + 20 * KILLS,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    moments = done.stdout.split()
    assert len(moments) == KILLS
    assert {"begun", "mixed"} & set(moments), "no deploy was killed while it was under way"
