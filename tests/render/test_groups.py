"""What is shown together: counts that disagree or replace one another, statements and replies."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.kinds.figure import Figure
from generator.kinds.statement import Statement
from generator.kinds.text import Speech
from generator.render.groups import disagreeing, exchanges, history, latest, pairs, replaced


def figure(ident: str, *differs: str, supersedes: str = "") -> Figure:
    values = {"id": ident, "value": "1", "what": "x", "differs_from": list(differs)}
    more = {"supersedes": supersedes} if supersedes else {}
    return Figure.model_validate({**values, **more}, context=Speech())


def statement(ident: str, answers: str = "") -> Statement:
    values = {"id": ident, "who": "x", **({"replies_to": answers} if answers else {})}
    return Statement.model_validate(values, context=Speech())


def ids(rows: list[tuple[Figure, ...]] | list[tuple[Statement, ...]]) -> list[list[str]]:
    return [[one.id for one in row] for row in rows]


def shown(named: str, *figures: Figure) -> list[list[str]]:
    """The groups that appear where these ids are named, out of all these figures."""
    every = {one.id: one for one in figures}
    return ids(pairs([every[ident] for ident in named.split()], disagreeing(every)))


def test_figures_that_disagree_come_together() -> None:
    every = (figure("a", "c"), figure("b"), figure("c"))
    assert shown("a b c", *every) == [["a", "c"], ["b"]]


def test_disagreement_reaches_through_those_between() -> None:
    every = (figure("a"), figure("b", "a"), figure("c", "b"), figure("d"))
    assert shown("a b c d", *every) == [["a", "b", "c"], ["d"]]


def test_a_figure_brings_those_that_it_disagrees_with() -> None:
    every = (figure("a"), figure("b", "a"), figure("c", "b"), figure("d"))
    assert shown("c", *every) == [["c", "a", "b"]]
    assert shown("d b", *every) == [["d"], ["b", "a", "c"]]


def test_a_count_that_was_replaced_still_disagrees() -> None:
    every = (figure("new", supersedes="old"), figure("old"), figure("d", "old"))
    assert shown("new d", *every) == [["new"], ["d", "old"]]


@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7))),
    st.lists(st.integers(0, 7), unique=True),
)
def test_whoever_disagrees_is_never_shown_apart(
    links: list[tuple[int, int]], named: list[int]
) -> None:
    differs = {n: [str(b) for a, b in links if a == n] for n in range(8)}
    every = {str(n): figure(str(n), *differs[n]) for n in range(8)}
    groups = ids(pairs([every[str(n)] for n in named], disagreeing(every)))
    place = {ident: number for number, group in enumerate(groups) for ident in group}
    assert len(place) == sum(map(len, groups))
    assert {str(n) for n in named} <= set(place)
    assert all(place.get(str(a)) == place.get(str(b)) for a, b in links)


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
