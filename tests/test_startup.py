"""Saying what it can do takes no time: nothing heavy is loaded for it."""

from __future__ import annotations

import subprocess
import sys

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
try:
    main(sys.argv[1:])
except SystemExit as end:
    print("code", end.code)
print("loaded", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


def run(*args: str) -> tuple[str, set[str]]:
    """What the command said, and the packages that it loaded."""
    # Isolated from site-packages' .pth files, some of which load packages of their own.
    told = subprocess.run(
        [sys.executable, "-c", _RUN, *args], capture_output=True, text=True, check=True
    ).stdout
    said, _, loaded = told.rpartition("loaded ")
    return said, set(loaded.split())


@pytest.mark.parametrize(
    "args", [["--help"], ["--version"], [], ["build", "--help"], ["check", "--help"]], ids=" ".join
)
def test_help_loads_nothing_heavy(args: list[str]) -> None:
    said, loaded = run(*args)
    assert "handbill" in said.lower()
    assert loaded & HEAVY == set()
    assert "click" in loaded


def test_a_build_would_be_noticed(tmp_path) -> None:
    (tmp_path / "site.yaml").write_text("title: Small\n")
    _, loaded = run("build", "--site", str(tmp_path))
    assert loaded >= {"jinja2", "yaml", "pydantic"}
