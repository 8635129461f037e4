"""A site that a real nginx serves as its printed configuration says, under load.

load.py [PAGES] [--seconds N]: 100 pages and 30 seconds by default. Wants nginx and wrk, from
Debian's nginx-light and wrk. Ends with 1 if a single request goes wrong.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from campaign import at_least_ten, write_site
from measured import ROOT, described, heads, row

from generator.build import Options, build, prepare
from generator.render.hosting import configuration

# The server of the tests: what they hold to be right is what is measured.
sys.path.append(str(ROOT / "tests"))
from servers.nginx import HOST, nginx, program

SECONDS, CONNECTIONS, PAGES = 30, 64, 100
_PROCESSES = 2
_PATIENCE = 60  # seconds that a load may take longer than it should
NOW = datetime(2026, 6, 1, tzinfo=UTC)

_HOW = f"""\
{_PROCESSES} processes of wrk with {CONNECTIONS} open connections each ask one nginx of 2 workers,
all on the same processors, for {{seconds}} seconds: every file of a site of {{pages}} pages in
mixed order, packed as browsers ask for it. An error is every answer but 200, and every connection
that is refused, cut or silent for ten seconds."""

# Each process asks in an order of its own, and prints what it has seen as one line of JSON.
_SCRIPT = """\
local paths = {%s}
local at = 0
wrk.headers["Accept-Encoding"] = "gzip"
function request()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at])
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '\\n{"requests": %%d, "bytes": %%d, "us": %%d, "errors": %%d, ' ..
    '"p50": %%d, "p99": %%d, "most": %%d}\\n',
    summary.requests, summary.bytes, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50), latency:percentile(99), latency.max))
end
"""


@dataclass(frozen=True)
class Load:
    """What one process saw: seconds for a request in the middle, of one in a hundred, at most."""

    requests: int
    size: int
    seconds: float
    median: float
    slow: float
    most: float
    errors: int


def main(pages: int, seconds: int) -> int:
    """Print the table; 1 if there was an error."""
    how = _HOW.format(pages=pages, seconds=seconds)
    with described("A site under load", how), tempfile.TemporaryDirectory() as folder:
        loads = measure(Path(folder), pages, seconds)
        heads("", "requests/s", "p50 ms", "p99 ms", "longest ms", "MB/s", "errors")
        for number, load in enumerate(loads, 1):
            _row(f"process {number}", [load])
        _row("together", loads)
        print()
    return int(any(load.errors or not load.requests for load in loads))


def measure(root: Path, pages: int, seconds: int) -> list[Load]:
    """Build a site, serve it, and ask for it."""
    site = root / "site"
    site.mkdir()
    write_site(site, pages)
    options = Options(site / "output", NOW, kit=False)
    assert build(site, options).written
    book = prepare(site, options).book
    assert book
    printed = configuration(book, "nginx")
    assert isinstance(printed, str)
    with nginx(root / "nginx", site / "output", printed, workers=2) as web:
        url = f"http://{HOST}:{web.port}"
        started = [_start(root, site / "output", url, n, seconds) for n in range(_PROCESSES)]
        try:
            said = [process.communicate(timeout=seconds + _PATIENCE)[0] for process in started]
        finally:
            for process in started:
                process.kill()
                process.wait()
    return [_load(text) for text in said]


def _start(root: Path, output: Path, url: str, number: int, seconds: int) -> subprocess.Popen[str]:
    files = [path for path in output.rglob("*") if path.is_file() and path.name[0] != "."]
    paths = sorted("/" + path.relative_to(output).as_posix() for path in files)
    random.Random(number).shuffle(paths)
    script = root / f"load-{number}.lua"
    script.write_text(_SCRIPT % ", ".join(json.dumps(path) for path in paths))
    options = ["-t", "1", "-c", str(CONNECTIONS), "-d", f"{seconds}s", "--timeout", "10s"]
    command = [program("wrk"), *options, "-s", str(script), url]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _load(said: str) -> Load:
    seen = json.loads(said.strip().splitlines()[-1])
    median, slow, most = (seen[name] / 1e6 for name in ("p50", "p99", "most"))
    spent = seen["us"] / 1e6
    return Load(seen["requests"], seen["bytes"], spent, median, slow, most, seen["errors"])


def _row(name: str, loads: Sequence[Load]) -> None:
    rate = sum(load.requests / load.seconds for load in loads)
    size = sum(load.size / load.seconds for load in loads) / 1e6
    slowest = (max(getattr(load, of) for load in loads) for of in ("median", "slow", "most"))
    times = [f"{1000 * value:.1f}" for value in slowest]
    errors = sum(load.errors for load in loads)
    row(name, f"{rate:,.0f}", *times, f"{size:.1f}", f"{errors:,}")


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="?", type=at_least_ten, default=PAGES)
    parser.add_argument(
        "--seconds", type=int, default=SECONDS, help=f"how long (default {SECONDS})"
    )
    asked = parser.parse_args()
    raise SystemExit(main(asked.pages, asked.seconds))
