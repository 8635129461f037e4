"""Deploys that ended too early: the next one finishes what they began, above all a take-down."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from deploy.talking import Talking
from generator.deploy import Ending
from generator.deploy.back import go_back
from generator.deploy.hiding import Hiding
from generator.deploy.line import look, publish
from generator.deploy.outcome import Outcome
from generator.deploy.state import State
from generator.kinds.deployment import FolderTarget, S3Target
from generator.targets import faults
from generator.targets.faults import DeployFault
from generator.targets.file_by_file import MARKER, FileByFile
from generator.targets.folder import Folder, open_folder
from generator.targets.release import Release
from servers.memory import Memory
from targets.releases import around, release

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
FOLDER = FolderTarget(to="folder", path="../there/site")
BUCKET = S3Target(to="s3", url="s3://bucket")


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "_PAUSES", (0.0,) * 4)


@pytest.fixture
def versions(tmp_path: Path) -> list[Release]:
    """A site, the same with another page changed, and without a page that was taken down."""
    amina = {"amina.html": "What Amina Example saw"}
    return [
        release(tmp_path / "1", {"index.html": "One", **amina}),
        release(tmp_path / "2", {"index.html": "Two", **amina}),
        release(tmp_path / "3", {"index.html": "Three"}),
    ]


def to_folder(root: Path, new: Release, talk: Talking | None = None) -> Outcome:
    here = around(root / "campaign")
    opened = look(FOLDER, open_folder(FOLDER, here), here, new.site)
    return publish(opened, new, Hiding(), NOW, talk or Talking(), dry=False)


def to_bucket(root: Path, store: Memory, new: Release, talk: Talking | None = None) -> Outcome:
    here = around(root / "campaign")
    opened = look(BUCKET, FileByFile(store, here), here, new.site)
    return publish(opened, new, Hiding(), NOW, talk or Talking(), dry=False)


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_take_down_that_was_interrupted_is_finished(
    tmp_path: Path, versions: list[Release], monkeypatch: pytest.MonkeyPatch
) -> None:
    to_folder(tmp_path, versions[0])
    to_folder(tmp_path, versions[1])

    def cut(*given: object) -> None:
        raise DeployFault("the connection broke off")

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "forget", cut)
        with pytest.raises(DeployFault):
            to_folder(tmp_path, versions[2])
    assert b"Amina" in everything(tmp_path / "there")
    here = around(tmp_path / "campaign")
    with pytest.raises(DeployFault, match="taken down"):
        go_back(FOLDER, open_folder(FOLDER, here), here, Talking(), NOW)
    talk = Talking()
    outcome = to_folder(tmp_path, versions[2], talk)
    assert (outcome.ending, talk.asked) == (Ending.UNCHANGED, [])
    assert any("web archives" in note for note in outcome.notes)
    assert b"Amina" not in everything(tmp_path / "there")
    assert to_folder(tmp_path, versions[2]).notes == ()


def test_what_was_published_and_not_recorded_is_known_as_ours(
    tmp_path: Path, versions: list[Release], monkeypatch: pytest.MonkeyPatch
) -> None:
    to_folder(tmp_path, versions[0])
    with monkeypatch.context() as patch:
        patch.setattr("generator.deploy.line.confirm", lambda *given: _interrupt())
        with pytest.raises(KeyboardInterrupt):
            to_folder(tmp_path, versions[1])
    assert to_folder(tmp_path, versions[0]).ending is Ending.PUBLISHED


def _interrupt() -> None:
    raise KeyboardInterrupt


def cut_after(store: Memory, puts: int) -> None:
    """Let the store fail from its so many-th file on."""
    left = [puts]

    def before(what: str, path: str) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise DeployFault("the connection broke off")

    store.before = before


def test_a_bucket_that_was_left_half_done_is_finished_by_any_release(
    tmp_path: Path, versions: list[Release]
) -> None:
    store = Memory()
    to_bucket(tmp_path, store, versions[0])
    for number, puts in ((1, 2), (2, 2), (0, 0)):
        cut_after(store, puts)
        with pytest.raises(DeployFault):
            to_bucket(tmp_path, store, versions[number])
        store.before = lambda what, path: None
    assert to_bucket(tmp_path, store, versions[2]).ending is Ending.PUBLISHED
    assert store.files == {path: versions[2].read(path) for path in versions[2].files}


def test_what_somebody_else_has_begun_needs_more_than_a_yes(
    tmp_path: Path, versions: list[Release]
) -> None:
    store = Memory()
    to_bucket(tmp_path, store, versions[0])
    cut_after(store, 2)
    with pytest.raises(DeployFault):
        to_bucket(tmp_path / "colleague", store, versions[1])
    store.before = lambda what, path: None
    talk = Talking()
    assert to_bucket(tmp_path, store, versions[2], talk).ending is Ending.DECLINED
    assert any(State.BUSY.value in line for line in talk.told)
    assert to_bucket(tmp_path, store, versions[2], Talking(grave=True)).is_good


def test_two_who_deploy_at_once_do_not_both_believe_that_it_is_theirs(
    tmp_path: Path, versions: list[Release]
) -> None:
    store = Memory()
    to_bucket(tmp_path, store, versions[0])

    def before(what: str, path: str) -> None:
        if (what, path) == ("put", "index.html"):
            store.files[MARKER] = b"of somebody else"

    store.before = before
    with pytest.raises(DeployFault, match="somebody else has begun"):
        to_bucket(tmp_path, store, versions[1])
    assert store.files[MARKER] == b"of somebody else"
    assert store.files["manifest.json"] == versions[0].read("manifest.json")


def test_a_strangers_file_in_a_half_done_bucket_is_not_just_removed(
    tmp_path: Path, versions: list[Release]
) -> None:
    store = Memory()
    cut_after(store, 2)
    with pytest.raises(DeployFault):
        to_bucket(tmp_path, store, versions[0])
    store.before = lambda what, path: None
    store.files["thesis.doc"] = b"years of work"
    talk = Talking()
    assert to_bucket(tmp_path, store, versions[0], talk).ending is Ending.DECLINED
    assert any("thesis.doc" in line for line in talk.told)


def test_going_back_from_somebody_elses_release_needs_more_than_a_yes(
    tmp_path: Path, versions: list[Release]
) -> None:
    to_folder(tmp_path, versions[0])
    to_folder(tmp_path, versions[1])
    other = release(tmp_path / "other", {"index.html": "Theirs", "amina.html": ""})
    (tmp_path / "colleague").mkdir()
    (tmp_path / "colleague/there").symlink_to(tmp_path / "there")
    to_folder(tmp_path / "colleague", other)
    here = around(tmp_path / "campaign")
    outcome = go_back(FOLDER, open_folder(FOLDER, here), here, Talking(), NOW)
    assert outcome.ending is Ending.DECLINED


def test_copies_that_were_packed_before_are_remembered(
    tmp_path: Path, versions: list[Release]
) -> None:
    (tmp_path / "campaign/packed").mkdir(parents=True)
    (tmp_path / "campaign/packed/campaign.zip").write_bytes(b"PK")
    to_folder(tmp_path, versions[1])
    notes = to_folder(tmp_path, versions[2]).notes
    assert any("handbill pack" in note for note in notes)


def test_the_same_release_from_somebody_else_is_no_matter(
    tmp_path: Path, versions: list[Release]
) -> None:
    store = Memory()
    to_bucket(tmp_path, store, versions[0])
    to_bucket(tmp_path / "colleague", store, versions[1])
    talk = Talking()
    outcome = to_bucket(tmp_path, store, versions[1], talk)
    assert (outcome.ending, talk.asked) == (Ending.UNCHANGED, [])
