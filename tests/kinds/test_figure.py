"""A figure's value: a number or a range with its qualifier, or words."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from generator.kinds.figure import Figure
from generator.kinds.text import Speech

SPEECH = Speech("en", ("en", "ar"))


def figure(value: object) -> Figure:
    return Figure.model_validate({"id": "a", "what": "x", "value": value}, context=SPEECH)


@pytest.mark.parametrize(
    ("value", "low", "high", "qualifier"),
    [
        ("240", 240, None, ""),
        ("200-240", 200, 240, ""),
        ("200–240", 200, 240, ""),
        ({"more_than": "240"}, 240, None, "more_than"),
        ({"about": "1.5"}, Decimal("1.5"), None, "about"),
    ],
)
def test_numbers(value: object, low: object, high: object, qualifier: str) -> None:
    amount = figure(value).value
    assert (amount.low, amount.high, amount.qualifier) == (low, high, qualifier)


def test_words_where_there_is_no_number() -> None:
    amount = figure({"words": {"en": "thousands", "ar": "آلاف"}}).value
    assert amount.low is None
    assert amount.words is not None
    assert amount.words.choose("ar") == ("آلاف", "ar")


@pytest.mark.parametrize(
    "value",
    [
        "many",
        "240,000",
        "9" * 5000,
        "240-200",
        "-5",
        {"atleast": "2"},
        {"about": "x"},
        {},
        ["2"],
        "1/0",
        "NaN",
        "inf",
    ],
)
def test_what_is_no_number(value: object) -> None:
    with pytest.raises(ValidationError) as caught:
        figure(value)
    assert caught.value.errors()[0]["ctx"]["code"] == "bad-amount"


@pytest.mark.parametrize(
    ("as_of", "day"), [("../2016-05-01", "2016-05-01"), ("2016-05/..", "2016-05")]
)
def test_a_count_has_a_last_day(as_of: str, day: str) -> None:
    values = {"id": "a", "what": "x", "value": "1", "as_of": as_of}
    with pytest.raises(ValidationError) as caught:
        Figure.model_validate(values, context=SPEECH)
    (error,) = caught.value.errors()
    assert (error["loc"], error["ctx"]["code"]) == (("as_of",), "bad-date")
    assert f"'{as_of}'" in error["ctx"]["message"]
    assert error["ctx"]["hint"].endswith(f"'as_of: {day}'")


@pytest.mark.parametrize("as_of", ["2016", "2016-05~", "2016-04-27/2016-04-29"])
def test_a_last_day_is_as_precise_as_it_is_known(as_of: str) -> None:
    values = {"id": "a", "what": "x", "value": "1", "as_of": as_of}
    kept = Figure.model_validate(values, context=SPEECH).as_of
    assert kept is not None
    assert kept.written == as_of
