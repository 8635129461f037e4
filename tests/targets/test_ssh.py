"""A server over SSH as a target, each way there is, against a real sshd on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.deploy.state import State, judge
from generator.targets.faults import DeployFault
from generator.targets.plan import plan
from generator.targets.ssh.opening import open_ssh
from generator.targets.target import Live, Target
from servers.sshd import Sshd, sshd
from targets.releases import deploy, release, site
from targets.ssh_sites import at, settings, standing

# By what the server gives: all that is asked for, or SFTP and nothing else.
WAYS = ("rsync", "sftp")

Open = Callable[..., Target]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    with sshd(tmp_path_factory.mktemp("ssh") / "server") as running:
        yield running


@pytest.fixture(scope="module")
def sftp_alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    folder = tmp_path_factory.mktemp("sftp") / "server"
    with sshd(folder, "ForceCommand internal-sftp") as running:
        yield running


@pytest.fixture(params=WAYS)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens `tmp_path/site` as a target, in one of the ways."""
    way = request.param
    running: Sshd = request.getfixturevalue("server" if way == "rsync" else "sftp_alone")
    targets: list[Target] = []

    def make(path: str = "site", keep: int = 5) -> Target:
        made = open_ssh(settings(running, tmp_path / path), at(running, tmp_path, keep))
        targets.append(made)
        return made

    yield make
    for target in targets:
        target.close()


def test_a_release_goes_live_and_the_next_takes_its_place(opened: Open, tmp_path: Path) -> None:
    target = opened()
    one = release(tmp_path / "1", {**site(1), "same.txt": "the same"})
    two = release(tmp_path / "2", {**site(2), "same.txt": "the same"})
    assert deploy(target, one)[0] is State.EMPTY
    current = tmp_path / "site" / "current"
    assert standing(current) == one.root
    before = current.resolve()
    assert deploy(target, two)[0] is State.OURS
    assert standing(current) == two.root
    assert target.read("index.html") == (tmp_path / "2" / "index.html").read_bytes()
    assert target.read("nothing.html") is None
    assert (current / "same.txt").samefile(before / "same.txt"), "sent again"
    assert standing(before) == one.root
    assert str(current.readlink()) == target.look().version
    modes = {p.stat().st_mode & 0o777 for p in current.resolve().rglob("*") if p.is_file()}
    assert modes == {0o644}
    folders = [tmp_path / "site", tmp_path / "site" / "releases", current, *current.glob("*/")]
    assert {p.stat().st_mode & 0o777 for p in folders if p.is_dir()} == {0o755}
    assert {p.name for p in (tmp_path / "site").iterdir()} == {"current", "releases"}
    assert {p.name for p in current.parent.glob("releases/*")} == {
        before.name,
        current.resolve().name,
    }


def test_older_releases_are_kept_gone_back_to_and_forgotten(opened: Open, tmp_path: Path) -> None:
    target, top = opened(keep=2), tmp_path / "site"
    made = [release(tmp_path / str(n), site(n, pages=1)) for n in range(4)]
    for each in made:
        deploy(target, each)
    assert [older.root for older in target.older()] == [made[2].root, made[1].root]
    target.go_back(target.older()[0])
    assert standing(top / "current") == made[2].root
    # What was gone back from comes last: going back once more goes further.
    assert [older.root for older in target.older()] == [made[1].root, made[3].root]
    damaged = top / "releases" / target.older()[0].name
    (damaged / "index.html").unlink()
    with pytest.raises(DeployFault, match="not whole"):
        target.go_back(target.older()[0])
    assert standing(top / "current") == made[2].root
    target.forget(target.older())
    assert target.older() == []
    assert [p.name for p in (top / "releases").iterdir()] == [(top / "current").resolve().name]


def test_a_release_that_was_gone_back_from_is_no_older_one(opened: Open, tmp_path: Path) -> None:
    target = opened()
    made = [release(tmp_path / str(n), site(n, pages=1)) for n in range(3)]
    for each in made[:2]:
        deploy(target, each)
    target.go_back(target.older()[0])
    deploy(target, made[2])
    assert [older.root for older in target.older()] == [made[0].root]
    target.go_back(target.older()[0])
    # The same files again: they lie there already.
    deploy(target, made[2])
    assert standing(tmp_path / "site" / "current") == made[2].root
    assert [older.root for older in target.older()] == [made[0].root]


def test_who_deploys_in_the_meantime_is_not_overwritten(opened: Open, tmp_path: Path) -> None:
    target = opened()
    made = [release(tmp_path / str(n), site(n, pages=1)) for n in range(3)]
    deploy(target, made[0])
    live = target.look()
    deploy(opened(), made[1])
    with pytest.raises(DeployFault, match="somebody else has deployed"):
        target.publish(made[2], plan(made[2].files, {}), live, lambda size: None)
    assert standing(tmp_path / "site" / "current") == made[1].root


def test_a_link_that_leads_elsewhere_is_not_followed(opened: Open, tmp_path: Path) -> None:
    top, elsewhere = tmp_path / "site", release(tmp_path / "1", {"index.html": "1"}).folder
    top.mkdir()
    (top / "current").symlink_to(elsewhere)
    live = opened().look()
    assert (list(live.files or {}), live.manifest) == (["current"], None)
    assert judge(live, None, "").state is State.FOREIGN


