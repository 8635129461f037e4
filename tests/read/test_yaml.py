"""YAML: scalars stay text, everything has a place, and what YAML does behind one's back is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.read.yaml import MAX_DEPTH, is_partial, parse_yaml


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


def test_a_remark_has_a_blank_behind_its_sign() -> None:
    assert codes("a: b # FreeX\nc: # a remark\n  d: 1\n#e: 1\nf: [g, # h\n  i]\n") == []
    assert codes("a: 'b' #FreeX\nc: d#e\nf: http://x/#g\nh: > #i\n  j\n") == []


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("a: Read #Keep every day\n", 9),
        ("a: #0b5d3b\n", 4),
        ("a: اقرأوا #المكتبة_لنا الآن\n", 11),
        ("a: #Keep\n  it open\n", 4),
        ("- #Keep\n- b\n", 3),
        ("[b,#Keep\n c]\n", 4),
    ],
)
def test_a_hashtag_that_is_read_as_a_comment_is_told(text: str, column: int) -> None:
    (problem,) = parse_yaml(text, "x.yaml")[2]
    assert (problem.code, problem.place.line, problem.place.column) == (
        "swallowed-comment",
        1,
        column,
    )
    assert "Keep" not in problem.message
    assert not is_partial([problem])


def test_a_hashtag_that_is_all_of_a_value_stays_in_it() -> None:
    assert parse_yaml("a: #Keep it \nb:\n  - #Keep\n", "x")[0] == {"a": "#Keep it", "b": ["#Keep"]}


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: [#Keep]\nb: 1\n", 1, 5),
        ("a: ['x', #Keep]\nb: 1\n", 1, 10),
        ("a: {#b: 1}\n", 1, 5),
        ("a: {en: this. #keep, ar: x}\nb: 1\n", 1, 15),
        ("a:\n  [b,\n  #Keep]\nc: 1\n", 3, 3),
        ("a: Read #Keep\n  every day\nb: 1\n", 1, 9),
    ],
)
def test_a_hashtag_that_takes_more_along_is_told_instead(text: str, line: int, column: int) -> None:
    (problem,) = parse_yaml(text, "x.yaml")[2]
    assert (problem.place.line, problem.place.column) == (line, column)
    assert "comment" in problem.message
    assert is_partial([problem])


def test_what_lies_elsewhere_is_not_blamed_for_an_open_bracket() -> None:
    (problem,) = parse_yaml("a: ['#Keep', \"#b\"\nc: 1\n", "x.yaml")[2]
    assert "is never closed" in problem.message


def test_of_two_mappings_one_takes_the_others_keys() -> None:
    twice, plain = (
        parse_yaml(text, "x")[2][0] for text in ("a: {b: 1}\na: {c: 1}\n", "a: 1\na: 2\n")
    )
    assert "below the other" in twice.hint
    assert plain.hint == "keep one of the two"


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


PIECES = "a|b:|: |- |#a|, #b|[|]|{|}|,|'|\"|>\n|&a |*a|!t |# |\n|  |\t|---\n|...\n|<<: |%YAML 1.1\n|? |é|\u202e|\x85"
yaml_like = st.lists(st.sampled_from([*PIECES.split("|"), "|\n"]), max_size=30).map("".join)


@given(yaml_like)
def test_anything_that_looks_like_yaml_never_raises(text: str) -> None:
    value, places, problems = parse_yaml(text, "x.yaml")
    assert isinstance(value, (dict, list, str, type(None)))
    assert all(problem.place.path == "x.yaml" for problem in problems)
    assert places.path == "x.yaml"
