"""What `pack` puts into a folder: a zip, a page, and their hashes."""

from __future__ import annotations

import hashlib
import stat
import subprocess
import zipfile
from pathlib import Path

import pytest

from generator.pack import checked, name_of, pack
from generator.pack.archive import archive
from generator.pack.original import Original
from generator.problems import EnvironmentFault
from generator.write.manifest import spoken

from .finished import edition, finished, page

SITE = {
    "index.html": page('<h1>Home</h1><img src="p.png" alt="A">'),
    "tags/وسم.html": page("x"),
    "p.png": b"\x89PNG" * 500,
    ".nojekyll": "",
}
NAMES = ["a-campaign.SHA256SUMS", "a-campaign.html", "a-campaign.zip"]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return finished(tmp_path / "output", SITE)


def test_a_folder_holds_the_copy_and_its_hashes(output: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "packed"
    packed = pack(output, folder, edition(), limit=1_000_000)
    assert [file.name for file in packed.files] == NAMES
    assert sorted(file.name for file in folder.iterdir()) == NAMES
    assert {stat.S_IMODE(file.stat().st_mode) for file in packed.files} == {0o644}
    told = subprocess.run(
        ["sha256sum", "-c", "--strict", NAMES[0]], cwd=folder, capture_output=True, text=True
    )
    assert told.stdout == "a-campaign.html: OK\na-campaign.zip: OK\n"


def test_the_zip_holds_the_site_byte_for_byte(output: Path, tmp_path: Path) -> None:
    pack(output, tmp_path / "packed", edition("", "en", "ar"), limit=1_000_000)
    with zipfile.ZipFile(tmp_path / "packed" / "a-campaign.zip") as zipped:
        held = {name: zipped.read(name) for name in zipped.namelist()}
        assert zipped.testzip() is None
        assert list(held) == sorted(held, key=str.encode)
        for entry in zipped.infolist():
            assert (entry.date_time, entry.extra, entry.comment) == (
                (1980, 1, 1, 0, 0, 0),
                b"",
                b"",
            )
            assert entry.external_attr >> 16 == 0o100644
    site = {name[5:]: data for name, data in held.items() if name.startswith("site/")}
    stands = {
        p.relative_to(output).as_posix(): p.read_bytes() for p in output.rglob("*.*") if p.is_file()
    }
    assert site == {**stands, "SHA256SUMS": (output / "SHA256SUMS").read_bytes()}
    assert held["a-campaign.html"] == (tmp_path / "packed" / "a-campaign.html").read_bytes()
    readme = held["README.txt"].decode()
    assert readme.count(spoken(Original.open(output).root)) == 2
    assert readme.count("copy.readme.sums") == readme.count("    a-campaign.SHA256SUMS\n") == 2
    assert set(held) - {f"site/{name}" for name in site} == {"README.txt", "a-campaign.html"}


def test_the_same_site_makes_the_same_bytes(output: Path, tmp_path: Path) -> None:
    digests = set()
    for name in ("one", "two"):
        again = finished(tmp_path / name / "output", dict(reversed(SITE.items())))
        files = pack(again, tmp_path / name / "packed", edition(), limit=1_000_000).files
        digests.add(tuple(hashlib.sha256(file.read_bytes()).hexdigest() for file in files))
    assert len(digests) == 1


def test_what_is_left_of_an_earlier_copy_goes(output: Path, tmp_path: Path) -> None:
    folder = tmp_path / "packed"
    pack(output, folder, edition(), limit=1_000_000)
    (folder / "a-campaign.SHA256SUMS.sig").write_text("of the earlier copy")
    (folder / "mine.txt").write_text("mine")
    packed = pack(output, folder, edition(), limit=None)
    assert packed.single is None
    assert sorted(file.name for file in folder.iterdir()) == [NAMES[0], NAMES[2], "mine.txt"]
    with zipfile.ZipFile(folder / NAMES[2]) as zipped:
        assert "a-campaign.html" not in zipped.namelist()
        assert b"a-campaign.html" not in zipped.read("README.txt")


def test_the_sums_are_signed(output: Path, tmp_path: Path) -> None:
    key = tmp_path / "key"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "amina@desk", "-f", key], check=True
    )
    packed = pack(output, tmp_path / "packed", edition(), limit=None, key=str(key))
    assert "a-campaign.SHA256SUMS.sig" in [file.name for file in packed.files]
    sums = (tmp_path / "packed" / NAMES[0]).read_bytes()
    told = subprocess.run(
        ["ssh-keygen", "-Y", "check-novalidate", "-n", "handbill", "-s", f"{NAMES[0]}.sig"],
        input=sums,
        cwd=tmp_path / "packed",
        capture_output=True,
    )
    assert told.returncode == 0, told.stderr


def test_a_file_that_is_not_as_it_was_built_stops_it(output: Path, tmp_path: Path) -> None:
    folder = tmp_path / "packed"
    pack(output, folder, edition(), limit=None)
    before = (folder / NAMES[2]).read_bytes()
    (output / "p.png").write_bytes(b"other")
    with pytest.raises(EnvironmentFault, match=r"'p.png' has changed since"):
        pack(output, folder, edition(), limit=None)
    assert (folder / NAMES[2]).read_bytes() == before
    assert sorted(file.name for file in folder.iterdir()) == [NAMES[0], NAMES[2]]


def test_a_missing_file_and_a_missing_site_are_told_of(output: Path, tmp_path: Path) -> None:
    (output / "p.png").unlink()
    with pytest.raises(EnvironmentFault, match=r"'p.png' .* cannot be read"):
        pack(output, tmp_path / "packed", edition(), limit=None)
    (output / "manifest.json").write_text("{}")
    with pytest.raises(EnvironmentFault, match="no site of Handbill's"):
        pack(output, tmp_path / "packed", edition(), limit=None)


def test_sums_that_do_not_go_with_the_manifest_stop_it(output: Path, tmp_path: Path) -> None:
    (output / "SHA256SUMS").write_text("")
    with pytest.raises(EnvironmentFault, match="does not go with"):
        pack(output, tmp_path / "packed", edition(), limit=None)


@pytest.mark.parametrize("name", ["output", "output/packed", "content", "content/packed", "."])
def test_the_campaigns_own_folders_are_no_place_for_copies(tmp_path: Path, name: str) -> None:
    for folder in ("output", "content"):
        (tmp_path / folder).mkdir()
    with pytest.raises(EnvironmentFault):
        checked(tmp_path / name, tmp_path, tmp_path / "output")


def test_any_other_folder_is(tmp_path: Path) -> None:
    assert checked(tmp_path / "packed", tmp_path, tmp_path / "output") == tmp_path / "packed"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Make Facebook Red!", "make-facebook-red"),
        ("Été à Paris", "ete-a-paris"),
        ("لوّنوا فيسبوك", "campaign"),
        ("!!!", "campaign"),
        ("Con", "campaign"),
        ("word " * 40, "word-" * 11 + "word"),
    ],
)
def test_names_are_fit_for_any_disk(title: str, name: str) -> None:
    assert name_of(title)[:59] == name
    assert len(name_of(title)) <= 60


def test_a_zip_reads_each_file_when_its_turn_comes(tmp_path: Path) -> None:
    asked: list[str] = []

    def read(name: str) -> bytes:
        asked.append(name)
        return b"x"

    with (tmp_path / "a.zip").open("wb") as target:
        archive(target, ["b", "a/ü", "a"], read)
    assert asked == ["a", "a/ü", "b"]
