"""Signed copies: by whom, and whether that is who the reader trusts."""

from __future__ import annotations

import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from generator.problems import EnvironmentFault
from generator.signing import sign
from generator.verify import Finding, opened, verify

from .forgeries import PAGES, Files, as_folder, made


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    for name in ("ours", "theirs"):
        made = ["-t", "ed25519", "-N", "", "-C", "", "-f", str(folder / name)]
        subprocess.run(["ssh-keygen", "-q", *made], check=True)
    named = ["-p", str(folder / "mini.pub"), "-s", str(folder / "mini")]
    subprocess.run(["minisign", "-G", "-W", *named], check=True, capture_output=True)
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Files:
    return made(tmp_path / "site")


def held(folder: Path, key: Path | None) -> Finding:
    with closing(opened(str(folder))) as copy:
        return verify(copy, key=None if key is None else str(key))


@pytest.mark.parametrize("by", ["ours", "mini"])
def test_a_signed_copy(site: Files, keys: Path, tmp_path: Path, by: str) -> None:
    folder = as_folder(site, tmp_path / "copy")
    sign(folder / "SHA256SUMS", str(keys / by))
    found = held(folder, keys / f"{by}.pub")
    assert (found.is_true, found.trusted, found.added) == (True, True, ())
    assert held(folder, None).trusted is None
    found = held(folder, keys / "theirs.pub")
    assert (found.is_whole, found.is_true, found.trusted) == (True, False, False)
    assert "did not sign it" in found.doubts[0]


def test_one_of_two_signatures_is_enough(site: Files, keys: Path, tmp_path: Path) -> None:
    folder = as_folder(site, tmp_path / "copy")
    for by in ("ours", "mini"):
        sign(folder / "SHA256SUMS", str(keys / by))
    for by in ("ours", "mini"):
        assert held(folder, keys / f"{by}.pub").trusted is True


def test_a_signature_of_another_release_is_told_of_without_a_key(
    site: Files, keys: Path, tmp_path: Path
) -> None:
    folder = as_folder(site, tmp_path / "copy")
    sign(folder / "SHA256SUMS", str(keys / "ours"))
    other = made(tmp_path / "forged", PAGES | {"about.html": b"They agree to everything."})
    found = held(as_folder(other, folder), None)
    assert (found.is_whole, found.is_true) == (True, False)
    assert found.doubts == ("SHA256SUMS.sig: it is not over these files",)


def test_an_unsigned_copy_is_not_trusted_where_a_key_was_named(
    site: Files, keys: Path, tmp_path: Path
) -> None:
    found = held(as_folder(site, tmp_path / "copy"), keys / "ours.pub")
    assert (found.is_true, found.trusted) == (False, False)
    assert "it is not signed" in found.doubts[0]


def test_what_is_no_key_is_said_though_nothing_is_signed(site: Files, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="no public key"):
        held(as_folder(site, tmp_path / "copy"), tmp_path / "nowhere")
