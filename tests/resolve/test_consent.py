"""Exact words of somebody who has not agreed are warned of, and refused where lives are at risk."""

from __future__ import annotations

from typing import Any

import pytest

from generator.kinds.post import Post
from generator.kinds.text import Speech
from generator.model import Entry, Places, Span
from generator.problems import Problem, has_errors
from generator.resolve.consent import check_consent

PLACES = Places(
    "content/posts/a.yaml",
    {("text",): Span((2, 1, 4), (2, 7, 5)), ("consent",): Span((3, 1, 7), (3, 10, 1))},
)


def found(places: Places = PLACES, *, at_risk: bool = False, **written: Any) -> list[Problem]:
    fields = {"text": "They took him.", "lang": "en", **written}
    value = Post.model_validate(fields, context=Speech("en", ("en",)))
    return list(check_consent({"a": Entry("post", "a", value, places)}, at_risk=at_risk))


@pytest.mark.parametrize("status", ["none", "unknown"])
@pytest.mark.parametrize("protect", ["nothing", "handle", "name"])
def test_words_of_whom_nobody_asked_are_told(status: str, protect: str) -> None:
    (problem,) = found(consent={"status": status}, protect=protect)
    assert problem.code == "consent-unclear"
    assert not has_errors([problem])


def test_where_lives_are_at_risk_it_is_an_error() -> None:
    (problem,) = found(at_risk=True)
    assert problem.code == "consent-missing"
    assert has_errors([problem])


def test_a_question_without_an_answer_is_not_enough_where_lives_are_at_risk() -> None:
    assert found(consent={"status": "asked"}) == []
    (problem,) = found(consent={"status": "asked"}, at_risk=True)
    assert problem.code == "consent-unclear"


@pytest.mark.parametrize("status", ["given", "published", "public-figure"])
@pytest.mark.parametrize("at_risk", [False, True])
def test_whoever_thought_of_the_person_is_not_told(status: str, at_risk: bool) -> None:
    assert found(consent={"status": status}, at_risk=at_risk) == []


@pytest.mark.parametrize(
    "written",
    [
        {"verbatim": "false"},
        {"text": None, "paraphrase": "She says he was taken."},
        {"protect": "words", "paraphrase": "She says he was taken."},
    ],
)
def test_the_sense_in_other_words_needs_nobodys_leave(written: dict[str, Any]) -> None:
    assert found(at_risk=True, **written) == []


def test_the_place_is_that_of_the_status_else_of_the_words() -> None:
    (problem,) = found()
    assert str(problem.place) == "content/posts/a.yaml:2:7"
    spans = {**PLACES.spans, ("consent", "status"): Span((4, 3, 6), (4, 11, 4))}
    (problem,) = found(Places("content/posts/a.yaml", spans), consent={"status": "none"})
    assert str(problem.place) == "content/posts/a.yaml:4:11"


def test_neither_words_nor_the_private_note_are_told() -> None:
    (problem,) = found(consent={"status": "none", "note": "She fears for him."})
    told = f"{problem.message} {problem.hint}"
    assert "They took" not in told
    assert "fears" not in told
