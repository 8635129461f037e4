"""Quoted posts: what the address tells, what is shown, what must be said."""

import pytest
from pydantic import ValidationError

from generator.kinds.post import Post
from generator.kinds.text import Speech

SPEECH = Speech("en", ("en", "ar"))
URL = "https://twitter.com/example_amina/status/726459922079080449"


def post(**values: object) -> Post:
    return Post.model_validate(values, context=SPEECH)


def test_a_bare_address_tells_network_handle_and_time() -> None:
    lost = post(url=URL, state="lost")
    assert (lost.network, lost.author.handle) == ("x", "@example_amina")
    assert lost.posted is not None
    assert lost.posted.iso == "2016-04-30T17:15:17Z"
    assert lost.is_lost
    assert lost.lookup == f"https://web.archive.org/web/20160430/{URL}"


def test_what_is_written_goes_before_what_the_address_tells() -> None:
    kept = post(url=URL, posted="2016-05-01", author={"handle": "@other"})
    assert kept.posted is not None
    assert kept.posted.iso == "2016-05-01"
    assert kept.author.handle == "@other"


def test_a_name_alone_is_an_author() -> None:
    assert post(text="x", author="Amina Example").author.name == "Amina Example"


def test_a_quotation_stays_in_its_own_language() -> None:
    quoted = post(text="نص", lang="ar")
    assert quoted.is_quotation
    assert quoted.words is not None
    assert quoted.words.choose("en") == ("نص", "ar")


def test_a_paraphrase_may_be_in_several_languages() -> None:
    told = post(text={"en": "x", "ar": "س"}, verbatim="no")
    assert not told.is_quotation
    assert told.words is not None
    assert told.words.choose("ar") == ("س", "ar")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"text": {"en": "x", "ar": "y"}}, "two-wordings"),
        ({"text": "x", "protect": "words"}, "no-paraphrase"),
        ({"posted": "2016-05-01", "state_as_of": "2016-04-30"}, "wrong-value"),
        ({"posted": "2016-05-01", "state_as_of": "2016-04"}, "wrong-value"),
        ({"url": URL, "captured": {"at": "2016-04-29", "file": "a.png"}}, "wrong-value"),
        ({"url": URL, "captured": {"at": "2016-04-30T17:14Z", "file": "a.png"}}, "wrong-value"),
    ],
)
def test_what_must_be_said(values: dict[str, object], code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        post(**values)
    assert caught.value.errors()[0]["ctx"]["code"] == code


def test_who_saved_a_copy_is_told_in_each_language() -> None:
    by = {"en": "the campaign", "ar": "الحملة"}
    saved = post(captured={"at": "2016-05-01", "file": "media/a.png", "by": by}).captured
    assert saved is not None
    assert saved.by is not None
    assert [saved.by.choose(code)[0] for code in ("en", "ar")] == ["the campaign", "الحملة"]


@pytest.mark.parametrize(
    ("posted", "seen"),
    [
        ("2016-05-01", "2016-05-01"),
        ("2016-05-01", "2016-05"),
        ("2016-05", "2016-05-01"),
        ("2016-05-01", "2016-04-30/2016-05-02"),
        # In America it is still the day before.
        ("2016-05-01T03:00Z", "2016-04-30"),
        ("2016-05-01T03:00:10Z", "2016-05-01T03:00:20Z"),
    ],
)
def test_what_may_have_been_seen_after_it_was_posted_is_fine(posted: str, seen: str) -> None:
    captured = {"at": seen, "file": "media/a.png"}
    kept = post(posted=posted, state_as_of=seen, captured=captured)
    assert kept.captured is not None


def test_no_time_of_a_post_is_told() -> None:
    with pytest.raises(ValidationError) as caught:
        post(url=URL, protect="handle", captured={"at": "2016-04-29", "file": "media/a.png"})
    told = caught.value.errors()[0]["ctx"]
    assert told["key"] == "captured"
    assert "2016" not in f"{told['message']} {told['hint']}"


def test_words_of_an_unknown_language_are_in_that_of_no_site() -> None:
    words = post(text="أين هم؟").words
    assert words is not None
    assert [words.choose(code) for code in ("en", "ar")] == [("أين هم؟", "")] * 2
