"""A site at Netlify as a target: against a server written from the API's documentation."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.deploy.state import State
from generator.kinds.deployment import NetlifyTarget
from generator.targets import faults
from generator.targets.faults import DeployFault
from generator.targets.http import Response
from generator.targets.netlify import NetlifySite, open_netlify
from generator.targets.plan import plan
from generator.targets.secrets import Secrets
from generator.targets.target import Surroundings
from generator.write.manifest import MANIFEST
from servers.netlify import KEY, SITE, Netlify, netlify
from targets.releases import deploy as deploy_to
from targets.releases import release

FIRST = {"index.html": "<p>one", "about.html": "<p>about", "assets/a.css": "a{}", "ü #?.txt": "x"}
SECOND = {"index.html": "<p>two", "assets/b.css": "b{}", "ü #?.txt": "x", "again.txt": "x"}

Open = Callable[..., NetlifySite]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "_PAUSES", (0.0, 0.0))


@pytest.fixture
def server() -> Iterator[Netlify]:
    with netlify() as running:
        yield running


@pytest.fixture
def opened(tmp_path: Path, server: Netlify) -> Open:
    def open_one(*, site: str = "campaign", keep: int = 5, key: str = KEY) -> NetlifySite:
        settings = NetlifyTarget(to="netlify", site=site, api=server.api)
        secrets = Secrets("live", {"NETLIFY_AUTH_TOKEN": key})
        target = open_netlify(settings, Surroundings("live", tmp_path, None, secrets, keep, {}))
        assert isinstance(target, NetlifySite)
        target._sleep = lambda seconds: None
        return target

    return open_one


def uploads(server: Netlify) -> list[str]:
    return [line.split("/files/")[1] for line in server.asked if line.startswith("PUT")]


def test_only_what_is_new_is_sent(tmp_path: Path, server: Netlify, opened: Open) -> None:
    first, second = release(tmp_path / "one", FIRST), release(tmp_path / "two", SECOND)
    target = opened()
    assert deploy_to(target, first)[0] is State.EMPTY
    assert server.site() == {path: first.read(path) for path in first.files}
    live = target.look()
    assert live.manifest == first.read(MANIFEST)
    assert {path: mark.size for path, mark in (live.files or {}).items()} == {
        path: size for path, (size, _) in first.files.items()
    }
    assert target.read("ü #?.txt") == b"x"
    assert target.read("nothing.html") is None
    server.asked.clear()
    state, changes = deploy_to(opened(), second)
    assert state is State.OURS
    assert changes.removed == ("about.html", "assets/a.css")
    assert set(uploads(server)) == {"index.html", "assets/b.css", "SHA256SUMS", MANIFEST}
    assert server.site() == {path: second.read(path) for path in second.files}
    assert server.agents == {"handbill"}


def test_progress_comes_to_what_was_planned(tmp_path: Path, opened: Open) -> None:
    target, what = opened(), release(tmp_path / "one", FIRST)
    live, steps = target.look(), list[int]()
    changes = plan(what.files, {})
    target.publish(what, changes, live, steps.append)
    assert sum(steps) == changes.size


def test_a_site_of_many_files_is_told_later_what_is_missing(
    tmp_path: Path, server: Netlify, opened: Open
) -> None:
    many = {f"page-{n}.html": f"<p>{n}" for n in range(120)}
    deploy_to(opened(), release(tmp_path / "one", {**FIRST, **many}))
    assert len(server.site()) == 126


def test_settings_for_the_host_are_taken_for_published(
    tmp_path: Path, server: Netlify, opened: Open
) -> None:
    """It reads such files itself and lists them nowhere."""
    what = release(tmp_path / "one", {**FIRST, "_headers": "/*\n  X: y\n"})
    target = opened()
    deploy_to(target, what)
    live = target.look()
    assert (live.files or {})["_headers"].size == what.files["_headers"][0]
    assert target.read("_headers") == what.read("_headers")
    assert deploy_to(opened(), what)[0] is State.OURS


def test_where_the_api_gives_no_files_they_are_read_as_readers_do(
    tmp_path: Path, server: Netlify, opened: Open
) -> None:
    server.raw_by_api = False
    what = release(tmp_path / "one", FIRST)
    target = opened()
    deploy_to(target, what)
    assert target.look().manifest == what.read(MANIFEST)
    assert target.read("ü #?.txt") == b"x"


def test_going_back_and_forgetting(tmp_path: Path, server: Netlify, opened: Open) -> None:
    first, second = release(tmp_path / "one", FIRST), release(tmp_path / "two", SECOND)
    target = opened()
    deploy_to(target, first)
    assert target.older() == []
    deploy_to(target, second)
    assert [older.root for older in target.older()] == [first.root]
    target.go_back(target.older()[0])
    assert server.site() == {path: first.read(path) for path in first.files}
    assert [older.root for older in target.older()] == [second.root]
    target.forget(target.older())
    assert list(server.deploys) == [server.live]
    target.forget([])


def test_as_many_releases_stay_as_are_to_be_kept(
    tmp_path: Path, server: Netlify, opened: Open
) -> None:
    target = opened(keep=1)
    made = [release(tmp_path / str(n), {"index.html": f"<p>{n}"}) for n in range(3)]
    for what in made:
        deploy_to(target, what)
    assert [older.root for older in target.older()] == [made[1].root]
    assert len(server.deploys) == 2


def test_whoever_publishes_in_between_is_not_overwritten(
    tmp_path: Path, server: Netlify, opened: Open
) -> None:
    target, first = opened(), release(tmp_path / "one", FIRST)
    deploy_to(target, first)
    theirs = {"/index.html": hashlib.sha1(b"theirs").hexdigest()}
    server.blobs[theirs["/index.html"]] = b"theirs"
    second = release(tmp_path / "two", SECOND)

    def meanwhile(method: str, path: str) -> None:
        if method == "PUT" and server.site()["index.html"] != b"theirs":
            server.create("By hand", {"files": theirs})

    server.mishap = meanwhile
    with pytest.raises(DeployFault, match="somebody else has published"):
        deploy_to(target, second)
    assert server.site() == {"index.html": b"theirs"}
    # And where it was before anything was asked for: all of these files are there already.
    live = target.look()
    server.live = "1".zfill(24)
    with pytest.raises(DeployFault, match="somebody else has published"):
        target.publish(first, plan(first.files, {}), live, lambda size: None)


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (401, "does not accept the key"),
        (404, "no such place"),
        (422, "refuses"),
        (500, "failed"),
        (307, "another address"),
        (-1, "broke off"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_refusals_leave_the_site_as_it_was(
    tmp_path: Path, server: Netlify, opened: Open, method: str, status: int, says: str
) -> None:
    deploy_to(opened(), release(tmp_path / "one", FIRST))
    before = server.site()
    server.mishap = lambda asked, path: status if asked == method else None
    with pytest.raises(DeployFault, match=says) as fault:
        deploy_to(opened(), release(tmp_path / "two", SECOND))
    assert KEY not in f"{fault.value} {fault.value.hint}"
    assert server.site() == before
    server.mishap = lambda asked, path: None
    deploy_to(opened(), release(tmp_path / "two", SECOND))
    assert server.site()["index.html"] == b"<p>two"


@pytest.mark.parametrize("status", [401, 429, 500, 503, -1])
def test_bad_moments_pass(tmp_path: Path, server: Netlify, opened: Open, status: int) -> None:
    met: set[str] = set()

    def once(method: str, path: str) -> int | None:
        if path in met or (method != "PUT" and status == 401):
            return None
        met.add(path)
        return status

    server.mishap = once
    what = release(tmp_path / "one", FIRST)
    deploy_to(opened(), what)
    assert server.site() == {path: what.read(path) for path in what.files}


def test_a_deploy_that_fails_there(tmp_path: Path, server: Netlify, opened: Open) -> None:
    def fail(method: str, path: str) -> None:
        for deploy in server.deploys.values():
            deploy.update(state="error", error_message="Invalid _headers")

    server.mishap = fail
    with pytest.raises(DeployFault, match="did not take the release: Invalid _headers"):
        deploy_to(opened(), release(tmp_path / "one", FIRST))


def test_a_site_whose_publishing_is_locked(tmp_path: Path, server: Netlify, opened: Open) -> None:
    deploy_to(opened(), release(tmp_path / "one", FIRST))
    server.locked = True
    with pytest.raises(DeployFault, match="does not show it") as fault:
        deploy_to(opened(), release(tmp_path / "two", SECOND))
    assert "unlock" in fault.value.hint
    assert server.site()["index.html"] == b"<p>one"


def test_the_key_is_asked_for(opened: Open, server: Netlify) -> None:
    with pytest.raises(DeployFault, match="NETLIFY_AUTH_TOKEN"):
        opened(key="")
    with pytest.raises(DeployFault, match="does not accept the key"):
        opened(key="another-key").look()
    assert opened(site=SITE).look().version == ""
    with pytest.raises(DeployFault, match="no such place"):
        opened(site="another").look()


@pytest.mark.parametrize("found", [b"<html>", b"[]", b'{"published_deploy": 3}'])
def test_answers_of_something_else(
    server: Netlify, opened: Open, monkeypatch: pytest.MonkeyPatch, found: bytes
) -> None:
    answer = Response(200, {}, found)
    monkeypatch.setattr("generator.targets.netlify.request", lambda *_, **__: answer)
    with pytest.raises(DeployFault, match="cannot be read"):
        opened().look()
