"""Reports: excerpt, caret and hint, and nothing that a terminal would obey."""

import json
from pathlib import Path

from generator.model import Change, Result
from generator.problems import Place, Problem
from generator.report import Lines, Printer, as_json


def printed(root: Path, problem: Problem) -> str:
    return Printer(root, colour=False).problem(problem)


def test_the_form_of_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("x\n  - titel: A second hospital is hit\n", "utf-8")
    problem = Problem(
        "unknown-key", "unknown key 'titel'", Place("a.yaml", 2, 5, 5), "did you mean 'title'?"
    )
    assert printed(tmp_path, problem) == (
        "a.yaml:2:5: error: unknown key 'titel' [unknown-key]\n"
        "    2 |   - titel: A second hospital is hit\n"
        "      |     ^^^^^\n"
        "   hint: did you mean 'title'?"
    )


def test_the_caret_stands_under_wide_and_combined_letters(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("漢字 e\u0301 x: y\n", "utf-8")
    text = printed(tmp_path, Problem("dead-link", "m", Place("a.md", 1, 7, 1)))
    # Two ideographs take four columns, é takes one, and each blank one.
    assert text.splitlines()[2] == "      | " + " " * 7 + "^"


def test_controls_are_spelt_out(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("\x1b[31m\u202eabc\tx\n", "utf-8")
    text = printed(tmp_path, Problem("dead-link", "m \x1b[0m", Place("a.md", 1, 1)))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\\u001b[31m\\u202eabc x" in text


def test_a_long_line_is_cut_round_the_caret(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x" * 5000 + "HERE" + "y" * 5000, "utf-8")
    lines = printed(tmp_path, Problem("dead-link", "m", Place("a.md", 1, 5001, 4))).splitlines()
    assert all(len(line) < 140 for line in lines)
    at = lines[2].index("^")
    assert lines[1][at : at + 4] == "HERE"


def test_a_place_without_a_line_or_a_file_is_fine(tmp_path: Path) -> None:
    assert printed(tmp_path, Problem("dead-link", "m", Place("gone.md", 9, 9))).count("\n") == 0
    assert printed(tmp_path, Problem("dead-link", "m", Place("gone.md"))).startswith(
        "gone.md: error"
    )


def test_json_holds_the_same_facts() -> None:
    problem = Problem("no-source", "m", Place("a.yaml", 2, 5), "h")
    result = Result(
        (problem,), True, {"page": 2}, 3, 4, 0.5, "f" * 64, next_change=Change("t", "publish", "p")
    )
    value = json.loads(as_json(result))
    assert value["problems"] == [
        {
            "severity": "warning",
            "code": "no-source",
            "message": "m",
            "hint": "h",
            "file": "a.yaml",
            "line": 2,
            "column": 5,
        }
    ]
    assert value["next_change"] == {"at": "t", "what": "publish", "path": "p"}
    assert (value["written"], value["files"], value["bytes"]) == (True, 3, 4)


def test_no_line_is_shown_while_a_file_that_hides_somebody_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "content" / "posts").mkdir(parents=True)
    post = tmp_path / "content" / "posts" / "a.yaml"
    (tmp_path / "content" / "about.md").write_text("Said by Amina Zorblat.\n", "utf-8")
    problems = [
        Problem("dead-link", "there is no page", Place("content/about.md", 1, 1)),
        Problem("yaml-syntax", "a bracket is open", Place("content/posts/a.yaml", 1, 1)),
    ]
    post.write_text("author: {name: Amina Zorblat\n", "utf-8")
    assert "Zorblat" in Printer(tmp_path, colour=False).problems(problems)
    post.write_text("protect: name\nauthor: {name: Amina Zorblat\n", "utf-8")
    assert "Zorblat" not in Printer(tmp_path, colour=False).problems(problems)
    assert "Zorblat" in Printer(tmp_path, colour=False).problems(problems[:1])


def test_a_line_that_is_kept_back_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "content" / "posts").mkdir(parents=True)
    post = tmp_path / "content" / "posts" / "a.yaml"
    (tmp_path / "site.yaml").write_text("titel: Zorblat\n", "utf-8")
    problem = Problem("unknown-key", "unknown key", Place("site.yaml", 1, 1, 5), "mend it")
    post.write_text("author: {name: Amina Zorblat}\n", "utf-8")
    assert "    1 | titel: Zorblat\n" in Printer(tmp_path, colour=False).problems([problem])
    post.write_text("protect: name\nauthor: {name: Amina Zorblat}\n", "utf-8")
    assert Printer(tmp_path, colour=False).problems([problem]) == (
        "site.yaml:1:1: error: unknown key [unknown-key]\n"
        "   (the line is not shown: somebody is protected here)\n"
        "   hint: mend it"
    )


def test_only_a_line_that_is_there_is_kept_back(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("protect: name\n", "utf-8")
    (tmp_path / "b.yaml").write_text("text: x\n", "utf-8")
    quiet = Problem("dead-link", "m", Place("b.yaml", 1), quiet=True)
    lines = Lines(tmp_path)
    assert lines.is_muted(Problem("dead-link", "m", Place("a.yaml", 1)))
    assert lines.is_muted(quiet)
    assert not lines.is_muted(Problem("dead-link", "m", Place("b.yaml", 1)))
    assert not lines.is_muted(Problem("lost-post", "m", Place("b.yaml", 1), quiet=True))
    assert not lines.is_muted(Problem("dead-link", "m", Place("a.yaml")))
    assert not lines.is_muted(Problem("dead-link", "m", Place("gone.yaml", 3), quiet=True))
