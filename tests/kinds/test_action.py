"""Actions and their targets: how wordings are written, and what a target may not be."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from generator.kinds.action import Action
from generator.kinds.text import Speech
from generator.kinds.values import Target

SPEECH = Speech("en", ("en", "ar"))


def action(**fields: Any) -> Action:
    given = {"id": "a", "kind": "write", "title": "Write", **fields}
    return Action.model_validate(given, context=SPEECH)


def said(one: Action, language: str = "en") -> list[tuple[str, str]]:
    return [
        (w.subject.choose(language)[0] if w.subject else "", w.body.choose(language)[0])
        for w in one.wordings
    ]


def test_a_variant_is_a_text_or_a_letter_and_has_the_actions_subject() -> None:
    one = action(
        subject="Library",
        body="First",
        variants=["Second", {"en": "Third", "ar": "ثالث"}, {"subject": "Other", "body": "Fourth"}],
    )
    assert said(one) == [
        ("Library", "First"),
        ("Library", "Second"),
        ("Library", "Third"),
        ("Other", "Fourth"),
    ]
    assert said(one, "ar")[2] == ("Library", "ثالث")


def test_a_single_variant_may_stand_bare_and_be_the_only_wording() -> None:
    assert said(action(variants="Alone")) == [("", "Alone")]


def test_the_words_of_a_post_are_its_message() -> None:
    one = action(kind="post", message="Hello", body="not this", variants=["Hello there"])
    assert said(one) == [("", "Hello"), ("", "Hello there")]


@pytest.mark.parametrize(
    ("variant", "word"),
    [({"subject": "no body"}, "body"), ({"body": "x", "subjct": "y"}, "subjct")],
)
def test_a_misspelt_variant_is_refused(variant: dict[str, str], word: str) -> None:
    with pytest.raises(ValidationError, match=word):
        action(variants=[variant])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Amina\r\nBcc: other@example.org"),
        ("name", "Amina \u202eelpmaxE"),
        ("role", "Mayor\x00"),
        ("handle", "@amina\nx"),
        ("email", "amina@example.org%0d%0aBcc:other@example.org"),
        ("email", "amina@example.org\nBcc: other@example.org"),
        ("email", "amina@example.org?bcc=other@example.org"),
        ("email", "amina@example.org,other@example.org"),
        ("email", "Amina <amina@example.org>"),
        ("phone", "javascript:alert(1)"),
        ("phone", "+44;ext=1"),
        ("url", "javascript:alert(1)"),
        ("url", "data:text/html,x"),
        ("lang", "not a language"),
        ("checked", "yesterday"),
    ],
)
def test_a_target_that_could_do_harm_is_refused(field: str, value: str) -> None:
    with pytest.raises(ValidationError):
        Target.model_validate({"name": "Amina Example", field: value}, context=SPEECH)


def test_what_looks_like_a_formula_is_a_name_like_another() -> None:
    target = Target.model_validate({"name": "=HYPERLINK(1)"}, context=SPEECH)
    assert target.name.words == {"en": "=HYPERLINK(1)"}
