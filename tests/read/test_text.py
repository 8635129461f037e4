"""Bytes of a file become text, or a problem at the byte that is none."""

from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Problem
from generator.read.text import MAX_BYTES, decode


def test_line_ends_and_byte_order_mark_are_evened_out() -> None:
    assert decode(b"\xef\xbb\xbfone\r\ntwo\rthree\n", "x") == "one\ntwo\nthree\n"


def test_latin_1_is_told_with_place_and_guess() -> None:
    problem = decode(b"one\r\ncaf\xe9\n", "content/x.md")
    assert isinstance(problem, Problem)
    assert str(problem.place) == "content/x.md:2:4"
    assert "'é'" in problem.message
    assert "UTF-8" in problem.hint


def test_utf_16_is_told() -> None:
    problem = decode("title".encode("utf-16"), "x")
    assert isinstance(problem, Problem)
    assert "UTF-16" in problem.message


def test_a_nul_byte_is_told_with_its_place() -> None:
    problem = decode(b"one\ntw\0o", "x")
    assert isinstance(problem, Problem)
    assert (problem.place.line, problem.place.column) == (2, 3)


def test_a_file_beyond_the_limit_is_refused_unread() -> None:
    problem = decode(b"x" * (MAX_BYTES + 1), "x")
    assert isinstance(problem, Problem)
    assert problem.code == "too-long"


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_problem(data: bytes) -> None:
    text = decode(data, "x")
    assert isinstance(text, Problem) or "\r" not in text
