"""A preview as a process of its own: started, asked, looked at from outside, and ended."""

from __future__ import annotations

import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from campaign import Spot
from measured import ENVIRONMENT, handbill

# A machine may be busy; a preview that says nothing for so long will say nothing at all. Before its
# first page it may have thousands of cards to draw.
_PATIENCE, _PATIENCE_AT_FIRST = 300.0, 3600.0
_STEP = 0.005
_NONE = float("nan")


@dataclass(frozen=True)
class Weight:
    """MiB of the server now and at its peak, MiB of the processes it has begun, its open files.

    Not numbers where the system has no /proc to tell them.
    """

    memory: float = _NONE
    peak: float = _NONE
    others: float = _NONE
    files: float = _NONE


@dataclass(frozen=True)
class Preview:
    """A preview that runs; `seconds` went by from its start to its first page."""

    process: subprocess.Popen[str]
    connection: HTTPConnection
    url: str
    seconds: float

    def served(self, spot: Spot, words: str) -> float:
        """Seconds from the end of an edit to the end of the answer that holds the words."""
        spot.write(words)
        written = time.perf_counter()
        sought = words.encode()
        while sought not in self.get(spot.shown):
            waited = time.perf_counter() - written
            if waited > _PATIENCE:
                raise TimeoutError(f"'{words}' was not served within {waited:.0f} s")
            time.sleep(_STEP)
        return time.perf_counter() - written

    def get(self, path: str) -> bytes:
        """What is served at a path, whatever its status."""
        self.connection.request("GET", f"/{path}")
        return self.connection.getresponse().read()

    def weight(self) -> Weight:
        folder = Path("/proc") / str(self.process.pid)
        if not folder.is_dir():
            return Weight()
        others = sum(_status(one, "VmRSS") for one in _children(folder))
        files = len(list((folder / "fd").iterdir()))
        return Weight(_status(folder, "VmRSS"), _status(folder, "VmHWM"), others, files)


@contextmanager
def previewing(root: Path, *options: str) -> Iterator[Preview]:
    """A preview on a free port of this machine. Raises RuntimeError where it does not begin."""
    command = handbill("--quiet", "--site", root, "serve", "--port", "0", "--no-open", *options)
    with tempfile.TemporaryFile("w+") as warned:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=warned, text=True
        )
        try:
            assert process.stdout
            standing = re.search(r"http://([\d.]+:\d+)/", process.stdout.readline())
            if not standing:
                process.wait(_PATIENCE)
                warned.seek(0)
                raise RuntimeError(f"the preview did not begin: {warned.read()}")
            connection = HTTPConnection(standing[1], timeout=_PATIENCE_AT_FIRST)
            _wait_for_first_page(connection)
            seconds = time.perf_counter() - started
            yield Preview(process, connection, standing[0], seconds)
            connection.close()
        finally:
            _end(process)


def _wait_for_first_page(connection: HTTPConnection) -> None:
    ends = time.perf_counter() + _PATIENCE_AT_FIRST
    while time.perf_counter() < ends:
        with suppress(OSError, HTTPException):
            connection.request("GET", "/")
            answer = connection.getresponse()
            answer.read()
            if answer.status == 200:
                return
        connection.close()
        time.sleep(_STEP)
    raise TimeoutError(f"the preview showed nothing within {_PATIENCE_AT_FIRST:.0f} s")


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()


def _status(folder: Path, name: str) -> float:
    """A line of a process's status in MiB, 0 where the process has just ended."""
    with suppress(OSError):
        found = re.search(rf"^{name}:\s+(\d+)", (folder / "status").read_text(), re.MULTILINE)
        return int(found[1]) / 1024 if found else 0
    return 0


def _children(folder: Path) -> Iterator[Path]:
    """All processes below one, in /proc."""
    for task in (folder / "task").iterdir():
        # Of a thread that has just ended nothing is told.
        with suppress(OSError):
            for number in (task / "children").read_text().split():
                child = folder.with_name(number)
                yield child
                if child.is_dir():
                    yield from _children(child)
