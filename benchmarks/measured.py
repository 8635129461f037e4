"""What a command costs, and the tables and the line about the machine that all benchmarks print."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_STOPWATCH = Path(__file__).with_name("stopwatch.py")
# As the installed command starts, but always from the tree that this file stands in.
_HANDBILL = [sys.executable, "-P", "-c", "from generator.cli import entry; entry()"]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}


@dataclass(frozen=True)
class Run:
    """Wall and CPU seconds of a command, and the peak memory of its largest process in MiB."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Summary:
    """Medians of wall and CPU seconds, the smallest wall seconds, and the largest memory."""

    wall: float
    least: float
    cpu: float
    memory: float


def handbill(*arguments: str | Path) -> list[str]:
    """The command line of `handbill` with these arguments."""
    return [*_HANDBILL, *map(str, arguments)]


def run(command: Sequence[str]) -> Run:
    """Run a command whose first part is a path. Raises CalledProcessError."""
    watched = [sys.executable, "-I", "-S", str(_STOPWATCH), *command]
    done = subprocess.run(watched, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True, check=True)
    wall, cpu, memory = map(float, done.stdout.split())
    return Run(wall, cpu, memory / 2**20)


def summary(runs: Sequence[Run]) -> Summary:
    walls = [run.wall for run in runs]
    return Summary(
        statistics.median(walls),
        min(walls),
        statistics.median(run.cpu for run in runs),
        max(run.memory for run in runs),
    )


@contextmanager
def described(title: str, how: str) -> Iterator[None]:
    """A heading, how it is measured, and the machine; behind the tables, how busy it was."""
    print(f"## {title}\n\n{how}\n\n{machine()}; load before: {load()}\n", flush=True)
    yield
    print(f"Load after: {load()}\n", flush=True)


def machine() -> str:
    """The machine in words: processors, memory, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = f"{platform.python_implementation()} {platform.python_version()}"
    system = f"{platform.system()} {platform.machine()}"
    return f"{system}, {_processors()} processors, {memory:.0f} GiB of memory, {python}"


def load() -> str:
    """How many processes wanted a processor, over 1, 5 and 15 minutes."""
    return " ".join(f"{value:.2f}" for value in os.getloadavg())


def _processors() -> int:
    known: Callable[[int], set[int]] | None = getattr(os, "sched_getaffinity", None)
    return len(known(0)) if known else os.cpu_count() or 1


def heads(*names: str) -> None:
    """The head of a table whose first column holds words, and all others numbers."""
    row(*names)
    print("|---|" + "---:|" * (len(names) - 1), flush=True)


def row(*cells: str) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


def spread_of(seconds: Sequence[float]) -> tuple[str, str, str]:
    """Median, smallest and largest as cells, in milliseconds."""
    chosen = (statistics.median(seconds), min(seconds), max(seconds))
    median, least, most = (f"{1000 * value:.0f}" for value in chosen)
    return median, least, most
