"""Zips: as `pack` makes them, as others make them, and as nobody should."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from generator.problems import EnvironmentFault
from generator.verify import Finding, opened, verify

from .forgeries import Files, as_zip, made


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return made(tmp_path_factory.mktemp("site"))


def held(file: Path) -> Finding:
    """What is found; nothing is ever unpacked."""
    before = sorted(file.parent.iterdir())
    with closing(opened(str(file))) as copy:
        found = verify(copy)
    assert sorted(file.parent.iterdir()) == before
    return found


@pytest.mark.parametrize("prefix", ["", "site/", "campaign/site/"])
def test_the_site_is_found_wherever_it_lies(site: Files, tmp_path: Path, prefix: str) -> None:
    file = as_zip(site, tmp_path / "copy.zip", prefix)
    with zipfile.ZipFile(file, "a") as more:
        more.writestr("README.txt", "Open the page.")
    found = held(file)
    outside = ("README.txt",)
    assert (found.added, found.beside) == ((outside, ()) if prefix == "" else ((), outside))
    assert found.is_true is (prefix != "")


def test_two_sites_in_one_zip_are_not_guessed_at(site: Files, tmp_path: Path) -> None:
    both = {f"{name}/{path}": data for name in "ab" for path, data in site.items()}
    with pytest.raises(EnvironmentFault, match="more than one site"):
        held(as_zip(both, tmp_path / "copy.zip"))


def test_folders_have_entries_of_their_own(site: Files, tmp_path: Path) -> None:
    file = as_zip(site, tmp_path / "copy.zip")
    with zipfile.ZipFile(file, "a") as more:
        more.writestr("ar/", b"")
    assert held(file).is_true


def test_names_that_do_not_say_that_they_are_utf_8(site: Files, tmp_path: Path) -> None:
    """As the `zip` of many systems writes them."""
    file = as_zip(site, tmp_path / "copy.zip")
    data = bytearray(file.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at + 1] &= ~0x08
            place = data.find(mark, place + 4)
    file.write_bytes(data)
    assert held(file).is_true


@pytest.mark.parametrize("name", ["../x.html", "/etc/x", "a\\..\\x", "ar/../../x", "C:x"])
def test_paths_that_lead_out_are_told_of(site: Files, tmp_path: Path, name: str) -> None:
    file = as_zip(site, tmp_path / "copy.zip")
    with zipfile.ZipFile(file, "a") as more:
        more.writestr(name, b"x")
    found = held(file)
    assert found.added == (name,)
    assert "do not unpack it" in found.faults[0]


def test_what_stands_there_twice_is_told_of(site: Files, tmp_path: Path) -> None:
    """Which of the two is unpacked depends on the program."""
    file = as_zip(site, tmp_path / "copy.zip")
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as more:
        more.writestr("about.html", site["about.html"])
    assert held(file).faults == ("'about.html' is there more than once",)


def test_names_that_differ_in_case_alone_are_told_of(site: Files, tmp_path: Path) -> None:
    found = held(as_zip(site | {"About.html": b"x"}, tmp_path / "copy.zip"))
    assert "are one file on some disks" in found.faults[0]
    assert found.added == ("About.html",)


def test_a_name_with_a_zero_byte_is_not_the_one_before_it(site: Files, tmp_path: Path) -> None:
    file = as_zip(site, tmp_path / "copy.zip")
    file.write_bytes(file.read_bytes().replace(b"about.html", b"about\0html"))
    found = held(file)
    assert (found.missing, found.is_true) == (("about.html",), False)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_ways_of_packing_are_not_read(site: Files, tmp_path: Path, method: int) -> None:
    """They unpack to far more than the usual one can."""
    files = {path: data for path, data in site.items() if path != "about.html"}
    file = as_zip(files, tmp_path / "copy.zip")
    with zipfile.ZipFile(file, "a", method) as more:
        more.writestr("about.html", site["about.html"])
    assert dict(held(file).unread) == {"about.html": "it is packed in an unusual way"}


def test_a_link_and_a_locked_file_are_not_read(site: Files, tmp_path: Path) -> None:
    files = {path: data for path, data in site.items() if path not in ("about.html", "feed.xml")}
    file = as_zip(files, tmp_path / "copy.zip")
    with zipfile.ZipFile(file, "a") as more:
        link = zipfile.ZipInfo("about.html")
        link.external_attr = 0o120777 << 16
        more.writestr(link, "/etc/passwd")
        more.writestr("feed.xml", site["feed.xml"])
    data = bytearray(file.read_bytes())
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    file.write_bytes(data)
    assert dict(held(file).unread) == {"about.html": "it is a link", "feed.xml": "it is encrypted"}


def test_a_file_that_grows_when_unpacked_is_read_no_further_than_it_should(
    site: Files, tmp_path: Path
) -> None:
    files = site | {"about.html": b"\0" * 30_000_000}
    found = held(as_zip(files, tmp_path / "copy.zip"))
    assert found.changed == ("about.html",)
    assert found.size < 30_000


def test_one_stream_that_is_listed_a_thousand_times_is_a_trap(site: Files, tmp_path: Path) -> None:
    """The bomb that needs no layers: sizes add up to more than any zip of this length can hold."""
    file = tmp_path / "bomb.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("kernel", b"\0" * 5_000_000)
        first = bomb.infolist()[0]
        for number in range(1000):
            more = zipfile.ZipInfo(f"{number}.html")
            for fact in ("CRC", "compress_size", "file_size", "header_offset", "compress_type"):
                setattr(more, fact, getattr(first, fact))
            bomb.filelist.append(more)
    with pytest.raises(EnvironmentFault, match="trap"):
        held(file)


def _longer_list(data: bytearray) -> None:
    struct.pack_into("<I", data, data.rfind(b"PK\x05\x06") + 12, 100_000_000)


def _longer_list_of_large(data: bytearray) -> None:
    at = data.rfind(b"PK\x05\x06")
    end = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 9, 9, 1 << 40, 0)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)
    data[at:at] = end + locator


@pytest.mark.parametrize("change", [_longer_list, _longer_list_of_large])
def test_a_list_without_end_is_not_read(
    site: Files, tmp_path: Path, change: Callable[[bytearray], None]
) -> None:
    file = as_zip(site, tmp_path / "copy.zip")
    data = bytearray(file.read_bytes())
    change(data)
    file.write_bytes(data)
    with pytest.raises(EnvironmentFault, match="more files than are checked"):
        held(file)


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x05\x06", b"hello" * 100])
def test_what_is_no_zip_is_said_to_be_none(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "copy.zip"
    file.write_bytes(data)
    with pytest.raises(EnvironmentFault, match="is no zip"):
        held(file)


def test_no_damage_raises_anything_else(site: Files, tmp_path: Path) -> None:
    """Whatever byte is another: a fault in words, or a copy that is not true."""
    whole = as_zip(site, tmp_path / "copy.zip").read_bytes()
    file = tmp_path / "damaged.zip"
    for at in range(0, len(whole), 7):
        damaged = bytearray(whole)
        damaged[at] ^= 0xFF
        file.write_bytes(damaged)
        with suppress(EnvironmentFault):
            assert held(file).is_true in (True, False)
