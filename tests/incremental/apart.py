"""Builds in processes apart: run as a program, it forks for each order."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.build import Options, build
from generator.model import Result
from generator.problems import EnvironmentFault
from sites import NOW, PROJECT, small_site

SOURCES = ("site.yaml", "content", "templates")
_KNOWN = {field.name for field in fields(Options)}


def chosen(output: Path, **options: Any) -> Options:
    """The options of a build as of NOW, without the kit unless it is asked for."""
    wanted = {"output": output, "now": NOW, "kit": False, **options}
    return Options(**{name: value for name, value in wanted.items() if name in _KNOWN})


@dataclass(frozen=True)
class Order:
    """What to build: the site in `root`, or a copy of its sources in the new folder `copy`.

    With `dies_at`, the process kills itself when it is about to do the so many-th thing to a file.
    """

    root: Path
    options: Mapping[str, Any]
    copy: Path | None = None
    dies_at: int = 0


@dataclass(frozen=True)
class Answer:
    """What came of it: no result from a process that died, or met the fault that is told."""

    result: Result | None = None
    fault: str = ""
    touches: int = 0


@dataclass(frozen=True)
class Clean:
    """What a build from nothing said, and every file that it made."""

    result: Result
    tree: Mapping[str, tuple[int, bytes]]


# So many clean builds are remembered, each with all its bytes.
KEPT = 12


class Apart:
    """The program below, and a way to give it orders; one at a time.

    What clean builds made can be kept here: many tests begin with the same files, and that a second
    build from nothing makes the same bytes is tested elsewhere.
    """

    def __init__(self, **variables: str) -> None:
        paths = os.pathsep.join([str(PROJECT), str(PROJECT / "tests")])
        self._process = subprocess.Popen(
            [sys.executable, "-m", "incremental.apart"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths, **variables},
        )
        self._kept: dict[str, Clean] = {}

    def recall(self, given: str) -> Clean | None:
        """What was kept under this name, which is used again and so stays longest."""
        clean = self._kept.pop(given, None)
        if clean:
            self._kept[given] = clean
        return clean

    def keep(self, given: str, clean: Clean) -> None:
        self._kept[given] = clean
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]

    def begin(self, order: Order) -> None:
        """Have it done; meanwhile the caller may do something else."""
        assert self._process.stdin is not None
        pickle.dump(order, self._process.stdin)
        self._process.stdin.flush()

    def end(self) -> Answer:
        """What came of the last order, as soon as it is known."""
        assert self._process.stdout is not None
        answer = pickle.load(self._process.stdout)
        assert isinstance(answer, Answer)
        return answer

    def done(self, order: Order) -> Answer:
        self.begin(order)
        return self.end()

    def close(self) -> None:
        with self._process:
            pass


class _Touches:
    """Counts what is about to be done to files, and ends the process at one of these moments."""

    def __init__(self, dies_at: int) -> None:
        self.count = 0
        self._dies_at = dies_at
        self._process = os.getpid()
        self._on = True

    def see(self, event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES
        if self._on and (writes or event in _EVENTS) and os.getpid() == self._process:
            self.count += 1
            if self.count == self._dies_at:
                os.kill(self._process, signal.SIGKILL)


_WRITES = os.O_WRONLY | os.O_RDWR
_EVENTS = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate", "os.utime")


def _answer(order: Order) -> Answer:
    root = order.root
    if order.copy:
        root = order.copy
        _copy(order.root, root)
    options = chosen(**{"output": root / "output", **order.options})
    touches = _Touches(order.dies_at)
    sys.addaudithook(touches.see)
    try:
        return Answer(build(root, options), touches=touches.count)
    except EnvironmentFault as fault:
        return Answer(fault=str(fault), touches=touches.count)


def _copy(root: Path, target: Path) -> None:
    """The sources alone, with other times than those of the files that are copied."""
    target.mkdir(parents=True)
    for name in SOURCES:
        if (root / name).is_dir():
            shutil.copytree(root / name, target / name, copy_function=shutil.copyfile)
        elif (root / name).exists():
            shutil.copyfile(root / name, target / name)


def _fork(order: Order) -> Answer:
    readable, writable = os.pipe()
    child = os.fork()
    if not child:
        status = 1
        try:
            os.close(readable)
            with os.fdopen(writable, "wb") as pipe:
                pickle.dump(_answer(order), pipe)
            status = 0
        finally:
            # Even an exception ends here: the loop below belongs to the parent.
            sys.excepthook(*sys.exc_info()) if status else None  # type: ignore[arg-type]
            os._exit(status)
    os.close(writable)
    with os.fdopen(readable, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    return pickle.loads(data) if data else Answer()


def _serve() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # What is loaded and compiled for any site, all children inherit; they know of no other site.
    with TemporaryDirectory() as folder:
        small_site(Path(folder), {}).build()
    while True:
        try:
            order = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        pickle.dump(_fork(order), answers)
        answers.flush()


if __name__ == "__main__":
    # Its own classes under their full name, as those who ask know them.
    from incremental.apart import _serve as serve

    serve()
