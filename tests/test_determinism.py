"""A build is a function of its sources: same bytes wherever, whenever and however it runs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sites import NOW, PROJECT, BuiltSite, copy_of_sample

MakeSite = Callable[..., BuiltSite]


@dataclass(frozen=True)
class Machine:
    """In what a machine, or somebody's way of using it, may differ from another."""

    variables: dict[str, str] = field(default_factory=dict)
    umask: int = 0o022
    folder: str = "site"
    newest_first: bool = False
    processors: int = 2
    inside: bool = False  # called in the site's folder, and not with --site


MACHINES = {
    "far east": Machine({"TZ": "Pacific/Kiritimati", "LANG": "en_US.UTF-8"}, newest_first=True),
    "far west": Machine({"TZ": "Etc/GMT+12", "LC_ALL": "C"}, umask=0o077, inside=True),
    "Turkish": Machine({"LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"}, folder="ü ş/a/b"),
    "Arabic": Machine({"LC_ALL": "ar_SY.UTF-8", "PYTHONHASHSEED": "4294967295"}, processors=1),
    "optimised": Machine({"PYTHONOPTIMIZE": "2", "COLUMNS": "20", "NO_COLOR": "1"}, umask=0),
    "homeless": Machine({"HOME": "/nonexistent", "PYTHONUTF8": "1"}, folder="elsewhere"),
}


def build(site: Path, output: Path, machine: Machine) -> None:
    """Build by the command line, on such a machine."""
    command = [sys.executable, "-m", "generator.cli", "build", "--no-kit", "--output", str(output)]
    home = output.parent / "home"
    home.mkdir(parents=True)
    done = subprocess.run(
        command if machine.inside else [*command, "--site", str(site)],
        cwd=site if machine.inside else home,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "PYTHONPATH": str(PROJECT),
            "SOURCE_DATE_EPOCH": str(int(NOW.timestamp())),
            **machine.variables,
        },
        preexec_fn=lambda: _become(machine),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    # Nothing but the key that seals what the site's own folder keeps.
    left = [path for path in home.rglob("*") if path.is_file()]
    assert [p.relative_to(home).as_posix() for p in left] in ([], [".cache/handbill/key"])


def _become(machine: Machine) -> None:
    os.umask(machine.umask)
    if hasattr(os, "sched_setaffinity"):
        processors = sorted(os.sched_getaffinity(0))[: machine.processors]
        os.sched_setaffinity(0, processors)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The sample without its kit, whose drawing takes long and is compared elsewhere."""
    made = copy_of_sample(tmp_path_factory.mktemp("plain") / "site")
    assert made.build(kit=False).written
    return made


@pytest.mark.parametrize("name", MACHINES)
def test_the_bytes_are_the_same_on_every_machine(
    plain: BuiltSite, tmp_path: Path, name: str
) -> None:
    machine = MACHINES[name]
    copied = copy_of_sample(tmp_path / machine.folder, newest_first=machine.newest_first)
    output = tmp_path / "made" / machine.folder / "output"
    build(copied.root, output, machine)
    assert (output / "SHA256SUMS").read_text("utf-8") == plain.out("SHA256SUMS")
    assert (output / "manifest.json").read_text("utf-8") == plain.out("manifest.json")
    modes = {path.stat().st_mode for path in [output, *output.rglob("*")]}
    assert modes == {0o040755, 0o100644}


def test_the_moment_of_the_build_changes_nothing_that_is_not_due(site: MakeSite) -> None:
    made = site({"content/updates/2016-05-01-news.md": "---\ntitle: News\n---\n\nText.\n"})
    made.build()
    before = made.out("SHA256SUMS")
    made.build(now=NOW.replace(year=2036))
    assert made.out("SHA256SUMS") == before


def test_what_was_there_before_leaves_no_trace(site: MakeSite) -> None:
    """Building again, or there and back, ends with the bytes of a first build."""
    page = "---\ntitle: {0}\ndescription: About {0}\n---\n\n[Home](index.md) {0}\n"
    files = {f"content/page-{n}.md": page.format(f"Page {n}") for n in range(5)}
    fresh, used = site(files), site(files)
    fresh.build()
    for change in ({}, {"content/page-2.md": page.format("Changed")}, {"content/new.md": "New\n"}):
        used.write(change)
        used.build()
    (used.root / "content/new.md").unlink()
    used.write(files)
    used.build()
    assert used.out("SHA256SUMS") == fresh.out("SHA256SUMS")
