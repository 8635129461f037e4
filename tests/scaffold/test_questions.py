"""Six questions: what is taken for an answer, what is refused, and what is offered."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import EnvironmentFault
from generator.render.colours import check_accent
from generator.scaffold import Answers, Question, Unfit, answered, questions

ASKED = questions(check_accent)
READ = {question.name: question.read for question in ASKED}


def offered(folder: str, **said: str) -> Answers:
    return answered(ASKED, folder, said, None)


def test_nothing_said_is_still_a_site() -> None:
    usual = Answers("Save the park", "", ("en",), ("SaveThePark",), "", "#b3001b")
    assert offered("save-the_park") == usual


@pytest.mark.parametrize(
    ("name", "said", "taken"),
    [
        ("title", "  Two\n lines\t ", "Two lines"),
        ("title", 'He said: "no" #1 🟥', 'He said: "no" #1 🟥'),
        ("demand", "", ""),
        ("languages", "en, ar", ("en", "ar")),
        ("languages", "AR pt_br،ZH-hant", ("ar", "pt-BR", "zh-Hant")),
        ("hashtags", "#MakeFacebookRed, AleppoIsBurning", ("MakeFacebookRed", "AleppoIsBurning")),
        ("hashtags", "#حلب_تحترق #حلب_تحترق", ("حلب_تحترق",)),
        ("hashtags", "", ()),
        ("url", "https://example.org/park", "https://example.org/park"),
        ("url", "", ""),
        ("accent", "b3001b", "#b3001b"),
        ("accent", "#B01", "#bb0011"),
    ],
)
def test_answers_as_people_type_them(name: str, said: str, taken: Any) -> None:
    assert READ[name](said) == taken


@pytest.mark.parametrize(
    ("name", "said", "message", "hint"),
    [
        ("title", " ", "needs a title", "later"),
        ("title", "a\u202eb", "invisible character", ""),
        ("title", "a\udcffb", "bytes", "again"),
        ("title", "a" * 121, "121 characters", "shorten"),
        ("demand", "a" * 301, "301 characters", "shorten"),
        ("languages", "english", "'english'", "en, ar"),
        ("languages", "xx", "'xx'", "en, ar"),
        ("languages", "en,EN", "twice", "once"),
        ("languages", " , ", "needs a language", "en"),
        ("hashtags", "Free-The-Park!", "'Free-The-Park!'", "one word"),
        ("url", "example.org", "'example.org'", "https://"),
        ("url", "javascript:alert(1)", "javascript", "https://"),
        ("accent", "red", "'red'", "#b3001b"),
        ("accent", "#ffff00", "cannot be read", "nearest readable shade is '#"),
    ],
)
def test_what_is_unfit_is_said_with_a_way_out(
    name: str, said: str, message: str, hint: str
) -> None:
    with pytest.raises(Unfit) as caught:
        READ[name](said)
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_an_option_that_is_unfit_names_itself() -> None:
    with pytest.raises(EnvironmentFault, match="--accent: '#ffff00'") as caught:
        offered("park", accent="#ffff00")
    assert "nearest readable" in caught.value.hint


def test_only_what_was_not_said_is_asked() -> None:
    asked: list[str] = []

    def prompt(question: Question, offer: str) -> Any:
        asked.append(f"{question.name}={offer}")
        return question.read(offer)

    answers = answered(ASKED, "park", {"title": "أنقذوا الحديقة", "url": ""}, prompt)
    assert asked == ["demand=", "languages=en", "hashtags=أنقذوا_الحديقة", "accent=#b3001b"]
    assert answers.title == "أنقذوا الحديقة"


@pytest.mark.parametrize(
    ("title", "hashtag"),
    [
        ("Make Facebook Red!", ("MakeFacebookRed",)),
        ("No. 7 must stay", ("No7MustStay",)),
        ("Straße für alle", ("StraßeFürAlle",)),
        ("🟥 – 🟥", ()),
    ],
)
def test_the_hashtag_offered_is_the_title_in_one_word(title: str, hashtag: tuple[str, ...]) -> None:
    assert offered("park", title=title).hashtags == hashtag


@given(st.text(), st.text())
def test_whatever_the_folder_and_the_title_there_is_an_offer_or_a_reason(
    folder: str, title: str
) -> None:
    assert offered(folder).title
    try:
        found = offered(folder, title=title).title
    except EnvironmentFault as fault:
        found = str(fault)
    assert found == " ".join(title.split()) or found.startswith("--title: ")
