"""Publishing to a folder: one step, older releases beside it, nothing of anybody else's touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.deploy.state import State
from generator.kinds.deployment import FolderTarget
from generator.problems import EnvironmentFault
from generator.targets.faults import DeployFault
from generator.targets.folder import Folder, open_folder
from generator.targets.plan import plan
from targets.releases import around, deploy, release, site


@pytest.fixture
def target(tmp_path: Path) -> Folder:
    settings = FolderTarget(to="folder", path="../there/site")
    return open_folder(settings, around(tmp_path / "campaign"))


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_folder_holds_the_release_and_nothing_else(target: Folder, tmp_path: Path) -> None:
    for number in (1, 2):
        new = release(tmp_path / str(number), site(number))
        deploy(target, new)
        assert tree(tmp_path / "there/site") == tree(new.folder)
    assert (tmp_path / "there/site/index.html").stat().st_mode & 0o777 == 0o644


def test_it_can_go_back_as_far_as_releases_are_kept(target: Folder, tmp_path: Path) -> None:
    made = [release(tmp_path / str(number), site(number)) for number in range(8)]
    for one in made:
        deploy(target, one)
    older = target.older()
    assert {one.root for one in older} == {one.root for one in made[2:7]}
    newest = next(one for one in older if one.root == made[6].root)
    target.go_back(newest)
    assert tree(tmp_path / "there/site") == tree(made[6].folder)
    assert made[6].root not in {one.root for one in target.older()}


def test_an_older_release_takes_no_room_for_what_is_unchanged(
    target: Folder, tmp_path: Path
) -> None:
    same = {"photo.jpg": "x" * 1000}
    for number in (1, 2):
        deploy(target, release(tmp_path / str(number), {"index.html": str(number), **same}))
    (kept,) = target.older()
    old = tmp_path / "there/.site.releases" / kept.name / "photo.jpg"
    assert old.stat().st_ino == (tmp_path / "there/site/photo.jpg").stat().st_ino


def test_what_was_forgotten_is_gone(target: Folder, tmp_path: Path) -> None:
    for number in (1, 2):
        deploy(target, release(tmp_path / str(number), site(number)))
    target.forget(target.older())
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["site"]


def test_files_of_others_are_refused_and_stay(target: Folder, tmp_path: Path) -> None:
    foreign = tmp_path / "there/site/thesis.doc"
    foreign.parent.mkdir(parents=True)
    foreign.write_text("years of work")
    new = release(tmp_path / "1", site(1))
    with pytest.raises(EnvironmentFault, match=r"thesis\.doc"):
        deploy(target, new)
    assert tree(foreign.parent) == {"thesis.doc": b"years of work"}


def test_what_somebody_added_goes_once_that_was_agreed_to(target: Folder, tmp_path: Path) -> None:
    new = release(tmp_path / "1", site(1))
    deploy(target, new)
    (tmp_path / "there/site/defaced.html").write_text("ha")
    state, changes = deploy(target, new)
    assert (state, changes.removed) == (State.ALTERED, ("defaced.html",))
    assert tree(tmp_path / "there/site") == tree(new.folder)


def test_somebody_who_is_quicker_is_not_overwritten(target: Folder, tmp_path: Path) -> None:
    deploy(target, release(tmp_path / "1", site(1)))
    seen = target.look()
    theirs = release(tmp_path / "2", site(2))
    deploy(target, theirs)
    ours = release(tmp_path / "3", site(3))
    with pytest.raises(DeployFault, match="meantime"):
        target.publish(ours, plan(ours.files, {}), seen, lambda size: None)
    assert tree(tmp_path / "there/site") == tree(theirs.folder)


def test_a_site_that_changes_while_it_is_published_is_not(target: Folder, tmp_path: Path) -> None:
    first = release(tmp_path / "1", site(1))
    deploy(target, first)
    second = release(tmp_path / "2", site(2))
    (tmp_path / "2/index.html").write_text("changed")
    with pytest.raises(DeployFault, match=r"'index\.html' has changed"):
        deploy(target, second)
    assert tree(tmp_path / "there/site") == tree(first.folder)


@pytest.mark.parametrize("path", ["output", "./output", "../campaign/output"])
def test_the_folder_that_it_is_built_in_is_no_target(tmp_path: Path, path: str) -> None:
    with pytest.raises(DeployFault, match="output"):
        open_folder(FolderTarget(to="folder", path=path), around(tmp_path / "campaign"))


@pytest.mark.parametrize("path", [".", "content", "..", ".handbill"])
def test_the_campaigns_own_folders_are_no_target(tmp_path: Path, path: str) -> None:
    (tmp_path / "campaign/content").mkdir(parents=True)
    (tmp_path / "campaign/.handbill").mkdir()
    target = open_folder(FolderTarget(to="folder", path=path), around(tmp_path / "campaign"))
    with pytest.raises(EnvironmentFault):
        deploy(target, release(tmp_path / "made", site(1)))


def test_what_somebody_defaced_is_not_kept_to_go_back_to(target: Folder, tmp_path: Path) -> None:
    deploy(target, release(tmp_path / "1", site(1)))
    there = tmp_path / "there/site"
    (there / "index.html").write_text("Defaced")
    (there / "stolen.txt").symlink_to(tmp_path / "1/index.html")
    deploy(target, release(tmp_path / "2", site(2)))
    assert target.older() == []
    assert not (tmp_path / "there/.site.releases").exists()


def test_an_older_release_that_somebody_changed_is_refused(target: Folder, tmp_path: Path) -> None:
    for number in (1, 2):
        last = release(tmp_path / str(number), site(number))
        deploy(target, last)
    (older,) = target.older()
    kept = tmp_path / "there/.site.releases" / older.name
    (kept / "index.html").write_text("Defaced")
    with pytest.raises(DeployFault, match="not as it was published"):
        target.go_back(older)
    assert tree(tmp_path / "there/site") == tree(last.folder)


@pytest.mark.parametrize("root", ["", "{0}; rm -rf", "{0}"])
def test_a_manifest_of_somebody_elses_making_is_no_release(
    target: Folder, tmp_path: Path, root: str
) -> None:
    kept = tmp_path / "there/.site.releases" / f"{'2' * 20}-{'ab' * 8}"
    kept.mkdir(parents=True)
    said = {"generator": "Handbill", "files": [], "root": root.format("ab" * 8)}
    (kept / "manifest.json").write_text(json.dumps(said))
    assert target.older() == []


def test_what_a_killed_deploy_left_goes_and_nothing_else(target: Folder, tmp_path: Path) -> None:
    releases = tmp_path / "there/.site.releases"
    for name in (f".{'2' * 20}", f".{'2' * 20}-{'ab' * 8}", ".mine", "notes"):
        (releases / name).mkdir(parents=True)
        (releases / name / "amina.html").write_text("taken down")
    target.look()
    assert sorted(path.name for path in releases.iterdir()) == [".mine", "notes"]


def test_one_byte_is_seen_without_a_record(target: Folder, tmp_path: Path) -> None:
    new = release(tmp_path / "1", site(1))
    deploy(target, new)
    page = tmp_path / "there/site/index.html"
    page.write_bytes(page.read_bytes().replace(b"Version 1", b"Version 9"))
    state, changes = deploy(target, new)
    assert (state, changes.changed) == (State.ALTERED, ("index.html",))
