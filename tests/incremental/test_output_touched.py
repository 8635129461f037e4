"""What others do to the output: the next build puts right what is ours and spares what is not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.problems import EnvironmentFault

from .conftest import MakeLiving, Shared
from .edits import more
from .living import differing, tree


def _with_old_time(path: Path, data: bytes) -> None:
    before = path.stat()
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _same_length(output: Path) -> None:
    page = output / "about.html"
    _with_old_time(page, page.read_bytes().replace(b"About us", b"About ME"))


TOUCHES: dict[str, Callable[[Path], object]] = {
    "all of it is deleted": shutil.rmtree,
    "a page is deleted": lambda output: (output / "about.html").unlink(),
    "a folder is deleted": lambda output: shutil.rmtree(output / "media"),
    "a page is written on": lambda output: (output / "about.html").write_text("Mine."),
    "a page is changed, and neither size nor time tells": _same_length,
    "a picture is written over": lambda output: next(output.glob("media/*.jpg")).write_bytes(b""),
    "the manifest is deleted, and all else": lambda output: [shutil.rmtree(output), output.mkdir()],
    "the sums are deleted": lambda output: (output / "SHA256SUMS").unlink(),
    "the sums are written on": lambda output: (output / "SHA256SUMS").write_text(""),
    "a mode is another one": lambda output: (output / "about.html").chmod(0o600),
    "two pages exchange their names": lambda output: [
        (output / "about.html").rename(output / "between"),
        (output / "passing.html").rename(output / "about.html"),
        (output / "between").rename(output / "passing.html"),
    ],
    "an empty folder is added": lambda output: (output / "empty").mkdir(),
    "the file browser leaves its litter": lambda output: (output / ".DS_Store").write_bytes(b"\0"),
}


@pytest.mark.parametrize("edited", [False, True], ids=["alone", "and a page is edited"])
@pytest.mark.parametrize("name", TOUCHES)
def test_the_output_is_put_right(shared: Shared, name: str, edited: bool) -> None:
    site = shared.site()
    TOUCHES[name](site.output)
    if edited:
        more("content/help/vigil.md", "\nAt eight.\n")(site.root)
    assert site.agrees() == "written"
    site.restore()
    assert site.build().written
    assert differing(tree(site.output), shared.base) == []


def test_a_file_that_somebody_added_is_not_lost(living: MakeLiving) -> None:
    site = living()
    stranger = site.output / "notes.txt"
    stranger.write_text("Mine.")
    before = tree(site.output)
    for _ in range(2):
        with pytest.raises(EnvironmentFault, match=r"notes\.txt"):
            site.build()
        assert differing(tree(site.output), before) == []
        more("content/about.md", "\nOne more line.\n")(site.root)
    stranger.unlink()
    assert site.agrees() == "written"


def test_several_outputs_take_turns(living: MakeLiving, tmp_path: Path) -> None:
    site = living()
    other = tmp_path / "other"
    first = tree(site.output)
    assert site.agrees(output=other) == "written"
    assert differing(tree(other), first) == []
    more("content/about.md", "\nOne more line.\n")(site.root)
    assert site.agrees(output=other) == "written"
    assert differing(tree(site.output), first) == []
    assert site.agrees() == "written"
    assert differing(tree(site.output), tree(other)) == []


def test_a_site_can_be_moved(living: MakeLiving, tmp_path: Path) -> None:
    """Whole, with what was remembered, to another folder; and another site to where it stood."""
    site = living()
    copied = tmp_path / "moved"
    shutil.copytree(site.root, copied)
    more("content/about.md", "\nOne more line.\n")(site.root)
    assert site.agrees() == "written"
    shutil.rmtree(site.root)
    copied.rename(site.root)
    assert site.agrees() == "written"
    assert "One more line." not in site.out("about.html")
