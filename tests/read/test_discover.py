"""Which files a campaign has, and which names would not travel."""

import os
from pathlib import Path

from generator.read.discover import discover


def made(root: Path, *names: str) -> Path:
    for name in names:
        file = root / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x", "utf-8")
    return root


def test_files_are_sorted_and_litter_is_passed_over(tmp_path: Path) -> None:
    root = made(tmp_path, "b.md", "a/c.md", ".hidden", "b.md~", ".git/x", "a/.c.md.swp")
    sources, problems = discover(root)
    assert [source.path for source in sources] == ["content/a/c.md", "content/b.md"]
    assert not problems


def test_names_that_differ_only_in_case(tmp_path: Path) -> None:
    _, problems = discover(made(tmp_path, "About.md", "about.md"))
    assert [problem.code for problem in problems] == ["name-clash"]


def test_names_that_windows_or_a_phone_cannot_store(tmp_path: Path) -> None:
    names = ("con.md", "aux/x.md", "a:b.md", "what?.md", "a\u202eb.md", "trailing./x.md")
    _, problems = discover(made(tmp_path, *names))
    assert [problem.code for problem in problems] == ["unfit-name"] * len(names)


def test_decomposed_names_are_composed(tmp_path: Path) -> None:
    sources, _ = discover(made(tmp_path, "cafe\u0301.md"))
    assert sources[0].path == "content/café.md"


def test_links_out_of_the_site_are_refused_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "secret.md"
    outside.write_text("secret", "utf-8")
    root = made(tmp_path / "site", "index.md")
    (root / "content" / "leak.md").symlink_to(outside)
    (root / "content" / "loop").symlink_to(root / "content", target_is_directory=True)
    (root / "content" / "dangling.md").symlink_to(root / "nothing")
    (root / "content" / "fine.md").symlink_to(root / "content" / "index.md")
    sources, problems = discover(root)
    assert [source.path for source in sources] == ["content/fine.md", "content/index.md"]
    assert {problem.place.path for problem in problems} == {
        "content/leak.md",
        "content/loop",
        "content/dangling.md",
    }


def test_names_that_are_no_text(tmp_path: Path) -> None:
    root = made(tmp_path, "index.md")
    (root / "content" / os.fsdecode(b"caf\xe9.md")).write_bytes(b"x")
    sources, problems = discover(root)
    assert [problem.code for problem in problems] == ["unfit-name"]
    assert len(sources) == 2
