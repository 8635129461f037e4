"""Whatever befalls a copy is found, in a folder, in a zip and at an address."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.problems import EnvironmentFault
from generator.verify import Copy, Finding, opened, verify
from generator.verify.remote import Remote
from generator.write.manifest import manifest, parse, spoken, sums

from .forgeries import FORGERIES, NAME, PAGES, Files, as_folder, as_zip, made
from .host import Host

# Three hundred of each were found; see them all with HANDBILL_FORGERIES=300.
TIMES = int(os.environ.get("HANDBILL_FORGERIES", "12"))

FRAME = {"manifest.json", "SHA256SUMS"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return made(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with Host() as host:
        yield host


Hold = Callable[[Files], Finding]


@pytest.fixture(params=["folder", "zip", "address"])
def hold(request: pytest.FixtureRequest, tmp_path: Path, host: Host) -> Hold:
    """Verifies a copy of these files, wherever it is."""
    number = iter(range(10**6))

    def place(files: Files) -> Copy:
        if request.param == "address":
            host.serve(files)
            return Remote(host.address, pauses=(0.0,))
        where = tmp_path / str(next(number))
        copy = as_folder(files, where) if request.param == "folder" else as_zip(files, where)
        return opened(str(copy))

    def hold(files: Files) -> Finding:
        with closing(place(files)) as copy:
            return verify(copy)

    hold.kind = request.param  # type: ignore[attr-defined]
    return hold


def in_folder(files: Files, folder: Path, **wanted: str | None) -> Finding:
    with closing(opened(str(as_folder(files, folder)))) as copy:
        return verify(copy, **wanted)  # type: ignore[arg-type]


def test_a_true_copy_is_one(site: Files, hold: Hold) -> None:
    found = hold(site)
    assert found.is_true, found
    assert (found.site, found.count) == (NAME, len(PAGES))
    assert found.size == sum(map(len, PAGES.values()))
    assert found.trusted is None


@pytest.mark.parametrize("forgery", FORGERIES)
def test_every_forgery_is_found_and_named(site: Files, hold: Hold, forgery: str) -> None:
    served = hold.kind == "address"  # type: ignore[attr-defined]
    chance = random.Random(f"{forgery}-{TIMES}")
    for _ in range(TIMES):
        files = dict(site)
        path = FORGERIES[forgery](files, chance)
        found = hold(files)
        if served and path in ("_headers", ".htaccess"):
            assert path in found.unserved
            continue
        if served and forgery == "added":  # nobody can list what an address serves
            assert "cannot be seen" in " ".join(found.notes)
            continue
        assert not found.is_true, (forgery, path)
        named = {*found.changed, *found.missing, *found.added}
        assert path in named or (path in FRAME and path in " ".join(found.faults))


def test_no_byte_of_the_manifest_can_be_another(site: Files, tmp_path: Path) -> None:
    """Its head too, which no hash of a file covers."""
    folder = as_folder(site, tmp_path)
    data = site["manifest.json"]
    head = data.index(b"\n")
    for at in (*range(0, head, 3), *range(head, len(data), 97)):
        other = bytearray(data)
        other[at] ^= 1
        (folder / "manifest.json").write_bytes(other)
        with closing(opened(str(folder))) as copy:
            assert not verify(copy).is_true, data[at - 20 : at + 20]


def test_a_renamed_file_is_missing_and_added(site: Files, tmp_path: Path) -> None:
    files = dict(site)
    files["About.html"] = files.pop("about.html")
    found = in_folder(files, tmp_path)
    assert (found.missing, found.added) == (("about.html",), ("About.html",))


def test_swapped_files_are_both_changed(site: Files, hold: Hold) -> None:
    files = site | {"about.html": site["feed.xml"], "feed.xml": site["about.html"]}
    assert hold(files).changed == ("about.html", "feed.xml")


@pytest.mark.parametrize("change", [lambda d: d[:-1], lambda d: b"", lambda d: d + b"\n"])
def test_shortened_emptied_and_longer_files_are_changed(
    site: Files, hold: Hold, change: Callable[[bytes], bytes]
) -> None:
    assert hold(site | {"about.html": change(site["about.html"])}).changed == ("about.html",)


@pytest.mark.parametrize("gone", ["manifest.json", "SHA256SUMS"])
def test_one_list_alone_still_tells_what_was_changed(
    site: Files, tmp_path: Path, gone: str
) -> None:
    files = site | {"about.html": b"other"}
    del files[gone]
    found = in_folder(files, tmp_path)
    assert found.changed == ("about.html",)
    assert gone in found.faults[0]
    assert found.root == in_folder(site, tmp_path / "other").root


def test_nothing_to_check_by_is_said(site: Files, hold: Hold) -> None:
    with pytest.raises(EnvironmentFault, match=r"manifest\.json is missing"):
        hold({"index.html": b"x"})


def test_lists_that_do_not_agree_are_told_with_the_file(site: Files, tmp_path: Path) -> None:
    lying = site["SHA256SUMS"].replace(b"about.html", b"abouT.html")
    found = in_folder(site | {"SHA256SUMS": lying}, tmp_path)
    assert found.faults == (
        "manifest.json and SHA256SUMS do not agree on 'abouT.html', 'about.html'",
    )


def test_a_manifest_that_lies_throughout_is_told_by_the_root_hash_alone(
    site: Files, tmp_path: Path
) -> None:
    true = in_folder(site, tmp_path / "true")
    lying = made(tmp_path / "lying", PAGES | {"about.html": b"They agree to everything."})
    assert in_folder(lying, tmp_path / "a").is_true
    found = in_folder(lying, tmp_path / "b", root=spoken(true.root))
    assert (found.is_whole, found.is_true, found.trusted) == (True, False, False)
    assert "whoever forges a site writes anew" in found.doubts[0]
    assert in_folder(site, tmp_path / "c", root=spoken(true.root)).trusted is True


def test_the_host_may_keep_its_own_files_there(site: Files, tmp_path: Path) -> None:
    more = {"CNAME": b"example.org\n", ".git/HEAD": b"ref", ".nojekyll": b"", "ar/.DS_Store": b"x"}
    found = in_folder(site | more, tmp_path)
    assert found.is_true
    assert found.hosts == (".nojekyll", "CNAME", "ar/.DS_Store")
    found = in_folder(site | {"ar/CNAME": b"x", "ar/.git/config": b"x"}, tmp_path)
    assert found.added == ("ar/.git/config", "ar/CNAME")


def test_an_interrupted_deploy_is_called_one(site: Files, tmp_path: Path) -> None:
    found = in_folder(site | {"deploying.json": b"{}"}, tmp_path)
    assert "interrupted" in found.faults[0]


def test_a_site_next_to_other_things_is_found(site: Files, tmp_path: Path) -> None:
    """As `pack` makes it: what lies around it is named, as nothing vouches for it."""
    as_folder(site, tmp_path / "site")
    (tmp_path / "README.txt").write_text("Open the page.")
    with closing(opened(str(tmp_path))) as copy:
        found = verify(copy)
    assert (found.is_true, found.beside) == (True, ("README.txt",))


def test_links_and_pipes_are_not_opened(site: Files, tmp_path: Path) -> None:
    folder = as_folder(site, tmp_path / "copy")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(site["about.html"])
    for path in ("about.html", "feed.xml"):
        (folder / path).unlink()
    (folder / "about.html").symlink_to(elsewhere)
    os.mkfifo(folder / "feed.xml")
    (folder / "more").symlink_to(tmp_path)
    with closing(opened(str(folder))) as copy:
        found = verify(copy)
    assert dict(found.unread) == {"about.html": "it is a link", "feed.xml": "it is no file"}
    assert found.added == ("more",)


def test_a_link_is_no_file_of_the_host(site: Files, tmp_path: Path) -> None:
    folder = as_folder(site, tmp_path / "copy")
    (tmp_path / "elsewhere").mkdir()
    for name in ("CNAME", "SHA256SUMS.sig", "ar/.DS_Store"):
        (folder / name).symlink_to(tmp_path / "elsewhere")
    with closing(opened(str(folder))) as copy:
        assert verify(copy).added == ("CNAME", "SHA256SUMS.sig", "ar/.DS_Store")


def test_what_git_keeps_is_said_to_be_passed_over(site: Files, tmp_path: Path) -> None:
    found = in_folder(site | {".git/index.html": b"forged"}, tmp_path)
    assert (found.is_true, found.beside) == (True, (".git/",))


def test_every_file_is_counted_once(site: Files, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    with closing(opened(str(as_folder(site, tmp_path)))) as copy:
        verify(copy, step=lambda done, total: steps.append((done, total)))
    assert steps == [(n, len(PAGES)) for n in range(1, len(PAGES) + 1)]


def test_what_is_nowhere_is_said() -> None:
    with pytest.raises(EnvironmentFault, match=r"there is no 'example\.org'"):
        opened("example.org")


def test_a_manifest_may_not_lead_out_of_the_folder(site: Files, tmp_path: Path) -> None:
    listed = dict(parse(site["manifest.json"]) or {})
    listed["../secret"] = (1, "0" * 64)
    files = site | {"manifest.json": manifest(listed, NAME), "SHA256SUMS": sums(listed)}
    with pytest.raises(EnvironmentFault, match="damaged"):
        in_folder(files, tmp_path)
