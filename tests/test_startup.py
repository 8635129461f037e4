"""What starts quickly: nothing is loaded for help, and for a build nothing that it may not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

# No help, and no question for the version, has any use for these.
HEAVY = {
    "asyncio",
    "babel",
    "concurrent",
    "email",
    "http",
    "importlib.metadata",
    "jinja2",
    "json",
    "livereload",
    "markdown",
    "multiprocessing",
    "nh3",
    "PIL",
    "pydantic",
    "rich",
    "ssl",
    "subprocess",
    "tornado",
    "typst",
    "yaml",
}

# Only some builds need these: for cards, for Markdown that nobody remembers, for what is hidden.
NOT_YET = {
    "ahocorasick_rs",
    "asyncio",
    "babel",
    "concurrent",
    "difflib",
    "http",
    "livereload",
    "markdown",
    "multiprocessing",
    "nh3",
    "PIL",
    "pypdf",
    "regex",
    "rich",
    "segno",
    "ssl",
    "subprocess",
    "tornado",
    "typst",
    "generator.check.looks",
    "generator.guard.needles",
    "generator.guard.past",
    "generator.markup.dialect",
}

_COMMAND = """
import sys
from generator.cli import main
sys.argv[0] = "handbill"
try:
    main(sys.argv[1:])
except SystemExit as end:
    print("code", end.code)
print("loaded", *sorted(sys.modules))
"""

_BUILD = """
import sys
import generator.build
print("loaded", *sorted(sys.modules))
"""


def run(code: str, *args: str) -> tuple[str, set[str]]:
    """What was said, and the modules that were loaded."""
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True)
    said, _, loaded = done.stdout.rpartition("loaded ")
    return said + done.stderr, set(loaded.split())


@pytest.mark.parametrize(
    "args",
    [["--help"], ["--version"], [], ["build", "--help"], ["check", "--help"], ["new", "--help"]],
    ids=" ".join,
)
def test_help_loads_nothing_heavy(args: list[str]) -> None:
    said, loaded = run(_COMMAND, *args)
    assert "handbill" in said.lower()
    assert loaded & HEAVY == set()
    assert "click" in loaded


def test_a_build_loads_first_what_all_builds_need() -> None:
    _, loaded = run(_BUILD)
    assert loaded & NOT_YET == set()
    assert loaded >= {"generator.guard", "generator.markup", "generator.write"}


def test_a_text_brings_its_converter(tmp_path: Path) -> None:
    """What is not loaded at first is so because nobody has asked: the names above are right."""
    (tmp_path / "site.yaml").write_text("title: Small\n")
    content = tmp_path / "content"
    content.mkdir()
    (content / "index.md").write_text("---\ntitle: Small\n---\nWords.\n")
    said, loaded = run(_COMMAND, "--quiet", "build", "--no-kit", "--site", str(tmp_path))
    assert "code 0" in said
    assert loaded >= {"jinja2", "yaml", "pydantic", "markdown", "generator.markup.dialect"}
    assert loaded & {"generator.guard.needles", "multiprocessing", "PIL", "typst"} == set()
