"""Zips that one program unpacks in one way and another in another."""

from __future__ import annotations

import binascii
import io
import struct
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from generator.verify import Finding, opened, verify

from .forgeries import Files, as_zip, made


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return made(tmp_path_factory.mktemp("site"))


def held(file: Path) -> Finding:
    with closing(opened(str(file))) as copy:
        return verify(copy)


def hidden(data: bytes) -> bytes:
    """A zip's files without the list of them."""
    end = data.rfind(b"PK\x05\x06")
    return data[: struct.unpack_from("<I", data, end + 16)[0]]


@pytest.mark.parametrize("ahead", ["script", "file", "zip"])
def test_what_stands_before_the_first_file_is_told_of(
    site: Files, tmp_path: Path, ahead: str
) -> None:
    other = as_zip({"index.html": b"forged"}, tmp_path / "other.zip").read_bytes()
    data = {"script": b"<script>", "file": hidden(other), "zip": other}[ahead]
    file = as_zip(site, tmp_path / "copy.zip")
    file.write_bytes(data + file.read_bytes())
    assert "belong to no file" in held(file).faults[0]


def test_what_stands_behind_the_list_is_told_of(site: Files, tmp_path: Path) -> None:
    file = as_zip(site, tmp_path / "copy.zip")
    file.write_bytes(file.read_bytes() + b"more")
    assert "belong to no file" in held(file).faults[0]


@pytest.mark.parametrize("before_the_file", [True, False])
def test_a_second_name_is_told_of(site: Files, tmp_path: Path, before_the_file: bool) -> None:
    """Info-ZIP's unzip would write one page in the place of the other."""
    swapped = {"about.html": b"feed.xml", "feed.xml": b"about.html"}
    with zipfile.ZipFile(tmp_path / "copy.zip", "w") as packed:
        for path, data in site.items():
            entry = zipfile.ZipInfo(path)
            if path in swapped:
                said = struct.pack("<BI", 1, binascii.crc32(path.encode())) + swapped[path]
                entry.extra = struct.pack("<HH", 0x7075, len(said)) + said
            packed.writestr(entry, data)
            entry.extra = b"" if before_the_file else entry.extra
    found = held(tmp_path / "copy.zip")
    assert len(found.faults) == 2
    assert "'about.html'" in found.faults[0]


def test_what_is_said_twice_must_be_the_same(site: Files, tmp_path: Path) -> None:
    file = as_zip(site, tmp_path / "copy.zip")
    data = bytearray(file.read_bytes())
    for at in (8, 14, 18, 22):  # how it is packed, its checksum, its sizes
        other = bytearray(data)
        other[at] ^= 1
        file.write_bytes(other)
        assert held(file).faults, at


class _Pipe(io.RawIOBase):
    """Nothing can be gone back to: sizes are told after each file."""

    def __init__(self) -> None:
        self.written = b""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.written += bytes(data)  # type: ignore[call-overload]
        return len(bytes(data))  # type: ignore[call-overload]


def test_a_zip_that_was_written_in_one_go_is_as_good(site: Files, tmp_path: Path) -> None:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.mkdir("ar")
        for path, data in site.items():
            with packed.open(path, "w", force_zip64=path == "feed.xml") as entry:
                entry.write(data)
    (tmp_path / "copy.zip").write_bytes(pipe.written)
    assert held(tmp_path / "copy.zip").is_true
