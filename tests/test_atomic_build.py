"""All or nothing: a build that is killed leaves a whole site; a page that is deleted leaves none."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sites import PROJECT, BuiltSite, killing

MakeSite = Callable[..., BuiltSite]

# HANDBILL_KILLS=200 takes some minutes.
KILLS = int(os.environ.get("HANDBILL_KILLS", "24"))


def test_a_build_killed_at_any_moment_leaves_one_whole_site(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, killing.__file__, str(tmp_path), str(KILLS)],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    ends = done.stdout.split("\n")[:-1]
    assert len(ends) == KILLS
    # Killed in the middle of things, and not only before or after.
    assert ends.count("in flight") >= 3
    assert ends.count("old") >= 3


SECRET = {
    "content/updates/2016-05-01-named-by-its-slug.md": "---\ntitle: The Zanzibar title\n"
    "description: A Brobdingnag description\nslug: xylophone-slug\ntags: [quokka]\n"
    "aliases: [umbrella-alias]\nimage: media/one.png\nimage_alt: A narwhal picture\n---\n\n"
    "## A heliotrope heading\n\nWords like mimsyborogove.\n\n![A pangolin](../media/two.png)\n",
    "content/posts/okapi-post.yaml": "network: mastodon\nauthor: {name: Amina Wolpertinger}\n"
    "lang: en\ntext: A tatterdemalion text\nposted: 2016-04-30\n"
    "source: {title: A gobbledygook source}\nconsent: {status: given}\n",
    "content/timeline/axolotl-time.yaml": "title: The axolotl time\nevents:\n"
    "  - {id: e1, date: 2016-04, title: A capybara event, source: {title: A source}}\n",
}
WORDS = [
    "zanzibar",
    "brobdingnag",
    "xylophone",
    "quokka",
    "umbrella",
    "narwhal",
    "heliotrope",
    "mimsyborogove",
    "pangolin",
    "okapi",
    "wolpertinger",
    "tatterdemalion",
    "gobbledygook",
    "axolotl",
    "capybara",
]


@pytest.fixture
def deleted(site: MakeSite) -> BuiltSite:
    """A site that has had a page, a post and a timeline, and has been built again without."""
    from PIL import Image

    made = site({"content/updates/2016-04-01-stays.md": "---\ntitle: Stays\n---\n\nText.\n"})
    (made.root / "content/media").mkdir()
    for name, colour in (("one", "red"), ("two", "blue")):
        Image.new("RGB", (600, 400), colour).save(made.root / f"content/media/{name}.png")
    made.write(SECRET)
    assert made.build().written, made.problems
    published = _everything(made.output)
    assert [word for word in WORDS if word not in published] == []
    assert any(name.startswith("media/") for name in made.files())
    for name in (*SECRET, "content/media/one.png", "content/media/two.png"):
        (made.root / name).unlink()
    assert made.build().written, made.problems
    return made


def test_what_is_deleted_is_gone_from_every_output(deleted: BuiltSite) -> None:
    left = _everything(deleted.output)
    assert [word for word in WORDS if word in left] == []
    assert [name for name in deleted.files() if name.startswith(("media/", "tags/"))] == []
    assert "updates/2016-04-01-stays.html" in deleted.files()


def test_what_is_deleted_leaves_no_folder(deleted: BuiltSite) -> None:
    assert [
        path for path in deleted.output.rglob("*") if path.is_dir() and not any(path.iterdir())
    ] == []


def _everything(output: Path) -> str:
    """All names and all bytes, in small letters."""
    parts = [path.relative_to(output).as_posix() for path in output.rglob("*")]
    parts += [p.read_bytes().decode("latin-1") for p in output.rglob("*") if p.is_file()]
    return "\n".join(parts).lower()
