"""`handbill verify` as somebody runs it who has a copy, and no campaign."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli import main, verifying
from generator.write.manifest import spoken

from .forgeries import NAME, PAGES, Files, as_folder, as_zip, made

assert verifying  # it stands among the commands once it is loaded


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    monkeypatch.chdir(tmp_path)
    return made(tmp_path / "site")


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        main(["verify", *args])
    out, err = capsys.readouterr()
    return int(end.value.code or 0), out, err


def test_a_true_copy(site: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    as_zip(site, tmp_path / "copy.zip", "site/")
    code, out, err = run(capsys, "copy.zip")
    assert (code, err) == (0, "")
    root = json.loads(site["manifest.json"])["root"]
    for told in (f"{len(PAGES)} files", NAME, spoken(root), root, "not who made it"):
        assert told in out
    code, out, err = run(capsys, "copy.zip", "--root", spoken(root))
    assert (code, err) == (0, "")
    assert "not who made it" not in out


def test_a_forged_one(site: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forged = site | {"about.html": b"x"} | {f"new/{n:02d}.js": b"x" for n in range(30)}
    del forged["feed.xml"]
    as_folder(forged, tmp_path / "copy")
    code, out, err = run(capsys, "copy")
    assert code == 2
    lines = err.splitlines()
    assert lines[:3] == ["changed  about.html", "missing  feed.xml", "added    new/00.js"]
    assert (len(lines), lines[-1]) == (23, "added    … and 10 more")
    assert "not a true copy" in out


def test_for_programs_everything_is_named(
    site: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    as_folder(site | {f"new/{n:02d}.js": b"x" for n in range(30)}, tmp_path / "copy")
    code, out, _ = run(capsys, "copy", "--json")
    told = json.loads(out)
    assert code == 2
    assert (told["true"], len(told["added"]), told["site"]) == (False, 30, NAME)
    assert told["spoken"] == spoken(told["root"])


def test_a_name_that_is_no_text_is_told_to_programs(
    site: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    as_folder(site | {"\udcff.html": b"x"}, tmp_path / "copy")
    _, out, _ = run(capsys, "copy", "--json")
    assert json.loads(out.encode("ascii"))["added"] == ["\udcff.html"]


def test_nothing_vouches_for_a_page_beside_the_site(
    site: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inside = {f"site/{path}": data for path, data in site.items()}
    as_zip(inside | {"README.txt": b"x"}, tmp_path / "plain.zip")
    as_zip(inside | {"campaign.html": b"forged"}, tmp_path / "more.zip")
    code, out, err = run(capsys, "plain.zip")
    assert (code, err) == (0, "")
    assert out.startswith("a true copy: ")
    code, out, err = run(capsys, "more.zip")
    assert code == 2
    assert out.startswith("the site in it is a true copy: ")
    assert "nothing vouches for campaign.html beside it\n" in out
    assert "get more.SHA256SUMS and put it beside the zip" in err
    told = json.loads(run(capsys, "more.zip", "--json")[1])
    assert (told["true"], told["whole"], told["unvouched"]) == (False, True, ["campaign.html"])


def test_a_single_page_is_checked_by_its_sums(
    site: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "campaign.html").write_text("<!doctype html>")
    code, _, err = run(capsys, "campaign.html")
    assert code == 2
    assert "sha256sum -c campaign.SHA256SUMS" in err


def test_quiet_says_only_what_is_wrong(
    site: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    as_folder(site, tmp_path / "copy")
    assert run(capsys, "copy", "--quiet") == (0, "", "")


def test_a_terminal_obeys_no_name_of_a_file(
    site: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    as_folder(site | {"\x1b[31mred\u202e.html": b"x"}, tmp_path / "copy")
    _, out, err = run(capsys, "copy")
    assert "\x1b" not in out + err
    assert "\u202e" not in out + err
    assert "red" in err


def test_neither_is_a_forged_campaign_s_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    as_folder(made(tmp_path / "site", site="x\n\x1b[2Ja true copy"), tmp_path / "copy")
    _, out, _ = run(capsys, "copy")
    assert "\x1b" not in out
    assert "\na true copy" not in out


def test_what_cannot_be_checked_ends_in_a_sentence(
    site: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for args in (["nowhere"], ["site"], ["site/output", "--root", "7"], ["site/site.yaml"]):
        code, _, err = run(capsys, *args)
        if args == ["site"]:
            assert code == 0  # a campaign's own folder: its output is meant
            continue
        assert code == 2
        assert err.startswith("error: ")
