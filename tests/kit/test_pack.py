"""Zips: whole, sorted, and the same whenever and wherever they are made."""

from __future__ import annotations

import io
import os
import time
import zipfile

import pytest

from generator.kit.pack import pack

FILES = {"b/two.txt": "نص".encode(), "a.png": b"\x89PNG", "README.txt": b"read me"}


def test_everything_comes_out_again() -> None:
    with zipfile.ZipFile(io.BytesIO(pack(FILES))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == FILES


def test_order_and_time_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    once = pack(FILES)
    monkeypatch.setenv("TZ", "Asia/Damascus")
    time.tzset()
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    before = os.umask(0o077)
    try:
        assert pack(dict(reversed(FILES.items()))) == once
    finally:
        os.umask(before)
        monkeypatch.undo()
        time.tzset()


def test_entries_say_nothing_of_the_machine() -> None:
    with zipfile.ZipFile(io.BytesIO(pack(FILES))) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == sorted(FILES)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    assert {entry.extra + entry.comment for entry in entries} == {b""}
