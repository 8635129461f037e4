"""Values that all kinds share: text by language, single values, sources."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from generator.kinds.action import Action
from generator.kinds.campaign import Campaign
from generator.kinds.figure import Figure
from generator.kinds.page import FrontMatter
from generator.kinds.post import Post
from generator.kinds.text import Speech, Text
from generator.kinds.timeline import Event
from generator.kinds.values import Source

SPEECH = Speech("en", ("en", "ar"))


def mistakes(model: type, **values: object) -> list[tuple[str, str]]:
    """The codes and messages of everything wrong."""
    with pytest.raises(ValidationError) as caught:
        model.model_validate(values, context=SPEECH)
    return [
        (error.get("ctx", {}).get("code", error["type"]), error["msg"])
        for error in caught.value.errors()
    ]


def test_a_plain_text_is_in_the_default_language() -> None:
    figure = Figure.model_validate({"id": "a", "value": "2", "what": "hit"}, context=SPEECH)
    assert figure.what.choose("en") == ("hit", "en")
    assert figure.what.choose("ar") == ("hit", "en")


def test_a_text_by_language_falls_back() -> None:
    text = Text({"ar": "س"}, "en")
    assert text.choose("en") == ("س", "ar")
    assert not Text({}, "en")


def test_an_unknown_language_names_the_near_one() -> None:
    assert mistakes(Figure, id="a", value="2", what={"en": "x", "arr": "y"}) == [
        ("unknown-language", "'arr' is no language of this site")
    ]


@pytest.mark.parametrize(
    ("model", "field", "value", "code"),
    [
        (Post, "url", "javascript:alert(1)", "bad-address"),
        (Post, "url", "https://", "bad-address"),
        (Post, "url", "https://a b.org/", "bad-address"),
        (Post, "url", "https://example.org/\u202egpj.exe", "bad-address"),
        (Post, "id", "two words", "bad-id"),
        (Post, "id", "../up", "bad-id"),
        (Post, "id", "x" * 101, "bad-id"),
        (Post, "posted", "2016-04-31", "bad-date"),
        (Post, "posted", "9" * 5000, "bad-date"),
        (Post, "verbatim", "maybe", "wrong-value"),
        (Post, "author", {"name": "a\u202eb"}, "control-character"),
        (Post, "media", [{"file": "../x.jpg", "alt": "x"}], "outside-link"),
        (Post, "media", [{"file": "/etc/passwd", "alt": "x"}], "outside-link"),
        (Post, "media", [{"file": "https://example.org/x.jpg", "alt": "x"}], "remote-image"),
        (FrontMatter, "draft", "perhaps", "wrong-value"),
        (FrontMatter, "tags", ["!!!"], "bad-tag"),
    ],
)
def test_values_that_are_refused(model: type, field: str, value: object, code: str) -> None:
    found = mistakes(model, **{"text": "x", field: value})
    assert code in [found_code for found_code, _ in found]


def test_colours_and_hashtags_of_a_campaign() -> None:
    campaign = Campaign.model_validate(
        {"title": "X", "colours": {"accent": "#B01"}, "hashtags": ["#FreeX", "حلب_تحترق"]},
        context=SPEECH,
    )
    assert campaign.colours.accent == "#bb0011"
    assert campaign.hashtags_in("en") == ("FreeX", "حلب_تحترق")
    assert ("bad-colour", "'red' is not a colour") in mistakes(
        Campaign, title="X", colours={"accent": "red"}
    )
    assert mistakes(Campaign, title="X", hashtags=["two words"])[0][0] == "bad-hashtag"


def test_hashtags_by_language() -> None:
    values = {"title": "X", "hashtags": {"en": "FreeX", "ar": ["حلب"]}}
    campaign = Campaign.model_validate(values, context=SPEECH)
    assert campaign.hashtags_in("ar") == ("حلب",)


@pytest.mark.parametrize("name", ["source", "sources"])
def test_sources_by_key_written_out_or_several(name: str) -> None:
    for value, count in (("S1", 1), (["S1", "S2"], 2), ({"title": "A report"}, 1)):
        values = {"date": "2016", "title": "x", name: value}
        event = Event.model_validate(values, context=SPEECH)
        assert len(event.sources) == count
    values = {"date": "2016", "title": "x", name: [{"title": "A report"}, "S1"]}
    event = Event.model_validate(values, context=SPEECH)
    assert isinstance(event.sources[0], Source)
    assert event.source_keys == ("S1",)


def test_steps_may_be_plain_texts() -> None:
    values = {"id": "a", "kind": "link", "title": "x", "steps": ["one", {"en": "two"}]}
    action = Action.model_validate(values, context=SPEECH)
    assert [step.text.choose("en")[0] for step in action.steps] == ["one", "two"]


@given(st.text(max_size=60))
def test_no_text_raises_anything_but_a_validation_error(text: str) -> None:
    for field in ("url", "posted", "id", "verbatim", "author", "sources", "state", "captured"):
        with suppress(ValidationError):
            assert isinstance(Post.model_validate({field: text}, context=SPEECH), Post)
