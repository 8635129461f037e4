"""Saying what it can do takes no time: nothing heavy is loaded for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "jinja2",
    "markdown",
    "yaml",
    "pydantic",
    "PIL",
    "babel",
    "nh3",
    "rich",
    "tornado",
    "livereload",
    "asyncio",
    "multiprocessing",
}

_RUN = """
import sys
from generator.cli import main
sys.argv[0] = "handbill"
try:
    main(sys.argv[1:])
except SystemExit as end:
    print("code", end.code)
print("loaded", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


def run(*args: str) -> tuple[str, set[str]]:
    """What the command said, and the packages that it loaded."""
    done = subprocess.run([sys.executable, "-c", _RUN, *args], capture_output=True, text=True)
    said, _, loaded = done.stdout.rpartition("loaded ")
    return said + done.stderr, set(loaded.split())


@pytest.mark.parametrize(
    "args", [["--help"], ["--version"], [], ["build", "--help"], ["check", "--help"]], ids=" ".join
)
def test_help_loads_nothing_heavy(args: list[str]) -> None:
    said, loaded = run(*args)
    assert "handbill" in said.lower()
    assert loaded & HEAVY == set()
    assert "click" in loaded


def test_a_build_would_be_noticed(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text("title: Small\n")
    _, loaded = run("build", "--site", str(tmp_path))
    assert loaded >= {"jinja2", "yaml", "pydantic"}
