"""Folders that a site may replace, and those that it must not."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import pytest

import generator
from generator.problems import EnvironmentFault
from generator.write import write
from generator.write.exchange import Staging
from generator.write.target import settle, shown

OLD = [(PurePosixPath("index.html"), b"old"), (PurePosixPath("a/b.html"), b"old")]
NEW = [(PurePosixPath("index.html"), b"new")]


def everything(folder: Path) -> dict[str, bytes | None]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def refused(target: Path, root: Path, words: str) -> EnvironmentFault:
    """Write to `target`, which must fail and leave everything around the site as it was."""
    before = everything(root.parent)
    with pytest.raises(EnvironmentFault, match=words) as fault:
        write(NEW, target, root)
    assert everything(root.parent) == before
    assert fault.value.hint
    return fault.value


@pytest.fixture
def campaign(root: Path) -> Path:
    for folder in ("content", "templates", "generator", ".git", ".handbill"):
        (root / folder).mkdir()
    (root / "site.yaml").write_text("title: Amina Example")
    (root / "content" / "index.md").write_text("Hello")
    return root


@pytest.mark.parametrize(
    "where",
    [
        *(".", "..", "../campaign", "output/../.", "content", "content/x", "content/../content"),
        *("Content", "templates/output", "generator", ".git/x", ".handbill"),
    ],
)
def test_the_campaigns_own_folders_are_refused(campaign: Path, where: str) -> None:
    refused(campaign / where, campaign, "campaign's own files")


def test_folders_that_are_not_there_yet_are_refused_too(root: Path) -> None:
    refused(root / "templates", root, "campaign's own files")


def test_sources_behind_a_link_are_refused(root: Path, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (root / "content").symlink_to(tmp_path / "texts")
    refused(tmp_path / "texts", root, "campaign's own files")
    refused(tmp_path / "texts" / "x", root, "campaign's own files")


def test_a_folder_around_sources_behind_a_link_is_refused(root: Path, tmp_path: Path) -> None:
    (tmp_path / "all" / "texts").mkdir(parents=True)
    (root / "content").symlink_to(tmp_path / "all" / "texts")
    refused(tmp_path / "all", root, "campaign's own files")


def test_the_generator_itself_is_refused(root: Path) -> None:
    refused(Path(generator.__file__).parent / "output", root, "campaign's own files")


def test_a_private_preview_is_allowed(campaign: Path) -> None:
    write(NEW, campaign / ".handbill" / "preview", campaign)
    assert (campaign / ".handbill" / "preview" / "index.html").read_bytes() == b"new"


def test_a_file_is_refused(root: Path, output: Path) -> None:
    output.write_text("my notes")
    refused(output, root, "'output' is not a folder")


def test_a_folder_below_a_file_is_refused(root: Path) -> None:
    (root / "notes").write_text("my notes")
    refused(root / "notes" / "output", root, "could not be written")


@pytest.mark.parametrize(
    "manifest",
    [
        None,
        b"",
        b"not json",
        b'{"name": "An app"}',
        json.dumps({"generator": "Other", "files": []}).encode(),
    ],
)
def test_a_folder_that_is_not_ours_is_refused(
    root: Path, output: Path, manifest: bytes | None
) -> None:
    (output / "letters").mkdir(parents=True)
    (output / "letters" / "amina.txt").write_text("dear friend")
    if manifest is not None:
        (output / "manifest.json").write_bytes(manifest)
    fault = refused(output, root, "files that Handbill did not make: 'letters/amina.txt'")
    assert "--output" in fault.hint


@pytest.mark.parametrize("name", [".git/HEAD", "notes.txt", "a/c.html"])
def test_a_file_laid_into_our_folder_is_not_lost(root: Path, output: Path, name: str) -> None:
    write(OLD, output, root)
    (output / name).parent.mkdir(exist_ok=True)
    (output / name).write_text("precious")
    refused(output, root, f"did not make: '{name}'")


def test_a_file_laid_in_while_the_build_runs_is_not_lost(root: Path, output: Path) -> None:
    write(OLD, output, root)
    with Staging(output, root) as stage:
        stage.put(*NEW[0])
        (output / "notes.txt").write_text("precious")
        with pytest.raises(EnvironmentFault, match=r"'notes\.txt'"):
            stage.commit()
    assert (output / "notes.txt").read_text() == "precious"
    assert (output / "index.html").read_bytes() == b"old"


def test_a_link_laid_into_our_folder_is_not_followed(
    root: Path, output: Path, tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "diary.txt").write_text("precious")
    write(OLD, output, root)
    (output / "a" / "b.html").unlink()
    (output / "a" / "b.html").symlink_to(tmp_path / "home")
    write(NEW, output, root)
    assert (tmp_path / "home" / "diary.txt").read_text() == "precious"


def test_many_strangers_are_counted_and_control_characters_shown(root: Path, output: Path) -> None:
    output.mkdir()
    for name in ("a\u202ecod.exe", "b", "c", "d", "e"):
        (output / name).touch()
    refused(output, root, r"'a\\u202ecod\.exe', 'b', 'c' and 2 more")


@pytest.mark.parametrize("litter", [".DS_Store", "a/Thumbs.db"])
def test_what_file_browsers_leave_is_no_stranger(root: Path, output: Path, litter: str) -> None:
    write(OLD, output, root)
    (output / litter).touch()
    write(NEW, output, root)
    assert {path.name for path in output.iterdir()} == {"index.html", "manifest.json", "SHA256SUMS"}


def test_an_empty_folder_is_taken(root: Path, output: Path) -> None:
    output.mkdir()
    assert write(NEW, output, root).changes is None
    assert (output / "index.html").read_bytes() == b"new"


def test_a_link_out_of_the_site_is_refused(root: Path, output: Path, tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    output.symlink_to(tmp_path / "public")
    refused(output, root, "leads out of the site")
    (root / "build").symlink_to(tmp_path)
    refused(root / "build" / "public", root, "leads out of the site")


def test_a_link_that_leads_nowhere_is_refused(root: Path, output: Path) -> None:
    output.symlink_to(output)
    refused(output, root, "leads nowhere")


def test_a_link_inside_the_site_leads_to_its_folder(root: Path, output: Path) -> None:
    (root / "public").mkdir()
    output.symlink_to("public")
    write(NEW, output, root)
    assert output.is_symlink()
    assert (root / "public" / "index.html").read_bytes() == b"new"


def test_a_folder_named_outside_the_site_is_made_with_those_around_it(
    root: Path, tmp_path: Path
) -> None:
    write(NEW, tmp_path / "srv" / "www" / "site", root)
    assert (tmp_path / "srv" / "www" / "site" / "index.html").read_bytes() == b"new"


def test_a_relative_target_is_settled(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert settle(Path("output"), Path()) == (root / "output").resolve()
    with pytest.raises(EnvironmentFault):
        settle(Path(), Path())


def test_messages_name_no_folder_around_the_site(root: Path) -> None:
    assert shown(root / "out" / "put", root) == "out/put"
    assert shown(Path("/srv/www"), root) == str(Path("/srv/www"))
