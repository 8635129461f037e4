"""All or nothing: kills, readers, neighbours, and what is put."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest

from generator.write import exchange, repair, write
from generator.write.exchange import Staging

from .driver import litter, start, version, version_at
from .sites import NEW, OLD, SAME, expected, tree


def test_a_build_killed_at_any_moment_leaves_one_whole_site(root: Path) -> None:
    process = start("kill_often", root, 50)
    told, _ = process.communicate()
    assert process.returncode == 0
    assert len(told.splitlines()) == 50
    assert told.count("in flight") >= 10


@pytest.mark.parametrize(("killed_at", "stands"), [(1, 0), (2, 1)])
def test_a_build_killed_round_its_two_renames_is_repaired(
    root: Path, output: Path, killed_at: int, stands: int
) -> None:
    write(version(0), output, root)
    process = start("die_at_rename", root, killed_at)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert output.exists() == (killed_at == 1)
    repair(output, root)
    assert version_at(output) == stands
    assert not litter(root)


def test_a_killed_first_build_leaves_nothing_after_the_next(root: Path, output: Path) -> None:
    process = start("die_at_rename", root, 1)
    process.communicate()
    assert not output.exists()
    assert litter(root)
    write(NEW, output, root)
    assert tree(output) == expected(NEW)
    assert not litter(root)


def test_an_output_removed_by_hand_after_its_build_died_does_not_come_back_empty(
    root: Path, output: Path
) -> None:
    write(version(0), output, root)
    start("die_at_rename", root, 2).communicate()
    (stage,) = root.glob(".output.handbill-stage-*")
    (stage / "tree").rename(root / "tree")
    repair(output, root)
    assert version_at(output) == 0


def test_an_interrupted_build_leaves_the_old_site_and_no_litter(root: Path, output: Path) -> None:
    def interrupted() -> Iterator[tuple[PurePosixPath, bytes]]:
        yield NEW[0]
        raise KeyboardInterrupt

    write(OLD, output, root)
    with pytest.raises(KeyboardInterrupt):
        write(interrupted(), output, root)
    assert tree(output) == expected(OLD)
    assert not litter(root)


def test_a_stage_at_work_is_left_alone(root: Path, output: Path) -> None:
    with Staging(output, root) as slow:
        slow.put(*OLD[0])
        write(NEW, output, root)
        assert tree(output) == expected(NEW)
        slow.put(*OLD[2])
        assert len(litter(root)) == 1


@pytest.mark.parametrize(
    "name",
    [
        ".output.handbill-stage-0123456789abcdef/notes.txt",
        ".output.handbill-stage-mine/owner.lock",
        ".other.handbill-stage-0123456789abcdef/owner.lock",
        "output.handbill-stage-0123456789abcdef/owner.lock",
    ],
)
def test_a_folder_that_only_looks_like_a_stage_is_left_alone(
    root: Path, output: Path, name: str
) -> None:
    (root / name).parent.mkdir()
    (root / name).write_text("precious")
    write(NEW, output, root)
    assert (root / name).read_text() == "precious"


def test_an_empty_stage_is_removed(root: Path, output: Path) -> None:
    (root / ".output.handbill-stage-0123456789abcdef").mkdir()
    write(NEW, output, root)
    assert not litter(root)


def test_a_link_named_like_a_stage_is_not_followed(
    root: Path, output: Path, tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "owner.lock").touch()
    (root / ".output.handbill-stage-0123456789abcdef").symlink_to(tmp_path / "home")
    write(NEW, output, root)
    assert (tmp_path / "home" / "owner.lock").exists()


def test_six_builds_at_once_end_with_one_whole_site(root: Path, output: Path) -> None:
    for locked in ("locked", "free", "locked"):
        builds = [start("build", root, f"{n}-{n + 1}", 100, locked) for n in range(1, 7)]
        for build in builds:
            assert build.stdin is not None
            build.stdin.write("go\n")
            build.stdin.flush()
        told = [build.communicate()[0] for build in builds]
        codes = [build.returncode for build in builds]
        assert set(codes) <= {0, 2}, told
        assert 0 in codes or locked == "free"
        if locked == "locked":
            assert set(told) <= {"", "another build of this site is running\n"}
        assert 1 <= version_at(output, 100) <= 7
    write(NEW, output, root)
    assert not litter(root)


def test_a_reader_never_finds_the_page_absent_or_torn(root: Path, output: Path) -> None:
    write(version(0, 30), output, root)
    whole = {dict(version(n, 30))[PurePosixPath("index.html")] for n in range(51)}
    build = start("build", root, "1-50", 30)
    assert build.stdin is not None
    build.stdin.write("go\n")
    build.stdin.flush()
    seen = set()
    while build.poll() is None:
        seen.add((output / "index.html").read_bytes())
    build.communicate()
    assert build.returncode == 0
    assert seen <= whole
    assert len(seen) > 1
    assert version_at(output, 30) == 50


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", ".", "a\\b", "a\nb"])
def test_a_path_out_of_the_site_is_our_fault(root: Path, output: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a path inside"):
        write([(PurePosixPath(name), b"")], output, root)
    assert not output.exists()
    assert not litter(root)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.html", "a.html"),
        ("A.html", "a.html"),
        ("é.html", "e\u0301.html"),
        ("a", "a/b.html"),
        ("a/b.html", "a"),
        ("Tags/x.html", "tags/y.html"),
        ("x.html", "Manifest.json"),
        ("x.html", "sha256sums"),
    ],
)
def test_two_files_that_some_disk_takes_for_one_are_our_fault(
    root: Path, output: Path, one: str, other: str
) -> None:
    with pytest.raises(ValueError, match="already there"):
        write([(PurePosixPath(one), b"1"), (PurePosixPath(other), b"2")], output, root)
    assert not output.exists()


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_modes_are_the_same_under_every_umask(root: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        write(NEW, root / "deep" / "output", root)
    finally:
        os.umask(before)
    found = [root / "deep", root / "deep" / "output", *(root / "deep" / "output").rglob("*")]
    modes = {path.is_dir(): set() for path in found}
    for path in found:
        modes[path.is_dir()].add(path.stat().st_mode & 0o7777)
    assert modes == {True: {0o755}, False: {0o644}}


@pytest.mark.parametrize("durable", [True, False])
def test_the_disk_holds_all_before_the_exchange(
    root: Path, output: Path, monkeypatch: pytest.MonkeyPatch, durable: bool
) -> None:
    write(OLD, output, root)
    found = []

    def flush(folder: Path) -> None:
        found.append((tree(folder), tree(output)))

    monkeypatch.setattr(exchange, "flush", flush)
    write(NEW, output, root, durable=durable)
    assert found == ([(expected(NEW), expected(OLD))] if durable else [])


def test_an_unchanged_file_is_not_written_again(root: Path, output: Path) -> None:
    write(OLD, output, root)
    same, changed = (output / str(SAME[0])).stat(), (output / "index.html").stat()
    write(NEW, output, root)
    assert (output / str(SAME[0])).stat().st_ino == same.st_ino
    assert (output / "index.html").stat().st_ino != changed.st_ino
    assert (output / str(SAME[0])).stat().st_nlink == 1


def spoil_bytes(path: Path) -> None:
    path.write_bytes(b"THE SAME IN BOTH")


def spoil_mode(path: Path) -> None:
    path.chmod(0o600)


def spoil_kind(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("spoil", [spoil_bytes, spoil_mode, spoil_kind, Path.unlink])
def test_a_file_spoilt_by_hand_is_made_anew(
    root: Path, output: Path, spoil: Callable[[Path], None]
) -> None:
    write(OLD, output, root)
    spoil(output / str(SAME[0]))
    write(OLD, output, root)
    assert tree(output) == expected(OLD)
    assert (output / str(SAME[0])).stat().st_mode & 0o7777 == 0o644
