"""Servers that tests start: a free port, and waiting until somebody listens there."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 60  # seconds until a server must have answered


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def program(name: str) -> str:
    """A program of this Python's own environment: Debian's rclone knows less."""
    found = Path(sys.executable).with_name(name)
    assert found.is_file(), f"{name} is missing: pip install -e '.[dev]'"
    return str(found)


@contextmanager
def running(command: Sequence[str], port: int) -> Iterator[int]:
    """The command, from when somebody listens on the port until it is ended; gives its number."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    ) as server:
        try:
            _wait(server, port)
            yield server.pid
        finally:
            server.kill()


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        assert server.poll() is None, f"the server ended with {server.returncode}"
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server does not listen")
