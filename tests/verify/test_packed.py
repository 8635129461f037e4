"""Zips with what `pack` writes beside them: sums, a page, and signatures of the sums."""

from __future__ import annotations

import hashlib
import json
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from generator.problems import EnvironmentFault
from generator.signing import sign
from generator.verify import Finding, opened, verify
from generator.verify.telling import summary, wrongs

from .forgeries import Files, as_folder, as_zip, made

PAGE = b"<!doctype html><title>All of it</title>"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    for name in ("ours", "theirs"):
        given = ["-t", "ed25519", "-N", "", "-C", "", "-f", str(folder / name)]
        subprocess.run(["ssh-keygen", "-q", *given], check=True)
    named = ["-p", str(folder / "mini.pub"), "-s", str(folder / "mini")]
    subprocess.run(["minisign", "-G", "-W", *named], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return made(tmp_path_factory.mktemp("site"))


def packed(site: Files, folder: Path, page: bytes = PAGE) -> Path:
    """The zip, with the page in it and beside it, and the sums of both."""
    inside = {f"site/{path}": data for path, data in site.items()}
    file = as_zip(inside | {"README.txt": b"x", "a.html": page}, folder / "a.zip")
    (folder / "a.html").write_bytes(page)
    listed(folder)
    return file


def listed(folder: Path) -> Path:
    sums = folder / "a.SHA256SUMS"
    names = ("a.html", "a.zip")
    digests = [hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names]
    sums.write_text("".join(f"{d}  {n}\n" for d, n in zip(digests, names, strict=True)))
    return sums


def held(file: Path, key: Path | None = None, root: str | None = None) -> Finding:
    with closing(opened(str(file))) as copy:
        return verify(copy, key=None if key is None else str(key), root=root)


def test_sums_beside_a_zip_vouch_for_all_of_it(site: Files, tmp_path: Path) -> None:
    found = held(packed(site, tmp_path))
    assert (found.is_true, found.unvouched, wrongs(found)) == (True, (), [])
    told = "\n".join(summary(found))
    assert "in the zip that a.SHA256SUMS lists: README.txt, a.html" in told
    assert "nothing vouches" not in told
    (tmp_path / "a.html").unlink()
    assert held(tmp_path / "a.zip").is_true
    (tmp_path / "a.SHA256SUMS").unlink()
    found = held(tmp_path / "a.zip")
    assert (found.is_true, found.is_true_inside, found.unvouched) == (False, True, ("a.html",))


@pytest.mark.parametrize("name", ["a.zip", "a.html"])
def test_what_is_other_than_the_sums_say_is_named(site: Files, tmp_path: Path, name: str) -> None:
    packed(site, tmp_path)
    sums = (tmp_path / "a.SHA256SUMS").read_bytes()
    packed(site, tmp_path, b"forged")
    (tmp_path / "a.SHA256SUMS").write_bytes(sums)
    if name == "a.html":
        as_folder({"a.zip": packed(site, tmp_path / "true").read_bytes()}, tmp_path)
    found = held(tmp_path / "a.zip")
    assert not found.is_whole
    assert f"{name} is not the one that a.SHA256SUMS lists" in found.faults[0]


@pytest.mark.parametrize("sums", ["", "nonsense\n", f"{'0' * 64}  b.zip\n", "0" * 200_000])
def test_sums_that_do_not_list_the_zip_vouch_for_nothing(
    site: Files, tmp_path: Path, sums: str
) -> None:
    file = packed(site, tmp_path)
    (tmp_path / "a.SHA256SUMS").write_text(sums)
    found = held(file)
    assert (found.is_whole, found.unvouched) == (False, ("a.html",))
    assert found.faults[0].startswith("a.SHA256SUMS ")


def test_sums_that_are_a_link_are_not_followed(site: Files, tmp_path: Path) -> None:
    file = packed(site, tmp_path)
    (tmp_path / "a.SHA256SUMS").rename(tmp_path / "other")
    (tmp_path / "a.SHA256SUMS").symlink_to(tmp_path / "other")
    assert "cannot be read: it is a link" in held(file).faults[0]


@pytest.mark.parametrize("by", ["ours", "mini"])
def test_a_key_that_signed_the_sums_signed_all_of_the_zip(
    site: Files, keys: Path, tmp_path: Path, by: str
) -> None:
    file = packed(site, tmp_path)
    sign(tmp_path / "a.SHA256SUMS", str(keys / by))
    found = held(file, keys / f"{by}.pub")
    assert (found.is_true, found.trusted, wrongs(found)) == (True, True, [])
    assert "a.SHA256SUMS" in "\n".join(summary(found))
    found = held(file, keys / "theirs.pub")
    assert (found.is_true, found.unvouched) == (False, ("a.html",))
    assert "it is not signed" in found.doubts[0]


def test_a_signature_of_the_site_says_nothing_of_the_page(
    site: Files, keys: Path, tmp_path: Path
) -> None:
    sums = as_folder(site, tmp_path / "output") / "SHA256SUMS"
    signature = sign(sums, str(keys / "ours"))
    signed = site | {signature.name: signature.read_bytes()}
    found = held(packed(signed, tmp_path, b"forged"), keys / "ours.pub")
    assert (found.is_true, found.trusted, found.unvouched) == (False, True, ("a.html",))
    assert "with its signature" in wrongs(found)[0]
    sign(tmp_path / "a.SHA256SUMS", str(keys / "ours"))
    assert held(tmp_path / "a.zip", keys / "ours.pub").is_true


def test_neither_does_a_root_hash(site: Files, tmp_path: Path) -> None:
    """Who forges the page can write the sums anew."""
    root = json.loads(site["manifest.json"])["root"]
    found = held(packed(site, tmp_path, b"forged"), root=root)
    assert (found.is_true, found.doubts, found.unvouched) == (False, (), ("a.html",))


def test_a_signature_of_other_sums_is_told_of_without_a_key(
    site: Files, keys: Path, tmp_path: Path
) -> None:
    packed(site, tmp_path)
    sign(tmp_path / "a.SHA256SUMS", str(keys / "ours"))
    found = held(packed(site, tmp_path, b"forged"))
    assert found.doubts == ("a.SHA256SUMS.sig: it is not over these files",)
    assert not held(tmp_path / "a.zip", keys / "ours.pub").trusted


def test_a_signature_does_not_mend_what_it_does_not_list(
    site: Files, keys: Path, tmp_path: Path
) -> None:
    packed(site, tmp_path)
    sums = sign(tmp_path / "a.SHA256SUMS", str(keys / "ours")).with_suffix("").read_bytes()
    file = packed(site, tmp_path, b"forged")
    (tmp_path / "a.SHA256SUMS").write_bytes(sums)
    found = held(file, keys / "ours.pub")
    assert (found.is_true, found.trusted, found.unvouched) == (False, False, ("a.html",))


@pytest.mark.parametrize("name", ["b.SVG", "start.exe", "more/index.xhtml", "open me.url"])
def test_whatever_may_be_opened_needs_somebody_to_vouch_for_it(
    site: Files, tmp_path: Path, name: str
) -> None:
    inside = {f"site/{path}": data for path, data in site.items()}
    assert held(as_zip(inside | {name: b"x"}, tmp_path / "a.zip")).unvouched == (name,)
    texts = {"README.txt": b"x", "LISEZ-MOI.TXT": b"x", ".DS_Store": b"x", "a.SHA256SUMS.sig": b"x"}
    assert held(as_zip(inside | texts, tmp_path / "b.zip")).is_true


def test_a_page_beside_an_unpacked_site_is_named(site: Files, tmp_path: Path) -> None:
    as_folder({f"site/{path}": data for path, data in site.items()}, tmp_path)
    (tmp_path / "Makefile").write_text("all:")
    assert held(tmp_path).is_true
    (tmp_path / "a.html").write_bytes(b"forged")
    assert held(tmp_path).unvouched == ("a.html",)


def test_what_is_no_key_is_said_though_nothing_is_signed(site: Files, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="no public key"):
        held(packed(site, tmp_path), tmp_path / "nowhere")
