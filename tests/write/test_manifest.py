"""manifest.json, SHA256SUMS and the root hash."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.write import write
from generator.write.manifest import manifest, parse, parse_whole, root_hash, spoken, sums
from generator.write.paths import is_safe

NAMES = ["zebra.html", "ar/صفحة.html", "a b.html", "Z.html", "*star", "index.html"]
FILES = {name: (n, hashlib.sha256(name.encode()).hexdigest()) for n, name in enumerate(NAMES)}

listings = st.dictionaries(
    st.text(min_size=1, max_size=9).filter(is_safe),
    st.tuples(st.integers(0, 10**12), st.binary(min_size=32, max_size=32).map(bytes.hex)),
)


def test_the_order_is_that_of_the_bytes_and_not_of_the_input() -> None:
    shuffled = dict(reversed(FILES.items()))
    assert manifest(shuffled) == manifest(FILES)
    assert sums(shuffled) == sums(FILES)
    paths = [entry["path"] for entry in json.loads(manifest(FILES))["files"]]
    assert paths == ["*star", "Z.html", "a b.html", "ar/صفحة.html", "index.html", "zebra.html"]


def test_the_manifest_says_what_it_is() -> None:
    found = json.loads(manifest(FILES))
    assert (found["generator"], found["format"]) == ("Handbill", 1)
    assert found["root"] == root_hash(FILES)
    assert {"path": "index.html", "size": 5, "sha256": FILES["index.html"][1]} in found["files"]


def test_no_change_of_its_name_goes_unseen() -> None:
    """No file's hash covers the name: another one alone is never what Handbill writes."""
    data = manifest(FILES, "https://example.org/")
    other = data.replace(b"https://example.org/", b"https://example.net/")
    found = parse_whole(other)
    assert found is not None
    assert found.site == "https://example.net/"
    assert manifest(found.files, found.site) != other


def test_an_empty_site_has_a_manifest_too() -> None:
    assert json.loads(manifest({}))["files"] == []
    assert sums({}) == b""


def test_the_root_hash_is_that_of_the_sums() -> None:
    assert root_hash(FILES) == hashlib.sha256(sums(FILES)).hexdigest()


@pytest.mark.parametrize("change", [{"zebra.html": (0, "0" * 64)}, {"new.html": (0, "0" * 64)}])
def test_any_change_changes_the_root_hash(change: dict[str, tuple[int, str]]) -> None:
    assert root_hash(FILES | change) != root_hash(FILES)


def test_the_usual_tools_check_a_copy(root: Path, output: Path) -> None:
    write([(PurePosixPath(name), name.encode()) for name in NAMES], output, root)
    assert shutil.which("sha256sum"), "install it: apt install coreutils, brew install coreutils"
    check = ["sha256sum", "--strict", "--check", "SHA256SUMS"]
    done = subprocess.run(check, cwd=output, capture_output=True, text=True)
    assert (done.returncode, done.stdout.count(": OK")) == (0, len(NAMES)), done.stderr
    (output / "Z.html").write_bytes(b"changed")
    assert subprocess.run(check, cwd=output, capture_output=True).returncode == 1


@given(listings)
def test_a_manifest_reads_back(files: dict[str, tuple[int, str]]) -> None:
    assert parse(manifest(files)) == files


@given(listings, st.text())
def test_all_of_a_manifest_reads_back(files: dict[str, tuple[int, str]], site: str) -> None:
    found = parse_whole(manifest(files, site))
    assert found is not None
    assert (found.site, found.root, found.files) == (site, root_hash(files), files)


def test_a_manifest_of_long_ago_names_no_site() -> None:
    found = parse_whole(b'{"generator": "Handbill", "files": []}')
    assert found is not None
    assert (found.site, found.root) == ("", "")


@pytest.mark.parametrize(
    "found",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"generator": "Hugo", "files": []}',
        b'{"name": "A web app manifest", "icons": []}',
        b'{"generator": "Handbill"}',
        b'{"generator": "Handbill", "files": [{}]}',
        b'{"generator": "Handbill", "files": [7]}',
        b'{"generator": "Handbill", "files": [{"path": "a", "size": Infinity, "sha256": "0"}]}',
        b'{"generator": "Handbill", "files": [{"path": "a", "size": 1, "sha256": "00"}]}',
        b'{"generator": "Handbill", "files": [{"path": 7, "size": 1, "sha256": "%s"}]}'
        % (b"0" * 64),
        b'{"generator": "Handbill", "files": [{"path": "../a", "size": 1, "sha256": "%s"}]}'
        % (b"0" * 64),
        b'{"generator": "Handbill", "files": [{"path": "a", "size": -1, "sha256": "%s"}]}'
        % (b"0" * 64),
        b'{"generator": "Handbill", "files": [{"path": "a", "size": true, "sha256": "%s"}]}'
        % (b"0" * 64),
        b'{"generator": "Handbill", "files": [%s, %s]}'
        % ((b'{"path": "a", "size": 1, "sha256": "%s"}' % (b"0" * 64),) * 2),
        b'{"generator": "Handbill", "site": 7, "files": []}',
        b'{"generator": "Handbill", "site": "\\ud800", "files": []}',
        b'{"generator": "Handbill", "root": null, "files": []}',
    ],
)
def test_what_is_not_ours_lists_nothing(found: bytes) -> None:
    assert parse(found) is None


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["path", "size", "sha256", "x"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(
    st.binary()
    | json_values.map(lambda v: json.dumps({"generator": "Handbill", "files": v}).encode())
)
def test_no_manifest_of_a_stranger_raises(data: bytes) -> None:
    listed = parse(data)
    assert listed is None or sums(listed).count(b"\n") == len(listed)


@pytest.mark.parametrize(
    ("root", "said"),
    [
        ("0" * 64, "00000-00000-00000-00000-00000"),
        (f"{12345:064x}", "00000-00000-00000-00000-12345"),
        (f"{10**25 + 7:064x}", "00000-00000-00000-00000-00007"),
        ("f" * 64, "40394-57584-00791-31296-39935"),
    ],
)
def test_a_root_hash_is_said_in_digits(root: str, said: str) -> None:
    assert spoken(root) == said


@given(st.integers(0, 2**256 - 1))
def test_what_is_said_has_one_shape(number: int) -> None:
    assert re.fullmatch(r"\d{5}(-\d{5}){4}", spoken(f"{number:064x}"))
