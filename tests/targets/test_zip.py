"""Publishing as one zip: the same bytes for the same site, put there whole."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from generator.deploy.state import State, judge
from generator.kinds.deployment import ZipTarget
from generator.targets.faults import DeployFault
from generator.targets.plan import plan
from generator.targets.zip import Zip, open_zip
from targets.releases import around, deploy, release, site


@pytest.fixture
def target(tmp_path: Path) -> Zip:
    return open_zip(ZipTarget(to="zip", path="out/site.zip"), around(tmp_path))


def test_it_holds_the_site_and_is_the_same_each_time(target: Zip, tmp_path: Path) -> None:
    new = release(tmp_path / "1", site(1))
    assert deploy(target, new)[0] is State.EMPTY
    file = tmp_path / "out/site.zip"
    first = file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        assert {i.filename: archive.read(i) for i in archive.infolist()} == {
            path: new.read(path) for path in new.files
        }
        assert all(i.extra == b"" and i.date_time[0] == 1980 for i in archive.infolist())
    assert deploy(target, new)[0] is State.OURS
    assert file.read_bytes() == first
    assert [path.name for path in file.parent.iterdir()] == ["site.zip"]


def test_what_was_taken_down_is_not_in_the_next(target: Zip, tmp_path: Path) -> None:
    deploy(target, release(tmp_path / "1", {"index.html": "a", "amina.html": "b"}))
    _, changes = deploy(target, release(tmp_path / "2", {"index.html": "a"}))
    assert changes.removed == ("amina.html",)
    assert target.read("amina.html") is None


@pytest.mark.parametrize("data", [b"not a zip", b""])
def test_a_file_that_is_none_of_ours_is_foreign(target: Zip, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "out/site.zip"
    file.parent.mkdir()
    file.write_bytes(data)
    assert deploy_state(target, tmp_path) is State.FOREIGN


def test_a_zip_of_something_else_is_foreign(target: Zip, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with zipfile.ZipFile(tmp_path / "out/site.zip", "w") as archive:
        archive.writestr("holiday.jpg", b"sea")
    assert deploy_state(target, tmp_path) is State.FOREIGN


def deploy_state(target: Zip, tmp_path: Path) -> State:
    return judge(target.look(), None, release(tmp_path / "1", site(1)).site).state


def test_somebody_who_is_quicker_is_not_overwritten(target: Zip, tmp_path: Path) -> None:
    deploy(target, release(tmp_path / "1", site(1)))
    seen = target.look()
    deploy(target, release(tmp_path / "2", site(2)))
    theirs = (tmp_path / "out/site.zip").read_bytes()
    ours = release(tmp_path / "3", site(3))
    with pytest.raises(DeployFault, match="meantime"):
        target.publish(ours, plan(ours.files, {}), seen, lambda size: None)
    assert (tmp_path / "out/site.zip").read_bytes() == theirs


def test_somebody_who_writes_the_first_one_is_not_overwritten(target: Zip, tmp_path: Path) -> None:
    seen = target.look()
    deploy(target, release(tmp_path / "2", site(2)))
    theirs = (tmp_path / "out/site.zip").read_bytes()
    ours = release(tmp_path / "3", site(3))
    with pytest.raises(DeployFault, match="meantime"):
        target.publish(ours, plan(ours.files, {}), seen, lambda size: None)
    assert (tmp_path / "out/site.zip").read_bytes() == theirs


def test_no_damaged_zip_is_more_than_foreign_or_altered(target: Zip, tmp_path: Path) -> None:
    deploy(target, release(tmp_path / "1", {"index.html": "a"}))
    file = tmp_path / "out/site.zip"
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            judge(target.look(), None, "")
        except DeployFault:
            continue


def test_a_zip_that_claims_to_be_endless_is_not_unpacked(target: Zip, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    file = tmp_path / "out/site.zip"
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("manifest.json", "w") as stream,
    ):
        for _ in range(300):
            stream.write(bytes(1 << 20))
    assert deploy_state(target, tmp_path) is State.FOREIGN


def test_what_a_killed_deploy_left_goes(target: Zip, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    for name in (".site.zip.0123abcd.part", ".other.zip.0123abcd.part"):
        (tmp_path / "out" / name).write_bytes(b"taken down")
    deploy(target, release(tmp_path / "1", site(1)))
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"site.zip", ".other.zip.0123abcd.part"}
    assert (tmp_path / "out/site.zip").stat().st_mode & 0o444 == 0o444
