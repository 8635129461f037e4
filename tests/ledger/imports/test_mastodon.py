"""Statuses as Mastodon answers them."""

import pytest

from generator.ledger.record import Attachment, Found
from ledger.imports.samples import codes, load, parsed, read

STATUS = Found(
    network="mastodon",
    url="https://social.example.org/@amina/109999999942656077",
    handle="@amina@social.example.org",
    name="Amina Example :verified:",
    text=(
        "مكتبة\n\nالسلام عليكم @omar :blobcat:\nسطر ثان 🌱\n\n"
        "اقرأ: https://library.example.org/open/every/day/of/the/week & #library"
    ),
    posted="2023-03-10T16:46:36Z",
    lang="ar",
    attachments=(Attachment("https://files.example.org/original/door.png", "باب المكتبة"),),
)


def test_a_status_is_taken_field_by_field() -> None:
    assert read("mastodon.json") == ([STATUS], [])


def test_a_context_gives_all_statuses_but_boosts() -> None:
    posts, problems = read("mastodon-context.json")
    assert posts == [
        Found(
            network="mastodon",
            url="https://other.example.org/@omar/111684134174720077",
            handle="@omar@other.example.org",
            name="Omar Example",
            text="Where shall we read?\n\n- In the garden\n- Inside",
            posted="2024-01-02T03:04:05Z",
            lang="en",
        ),
        Found(
            network="mastodon",
            url="https://social.example.org/@amina/111684134174720078",
            handle="@amina@social.example.org",
            text="Inside, please.",
            posted="2024-01-02T03:05:00Z",
        ),
    ]
    assert codes(problems) == ["import-private", "import-shared"]


@pytest.mark.parametrize("wrap", [lambda one: [one, one], lambda one: {"statuses": [one]}])
def test_lists_of_statuses_are_read_and_the_same_one_counts_once(wrap: object) -> None:
    assert callable(wrap)
    assert parsed(wrap(load("mastodon.json")))[0] == [STATUS]


def test_without_the_account_s_address_the_server_is_that_of_the_post() -> None:
    value = load("mastodon.json")
    del value["account"]["url"], value["account"]["uri"]
    assert parsed(value)[0][0].handle == "@amina@social.example.org"


def test_a_broken_status_does_not_keep_the_others_back() -> None:
    broken = {"account": [], "content": {"a": 1}, "url": 7}
    posts, problems = parsed([broken, load("mastodon.json")])
    assert posts == [STATUS]
    assert "a post without words and without an address is left out" in [
        problem.message for problem in problems
    ]
