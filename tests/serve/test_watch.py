"""Which changes the watcher tells of, whatever way an editor has of making them."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from pathlib import Path

import pytest
import watchfiles

from generator.serve import polling, watch
from generator.serve.watch import FileWatcher

Told = list[Collection[Path] | None]
Change = Callable[[Path], None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content/ar").mkdir(parents=True)
    (tmp_path / "output").mkdir()
    for name in ("content/a.md", "content/ar/b.md", "site.yaml"):
        (tmp_path / name).write_text("before")
    return tmp_path


def watched(root: Path) -> tuple[Path, ...]:
    return (root / "content", root / "templates", root / "site.yaml")


def told(root: Path, polls: bool, script: Callable[[Told], Awaitable[None]]) -> Told:
    """All that a watcher told while the script ran."""
    seen: Told = []

    async def run() -> None:
        watcher = FileWatcher(watched(root), polls=polls, warn=print)
        assert watcher.start(seen.append) is True
        await watcher.ready.wait()
        try:
            await asyncio.wait_for(script(seen), 30)
        finally:
            await watcher.stop()

    asyncio.run(run())
    return seen


def names(root: Path, seen: Told) -> set[str]:
    return {path.relative_to(root).as_posix() for paths in seen for path in paths or ()}


async def until(enough: Callable[[], bool]) -> None:
    while not enough():
        await asyncio.sleep(0.01)


def in_place(root: Path) -> None:
    (root / "content/a.md").write_text("after")


def by_rename(root: Path) -> None:
    (root / "content/.a.tmp").write_text("after")
    (root / "content/.a.tmp").replace(root / "content/a.md")


def as_vim_does(root: Path) -> None:
    (root / "content/4913").touch()
    (root / "content/4913").unlink()
    (root / "content/a.md").rename(root / "content/a.md~")
    (root / "content/a.md").write_text("after")
    (root / "content/a.md~").unlink()


def as_emacs_does(root: Path) -> None:
    (root / "content/.#a.md").symlink_to("amina@example.org:1")
    (root / "content/#a.md#").write_text("after")
    by_rename(root)
    (root / "content/.#a.md").unlink()
    (root / "content/#a.md#").unlink()


def deleted(root: Path) -> None:
    (root / "content/a.md").unlink()


def with_the_old_time(root: Path) -> None:
    before = (root / "content/a.md").stat()
    (root / "content/a.md").write_text("longer than before")
    os.utime(root / "content/a.md", ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("polls", [False, True], ids=["told", "polls"])
@pytest.mark.parametrize(
    "change", [in_place, by_rename, as_vim_does, as_emacs_does, deleted, with_the_old_time]
)
def test_a_file_is_named_and_no_litter(
    root: Path, polls: bool, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "EVERY", 0.02)

    async def script(seen: Told) -> None:
        change(root)
        await until(lambda: bool(seen))
        await asyncio.sleep(0.1)

    assert names(root, told(root, polls, script)) == {"content/a.md"}


def test_what_lies_beside_is_not_looked_at(root: Path) -> None:
    async def script(seen: Told) -> None:
        (root / "output/index.html").write_text("x")
        (root / "output/deep").mkdir()
        (root / "notes.txt").write_text("x")
        (root / ".handbill").mkdir()
        (root / ".handbill/x.md").write_text("x")
        (root / "content/.git").mkdir()
        (root / "content/.git/index").write_text("x")
        await asyncio.sleep(0.5)
        in_place(root)
        await until(lambda: bool(seen))

    assert names(root, told(root, False, script)) == {"content/a.md"}


@pytest.mark.parametrize("polls", [False, True], ids=["told", "polls"])
def test_site_yaml_is_seen_however_often_it_is_replaced(
    root: Path, polls: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "EVERY", 0.02)

    async def script(seen: Told) -> None:
        for text in ("one", "two two", "three three three"):
            seen.clear()
            (root / "new").write_text(text)
            (root / "new").replace(root / "site.yaml")
            await until(lambda: bool(seen))
            assert names(root, seen) == {"site.yaml"}

    told(root, polls, script)


def folder_made_later(root: Path) -> Path:
    (root / "templates/partials").mkdir(parents=True)
    return root / "templates/partials/new.html"


def folder_replaced(root: Path) -> Path:
    shutil.rmtree(root / "content")
    (root / "content").mkdir()
    return root / "content/again.md"


def folder_renamed_away_and_back(root: Path) -> Path:
    (root / "content").rename(root / "kept")
    (root / "kept").rename(root / "content")
    return root / "content/ar/b.md"


def inner_folder_renamed(root: Path) -> Path:
    (root / "content/ar").rename(root / "content/ckb")
    return root / "content/ckb/b.md"


def inner_folder_swapped(root: Path) -> Path:
    (root / "content/ar").rename(root / "content/old.v1")
    (root / "content/ar").mkdir()
    return root / "content/ar/c.md"


def folder_moved_in(root: Path) -> Path:
    (root / "elsewhere/deep").mkdir(parents=True)
    (root / "elsewhere/deep/c.md").write_text("c")
    (root / "elsewhere").rename(root / "content/here")
    return root / "content/here/deep/c.md"


FOLDERS = [
    folder_made_later, folder_replaced, folder_renamed_away_and_back, inner_folder_renamed,
    inner_folder_swapped, folder_moved_in,
]  # fmt: skip


@pytest.mark.parametrize("change", FOLDERS)
def test_a_change_of_folders_is_told_and_what_is_in_the_new_one_too(
    root: Path, change: Callable[[Path], Path]
) -> None:
    async def script(seen: Told) -> None:
        file = change(root)
        await until(lambda: None in seen)
        await asyncio.sleep(0.6)
        seen.clear()
        file.write_text("in the new folder")
        await until(lambda: bool(seen))
        await asyncio.sleep(0.05)
        assert names(root, seen) == {file.relative_to(root).as_posix()}

    told(root, False, script)


def test_whoever_reads_when_told_has_read_everything_in_the_end(root: Path) -> None:
    """Files are written into new folders faster than the system can be asked to watch these."""
    read: dict[Path, str] = {}

    def contents() -> dict[Path, str]:
        return {file: file.read_text() for file in sorted((root / "content").rglob("*.md"))}

    async def script(seen: Told) -> None:
        known = 0
        for number in range(60):
            folder = root / f"content/new-{number}/deep"
            folder.mkdir(parents=True)
            (folder / "page.md").write_text("at once")
            await asyncio.sleep(0.001 * (number % 7))
            (folder / "page.md").write_text("a little later")
            if len(seen) > known:
                known = len(seen)
                read.clear()
                read.update(contents())

        def reread() -> bool:
            nonlocal known
            if len(seen) > known:
                known = len(seen)
                read.clear()
                read.update(contents())
            return read == contents()

        await until(reread)

    told(root, False, script)
    assert list(read.values()).count("a little later") == 60


def test_what_the_system_tells_nobody_is_found_by_a_second_look(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def deaf(*paths: Path, **options: object) -> AsyncIterator[object]:
        await asyncio.sleep(60)
        yield set()

    monkeypatch.setattr(watchfiles, "awatch", deaf)

    async def script(seen: Told) -> None:
        in_place(root)
        await until(lambda: bool(seen))

    assert names(root, told(root, False, script)) == {"content/a.md"}


def test_a_deleted_folder_is_told(root: Path) -> None:
    async def script(seen: Told) -> None:
        shutil.rmtree(root / "content/ar")
        await until(lambda: None in seen)

    told(root, False, script)


@pytest.mark.parametrize("fault", ["missing", "fails"])
def test_without_the_systems_help_it_looks_for_itself(
    root: Path, fault: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(polling, "EVERY", 0.02)
    if fault == "missing":
        monkeypatch.setitem(sys.modules, "watchfiles", None)
    else:

        def awatch(*paths: Path, **options: object) -> None:
            raise OSError(28, "inotify watch limit reached")

        monkeypatch.setattr(watchfiles, "awatch", awatch)

    async def script(seen: Told) -> None:
        await asyncio.sleep(0.05)
        in_place(root)
        await until(lambda: bool(seen))

    assert names(root, told(root, False, script)) == {"content/a.md"}
    assert "the system does not tell of changes" in capsys.readouterr().out


def test_litter() -> None:
    watcher = FileWatcher([], warn=print)
    litter = (
        ".a.md.swp a.md~ #a.md# .#a.md 4913 .DS_Store Thumbs.db a.md.tmp sedAb12cD a.md___jb_tmp___"
    )
    assert all(map(watcher.ignore, litter.split()))
    assert not any(map(watcher.ignore, "a.md ar حلب.md site.yaml 49130 sediment.md tmp".split()))
    assert watch.FileWatcher.start is not FileWatcher.__mro__[1].start  # type: ignore[attr-defined]
