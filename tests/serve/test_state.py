"""What the preview's script is told: order, places, lines, and nothing that it should not know."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.problems import EnvironmentFault, Place, Problem
from generator.serve.edition import PageFacts, ShareCount, Translation
from generator.serve.state import MOST, WIDTH, state
from serve.fixed import FixedEdition

ABOUT = PageFacts("About", "en", "ltr", source="content/about.md", line=4, words=500, minutes=3)


def told(root: Path, *problems: Problem, failed: bool = False, path: str = "about.html") -> Any:
    edition = FixedEdition({}, problems, {"about.html": ABOUT}, 7, failed)
    return json.loads(json.dumps(state(edition, path, root)))


def excerpt(root: Path, line: str, column: int, length: int = 1) -> tuple[str, str, str]:
    """The line of a problem, and which part of it is marked."""
    (root / "a.md").write_text(f"first\n{line}\n", "utf-8")
    found = told(root, Problem("dead-link", "m", Place("a.md", 2, column, length)))
    shown = found["problems"][0]["excerpt"]
    text, start = shown["text"], shown["start"]
    assert shown["line"] == 2
    end = start + shown["length"]
    return text[:start], text[start:end], text[end:]


def test_a_problem_has_everything_that_the_report_tells(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("x\n  - titel: A second hospital\n", "utf-8")
    place = Place("a.yaml", 2, 5, 5)
    found = told(tmp_path, Problem("unknown-key", "unknown key 'titel'", place, "'title'?"))
    assert found["problems"] == [
        {
            "severity": "error",
            "code": "unknown-key",
            "message": "unknown key 'titel'",
            "hint": "'title'?",
            "place": "a.yaml:2:5",
            "path": "a.yaml",
            "line": 2,
            "column": 5,
            "here": False,
            "excerpt": {"line": 2, "text": "  - titel: A second hospital", "start": 4, "length": 5},
        }
    ]


def test_errors_come_first_then_what_is_wrong_here(tmp_path: Path) -> None:
    here, other = "content/about.md", "content/a.md"
    wrong = [
        Problem("no-source", "warning elsewhere", Place(other, 1)),
        Problem("lost-post", "note elsewhere", Place(other, 0)),
        Problem("lost-post", "note here", Place(here, 1)),
        Problem("no-source", "warning here", Place(here, 9)),
        Problem("dead-link", "error elsewhere", Place(other, 1)),
        Problem("dead-link", "error here", Place(here, 1)),
    ]
    found = told(tmp_path, *wrong, wrong[0], failed=True)
    assert [one["message"] for one in found["problems"]] == [
        "error here",
        "error elsewhere",
        "warning here",
        "note here",
        "warning elsewhere",
        "note elsewhere",
    ]
    assert [one["here"] for one in found["problems"]] == [True, False, True, True, False, False]
    assert found["counts"] == {
        "here": {"error": 1, "warning": 1, "note": 1},
        "site": {"error": 2, "warning": 2, "note": 2},
    }
    assert (found["edition"], found["failed"], found["path"]) == (7, True, "about.html")


def test_the_facts_of_a_page_and_of_none(tmp_path: Path) -> None:
    facts = PageFacts(
        "عن",
        "ar",
        "rtl",
        draft=True,
        translations=(Translation("en", "English", "ltr", "/about.html", "there"),),
        share=(ShareCount("X", 268, 280),),
    )
    edition = FixedEdition({}, (), {"ar/about.html": facts})
    page = json.loads(json.dumps(state(edition, "ar/about.html", tmp_path)))["page"]
    assert (page["title"], page["dir"], page["draft"]) == ("عن", "rtl", True)
    assert page["translations"] == [
        {"lang": "en", "name": "English", "dir": "ltr", "url": "/about.html", "state": "there"}
    ]
    assert page["share"] == [{"network": "X", "count": 268, "limit": 280}]
    gone = told(tmp_path, Problem("dead-link", "m", Place("", 0)), path="gone.html")
    assert gone["page"] is None
    # A problem without a file is not that of a page without one.
    assert gone["counts"]["here"] == {"error": 0, "warning": 0, "note": 0}


@pytest.mark.parametrize(
    ("line", "column", "length", "wanted"),
    [
        ("see [x](y.md)", 9, 4, ("see [x](", "y.md", ")")),
        ("漢字 e\u0301 😀x", 7, 1, ("漢字 e\u0301 ", "😀", "x")),
        ("\t\tkey: 1", 3, 3, ("  ", "key", ": 1")),
        ("في [حلب](none.md)", 10, 7, ("في [حلب](", "none.md", ")")),
        ("title", 6, 1, ("title", "", "")),
        # Signs that turn the line round are spelt out, and the place moves along.
        ("a\u202eb bad", 5, 3, ("a\\u202eb ", "bad", "")),
    ],
)
def test_the_place_within_a_line(
    tmp_path: Path, line: str, column: int, length: int, wanted: tuple[str, str, str]
) -> None:
    assert excerpt(tmp_path, line, column, length) == wanted


def test_a_long_line_is_cut_round_the_place(tmp_path: Path) -> None:
    before, at, after = excerpt(tmp_path, "x" * 5000 + "HERE" + "y" * 5000, 5001, 4)
    assert at == "HERE"
    assert before.startswith("…x")
    assert after.endswith("y…")
    assert len(before + at + after) == WIDTH + 2
    before, at, after = excerpt(tmp_path, "x" * 20 + "y" * 5000, 21, 5000)
    assert (before, len(at), after) == ("x" * 20, WIDTH - 20, "…")


def test_a_problem_without_a_column_or_a_line_marks_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("words\n", "utf-8")
    places = [Place("a.md"), Place("a.md", 1), Place("a.md", 9), Place("gone.md", 1, 1)]
    found = told(tmp_path, *(Problem("dead-link", "m", place) for place in places))
    shown = {one["place"]: one["excerpt"] for one in found["problems"]}
    assert shown == {
        "a.md": None,
        "a.md:1": {"line": 1, "text": "words", "start": None, "length": 0},
        "a.md:9": None,
        "gone.md:1:1": None,
    }


def test_no_folder_of_the_machine_is_named(tmp_path: Path) -> None:
    root = tmp_path / "site"
    root.mkdir()
    link = tmp_path / "link"
    link.symlink_to(root)
    message = f"cannot read {root}/content/a.md in {root}, not {root}-old"
    wrong = [
        Problem("dead-link", message, Place(f"{root}/content/a.md", 1), f"see {root}/site.yaml."),
        Problem("dead-link", "m", Place("/usr/share/theme/base.html", 1, 1)),
    ]
    for given in (root, link):
        found = told(given, *wrong)
        inside, outside = found["problems"]
        assert (outside["message"], outside["place"]) == ("m", "base.html:1:1")
        assert (inside["place"], inside["path"]) == ("content/a.md:1", "content/a.md")
        assert inside["hint"] == "see site.yaml."
        assert inside["message"] == (
            f"cannot read content/a.md in the site's folder, not {root}-old"
        )


def test_what_keeps_the_preview_from_going_on_comes_first(tmp_path: Path) -> None:
    fault = EnvironmentFault(f"cannot read {tmp_path}/site.yaml", f"see {tmp_path}")
    edition = FixedEdition({}, (Problem("dead-link", "m", Place("a.md", 1)),))
    found = state(edition, "about.html", tmp_path, fault)
    first, second = found["problems"]
    assert (first["severity"], first["code"], first["path"]) == ("error", "environment", "")
    assert (first["message"], first["hint"]) == ("cannot read site.yaml", "see the site's folder")
    assert set(first) == set(second)
    assert found["failed"]
    assert found["counts"]["site"]["error"] == 2


def test_no_line_is_told_that_the_report_keeps_to_itself(tmp_path: Path) -> None:
    posts = tmp_path / "content" / "posts"
    posts.mkdir(parents=True)
    (tmp_path / "content" / "about.md").write_text("Said by Amina Zorblat.\n", "utf-8")
    (posts / "a.yaml").write_text("protect: name\nauthor: {name: Amina Zorblat\n", "utf-8")
    about = Place("content/about.md", 1, 1)
    linked = Problem("dead-link", "m", about)
    unread = Problem("yaml-syntax", "a bracket is open", Place("content/posts/a.yaml", 2, 9))
    quiet = Problem("dead-link", "m", about, quiet=True)
    hidden = Problem("no-source", "m", Place("content/posts/a.yaml", 2, 9))
    assert "Zorblat" in json.dumps(told(tmp_path, linked))
    for found in ([quiet], [hidden], [linked, unread]):
        assert "Zorblat" not in json.dumps(told(tmp_path, *found))


def test_what_is_told_stays_short(tmp_path: Path) -> None:
    many = [Problem("dead-link", f"m{n}", Place("a.md", n)) for n in range(MOST + 3)]
    found = told(tmp_path, *many)
    assert (len(found["problems"]), found["more"]) == (MOST, 3)
    assert found["counts"]["site"]["error"] == MOST + 3
