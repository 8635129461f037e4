"""What is shown together: counts that disagree or replace one another, statements and replies."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.kinds.figure import Figure
from generator.kinds.statement import Statement
from generator.kinds.text import Speech
from generator.render.groups import exchanges, history, latest, pairs, replaced


def figure(ident: str, *differs: str, supersedes: str = "") -> Figure:
    values = {"id": ident, "value": "1", "what": "x", "differs_from": list(differs)}
    more = {"supersedes": supersedes} if supersedes else {}
    return Figure.model_validate({**values, **more}, context=Speech())


def statement(ident: str, answers: str = "") -> Statement:
    values = {"id": ident, "who": "x", **({"replies_to": answers} if answers else {})}
    return Statement.model_validate(values, context=Speech())


def ids(rows: list[tuple[Figure, ...]] | list[tuple[Statement, ...]]) -> list[list[str]]:
    return [[one.id for one in row] for row in rows]


def test_figures_that_disagree_come_together() -> None:
    assert ids(pairs([figure("a", "c"), figure("b"), figure("c")])) == [["a", "c"], ["b"]]


def test_a_count_knows_what_it_replaced_and_what_replaced_it() -> None:
    figures = {
        one.id: one
        for one in (figure("c"), figure("a", supersedes="b"), figure("b", supersedes="c"))
    }
    newer = replaced(figures)
    assert [one.id for one in history(figures["a"], figures)] == ["b", "c"]
    assert history(figures["c"], figures) == ()
    assert {latest(one, newer).id for one in figures.values()} == {"a"}


def test_counts_in_a_ring_come_to_an_end() -> None:
    figures = {"a": figure("a", supersedes="b"), "b": figure("b", supersedes="a")}
    assert [one.id for one in history(figures["a"], figures)] == ["b"]
    assert latest(figures["a"], replaced(figures)).id in figures


def test_a_reply_stands_behind_what_it_answers() -> None:
    rows = [statement("answer", "claim"), statement("other"), statement("claim")]
    assert ids(exchanges([*rows, statement("retort", "answer")])) == [
        ["claim", "answer", "retort"],
        ["other"],
    ]
    assert ids(exchanges([statement("answer", "elsewhere")])) == [["answer"]]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), unique_by=lambda pair: pair[0]))
def test_every_statement_is_shown_once_whatever_answers_what(links: list[tuple[int, int]]) -> None:
    rows = exchanges([statement(f"s{one}", f"s{other}") for one, other in links])
    assert sorted(one.id for row in rows for one in row) == sorted(f"s{one}" for one, _ in links)
