"""Each level of protection takes out what it names, and tells the guard everything it took out."""

from __future__ import annotations

from typing import Any

import pytest

from generator.dates import parse
from generator.kinds.post import Author, Post
from generator.kinds.text import Speech
from generator.model import Document, Places
from generator.resolve.protect import hidden_levels, hidden_values, hide
from generator.resolve.walk import transform

# Every field that can tell who it was, and those that stay.
WRITTEN: dict[str, Any] = {
    "network": "x",
    "author": {
        "name": "Amina Example",
        "handle": "@amina_ex",
        "lang": "en",
        "shown_as": "A sister",
    },
    "url": "https://x.com/amina_ex/status/1234567890123456789",
    "archive": "https://archive.ph/AbCdE",
    "posted": "2026-01-05T12:34:56+03:00",
    "lang": "en",
    "text": "They took my brother.",
    "translation": {"ar": "أخذوا أخي."},
    "paraphrase": "She says that her brother was taken.",
    "media": [{"file": "media/a.jpg", "alt": "A door."}],
    "captured": {"at": "2026-01-06", "file": "media/b.png", "sha256": "ab" * 32},
    "consent": {"status": "given", "note": "By telephone."},
    "unguarded": ["Example"],
    "context": "The day after.",
}
SPEECH = Speech("en", ("en", "ar"))


def post(**changes: Any) -> Post:
    return Post.model_validate({**WRITTEN, **changes}, context=SPEECH)


def shown(**changes: Any) -> Post:
    value = transform(post(**changes), hide)
    assert isinstance(value, Post)
    return value


def hidden(**changes: Any) -> dict[str, set[str]]:
    document = Document("post", "p1", post(**changes), Places("content/posts/p1.yaml"), "en")
    values: dict[str, set[str]] = {}
    for value in hidden_values({"p1": document}):
        values.setdefault(value.what, set()).add(value.value)
        assert (value.post, value.ordinary) == ("p1", ("Example",))
    return values


@pytest.mark.parametrize(
    ("level", "rows"),
    [
        ("nothing", ()),
        ("handle", ("handle",)),
        ("name", ("handle", "name")),
        ("words", ("handle", "name", "words")),
    ],
)
def test_each_level_hides_what_those_below_it_hide(level: str, rows: tuple[str, ...]) -> None:
    assert hidden_levels(post(protect=level)) == rows


@pytest.mark.parametrize("level", ["nothing", "handle", "name", "words"])
def test_consent_and_what_is_for_the_author_alone_are_never_shown(level: str) -> None:
    value = shown(protect=level)
    assert value.consent.note == ""
    assert value.consent.status == "unknown"
    assert value.unguarded == ()


def test_nothing_else_changes_where_nothing_is_hidden() -> None:
    changed = {"consent", "unguarded"}
    before, after = post(), shown()
    for name in set(type(before).model_fields) - changed:
        assert getattr(before, name) == getattr(after, name)
    assert hidden() == {}


def test_the_handle_takes_everything_with_it_that_leads_to_the_post() -> None:
    value = shown(protect="handle")
    assert value.author.handle == value.url == value.archive == value.lookup == ""
    assert value.captured is None
    assert value.posted
    assert value.posted.iso == "2026-01-05"
    assert value.author.name == "Amina Example"
    assert value.text
    assert value.media


def test_a_name_leaves_the_role_that_stands_for_it() -> None:
    value = shown(protect="name")
    assert value.author == Author(shown_as=post().author.shown_as)
    assert value.text


def test_words_leave_the_paraphrase() -> None:
    value = shown(protect="words")
    assert value.text is value.translation is None
    assert value.media == ()
    assert value.words == post().paraphrase
    assert value.context == post().context


def test_no_field_that_was_taken_out_still_shows_in_the_record() -> None:
    told = shown(protect="words").model_dump_json()
    for secret in ("amina", "Example", "1234567890", "AbCdE", "12:34", "brother.", "أخي", "abab"):
        assert secret not in told


HANDLE = {
    "handle": {"@amina_ex"},
    "address": {"https://x.com/amina_ex/status/1234567890123456789"},
    "copy": {"https://archive.ph/AbCdE"},
    "moment": {
        "2026-01-05T09:34:56",
        "2026-01-05 09:34:56",
        "2026-01-05T12:34:56+03:00",
        "1767605696",
    },
    "fingerprint": {"ab" * 32},
    "file": {"media/b.png"},
}
WORDS = {"They took my brother.", "أخذوا أخي."}


def test_the_guard_is_told_all_that_was_taken_out() -> None:
    assert hidden(protect="handle") == HANDLE
    assert hidden(protect="name") == {**HANDLE, "name": {"Amina Example"}}
    files = {"file": {"media/b.png", "media/a.jpg"}}
    assert hidden(protect="words") == {
        **HANDLE,
        **files,
        "name": {"Amina Example"},
        "words": WORDS,
    }


def test_what_the_address_tells_is_guarded_though_nobody_typed_it() -> None:
    values = hidden(protect="handle", author="Amina Example", posted=None)
    assert values["handle"] == {"@amina_ex"}


def test_of_a_handle_that_is_a_host_the_own_part_is_guarded_too() -> None:
    values = hidden(
        protect="handle",
        network="bluesky",
        author={"handle": "@amina.example.org"},
        url="https://example.org/post/1",
    )
    assert values["handle"] == {"@amina.example.org", "amina"}


def test_a_day_alone_is_no_secret() -> None:
    assert shown(protect="handle", posted="2026-01").posted == post(posted="2026-01").posted
    assert "moment" not in hidden(protect="handle", posted="2026-01-05")


def test_a_second_in_which_a_shown_post_was_posted_says_nothing() -> None:
    one = Document("post", "a", post(protect="handle"), Places("a"), "en")
    other = Document("post", "b", post(url="https://example.org/b"), Places("b"), "en")
    assert "moment" in {value.what for value in hidden_values({"a": one})}
    assert "moment" not in {value.what for value in hidden_values({"a": one, "b": other})}


def test_a_refused_record_hides_nothing() -> None:
    assert hidden_values({"a": Document("post", "a", None, Places("a"), "en")}) == ()


def test_other_records_are_as_they_were() -> None:
    assert hide(post().author) == {}


def test_each_value_says_where_it_stands() -> None:
    document = Document("post", "p1", post(protect="words"), Places("p"), "en")
    ways = {value.what: value.loc for value in hidden_values({"p1": document})}
    assert ways["handle"] == ("author", "handle")
    assert ways["words"] == ("translation", "ar")
    assert ways["file"] == ("media", 0, "file")


@pytest.mark.parametrize(
    ("posted", "day"),
    [
        ("2026-04-12T01:30+03:00", "2026-04-12"),
        ("2026-04-12T23:30-05:00", "2026-04-12"),
        ("2026-04-12 18:05~", "2026-04-12~"),
        ("2026-04-12T23:30Z/..", "2026-04-12/.."),
        ("2026-04", "2026-04"),
    ],
)
def test_a_protected_posts_day_is_the_one_that_was_written(posted: str, day: str) -> None:
    post = Post.model_validate({"protect": "handle", "posted": posted})
    assert hide(post)["posted"] == parse(day)
