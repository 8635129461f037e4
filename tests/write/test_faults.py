"""A disk that fails at any moment: the old site stands, and a sentence says why."""

from __future__ import annotations

import errno
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import pytest

from generator.problems import EnvironmentFault
from generator.write import repair, swap, write

from .driver import litter
from .sites import NEW, OLD, expected, tree


@contextmanager
def failing(
    monkeypatch: pytest.MonkeyPatch, nth: int, code: int, *, lasting: bool
) -> Iterator[list[str]]:
    """From the n-th call that changes the disk (or only there) the disk fails with `code`."""
    calls: list[str] = []

    def wrap(name: str) -> Callable[..., object]:
        real = getattr(os, name)

        def call(*args: object, **options: object) -> object:
            calls.append(name)
            if len(calls) == nth or (lasting and len(calls) > nth):
                raise OSError(code, os.strerror(code))
            return real(*args, **options)

        return call

    with monkeypatch.context() as patch:
        for name in (
            "open",
            "write",
            "mkdir",
            "rename",
            "link",
            "fchmod",
            "chmod",
            "unlink",
            "rmdir",
        ):
            patch.setattr(os, name, wrap(name))
        yield calls


@pytest.mark.parametrize("one_step", [True, False])
@pytest.mark.parametrize(
    ("code", "lasting"), [(errno.ENOSPC, False), (errno.ENOSPC, True), (errno.EACCES, True)]
)
def test_a_fault_at_any_call_keeps_the_old_site(
    root: Path,
    output: Path,
    monkeypatch: pytest.MonkeyPatch,
    one_step: bool,
    code: int,
    lasting: bool,
) -> None:
    if not one_step:
        monkeypatch.setattr(swap, "_libc", lambda name: None)
    nth, failed, reached = 0, 0, True
    while reached:
        nth += 1
        write(OLD, output, root, durable=False)
        with failing(monkeypatch, nth, code, lasting=lasting) as calls:
            try:
                write(NEW, output, root)
                stands = NEW
            except EnvironmentFault:
                stands, failed = OLD, failed + 1
        reached = len(calls) >= nth
        if not one_step and not output.exists():
            repair(output, root)
            stands = NEW
        assert tree(output) == expected(stands), (nth, calls[nth - 1 :])
        repair(output, root)
        assert not litter(root)
    assert nth > 25
    assert failed > 15


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "no space left"),
        (errno.EDQUOT, "no space left"),
        (errno.EFBIG, "not enough space"),
        (errno.EACCES, "not allowed"),
        (errno.EROFS, "can only be read"),
        (errno.EXDEV, "in one step"),
        (errno.ENAMETOOLONG, "too long"),
        (errno.EIO, "could not be written: "),
    ],
)
def test_a_fault_is_told_in_a_sentence(
    root: Path, output: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    with (
        failing(monkeypatch, 1, code, lasting=True),
        pytest.raises(EnvironmentFault, match=words) as fault,
    ):
        write(NEW, output, root)
    assert "'output'" in str(fault.value)
    assert str(root) not in str(fault.value)
    assert fault.value.hint


def test_a_limit_on_the_size_of_files_is_told_as_lack_of_space(root: Path, output: Path) -> None:
    write(OLD, output, root)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
    try:
        with pytest.raises(EnvironmentFault, match="space"):
            write([*NEW, (PurePosixPath("big.bin"), bytes(100_000))], output, root)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert tree(output) == expected(OLD)
    assert not litter(root)


def test_a_name_too_long_for_the_disk_is_told(root: Path, output: Path) -> None:
    with pytest.raises(EnvironmentFault, match="too long"):
        write([(PurePosixPath("ص" * 200 + ".html"), b"")], output, root)
    assert not litter(root)
