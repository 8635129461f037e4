"""The commands: exit codes, what goes where, options before and behind the command."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from generator.cli import run as running
from generator.schema import schemas
from sites import PROJECT

MakeSite = Callable[..., Any]
WARNS = "title: Week\nevents:\n  - {date: 2016-04, title: Nobody says so}\n"


def run(*args: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator.cli", *args],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(PROJECT), **env},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_build_says_what_was_made(site: MakeSite) -> None:
    made = site()
    done = run("build", cwd=made.root)
    assert done.returncode == 0, done.stderr
    assert "root hash" in done.stdout
    assert done.stderr == ""
    assert (made.root / "output" / "index.html").is_file()


def test_an_error_is_told_and_nothing_is_written(site: MakeSite) -> None:
    made = site({"content/about.md": "---\ntitle: x\n---\n\n[y](z.md)\n"})
    done = run("--site", str(made.root), "build")
    assert done.returncode == 2
    assert "content/about.md:5:5: error: " in done.stderr
    assert "nothing was written" in done.stdout
    assert not (made.root / "output").exists()


def test_strict_stops_at_warnings_and_quiet_says_only_what_is_wrong(site: MakeSite) -> None:
    made = site({"content/timeline/week.yaml": WARNS})
    loose = run("-q", "build", cwd=made.root)
    assert (loose.returncode, loose.stdout) == (0, "")
    assert "no-source" in loose.stderr
    strict = run("build", "--strict", cwd=made.root)
    assert strict.returncode == 2


def test_json_behind_the_command(site: MakeSite) -> None:
    made = site({"content/timeline/week.yaml": WARNS})
    done = run("build", "--json", cwd=made.root / "content")
    value = json.loads(done.stdout)
    assert done.returncode == 0
    assert value["written"] is True
    assert value["problems"][0]["file"] == "content/timeline/week.yaml"


def test_check_says_what_it_found(site: MakeSite) -> None:
    good = run("check", cwd=site().root)
    assert (good.returncode, good.stdout[:23]) == (0, "nothing wrong was found")
    made = site({"content/timeline/week.yaml": WARNS})
    warned = run("check", cwd=made.root)
    assert warned.returncode == 0
    assert warned.stdout.startswith("1 warning")
    assert not (made.root / "output").exists()


def test_no_site_here(tmp_path: Path) -> None:
    done = run("build", cwd=tmp_path)
    assert done.returncode == 2
    assert "handbill new" in done.stderr
    (tmp_path / "site.yml").write_text("title: x")
    assert "rename it to site.yaml" in run("build", cwd=tmp_path).stderr


def test_an_unknown_option_is_the_users_mistake(tmp_path: Path) -> None:
    done = run("build", "--frobnicate", cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_our_own_fault_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails() -> None:
        raise RuntimeError("secret inside")

    assert running._run(fails) == 1
    said = capsys.readouterr().err
    log = Path(said.split("details are in ")[1].split(";")[0])
    try:
        assert "secret inside" in log.read_text("utf-8")
    finally:
        log.unlink()
    assert "Traceback" not in said


def test_stopped_by_the_user(capsys: pytest.CaptureFixture[str]) -> None:
    def stopped() -> None:
        raise KeyboardInterrupt

    assert running._run(stopped) == 130


def test_the_clock_may_be_set(site: MakeSite) -> None:
    later = "---\ntitle: Later\ndescription: d\npublish: 2030-01-01\n---\n\nx\n"
    made = site({"content/later.md": later})
    run("build", cwd=made.root, SOURCE_DATE_EPOCH="1500000000")
    assert not (made.root / "output" / "later.html").exists()
    run("build", cwd=made.root, SOURCE_DATE_EPOCH="1900000000")
    assert (made.root / "output" / "later.html").exists()


def test_schemas_are_schemas_and_take_the_sample(tmp_path: Path) -> None:
    done = run("schema", "--output", str(tmp_path / "schemas"))
    assert done.returncode == 0
    assert {path.name for path in (tmp_path / "schemas").iterdir()} == {
        f"{name}.schema.json" for name in schemas()
    }
    for name, text in schemas().items():
        schema = json.loads(text)
        jsonschema.Draft202012Validator.check_schema(schema)
        folder = PROJECT / "content"
        files = [PROJECT / "site.yaml"] if name == "site" else [folder / f"{name}.yaml"]
        for file in [*files, *folder.glob(f"{name}/*.yaml")]:
            if file.exists():
                # Dates as text, as editors read them.
                value = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)
                jsonschema.validate(value, schema)


def test_an_unknown_kind_of_schema() -> None:
    done = run("schema", "nothing")
    assert done.returncode == 2
    assert "posts" in done.stderr
