"""YAML: scalars stay text, everything has a place, and what YAML does behind one's back is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.read.yaml import MAX_DEPTH, parse_yaml


def codes(text: str) -> list[str]:
    return [problem.code for problem in parse_yaml(text, "x.yaml")[2]]


def test_scalars_stay_what_was_typed() -> None:
    value, _, problems = parse_yaml("a: no\nb: 0755\nc: 12:30\nd: 1_000\ne: 2016-04-31\n", "x")
    assert value == {"a": "no", "b": "0755", "c": "12:30", "d": "1_000", "e": "2016-04-31"}
    assert not problems


def test_empty_values_are_absent_but_keep_their_place() -> None:
    value, places, _ = parse_yaml("a:\nb: ~\nc: null\nd: 'null'\n", "x")
    assert value == {"d": "null"}
    assert places.key("a").line == 1


def test_every_key_and_value_has_its_place() -> None:
    _, places, _ = parse_yaml("a: 1\nb:\n  - c: two\n    d: three\n", "x", first_line=10)
    assert str(places.key("b", 0, "d")) == "x:13:5"
    assert str(places.value("b", 0, "d")) == "x:13:8"
    assert places.value("b", 0, "d").length == len("three")
    assert str(places.value("b", 0, "nothing")) == "x:12:5"


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: 1\na: 2\n", "duplicate-key", 2, 1),
        ("a: &x 1\nb: *x\n", "yaml-alias", 1, 4),
        ("b: *x\n", "yaml-alias", 1, 4),
        ("a: {b: 1}\nc:\n  <<: 1\n", "yaml-alias", 3, 3),
        ("a: !!python/object:os.system x\n", "yaml-tag", 1, 4),
        ("a: 1\n---\nb: 2\n", "yaml-documents", 2, 1),
        ("a: 1\nb: c: d\n", "yaml-syntax", 2, 5),
        ("a: 'never closed\nb: 1\n", "yaml-syntax", 1, 4),
        ("a:\n\t- b\n", "yaml-tab", 2, 1),
        ("a: \x07b\n", "control-character", 1, 4),
        ("ü: 1\nb: \x07\n", "control-character", 2, 4),
        ("title: #FreeX\n", "swallowed-comment", 1, 8),
    ],
)
def test_what_is_refused_and_where(text: str, code: str, line: int, column: int) -> None:
    _, _, problems = parse_yaml(text, "x.yaml")
    assert [problem.code for problem in problems] == [code]
    assert (problems[0].place.line, problems[0].place.column) == (line, column)
    assert problems[0].hint


def test_a_comment_behind_a_value_is_one() -> None:
    assert codes("a: b #FreeX\nc: # a remark\n  d: 1\n") == []


def test_depth_is_limited_without_recursion() -> None:
    assert codes("[" * 100_000) == ["too-deep"]
    assert codes("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []


def test_the_number_of_values_is_limited() -> None:
    assert codes("[" + "1," * 50_000 + "]") == ["too-long"]


@given(st.text(max_size=80))
def test_any_text_gives_problems_and_never_raises(text: str) -> None:
    _, _, problems = parse_yaml(text, "x.yaml")
    lines = text.count("\n") + 2
    assert all(0 <= problem.place.line <= lines for problem in problems)


PIECES = "a|b:|: |- |[|]|{|}|,|'|\"|>\n|&a |*a|!t |# |\n|  |\t|---\n|...\n|<<: |%YAML 1.1\n|? |é|\u202e|\x85"
yaml_like = st.lists(st.sampled_from([*PIECES.split("|"), "|\n"]), max_size=30).map("".join)


@given(yaml_like)
def test_anything_that_looks_like_yaml_never_raises(text: str) -> None:
    value, places, problems = parse_yaml(text, "x.yaml")
    assert isinstance(value, (dict, list, str, type(None)))
    assert all(problem.place.path == "x.yaml" for problem in problems)
    assert places.path == "x.yaml"
