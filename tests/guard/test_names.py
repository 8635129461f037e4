"""Ids and file names of a protected post must not tell what the post hides."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.guard.names import check_names
from generator.guard.needles import needles
from generator.problems import Problem
from generator.read import read
from generator.resolve.identity import by_id
from generator.resolve.protect import hidden_values
from sites import small_site

POST = """\
protect: name
author: {name: Amina Zorblat, handle: amina_zz}
paraphrase: She asks where her brother is.
"""


def problems(tmp_path: Path, path: str, post: str = POST) -> list[Problem]:
    made = small_site(tmp_path, {path: post})
    reading, found = read(made.root, map)
    assert reading, found
    posts = by_id(reading.documents)[0]["post"]
    sought, _ = needles(hidden_values(posts), frozenset())
    return list(check_names(reading.documents, sought))


@pytest.mark.parametrize(
    ("path", "more", "place"),
    [
        ("content/posts/amina-1.yaml", "", "content/posts/amina-1.yaml"),
        ("content/posts/AminaZZ.yaml", "", "content/posts/AminaZZ.yaml"),
        ("content/posts/a.yaml", "id: zorblat\n", "content/posts/a.yaml:4:5"),
        (
            "content/posts/a.yaml",
            "captured: {at: 2026-01-05, file: media/amina_zz.png}\n",
            "content/posts/a.yaml:4:34",
        ),
        (
            "content/posts/a.yaml",
            "media: [{file: media/zorblat.jpg, alt: A house.}]\n",
            "content/posts/a.yaml:4:16",
        ),
    ],
)
def test_a_name_that_tells_is_refused(tmp_path: Path, path: str, more: str, place: str) -> None:
    *_, problem = problems(tmp_path, path, POST + more)
    assert (problem.code, str(problem.place)) == ("hidden-in-name", place)
    assert "amina" not in f"{problem.message} {problem.hint}".lower()
    assert "zorblat" not in f"{problem.message} {problem.hint}".lower()


def test_each_of_several_records_is_asked(tmp_path: Path) -> None:
    second = POST.replace("Amina Zorblat", "Karim Other").replace("amina_zz", "kk_other")
    records = "".join(
        f"- id: {name}\n" + "".join(f"  {line}\n" for line in post.splitlines())
        for name, post in (("one", POST), ("kk_other", second))
    )
    (problem,) = problems(tmp_path, "content/posts.yaml", records)
    assert problem.place.line == 5


def test_a_name_of_what_was_said_is_fine(tmp_path: Path) -> None:
    assert problems(tmp_path, "content/posts/where-is-he.yaml") == []


def test_what_a_post_shows_may_be_its_name(tmp_path: Path) -> None:
    shown = POST.replace("protect: name", "protect: nothing")
    made = small_site(tmp_path, {"content/posts/amina-1.yaml": shown})
    reading, _ = read(made.root, map)
    assert reading
    assert list(check_names(reading.documents, [])) == []
