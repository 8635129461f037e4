"""Notes of ActivityPub, and outboxes."""

import pytest

from generator.ledger.record import Attachment, Found
from ledger.imports.samples import codes, load, parsed, read

NOTE = Found(
    network="mastodon",
    url="https://social.example.org/@amina/109999999942656077",
    handle="@amina@social.example.org",
    text="A library\n\nالباب مفتوح 🚪\n\n- كتب\n- شاي",
    posted="2023-03-10T16:46:36Z",
    lang="ar",
    attachments=(Attachment("https://files.example.org/door.png", "باب"),),
)


def test_a_note_is_taken_field_by_field() -> None:
    assert read("note.json") == ([NOTE], [])


def test_an_outbox_gives_what_was_created() -> None:
    posts, problems = read("outbox.json")
    assert posts == [
        Found(
            network="mastodon",
            url="https://social.example.org/@amina/111684134174720077",
            handle="@amina@social.example.org",
            text="Tea or coffee?\n\n- Tea\n- Coffee",
            posted="2024-01-02T03:04:05Z",
        ),
        Found(
            network="other",
            url="https://blog.example.org/the-library",
            handle="@amina@blog.example.org",
            name="Amina Example",
            text="The library is open\n\nCome in.",
            posted="2024-02-03T02:05:06Z",
        ),
    ]
    assert codes(problems) == ["import-shared"]


def test_a_note_inside_a_create_is_the_same_note() -> None:
    assert parsed({"type": "Create", "object": load("note.json")})[0] == [NOTE]


def test_a_note_for_followers_is_told() -> None:
    value = {
        **load("note.json"),
        "to": "https://social.example.org/users/amina/followers",
        "cc": [],
    }
    assert codes(parsed(value)[1]) == ["import-private"]


def test_words_by_language_alone_are_taken() -> None:
    value = {**load("note.json"), "content": None}
    assert parsed(value)[0][0].text == NOTE.text


def test_of_two_languages_with_one_wording_neither_is_taken() -> None:
    value = load("note.json")
    value["contentMap"]["fa"] = value["content"]
    assert parsed(value)[0][0].lang == ""


@pytest.mark.parametrize(
    ("note", "handle"),
    [
        ({"attributedTo": ["https://s.example.org/users/amina"]}, "@amina@s.example.org"),
        ({"attributedTo": "https://s.example.org/@amina"}, "@amina@s.example.org"),
        ({"attributedTo": "https://s.example.org/ap/users/115"}, ""),
        # The name of this account is a number that only its server understands.
        (
            {
                "id": "https://s.example.org/notes/9a",
                "attributedTo": "https://s.example.org/users/9b",
            },
            "",
        ),
        ({"attributedTo": 7}, ""),
    ],
)
def test_an_author_is_told_by_the_address_or_not_at_all(
    note: dict[str, object], handle: str
) -> None:
    posts, _ = parsed({"type": "Note", "content": "Words", **note})
    assert posts[0].handle == handle
