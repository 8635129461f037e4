"""Updates: one at a time, none lost, tried again when the files would not keep still."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from generator.problems import EnvironmentFault, Place, Problem
from generator.serve import desk as desks
from generator.serve.desk import Desk, News
from generator.serve.polling import snapshot
from serve.presses import FolderPress


@pytest.fixture
def press(tmp_path: Path) -> FolderPress:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("one")
    (tmp_path / "site.yaml").write_text("title: x")
    return FolderPress(tmp_path)


def at_work(press: FolderPress, script: Callable[[Desk], Awaitable[None]]) -> list[News]:
    """What the desk told while the script ran."""
    news: list[News] = []

    async def announce(told: News) -> None:
        news.append(told)

    async def run() -> None:
        desk = Desk(press, lambda: snapshot(press.watched(), lambda name: False).files, announce)
        work = asyncio.create_task(desk.run())
        talk = asyncio.ensure_future(script(desk))
        try:
            done, _ = await asyncio.wait({work, talk}, timeout=30, return_when="FIRST_COMPLETED")
            for task in done:
                task.result()
            assert talk in done
        finally:
            work.cancel()
            talk.cancel()
            await asyncio.gather(work, talk, return_exceptions=True)
            desk.close()

    asyncio.run(run())
    return news


async def until(enough: Callable[[], object]) -> None:
    while not enough():
        await asyncio.sleep(0.002)


def test_many_changes_are_one_running_and_one_pending(press: FolderPress) -> None:
    async def script(desk: Desk) -> None:
        await desk.edition()
        press.seconds = 0.2
        desk.changed([press.root / "content/a.md"])
        await until(lambda: press.running)
        for name in "bcdefgh":
            (press.root / f"content/{name}.md").write_text(name)
            desk.changed([press.root / f"content/{name}.md"])
            await asyncio.sleep(0.01)
        edition = await desk.edition()
        assert edition.has("h.html")

    news = at_work(press, script)
    first, second, third = press.updates
    assert first is None
    assert second == {press.root / "content/a.md"}
    assert third == {press.root / f"content/{name}.md" for name in "bcdefgh"}
    assert [one.edition.number for one in news] == [1, 2, 3]


def test_nobody_knows_which_is_more_than_any_file(press: FolderPress) -> None:
    async def script(desk: Desk) -> None:
        await desk.edition()
        press.seconds = 0.1
        desk.changed([press.root / "content/a.md"])
        await until(lambda: press.running)
        desk.changed([press.root / "content/b.md"])
        desk.changed(None)
        desk.changed([press.root / "content/c.md"])
        await desk.edition()

    at_work(press, script)
    assert press.updates[2] is None


def test_what_vanished_is_tried_again_with_all_that_changed(press: FolderPress) -> None:
    file = press.root / "content/a.md"

    async def script(desk: Desk) -> None:
        await desk.edition()
        press.faults = 2
        desk.changed([file])
        await until(lambda: press.faults < 2)
        desk.changed([press.root / "content/b.md"])
        await desk.edition()

    news = at_work(press, script)
    assert [one.fault for one in news] == [None, None]
    assert {file} == press.updates[1]
    assert file in (press.updates[-1] or ())
    assert (press.root / "content/b.md") in (press.updates[-1] or ())


def test_a_fault_that_stays_is_told_and_the_next_change_is_a_new_chance(press: FolderPress) -> None:
    async def script(desk: Desk) -> None:
        await desk.edition()
        press.faults = 6
        desk.changed([press.root / "content/a.md"])
        assert (await desk.edition()).number == 1
        (press.root / "content/a.md").write_text("two")
        desk.changed([press.root / "content/a.md"])
        assert (await desk.edition()).number == 2

    news = at_work(press, script)
    assert [str(one.fault) for one in news] == [
        "None", "a file vanished while it was read", "None",
    ]  # fmt: skip


def test_a_fault_is_kept_until_the_next_good_edition(press: FolderPress) -> None:
    kept: list[str] = []

    async def script(desk: Desk) -> None:
        await desk.edition()
        kept.append(str(desk.fault))
        press.faults = 6
        desk.changed([press.root / "content/a.md"])
        await desk.edition()
        kept.append(str(desk.fault))
        desk.changed([press.root / "content/a.md"])
        await desk.edition()
        kept.append(str(desk.fault))

    at_work(press, script)
    assert kept == ["None", "a file vanished while it was read", "None"]


def test_what_failed_for_good_is_read_again_with_the_next_change(press: FolderPress) -> None:
    async def script(desk: Desk) -> None:
        await desk.edition()
        press.faults = 6
        desk.changed([press.root / "content/a.md"])
        await desk.edition()
        desk.changed([press.root / "content/b.md"])
        await desk.edition()

    at_work(press, script)
    assert press.updates[-1] == {press.root / "content/a.md", press.root / "content/b.md"}


def test_a_first_edition_that_cannot_be_is_a_fault(press: FolderPress) -> None:
    press.faults = 100

    async def script(desk: Desk) -> None:
        await desk.edition()

    with pytest.raises(EnvironmentFault, match="vanished"):
        at_work(press, script)


def test_what_is_written_while_it_is_read_is_not_shown(press: FolderPress) -> None:
    file = press.root / "content/a.md"

    async def script(desk: Desk) -> None:
        await desk.edition()
        press.seconds = 0.1
        file.write_text("ha")
        desk.changed([file])
        await until(lambda: press.running)
        file.write_text("half")
        await until(lambda: not press.running)
        press.seconds = 0
        file.write_text("whole")
        assert b"whole" in ((await desk.edition()).get("a.html") or b"")

    news = at_work(press, script)
    texts = [one.edition.get("a.html") or b"" for one in news]
    assert not [text for text in texts if b">\nha\n" in text or b"half" in text]


def test_nobody_waits_for_ever(press: FolderPress, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "PATIENCE", 0.05)

    async def script(desk: Desk) -> None:
        await desk.edition()
        press.seconds = 0.5
        desk.changed([press.root / "content/a.md"])
        assert (await desk.edition()).number == 1

    at_work(press, script)


def test_idle_it_looks_over_until_all_is_seen_and_a_change_comes_first(press: FolderPress) -> None:
    late = [Problem("no-alt", f"picture {n}", Place("content/a.md", n)) for n in (1, 2)]
    press.found_later += late

    async def script(desk: Desk) -> None:
        edition = await desk.edition()
        await until(lambda: not press.found_later)
        await asyncio.sleep(0.05)
        assert edition.problems == (late[1], late[0])

    news = at_work(press, script)
    assert [one.seconds is None for one in news] == [False, True, True]


def test_a_moment_that_comes_is_as_good_as_a_change(press: FolderPress) -> None:
    async def script(desk: Desk) -> None:
        await desk.edition()
        press.moments = [time.monotonic() + 0.05]
        desk.changed(())
        await desk.edition()
        await until(lambda: len(press.updates) == 3)

    assert [one.edition.number for one in at_work(press, script)][:2] == [1, 2]
    assert press.updates == [None, set(), set()]


def test_a_moment_does_not_try_again_what_has_failed(press: FolderPress) -> None:
    async def script(desk: Desk) -> None:
        await desk.edition()
        press.faults = 6
        desk.changed([press.root / "content/a.md"])
        await desk.edition()
        assert desk.fault
        press.moments = [time.monotonic()]
        await asyncio.sleep(0.5)
        assert len(press.updates) == 7

    at_work(press, script)
