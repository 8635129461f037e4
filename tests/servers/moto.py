"""moto's S3, which keeps its objects in memory and is another reading of the same protocol."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import Request, urlopen

from servers.starting import free_port, running


@contextmanager
def moto(bucket: str) -> Iterator[str]:
    """The address of a server that has one empty bucket."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "moto.server",
        "-H",
        "127.0.0.1",
        "-p",
        str(port),
    ]
    with running(command, port):
        with urlopen(Request(f"{url}/{bucket}", method="PUT")):
            pass
        yield url
