"""Traps that a build without memory does not fall into: links, wrong sums, folders, moved output."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from generator.build import Options, build
from generator.cache.unchanged import unchanged
from generator.problems import EnvironmentFault
from sites import NOW, small_site

HOME = "---\ntitle: Home\ndescription: A home.\n---\n\nWords.\n"
ABOUT = HOME.replace("Home", "About")
FILES = {"content/index.md": HOME, "content/about.md": ABOUT}


def options(root: Path, **more: object) -> Options:
    return Options(root / "output", NOW, kit=False, **more)  # type: ignore[arg-type]


def built(root: Path, **more: object) -> None:
    assert build(root, options(root, **more)).written


def same_as_clean(root: Path, tmp_path: Path) -> bool:
    clean = tmp_path / "clean"
    assert build(root, Options(clean, NOW, kit=False, cache=False)).written
    return (clean / "SHA256SUMS").read_bytes() == (root / "output" / "SHA256SUMS").read_bytes()


def test_a_theme_folder_that_is_a_link_is_looked_into(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "footer.html").write_text("<footer>One</footer>")
    root = small_site(tmp_path / "site", FILES).root
    (root / "templates").mkdir()
    (root / "templates" / "partials").symlink_to(shared)
    built(root)
    (shared / "footer.html").write_text("<footer>Two</footer>")
    assert unchanged(root, options(root)) is None
    built(root)
    assert "Two" in (root / "output" / "about.html").read_text()
    assert same_as_clean(root, tmp_path)


@pytest.mark.parametrize("fact", ["sha256", "size"])
def test_a_manifest_that_lies_is_not_believed(tmp_path: Path, fact: str) -> None:
    root = small_site(tmp_path / "site", FILES).root
    built(root)
    manifest = root / "output" / "manifest.json"
    told = json.loads(manifest.read_text())
    for file in told["files"]:
        if file["path"] == "about.html":
            file[fact] = {"sha256": "0" * 64, "size": 7}[fact]
    manifest.write_text(json.dumps(told))
    (root / "content" / "index.md").write_text(HOME + "\nMore.\n")
    built(root)
    sums = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=root / "output", check=False)
    assert sums.returncode == 0
    assert same_as_clean(root, tmp_path)


def test_pages_in_a_folder_of_any_name_are_seen(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site", FILES).root
    built(root)
    (root / "content" / "__pycache__").mkdir()
    (root / "content" / "__pycache__" / "page.md").write_text(ABOUT)
    assert unchanged(root, options(root)) is None


def test_what_folders_allow_is_put_right(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site", FILES).root
    built(root)
    (root / "output").chmod(0o700)
    assert unchanged(root, options(root)) is None
    built(root)
    assert (root / "output").stat().st_mode & 0o777 == 0o755


def test_an_output_that_leads_out_of_the_site_is_refused_again(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site", FILES).root
    built(root)
    (root / "output").rename(tmp_path / "moved")
    (root / "output").symlink_to(tmp_path / "moved")
    assert unchanged(root, options(root)) is None
    with pytest.raises(EnvironmentFault):
        build(root, options(root))


POST = (
    "- id: one\n  network: x\n  author: {name: Zubaydah Qrxtal}\n  text: Kept words.\n"
    "  url: https://x.com/zubaydahq/status/726435235995504640\n"
    "  posted: 2016-04-30\n  lang: en\n  consent: {status: published}\n"
)
PLACED = ABOUT + "\nhttps://x.com/zubaydahq/status/726435235995504640\n"


def kept(root: Path) -> bytes:
    files = (path for path in (root / ".handbill").rglob("*") if path.is_file())
    return b"".join(path.read_bytes() for path in files).lower()


def test_nothing_that_is_hidden_stays_in_what_is_remembered(tmp_path: Path) -> None:
    site = small_site(
        tmp_path / "site", {**FILES, "content/about.md": PLACED, "content/posts.yaml": POST}
    )
    built(site.root)
    assert b"zubaydahq" in kept(site.root)
    (site.root / "content" / "posts.yaml").write_text(POST + "  protect: name\n")
    built(site.root)
    assert b"zubaydah" not in kept(site.root)
    built(site.root)
    assert b"zubaydah" not in kept(site.root)


def test_without_memory_nothing_of_it_stays(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site", FILES).root
    built(root)
    built(root, cache=False)
    assert [path.name for path in (root / ".handbill").rglob("*") if path.is_file()] == ["lock"]


def test_a_leak_keeps_nothing_of_what_was_drawn(tmp_path: Path) -> None:
    hidden = POST + "  protect: name\n"
    site = small_site(tmp_path / "site", {**FILES, "content/posts.yaml": hidden})
    assert build(site.root, Options(site.output, NOW)).written
    drawings = site.root / ".handbill" / "kept"
    before = {path.name for path in drawings.iterdir()}
    leaking = HOME.replace("title: Home", "title: Zubaydah Qrxtal is brave")
    (site.root / "content" / "brave.md").write_text(leaking)
    assert not build(site.root, Options(site.output, NOW)).written
    assert {path.name for path in drawings.iterdir()} <= before
