"""A statement: silence is counted between two days, and a question comes before it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from generator.kinds.statement import Statement
from generator.kinds.text import Speech


def statement(**values: str) -> Statement:
    return Statement.model_validate({"id": "a", "who": "x", **values}, context=Speech())


@pytest.mark.parametrize(
    ("asked", "until", "days"),
    [
        ("2016-04-30", "2016-05-01", 1),
        ("2016-04-30", "2016-05-01~", 1),
        ("2016-02-28", "2016-03-01", 2),
        ("2016-04-30 18:05", "2016-05-11", 11),
        ("2015-12-31", "2017-01-01", 367),
        ("2016-04-30", "2016-04-30", None),
        ("2016-04", "2016-05-01", None),
        ("2016-04-30", "2016-05", None),
        ("2016-04-30", "2016-05-01/2016-05-03", None),
        ("../2016-04-30", "2016-05-01", None),
    ],
)
def test_days_are_counted_where_both_are_days(asked: str, until: str, days: int | None) -> None:
    assert statement(asked_on=asked, no_answer_by=until).days_of_silence == days


def test_without_a_question_nothing_is_counted() -> None:
    assert statement(no_answer_by="2016-05-01").days_of_silence is None
    assert statement(asked_on="2016-05-01").days_of_silence is None


def test_no_answer_can_be_missed_before_the_question() -> None:
    with pytest.raises(ValidationError) as caught:
        statement(asked_on="2016-04-30", no_answer_by="2016-04-29")
    told = caught.value.errors()[0]["ctx"]
    assert (told["code"], told["key"]) == ("wrong-value", "no_answer_by")
    assert "'2016-04-29' is before '2016-04-30'" in told["message"]


@pytest.mark.parametrize("until", ["../2016-05-01", "2016-05-01/.."])
def test_silence_has_a_last_day(until: str) -> None:
    with pytest.raises(ValidationError) as caught:
        statement(no_answer_by=until)
    (error,) = caught.value.errors()
    assert (error["loc"], error["ctx"]["code"]) == (("no_answer_by",), "bad-date")
    assert f"'{until}'" in error["ctx"]["message"]
    assert error["ctx"]["hint"].endswith("'no_answer_by: 2016-05-01'")


def test_a_quotation_has_one_wording() -> None:
    both = {"id": "a", "who": "x", "text": {"en": "x", "ar": "س"}}
    speech = Speech("en", ("en", "ar"))
    with pytest.raises(ValidationError) as caught:
        Statement.model_validate(both, context=speech)
    assert caught.value.errors()[0]["ctx"]["code"] == "two-wordings"
    assert Statement.model_validate({**both, "verbatim": "false"}, context=speech).words
    beside = {**both, "text": {"ar": "س"}, "translation": {"en": "x"}}
    said = Statement.model_validate(beside, context=speech)
    assert said.words is not None
    assert (said.lang, said.words.choose("en")) == ("ar", ("س", "ar"))
