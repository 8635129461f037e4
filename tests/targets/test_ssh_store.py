"""A folder at a server as a store, and the site that is published into it where it lies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.deploy.state import State
from generator.targets.faults import DeployFault
from generator.targets.ssh.connection import Connection
from generator.targets.ssh.files import fetch
from generator.targets.ssh.opening import open_ssh
from generator.targets.ssh.store import SshStore
from generator.targets.store import ContentKind
from servers.sshd import Sshd, sshd
from targets.releases import deploy, release, site
from targets.ssh_sites import at, settings, standing

KIND = ContentKind("text/plain", "no-cache")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    folder = tmp_path_factory.mktemp("sftp") / "server"
    with sshd(folder, "ForceCommand internal-sftp") as running:
        yield running


@pytest.fixture
def store(server: Sshd, tmp_path: Path) -> Iterator[SshStore]:
    there = settings(server, tmp_path / "site", in_place="true")
    made = SshStore(there, Connection(there, server.environ))
    yield made
    made.close()


def test_files_are_put_listed_read_and_removed(store: SshStore, tmp_path: Path) -> None:
    assert store.list() == {}
    assert store.get("a/b/c.txt") is None
    store.put("a/b/c.txt", b"one", KIND)
    store.put("ü.txt", b"", KIND)
    first = store.list()
    assert {path: mark.size for path, mark in first.items()} == {"a/b/c.txt": 3, "ü.txt": 0}
    store.put("a/b/c.txt", b"three", KIND)
    assert store.get("a/b/c.txt") == b"three"
    assert store.list()["a/b/c.txt"].size == 5
    assert (tmp_path / "site/a/b/c.txt").stat().st_mode & 0o777 == 0o644
    store.remove(["a/b/c.txt", "nothing/there.txt"])
    assert list(store.list()) == ["ü.txt"]
    assert not (tmp_path / "site/a").exists(), "an empty folder stays"
    store.put("a/b/c.txt", b"again", KIND)
    assert store.get("a/b/c.txt") == b"again"


def test_a_file_is_read_no_further_than_it_can_have_been_sent(
    server: Sshd, store: SshStore, tmp_path: Path
) -> None:
    store.put("page.html", b"ten bytes.", KIND)
    there = settings(server, tmp_path / "site", in_place="true")
    with closing(Connection(there, server.environ)) as connection:
        page = str(tmp_path / "site" / "page.html")
        assert fetch(connection, page, 10) == b"ten bytes."
        with pytest.raises(DeployFault, match=r"'page.html' is longer"):
            fetch(connection, page, 9)
    with (tmp_path / "site" / "endless").open("wb") as endless:
        endless.truncate(1 << 40)
    with pytest.raises(DeployFault, match="'endless' is longer"):
        store.get("endless")


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(
    store: SshStore, tmp_path: Path
) -> None:
    (tmp_path / "site" / "page.html").mkdir(parents=True)
    with pytest.raises(DeployFault, match="refuses"):
        store.put("page.html", b"text", KIND)
    assert store.list() == {}


def test_a_site_is_published_where_it_lies(server: Sshd, tmp_path: Path) -> None:
    target = open_ssh(settings(server, tmp_path / "site", in_place="true"), at(server, tmp_path))
    one, two = (release(tmp_path / str(n), site(n)) for n in (1, 2))
    assert deploy(target, one)[0] is State.EMPTY
    assert standing(tmp_path / "site") == one.root
    assert deploy(target, two)[0] is State.OURS
    target.close()
    assert standing(tmp_path / "site") == two.root


def test_in_place_does_not_go_by_rsync(server: Sshd, tmp_path: Path) -> None:
    wrong = settings(server, tmp_path / "site", in_place="true", over="rsync")
    with pytest.raises(DeployFault, match="in_place"):
        open_ssh(wrong, at(server, tmp_path))
