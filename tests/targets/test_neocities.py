"""Neocities, as it documents itself: what it takes, what it refuses, and what it cannot delete."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.deploy.confirm import confirm
from generator.deploy.state import State
from generator.kinds.deployment import NeocitiesTarget
from generator.targets import faults
from generator.targets.faults import DeployFault
from generator.targets.file_by_file import MARKER
from generator.targets.neocities import open_neocities
from generator.targets.target import Target
from generator.write.manifest import MANIFEST, SUMS
from servers.neocities import KEY, Neocities, neocities
from targets.releases import around, deploy, release, site

NEEDLESS = {"_headers": "/*", ".htaccess": "#", ".nojekyll": "", "_redirects": "/a /b"}


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "_PAUSES", (0.0,) * 4)


@pytest.fixture(scope="module")
def running() -> Iterator[Neocities]:
    with neocities() as one:
        yield one


@pytest.fixture
def server(running: Neocities) -> Neocities:
    running.reset()
    return running


def opened(server: Neocities, root: Path, key: str = KEY) -> Target:
    address = f"{server.url}/site/"
    settings = NeocitiesTarget(to="neocities", api=f"{server.url}/api/", address=address)
    return open_neocities(settings, around(root, NEOCITIES_API_KEY=key))


def test_a_site_that_is_paid_for_holds_one_release_after_another(
    server: Neocities, tmp_path: Path
) -> None:
    server.reset(paid=True)
    target = opened(server, tmp_path)
    for version, expected in ((1, State.EMPTY), (2, State.OURS)):
        files = {**site(version), **NEEDLESS, "kit/all.zip": "PK", "ü +%20[1].txt": "x"}
        new = release(tmp_path / str(version), files)
        state, changes = deploy(target, new)
        assert state is expected
        assert server.files == {path: new.read(path) for path in new.files}
        assert confirm(target, new, changes).unfinished is None


def test_a_free_site_does_without_what_nobody_misses(server: Neocities, tmp_path: Path) -> None:
    for version in (1, 2):
        target = opened(server, tmp_path)
        new = release(tmp_path / str(version), {**site(version), **NEEDLESS})
        _, changes = deploy(target, new)
        left_out = {SUMS, *NEEDLESS}
        assert server.files == {path: new.read(path) for path in new.files if path not in left_out}
        confirm(target, new, changes)
        (remark,) = target.remarks
        assert SUMS in remark
        assert "index.html" not in remark
    target = opened(server, tmp_path)
    state, changes = deploy(target, new)
    assert (state, changes.sent, changes.removed) == (State.OURS, (), ())
    assert not target.remarks


def test_a_free_site_refuses_before_anything_is_sent(server: Neocities, tmp_path: Path) -> None:
    target = opened(server, tmp_path)
    deploy(target, release(tmp_path / "1", site(1)))
    before = dict(server.files)
    files = {**site(2), "kit/all.zip": "PK", "kit/more.zip": "PK", "events/march.ics": "BEGIN"}
    with pytest.raises(DeployFault, match=r"not paid for: 1 × \.ics, 2 × \.zip") as caught:
        deploy(target, release(tmp_path / "2", files))
    assert "'events/march.ics' is the first" in caught.value.hint
    assert server.files == before


def test_the_page_that_cannot_be_deleted_is_not_asked_for(
    server: Neocities, tmp_path: Path
) -> None:
    target = opened(server, tmp_path)
    files = site(1)
    deploy(target, release(tmp_path / "1", files))
    del files["index.html"]
    deploy(target, release(tmp_path / "2", files))
    assert "index.html" in server.files
    assert not [call for call in server.calls if call[0] == "delete" and "index.html" in call[1]]


def test_a_new_site_is_somebody_elses_until_it_is_emptied(
    server: Neocities, tmp_path: Path
) -> None:
    server.new()
    target = opened(server, tmp_path)
    assert target.look().files is not None
    assert set(target.look().files or ()) == {
        "index.html",
        "not_found.html",
        "style.css",
        "neocities.png",
    }
    server.reset()
    assert target.look().files == {}


def test_a_wrong_key(server: Neocities, tmp_path: Path) -> None:
    with pytest.raises(DeployFault, match="does not accept the key") as caught:
        opened(server, tmp_path, "not-the-key").look()
    assert "not-the-key" not in f"{caught.value} {caught.value.hint}"
    with pytest.raises(DeployFault, match="the environment has no NEOCITIES_API_KEY"):
        opened(server, tmp_path, "")


def test_a_full_site_stays_as_it_was(server: Neocities, tmp_path: Path) -> None:
    target = opened(server, tmp_path)
    deploy(target, release(tmp_path / "1", site(1)))
    pages = {path: data for path, data in server.files.items() if path.endswith(".html")}
    server.space = sum(map(len, server.files.values())) + 3000
    with pytest.raises(DeployFault, match="too large to fit in your space"):
        deploy(target, release(tmp_path / "2", {**site(2), "assets/big.txt": "x" * 4000}))
    assert pages == {path: data for path, data in server.files.items() if path.endswith(".html")}
    assert MARKER in server.files
    server.space = 10**9
    new = release(tmp_path / "3", site(3))
    assert deploy(target, new)[0] is State.UNFINISHED
    assert MARKER not in server.files
    assert server.files[MANIFEST] == new.read(MANIFEST)


def test_what_passes_is_waited_for_and_what_does_not_is_told(
    server: Neocities, tmp_path: Path
) -> None:
    target = opened(server, tmp_path)
    server.broken = 4
    deploy(target, release(tmp_path / "1", site(1)))
    server.broken = 1000
    with pytest.raises(DeployFault, match=r"failed \(500\)") as caught:
        deploy(target, release(tmp_path / "2", site(2)))
    assert KEY not in f"{caught.value} {caught.value.hint}"


def test_readers_who_still_get_the_older_file_are_waited_for(
    server: Neocities, tmp_path: Path
) -> None:
    target = opened(server, tmp_path)
    deploy(target, release(tmp_path / "1", site(1)))
    server.stale[MANIFEST] = b"older"
    with pytest.raises(DeployFault, match=r"still shows an older 'manifest\.json'"):
        target.look()


def test_where_readers_find_it_is_asked_for(server: Neocities, tmp_path: Path) -> None:
    settings = NeocitiesTarget(to="neocities", api=f"{server.url}/api/")
    target = open_neocities(settings, around(tmp_path, NEOCITIES_API_KEY=KEY))
    assert target._site._public() == "https://example.neocities.org"  # type: ignore[attr-defined]
