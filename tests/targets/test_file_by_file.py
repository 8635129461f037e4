"""The order in which files reach a store, what stands after a fault, and what is never touched."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Lock

import pytest

from generator.deploy.confirm import confirm
from generator.deploy.state import State, judge
from generator.targets import faults
from generator.targets.faults import DeployFault, Passing
from generator.targets.file_by_file import MARKER, FileByFile, begun, matches
from generator.targets.media_types import FOREVER
from generator.targets.plan import FRAME, plan
from generator.targets.target import Mark
from generator.write.manifest import MANIFEST, SUMS
from servers.memory import Memory
from targets.releases import around, deploy, release, site


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "_PAUSES", (0.0,) * 4)


@pytest.fixture
def store() -> Memory:
    return Memory()


@pytest.fixture
def target(store: Memory, tmp_path: Path) -> FileByFile:
    return FileByFile(store, around(tmp_path, KEY="a-secret-key"), ["blog", "*.log"])


def test_pages_come_after_what_they_show_and_deletions_last(
    store: Memory, target: FileByFile, tmp_path: Path
) -> None:
    deploy(target, release(tmp_path / "1", site(1)))
    store.calls.clear()
    new = release(tmp_path / "2", site(2))
    state, changes = deploy(target, new)
    assert state is State.OURS
    order = [path for _, path in store.calls]
    pages = [
        order.index(path)
        for path in order
        if path.endswith(".html") and ("put", path) in store.calls
    ]
    assert store.calls[0] == ("put", MARKER)
    assert store.calls[-1] == ("remove", MARKER)
    assert max(
        order.index(path) for path in order if path.startswith("assets/") and path in new.files
    ) < min(pages)
    assert max(pages) < order.index("sw.js") < order.index(SUMS) < order.index(MANIFEST)
    gone = [order.index(path) for path in changes.removed]
    assert len(gone) == 2
    assert order.index(MANIFEST) < min(gone)
    assert store.files == {path: new.read(path) for path in new.files}


def test_nothing_is_sent_that_is_there_already(
    store: Memory, target: FileByFile, tmp_path: Path
) -> None:
    deploy(target, release(tmp_path / "1", site(1)))
    store.calls.clear()
    _, changes = deploy(target, release(tmp_path / "2", {**site(1), "sw.js": "// new"}))
    assert set(changes.sent) == {MANIFEST, SUMS, "sw.js"}
    assert {path for _, path in store.calls} == {MARKER, "sw.js", SUMS, MANIFEST}


def test_eight_files_are_under_way_at_a_time(
    store: Memory, target: FileByFile, tmp_path: Path
) -> None:
    together = Barrier(8, timeout=20)
    met = []

    def wait(what: str, path: str) -> None:
        if path.startswith("assets/photo") and len(met) < 8:
            try:
                together.wait()
                met.append(path)
            except BrokenBarrierError:
                return

    store.before = wait
    deploy(target, release(tmp_path / "1", site(1, pages=8)))
    assert len(met) == 8


def test_each_byte_that_is_sent_is_told_of(target: FileByFile, tmp_path: Path) -> None:
    new = release(tmp_path / "1", site(1))
    live = target.look()
    changes = plan(new.files, judge(live, None, new.site).files)
    told: list[int] = []
    target.publish(new, changes, live, told.append)
    assert sum(told) == changes.size


def test_kinds(store: Memory, target: FileByFile, tmp_path: Path) -> None:
    deploy(target, release(tmp_path / "1", {**site(1), "media/15ff2afffb68-480.avif": "x"}))
    assert store.kinds["index.html"] == ("text/html; charset=utf-8", "no-cache")
    assert store.kinds["sw.js"] == ("text/javascript; charset=utf-8", "no-cache")
    assert store.kinds["media/15ff2afffb68-480.avif"] == ("image/avif", FOREVER)
    assert store.kinds["assets/photo-1.txt"].cache == "no-cache"
    assert store.kinds[MARKER].cache == "no-store"


@pytest.mark.parametrize("moment", range(1, 24, 3))
def test_the_next_run_finishes_what_was_interrupted(
    store: Memory, target: FileByFile, tmp_path: Path, moment: int
) -> None:
    """Twice interrupted, by releases that differ: no file is believed that may be of either."""
    deploy(target, release(tmp_path / "1", site(1)))
    for version in (2, 3):
        interrupt_at(store, moment)
        with pytest.raises(KeyboardInterrupt):
            deploy(target, release(tmp_path / f"{version}-cut", {**site(version), "same.txt": "1"}))
        store.before = lambda what, path: None
        assert whole(store.files)
        assert MARKER in store.files
    new = release(tmp_path / "back", site(1))
    state, _ = deploy(target, new)
    assert state is State.UNFINISHED
    assert store.files == {path: new.read(path) for path in new.files}


def interrupt_at(store: Memory, moment: int) -> None:
    lock, count = Lock(), 0

    def interrupt(what: str, path: str) -> None:
        nonlocal count
        with lock:
            count += 1
            if count > moment:
                raise KeyboardInterrupt

    store.before = interrupt


def whole(files: Mapping[str, bytes]) -> bool:
    """Whether every page finds the style and the picture that it shows."""
    for path, data in files.items():
        if path.endswith(".html"):
            for part in data.decode().split('"')[1::2]:
                assert part.replace("../", "") in files, (path, part)
    return True


def test_a_fault_ends_it_and_leaves_pages_as_they_were(
    store: Memory, target: FileByFile, tmp_path: Path
) -> None:
    deploy(target, release(tmp_path / "1", site(1)))
    pages = {path: data for path, data in store.files.items() if path.endswith(".html")}

    def refuse(what: str, path: str) -> None:
        if path.startswith("assets/photo"):
            raise DeployFault("no: a-secret-key is wrong", "look at a-secret-key")

    store.before = refuse
    target._around.secrets.get("KEY")
    with pytest.raises(DeployFault) as caught:
        deploy(target, release(tmp_path / "2", site(2)))
    assert (str(caught.value), caught.value.hint) == ("no: … is wrong", "look at …")
    assert pages == {path: data for path, data in store.files.items() if path.endswith(".html")}
    assert whole(store.files)


def test_what_passes_is_tried_again(store: Memory, target: FileByFile, tmp_path: Path) -> None:
    tried: dict[str, int] = {}

    def twice(what: str, path: str) -> None:
        tried[path] = tried.get(path, 0) + 1
        if tried[path] < 3:
            raise Passing("not now")

    store.before = twice
    new = release(tmp_path / "1", site(1))
    deploy(target, new)
    assert store.files == {path: new.read(path) for path in new.files}


def test_what_never_passes_is_given_up(store: Memory, target: FileByFile, tmp_path: Path) -> None:
    def never(what: str, path: str) -> None:
        raise Passing("not now")

    store.before = never
    with pytest.raises(DeployFault, match="not now"):
        deploy(target, release(tmp_path / "1", site(1)))
    assert store.files == {}


def test_what_is_to_be_left_is_neither_seen_nor_removed(
    store: Memory, target: FileByFile, tmp_path: Path
) -> None:
    left = {"blog/index.html": b"mine", "a/b/access.log": b"mine"}
    store.files.update(left)
    state, _ = deploy(target, release(tmp_path / "1", site(1)))
    assert state is State.EMPTY
    live = target.look()
    everything = dict.fromkeys(store.files, (0, ""))
    target.publish(release(tmp_path / "2", site(2)), plan({}, everything), live, lambda size: None)
    assert store.files == left


def test_a_site_that_has_what_is_to_be_left_is_refused(
    store: Memory, target: FileByFile, tmp_path: Path
) -> None:
    with pytest.raises(DeployFault, match=r"'blog/post\.html' is part of this site"):
        deploy(target, release(tmp_path / "1", {**site(1), "blog/post.html": "x"}))
    assert store.files == {}


def test_a_hostile_listing_is_harmless(store: Memory, target: FileByFile, tmp_path: Path) -> None:
    odd = ["../../etc/passwd", "/etc/passwd", "a/../../b", "C:\\x", "a\nb", ""]
    store.odd = {path: Mark(1) for path in odd}
    state, changes = deploy(target, release(tmp_path / "1", site(1)))
    assert state is State.EMPTY
    assert not changes.removed
    hostile = replace(changes, removed=tuple(odd))
    store.calls.clear()
    target.publish(release(tmp_path / "2", site(1)), hostile, target.look(), lambda size: None)
    assert {path for what, path in store.calls if what == "remove"} == {MARKER}


def test_another_deploy_in_between_is_seen(
    store: Memory, target: FileByFile, tmp_path: Path
) -> None:
    live = target.look()
    other = release(tmp_path / "other", site(2))
    deploy(target, other)
    mine = release(tmp_path / "mine", site(1))
    with pytest.raises(DeployFault, match="somebody else has deployed"):
        target.publish(mine, plan(mine.files, {}), live, lambda size: None)
    assert store.files == {path: other.read(path) for path in other.files}


def test_what_was_published_is_confirmed(store: Memory, target: FileByFile, tmp_path: Path) -> None:
    new = release(tmp_path / "1", site(1))
    _, changes = deploy(target, new)
    assert confirm(target, new, changes).files is not None
    store.files["index.html"] = store.files["index.html"].swapcase()
    with pytest.raises(DeployFault, match=r"index\.html"):
        confirm(target, new, changes)


def test_it_keeps_nothing_older(target: FileByFile) -> None:
    assert target.older() == ()
    with pytest.raises(DeployFault, match="keeps no older releases"):
        target.go_back(None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "marker",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b'{"manifest": {}, "sending": [], "removing": []}',
        b"\xff",
        b"[" * 100000,
    ],
)
def test_a_marker_of_somebody_else_tells_nothing(marker: bytes) -> None:
    assert begun(marker) is None


def test_a_marker_tells_what_is_doubtful(store: Memory, target: FileByFile, tmp_path: Path) -> None:
    deploy(target, release(tmp_path / "1", site(1)))
    interrupt_at(store, 1)
    new = release(tmp_path / "2", site(2))
    with pytest.raises(KeyboardInterrupt):
        deploy(target, new)
    found = begun(store.files[MARKER])
    assert found is not None
    assert found.site == new.site
    assert found.release == {path: facts for path, facts in new.files.items() if path not in FRAME}
    assert {"index.html", MANIFEST, "only-in-1.html", "only-in-2.html"} <= found.doubtful
    hostile = json.loads(store.files[MARKER]) | {"removing": ["../x", "ok"], "sending": []}
    assert begun(json.dumps(hostile).encode()).doubtful == {"ok"}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("path", "pattern", "found"),
    [
        ("blog/a.html", "blog", True),
        ("blog/a.html", "blog/", True),
        ("blogs/a.html", "blog", False),
        (".well-known/x", ".well-known/*", True),
        ("a/b.log", "*.log", True),
    ],
)
def test_patterns(path: str, pattern: str, found: bool) -> None:
    assert matches(path, [pattern]) is found
