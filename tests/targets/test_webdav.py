"""Folders of two WebDAV servers, and what is said when they go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.deploy.confirm import confirm
from generator.deploy.state import State
from generator.kinds.deployment import WebdavTarget
from generator.targets import faults
from generator.targets.faults import DeployFault
from generator.targets.target import Target
from generator.targets.webdav import open_webdav
from servers.between import Between, between
from servers.rclone import KEY, SECRET, Served, rclone
from servers.webdav import wsgidav
from targets.releases import around, deploy, release, site

KEYS = {"WEBDAV_USER": KEY, "WEBDAV_PASSWORD": SECRET}
_FOLDERS = 20


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "_PAUSES", (0.0,) * 4)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("dav")
    for number in range(_FOLDERS):
        (folder / f"the site {number}").mkdir()
    with rclone("webdav", folder) as served:
        yield served


@pytest.fixture(scope="module")
def middle(server: Served) -> Iterator[Between]:
    with between(server.url) as one:
        yield one


@pytest.fixture
def folder(server: Served, middle: Between) -> Path:
    """A folder that is empty yet."""
    middle.spoil = lambda method, path: None
    return next(one for one in sorted(server.folder.iterdir()) if not any(one.iterdir()))


def opened(
    url: str, folder: Path | str, root: Path, environ: dict[str, str] = KEYS, **more: Any
) -> Target:
    name = folder if isinstance(folder, str) else folder.name.replace(" ", "%20")
    settings = WebdavTarget(to="webdav", url=f"{url}/{name}", **more)
    return open_webdav(settings, around(root, **environ))


def stands(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_a_folder_holds_one_release_after_another(
    server: Served, folder: Path, tmp_path: Path
) -> None:
    target = opened(server.url, folder, tmp_path)
    for version, expected in ((1, State.EMPTY), (2, State.OURS)):
        new = release(
            tmp_path / str(version), {**site(version), "a/b/c/d.html": "x", "a b/100%?#.txt": "y"}
        )
        state, changes = deploy(target, new)
        assert state is expected
        assert stands(folder) == {path: new.read(path) for path in new.files}
        confirm(target, new, changes)


def test_another_server_takes_it_too(tmp_path: Path) -> None:
    with wsgidav(tmp_path / "served", tmp_path / "settings.json") as served:
        (served.folder / "site").mkdir()
        target = opened(served.url, "site/", tmp_path)
        for version in (1, 2):
            new = release(tmp_path / str(version), site(version))
            _, changes = deploy(target, new)
            assert stands(served.folder / "site") == {path: new.read(path) for path in new.files}
            confirm(target, new, changes)


def test_a_server_that_wants_another_kind_of_key(tmp_path: Path) -> None:
    settings = tmp_path / "settings.json"
    with wsgidav(tmp_path / "served", settings, digest=True) as served:
        target = opened(served.url, "", tmp_path)
        with pytest.raises(DeployFault, match="a kind of key that Handbill has not"):
            target.look()


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({**KEYS, "WEBDAV_PASSWORD": "not-the-password"}, r"does not accept the key \(401\)"),
        ({"WEBDAV_USER": KEY}, "the environment has no WEBDAV_PASSWORD"),
    ],
)
def test_a_wrong_key(
    server: Served, folder: Path, tmp_path: Path, environ: dict[str, str], said: str
) -> None:
    with pytest.raises(DeployFault, match=said) as caught:
        opened(server.url, folder, tmp_path, environ).look()
    assert "not-the-password" not in f"{caught.value} {caught.value.hint}"
    assert stands(folder) == {}


def test_no_such_folder(server: Served, tmp_path: Path) -> None:
    with pytest.raises(DeployFault, match="there is no such folder"):
        opened(server.url, "nowhere", tmp_path).look()


def test_an_open_connection_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeployFault, match="not encrypted"):
        opened("http://dav.example.org", "", tmp_path).look()


def test_a_user_in_the_address_is_not_shown(tmp_path: Path) -> None:
    assert (
        opened("https://amina@dav.example.org", "site/", tmp_path).where
        == "https://dav.example.org/site"
    )


@pytest.mark.parametrize(
    ("method", "answer", "said"),
    [
        ("PUT", 507, "is full"),
        ("MOVE", 507, "is full"),
        ("PUT", 500, r"failed \(500\)"),
        ("MOVE", 500, r"failed \(500\)"),
        ("PUT", "cut", "broke off"),
        ("PUT", "http://127.0.0.1:9", "sends us to another address"),
    ],
)
def test_a_fault_in_the_middle_leaves_the_site_as_it_was(
    middle: Between, folder: Path, tmp_path: Path, method: str, answer: int | str, said: str
) -> None:
    target = opened(middle.url, folder, tmp_path)
    deploy(target, release(tmp_path / "1", site(1)))
    before = stands(folder)
    ending = "photo-3.txt.part"
    middle.once(method, ending, answer, times=1000)
    with pytest.raises(DeployFault, match=said) as caught:
        deploy(target, release(tmp_path / "2", site(2)))
    assert SECRET not in f"{caught.value} {caught.value.hint}"
    after = stands(folder)
    assert after["assets/photo-3.txt"] == before["assets/photo-3.txt"]
    assert {p: d for p, d in after.items() if p.endswith(".html")} == {
        p: d for p, d in before.items() if p.endswith(".html")
    }
    middle.spoil = lambda method, path: None
    new = release(tmp_path / "3", site(3))
    assert deploy(target, new)[0] is State.UNFINISHED
    assert stands(folder) == {path: new.read(path) for path in new.files}


@pytest.mark.parametrize("answer", [500, 503, "cut"])
def test_what_passes_is_waited_for(
    middle: Between, folder: Path, tmp_path: Path, answer: int | str
) -> None:
    target = opened(middle.url, folder, tmp_path)
    middle.once("PUT", ".html.part", answer, times=4)
    new = release(tmp_path / "1", site(1))
    deploy(target, new)
    assert stands(folder) == {path: new.read(path) for path in new.files}


def test_what_was_killed_in_its_first_moment_is_nobodys(
    middle: Between, folder: Path, tmp_path: Path
) -> None:
    (folder / "deploying.json.part").write_text("{")
    target = opened(middle.url, folder, tmp_path)
    new = release(tmp_path / "1", site(1))
    assert deploy(target, new)[0] is State.EMPTY
    assert stands(folder) == {path: new.read(path) for path in new.files}


def listing(*hrefs: str, head: str = "") -> bytes:
    entries = "".join(
        f"<d:response><d:href>{href}</d:href><d:propstat><d:prop>"
        + ("<d:resourcetype><d:collection/></d:resourcetype>" if href.endswith("/") else "")
        + "<d:getcontentlength>1</d:getcontentlength></d:prop></d:propstat></d:response>"
        for href in hrefs
    )
    return f'{head}<d:multistatus xmlns:d="DAV:">{entries}</d:multistatus>'.encode()


@pytest.mark.parametrize(
    "hrefs",
    [
        ("/site/../../etc/passwd", "/etc/passwd", "/site/%2e%2e/x", "/sitemap.xml"),
        ("https://elsewhere.example.org/x", "", "/site/../", "/site/%2e%2e/", "/"),
        ("/site/", "/site", "//"),
    ],
)
def test_a_hostile_listing_is_harmless(
    middle: Between, tmp_path: Path, hrefs: tuple[str, ...]
) -> None:
    middle.spoil = lambda method, path: listing(*hrefs) if method == "PROPFIND" else None
    middle.seen.clear()
    assert opened(middle.url, "site", tmp_path).look().files == {}
    assert middle.seen == [("PROPFIND", "/site/")]


def test_folders_without_end_are_not_followed(middle: Between, tmp_path: Path) -> None:
    def deeper(method: str, path: str) -> bytes | None:
        return listing(f"{path.rstrip('/')}/x/") if method == "PROPFIND" else None

    middle.spoil = deeper
    middle.seen.clear()
    assert opened(middle.url, "site", tmp_path).look().files == {}
    assert len(middle.seen) < 40


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>",
        b"\xff\xfe<",
        listing("/site/&lol;", head='<!DOCTYPE x [<!ENTITY lol "lol">]>'),
        listing("/site/x").decode().encode("utf-16"),
    ],
)
def test_what_is_no_webdav(middle: Between, tmp_path: Path, answer: bytes) -> None:
    middle.spoil = lambda method, path: answer if method == "PROPFIND" else None
    with pytest.raises(DeployFault, match="does not answer as WebDAV does"):
        opened(middle.url, "site", tmp_path).look()
