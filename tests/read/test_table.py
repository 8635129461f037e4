"""Tables: every cell is found where it stands, however the spreadsheet wrote it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.read.table import parse_table

_WORDS = st.text(alphabet='ab ,;"\né=', max_size=8)


def texts(text: str) -> list[list[str]]:
    rows, problems = parse_table(text, "content/t.csv")
    assert problems == []
    return [[cell.text for cell in row] for row in rows]


@pytest.mark.parametrize(
    ("written", "rows"),
    [
        ("", []),
        ("\n\n", []),
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]),
        ("a\tb\n1\t2\n", [["a", "b"], ["1", "2"]]),
        ('"a;b",c\n', [["a;b", "c"]]),
        ('a,b\n"x ""y""",\n', [["a", "b"], ['x "y"', ""]]),
        ('a,b\n"two\nlines",2\n3,4', [["a", "b"], ["two\nlines", "2"], ["3", "4"]]),
        ("a,b\n,\n 1 , 2 \n", [["a", "b"], ["1", "2"]]),
        ("sep=;\na;b,c\n1;2\n", [["a", "b,c"], ["1", "2"]]),
        ('"SEP=,",\na,b\n', [["a", "b"]]),
        ("sep=;", []),
        ("sep,b\n", [["sep", "b"]]),
    ],
)
def test_tables_are_read_as_they_are_meant(written: str, rows: list[list[str]]) -> None:
    assert texts(written) == rows


def test_cells_know_their_places() -> None:
    rows, _ = parse_table('name,email\n"A\nB", c\nd,e\n', "content/t.csv")
    found = {cell.text: (cell.line, cell.column, cell.length) for row in rows for cell in row}
    assert found["email"] == (1, 6, 5)
    assert found["A\nB"] == (2, 1, 2)
    assert found["c"] == (3, 5, 1)
    assert found["e"] == (4, 3, 1)
    rows, _ = parse_table("sep=;\nname;email\na;b\n", "content/t.csv")
    assert [(cell.line, cell.column) for cell in rows[1]] == [(3, 1), (3, 3)]


@pytest.mark.parametrize(
    ("written", "place"), [('a,b\n"x,2\n', "content/t.csv:2:1"), ('a\n"x"y\n', "content/t.csv:2:1")]
)
def test_quotation_marks_that_do_not_pair_are_told(written: str, place: str) -> None:
    _, (problem,) = parse_table(written, "content/t.csv")
    assert (problem.code, str(problem.place)) == ("csv-syntax", place)


@given(st.lists(st.lists(_WORDS, min_size=2, max_size=3), max_size=5))
def test_what_a_spreadsheet_wrote_comes_back(rows: list[list[str]]) -> None:
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([["n", "m"], *rows])
    kept = [[cell.strip() for cell in row] for row in rows]
    assert texts(file.getvalue())[1:] == [row for row in kept if any(row)]


@given(st.text(alphabet='a,;"\n\t'))
def test_any_text_is_read_or_refused(text: str) -> None:
    rows, problems = parse_table(text, "content/t.csv")
    lines = text.split("\n")
    for cell in (cell for row in rows for cell in row if cell.text):
        assert lines[cell.line - 1][cell.column - 1 :].startswith((cell.text[0], '"'))
    assert len(problems) <= 1
