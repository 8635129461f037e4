"""`handbill pack` as the shell starts it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import packing
from generator.cli.run import main
from sites import BuiltSite

MakeSite = Callable[..., BuiltSite]

SITE = {
    "site.yaml": "title: {en: Two Words, ar: كلمتان}\nlanguages: {en: English, ar: العربية}\n",
    "content/index.ar.md": "---\ntitle: بيت\ndescription: وصف\n---\n\nأهلًا.\n",
}


@pytest.fixture(autouse=True)
def _moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780315200")


def handbill(root: Path, *args: str) -> int:
    assert packing.pack.name == "pack"
    with pytest.raises(SystemExit) as end:
        main(["--site", str(root), "pack", "--no-kit", *args])
    return int(end.value.code or 0)


def test_a_campaign_is_packed(
    site: MakeSite, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USER", "amina-login")
    made = site(SITE)
    assert handbill(made.root) == 0
    folder = made.root / "packed"
    names = sorted(file.name for file in folder.iterdir())
    assert names == ["two-words.SHA256SUMS", "two-words.html", "two-words.zip"]
    said = capsys.readouterr().out
    assert "packed/two-words.SHA256SUMS: 1 KB\n" in said
    assert "the single file holds" in said
    assert "all pictures fit" in said
    whole = (folder / "two-words.html").read_text("utf-8")
    assert "This is a copy of the site in one file." in whole
    assert "هذه نسخة من الموقع في ملف واحد" in whole
    with zipfile.ZipFile(folder / "two-words.zip") as zipped:
        readme = zipped.read("README.txt").decode()
    assert readme.startswith("Two Words\n")
    assert "site/index.html" in readme
    assert "\n\u202bكلمتان\u202c\n" in readme
    # Nobody and nothing of the machine is named.
    for file in folder.iterdir():
        data = file.read_bytes()
        assert str(made.root).encode() not in data
        assert b"amina-login" not in data


def test_programs_are_told_the_same(site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    made = site(SITE)
    assert handbill(made.root, "--json", "--no-single", "--output", str(made.root / "out")) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["written"] is True
    assert [one["file"] for one in said["packed"]["files"]] == [
        "out/two-words.SHA256SUMS",
        "out/two-words.zip",
    ]
    assert said["packed"]["pages_in_single"] == 0


def test_a_site_with_errors_is_not_packed(
    site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    made = site({"content/a.md": "---\ntitle: A\ndescription: a\n---\n\n[x](gone.md)\n"})
    assert handbill(made.root) == 2
    assert "gone.md" in capsys.readouterr().err
    assert not (made.root / "packed").exists()


@pytest.mark.parametrize("name", ["output", "content"])
def test_a_folder_of_the_campaign_is_refused_before_anything_is_built(
    site: MakeSite, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made = site(SITE)
    assert handbill(made.root, "--output", str(made.root / name)) == 2
    assert f"'{name}' is where" in capsys.readouterr().err
    assert not made.output.exists()


def test_a_campaigns_own_frame_goes_before_the_themes(site: MakeSite) -> None:
    made = site({**SITE, "templates/pack/strip.html": "<hr class='mine'>$notice {{ 1 + 1 }}"})
    assert handbill(made.root) == 0
    whole = (made.root / "packed" / "two-words.html").read_text("utf-8")
    assert "<hr class='mine'>This is a copy" in whole
    assert "{{ 1 + 1 }}" in whole
