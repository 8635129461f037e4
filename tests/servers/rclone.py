"""rclone's servers: S3, which checks signatures, and WebDAV; both serve a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from servers.starting import free_port, program, running

KEY, SECRET = "EXAMPLEKEY", "example-secret-of-tests"


@dataclass(frozen=True, slots=True)
class Served:
    """A server's address, and the folder whose files it serves."""

    url: str
    folder: Path


@contextmanager
def rclone(kind: str, folder: Path) -> Iterator[Served]:
    """`kind` is s3, where folders are buckets, or webdav.

    The server remembers what it has once seen: what is there before it starts is found.
    """
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    keys = ["--auth-key", f"{KEY},{SECRET}"]
    keys = keys if kind == "s3" else ["--user", KEY, "--pass", SECRET, "--etag-hash", "MD5"]
    settings = ["--config", "", "--addr", f"127.0.0.1:{port}"]
    with running([program("rclone"), "serve", kind, *settings, *keys, str(folder)], port):
        yield Served(f"http://127.0.0.1:{port}", folder)
