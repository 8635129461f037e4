"""Every problem and every thing to be drawn knows the line and column of its file."""

from __future__ import annotations

from collections.abc import Callable

from generator.markup import Surroundings, convert
from generator.markup.places import Places
from generator.model import Directive, Image
from generator.problems import Place

Around = Callable[..., Surroundings]


def test_lines_count_from_the_front_matter_on(surroundings: Around) -> None:
    _, problems = convert("one\n\n[x](dead.md)", surroundings(7))
    assert problems[0].place == Place("content/a.md", 9, 5, 7)


def test_columns_count_the_indentation_of_yaml(surroundings: Around) -> None:
    _, problems = convert("[x](dead.md)\n\n::: pots a", surroundings(3, 4))
    assert [str(p.place) for p in problems] == ["content/a.md:3:9", "content/a.md:5:9"]


def test_line_ends_of_other_systems_count_once(surroundings: Around) -> None:
    for end in ("\r\n", "\r", "\n"):
        _, problems = convert(f"one{end}{end}[x](dead.md)", surroundings())
        assert problems[0].place.line == 3


def test_the_same_target_again_is_found_at_its_next_place(surroundings: Around) -> None:
    text = "[x](dead.md) words dead.md\n\n```\n[x](dead.md)\n```\n\n<a href='dead.md'>y</a> dead.md"
    _, problems = convert(text, surroundings())
    assert [(p.place.line, p.place.column) for p in problems] == [(1, 5), (7, 10)]


def test_words_before_a_link_are_not_taken_for_its_target(surroundings: Around) -> None:
    _, problems = convert("dead\n\n[x](dead)", surroundings())
    assert problems[0].place.line == 3


def test_a_body_within_a_directive_has_places_of_its_own(surroundings: Around) -> None:
    text = "[x](dead.md)\n\n- ::: note\n  [x](dead.md) ![a](media/a.jpg)\n\n  ::: post y lmit=1\n  :::\n"
    body, problems = convert(text, surroundings(10))
    assert [(p.place.line, p.place.column) for p in problems] == [(10, 5), (13, 7), (15, 14)]
    note = next(part for part in body.parts if isinstance(part, Directive))
    assert note.place == Place("content/a.md", 12, 7, 4)
    assert note.body is not None
    picture = next(part for part in note.body.parts if isinstance(part, Image))
    assert (picture.place.line, picture.place.column) == (13, 21)


def test_a_target_within_a_body_is_not_taken_for_one_around_it(surroundings: Around) -> None:
    text = "::: note\n[x](dead.md)\n:::\n\n[x](dead.md)"
    assert [p.place.line for p in convert(text, surroundings())[1]] == [2, 5]


def test_a_target_of_a_label_is_found_where_it_is_defined(surroundings: Around) -> None:
    _, problems = convert("[x][l]\n\n[l]: dead.md", surroundings())
    assert (problems[0].place.line, problems[0].place.column) == (3, 6)


def test_what_is_not_found_stands_at_the_beginning(surroundings: Around) -> None:
    assert Places("one\ntwo", surroundings(5)).of("three", "") == Place("content/a.md", 5, 1)


def test_thousands_of_the_same_find_do_not_start_over(surroundings: Around) -> None:
    places = Places("x dead " * 2000, surroundings())
    columns = [places.of("dead").column for _ in range(2000)]
    assert columns == sorted(set(columns))
