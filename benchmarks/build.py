"""Cold build time and memory of made-up campaigns: `make bench`, or build.py [PAGES …].

Each build runs in a process of its own after one warm-up; output and caches are removed before
every run. Wall and CPU seconds are medians, memory is the peak of the largest process. Compare
ratios of one run, never seconds of two: other work on the machine moves them twofold.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

RUNS = 5
WORDS = (
    "river bread window school winter letter bridge market garden morning street question answer "
    "neighbour hospital red square photo promise silence night road water family door light"
).split()


@dataclass(frozen=True)
class Run:
    """One build: wall and CPU seconds, peak memory in MiB."""

    wall: float
    cpu: float
    memory: float


def main(sizes: list[int]) -> None:
    print("| pages | HTML files | wall s | CPU s | peak MiB | ms a page |")
    print("|---:|---:|---:|---:|---:|---:|")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            write_site(root, size)
            runs = [build(root) for _ in range(RUNS + 1)][1:]
            made = sum(1 for _ in (root / "output").rglob("*.html"))
        wall = statistics.median(run.wall for run in runs)
        cpu = statistics.median(run.cpu for run in runs)
        memory = max(run.memory for run in runs)
        each = 1000 * wall / size
        print(f"| {size} | {made} | {wall:.2f} | {cpu:.2f} | {memory:.0f} | {each:.2f} |")


def build(root: Path, *more: str, cold: bool = True) -> Run:
    """One build without the share kit, or with `more` options. Raises CalledProcessError."""
    for name in ("output", ".handbill") if cold else ():
        shutil.rmtree(root / name, ignore_errors=True)
    command = [sys.executable, "-m", "generator.cli", "--quiet", "--site", str(root), "build"]
    command += more or ("--no-kit",)
    started = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def write_site(root: Path, pages: int) -> None:
    """A campaign of `pages` pages of about 400 words, with three voices for every ten pages."""
    words = random.Random(pages)
    (root / "content" / "posts").mkdir(parents=True)
    (root / "site.yaml").write_text("title: A bench\nurl: https://bench.example.org/\n", "utf-8")
    index = "---\ntitle: Home\ndescription: A bench.\n---\n\n::: posts limit=3\n"
    (root / "content" / "index.md").write_text(index, "utf-8")
    for number in range(pages):
        text = page(words, number)
        (root / "content" / f"page-{number:05}.md").write_text(text, "utf-8")
    voices = "".join(voice(words, number) for number in range(pages * 3 // 10))
    (root / "content" / "posts" / "voices.yaml").write_text(voices, "utf-8")


def page(words: random.Random, number: int) -> str:
    head = (
        f"---\ntitle: Page {number}\ndescription: Page {number} of a bench.\ntags: water\n---\n\n"
    )
    parts = [head]
    for section in range(4):
        parts.append(f"## {sentence(words, 3)}\n\n{paragraph(words)}\n\n")
        if section == 0:
            parts.append("".join(f"- {sentence(words, 6)}\n" for _ in range(5)) + "\n")
        elif section == 1:
            rows = "".join(f"| {words.choice(WORDS)} | {n} |\n" for n in range(4))
            parts.append(f"| what | how many |\n| --- | ---: |\n{rows}\n")
        elif section == 2:
            parts.append(f"> {paragraph(words)}\n\n[more](https://example.org/{number})\n\n")
    return "".join(parts)


def voice(words: random.Random, number: int) -> str:
    return (
        f"- {{id: voice-{number}, network: x, author: Amina Example, posted: 2016-04-30, "
        f"consent: {{status: given}}, text: '{sentence(words, 20)}'}}\n"
    )


def paragraph(words: random.Random) -> str:
    return " ".join(sentence(words, 14) for _ in range(6))


def sentence(words: random.Random, length: int) -> str:
    return " ".join(words.choice(WORDS) for _ in range(length)).capitalize() + "."


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [100, 1000])