def test_links_among_the_files_are_found(opened: Open, tmp_path: Path) -> None:
    target, top, files = opened(), tmp_path / "site", {**site(1, 1), "empty.txt": ""}
    deploy(target, release(tmp_path / "1", files))
    (top / "current" / "added 'x'.html").symlink_to("/etc/hostname")
    for name in ("feed.xml", "empty.txt"):
        (top / "current" / name).unlink()
        (top / "current" / name).symlink_to(tmp_path / "1" / name)
    two = release(tmp_path / "2", {**files, "index.html": "2"})
    state, changes = deploy(target, two)
    assert (state, changes.removed) == (State.ALTERED, ("added 'x'.html",))
    assert "feed.xml" in changes.changed
    assert standing(top / "current") == two.root
    assert not [p for p in (top / "current").rglob("*") if p.is_symlink()]


@pytest.mark.parametrize("taken", ["index.html", "current/index.html"])
def test_what_is_not_ours_is_foreign(opened: Open, tmp_path: Path, taken: str) -> None:
    strange = tmp_path / "site" / taken
    strange.parent.mkdir(parents=True)
    strange.write_text("somebody's")
    assert judge(opened().look(), None, "").state is State.FOREIGN


def test_what_was_spoilt_in_the_live_release_is_not_linked(opened: Open, tmp_path: Path) -> None:
    target, top = opened(), tmp_path / "site"
    deploy(target, release(tmp_path / "1", {"index.html": "1", "a.txt": "right", "b.txt": "right"}))
    (top / "current" / "a.txt").write_text("wrong!")
    (top / "current" / "c.txt").write_text("added")
    two = release(tmp_path / "2", {"index.html": "2", "a.txt": "right", "b.txt": "right"})
    state, changes = deploy(target, two)
    assert (state, changes.removed) == (State.ALTERED, ("c.txt",))
    assert standing(top / "current") == two.root


def test_what_others_left_is_cleared_away_and_no_part_is_trusted(
    opened: Open, tmp_path: Path
) -> None:
    target, releases = opened(), tmp_path / "site" / "releases"
    one = release(tmp_path / "1", site(1))
    left = releases / f".new-{one.name}"
    for folder, name in ((left, "index.html"), (left / "odd", "a"), (releases / ".new-0", "b")):
        folder.mkdir(parents=True)
        (folder / name).write_text("half of it")
    deploy(target, one)
    assert standing(tmp_path / "site" / "current") == one.root
    assert len(list(releases.iterdir())) == 1


def test_a_link_that_leads_nowhere_is_as_good_as_none(opened: Open, tmp_path: Path) -> None:
    top = tmp_path / "site"
    (top / "releases").mkdir(parents=True)
    (top / "current.new").symlink_to("releases/20260401120000-0123456789abcdef")
    one = release(tmp_path / "1", {"index.html": "1"})
    assert judge(opened().look(), None, "").state is State.EMPTY
    (top / "current.new").rename(top / "current")
    assert deploy(opened(), one)[0] is State.EMPTY
    assert standing(top / "current") == one.root


def test_a_name_is_never_taken_for_a_command(opened: Open, tmp_path: Path) -> None:
    name = 'it\'s $(touch sprung) `touch sprung` "here"; touch sprung #'
    target = opened(name)
    one = release(tmp_path / "1", {"index.html": "1", "a 'b' $(touch sprung).txt": "c"})
    deploy(target, one)
    assert standing(tmp_path / name / "current") == one.root
    target.forget(target.older())
    assert not [p for place in (tmp_path, Path.home()) for p in place.glob("sprung")]


def test_a_folder_that_cannot_be_made_is_told_of(opened: Open, tmp_path: Path) -> None:
    with pytest.raises(DeployFault, match="is not there, nor the folder"):
        opened("no/such/folder").look()
    (tmp_path / "file").write_text("a file")
    with pytest.raises(DeployFault, match="refuses"):
        opened("file").publish(
            release(tmp_path / "1", {"index.html": "1"}),
            plan({}, {}),
            Live(None, {}),
            lambda size: None,
        )


def test_without_rsync_at_the_server_sftp_will_do(tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "find", "wc", "sha256sum", "head", "sed"):
        found = next(Path(p, name) for p in ("/bin", "/usr/bin") if Path(p, name).exists())
        (tools / name).symlink_to(found)
    with sshd(tmp_path / "server", f"SetEnv PATH={tools}") as running:
        target = open_ssh(settings(running, tmp_path / "site"), at(running, tmp_path))
        one = release(tmp_path / "1", site(1))
        deploy(target, one)
        # The shell tells what files hold: what is spoilt is seen, and not linked to.
        assert {len(mark.tag) for mark in (target.look().files or {}).values()} == {64}
        current = tmp_path / "site" / "current"
        (current / "assets" / "photo-1.txt").write_text("Picture 7 of version 7")
        two = release(tmp_path / "2", {**site(2), "assets/photo-1.txt": "Picture 1 of version 1"})
        deploy(target, two)
        target.close()
        assert standing(current) == two.root
        with pytest.raises(DeployFault, match="has no rsync 3"):
            open_ssh(settings(running, tmp_path / "site", over="rsync"), at(running, tmp_path))
