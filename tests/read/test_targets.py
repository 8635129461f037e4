"""Targets in a table: read with the places of what is wrong, and put behind the action's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.kinds.text import Speech
from generator.read.targets import read_targets

MakeSite = Callable[..., Any]
SPEECH = Speech("en", ("en", "ar"))


def told(data: bytes) -> list[str]:
    _, problems = read_targets(data, "content/t.csv", SPEECH)
    return [f"{p.place} {p.code}: {p.hint or p.message}" for p in problems]


def test_a_table_as_spreadsheets_save_it() -> None:
    data = (
        b"\xef\xbb\xbfName;ROLE;email;lang;checked\r\n"
        b'"Example; Amina";"Chair ""ad interim""";a@example.org;ar;2026-05-01\r\n'
        b";;;;\r\n\r\nBasil Example;;;;\r\n"
    )
    (first, second), problems = read_targets(data, "content/t.csv", SPEECH)
    assert problems == []
    assert first.name.words == {"en": "Example; Amina"}
    assert first.role is not None
    assert first.role.words == {"en": 'Chair "ad interim"'}
    assert (first.email, first.lang) == ("a@example.org", "ar")
    assert first.checked is not None
    assert (second.role, second.email) == (None, "")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"name,emial\nA,b\n", ["content/t.csv:1:6 unknown-key: did you mean 'email'?"]),
        (b"name,name\nA,b\n", ["content/t.csv:1:6 duplicate-key: keep one of the two"]),
        (
            b"email\na@example.org\n",
            [
                "content/t.csv:1:1 missing-key: the first line names the columns, as in 'name,role,email,checked'"
            ],
        ),
        (
            b"name,email\n,a@example.org\n",
            ["content/t.csv:2:1 missing-key: write it into the column 'name' of this line"],
        ),
        (
            b"name,email,url\nA,nobody,javascript:alert(1)\n",
            [
                "content/t.csv:2:3 bad-address: write it as press@example.org, without anything behind it",
                "content/t.csv:2:10 bad-address: an address begins with https:// and has no blanks",
            ],
        ),
        (
            b'name\n"A\nBcc: b"\n',
            ["content/t.csv:2:1 control-character: write the words again without it"],
        ),
        (
            b"name\nA,b\n",
            ["content/t.csv:2:3 csv-syntax: put a cell that holds a comma into quotation marks"],
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(data: bytes, found: list[str]) -> None:
    assert told(data) == found


@pytest.mark.parametrize("data", [b"", b"\n\n", b"name,email\n", b"name;email\r\n;\r\n"])
def test_a_table_that_names_nobody_is_an_error(data: bytes) -> None:
    (problem,) = read_targets(data, "content/t.csv", SPEECH)[1]
    assert (problem.code, str(problem.place)) == ("csv-syntax", "content/t.csv")


def test_a_table_without_a_head_is_one_error() -> None:
    data = b"Amina Example,Councillor,amina@example.org,2026-05-02\n"
    hint = "the first line names the columns, as in 'name,role,email,checked'"
    assert told(data) == [f"content/t.csv:1:1 missing-key: {hint}"]


def test_the_sign_that_wants_quotation_marks_is_named() -> None:
    assert "holds a semicolon into" in told(b"name;email\nA;b@example.org; c\n")[0]


def test_a_target_is_written_to_in_a_language_of_the_site() -> None:
    (problem,) = read_targets(b"name,lang\nA,ar\nB,fr\n", "content/t.csv", SPEECH)[1]
    assert (problem.code, str(problem.place)) == ("unknown-language", "content/t.csv:3:3")
    assert problem.hint == "the site's languages are en, ar"


def test_other_encodings_are_named() -> None:
    (problem,) = read_targets("name\nRené\n".encode("latin-1"), "content/t.csv", SPEECH)[1]
    assert (problem.code, str(problem.place)) == ("encoding", "content/t.csv:2:4")
    (problem,) = read_targets("name\nA\n".encode("utf-16"), "content/t.csv", SPEECH)[1]
    assert problem.code == "encoding"


def test_five_thousand_rows_are_read_and_every_bad_one_is_told() -> None:
    rows = [f"Amina Example {n},a{n}@example.org,2026-05-01" for n in range(5000)]
    rows[4321] = "Amina Example,nobody,2026-05-01"
    data = "\n".join(["name,email,checked", *rows]).encode()
    targets, (problem,) = read_targets(data, "content/t.csv", SPEECH)
    assert len(targets) == 4999
    assert str(problem.place) == "content/t.csv:4323:15"


ACTION = """
- {id: a, kind: write, title: A, body: "Dear {name}", targets: {name: First, email: f@example.org, checked: 2026-05-01}, targets_file: t.csv}
- {id: b, kind: write, title: B, body: "Dear {name}", targets_file: t.csv}
"""


def test_a_table_stands_behind_an_actions_own_targets(site: MakeSite) -> None:
    table = "name,email,checked\nSecond,s@example.org,2026-05-01\n"
    made = site({"content/actions.yaml": ACTION, "content/t.csv": table})
    assert made.problems == ()
    page = made.out("take-action.html")
    assert page.count('data-to="s@example.org"') == 2
    assert page.index('data-to="f@example.org"') < page.index('data-to="s@example.org"')
    assert not made.exists("t.csv")


def test_a_table_that_two_actions_name_is_told_of_once(site: MakeSite) -> None:
    made = site({"content/actions.yaml": ACTION, "content/t.csv": "name\nA,b\n"})
    assert [p.code for p in made.problems] == ["csv-syntax"]


def test_a_table_that_is_not_there_is_told_where_it_is_named(site: MakeSite) -> None:
    made = site({"content/actions.yaml": ACTION})
    assert {p.code for p in made.problems} >= {"missing-file"}
