"""The privacy page speaks of what this site does, and of nothing else."""

from __future__ import annotations

import pytest

from conftest import MakeSite

URL = "title: T\nurl: https://example.org/\n"
PLAIN = "title: T\n"
MESSAGE = "- {id: m, text: Turn red.}\n"
SAFE = "safe_messages: yes"
NETWORKS = "names of networks"
REMEMBERED = "Mastodon server to be remembered"
FIELDS = "What you write into a form"
PHOTO = "A photo that you turn"

CALL = "- {id: c, kind: call, title: Call, body: %s, targets: [%s]}\n"
AMINA = "{name: Amina Example, phone: +44 20 7946 0000, checked: 2026-05-01}"
BADIA = "{name: Badia Example, phone: +44 20 7946 0001, checked: 2026-05-01}"
POST = "- {id: p, kind: post, title: Post, message: %s}\n"
LETTER = "- {id: w, kind: write, title: Write, subject: Water, body: %s, targets: [{name: A, email: a@example.org}]}\n"
PLEDGE = "- {id: v, kind: pledge, title: Vow, what: I stay away.}\n"
STUDIO = "- {id: s, kind: photo, title: Red}\n"


def told(site: MakeSite, settings: str, actions: str = "", messages: str = "") -> set[str]:
    files = {"site.yaml": settings}
    files |= {"content/actions.yaml": actions} if actions else {}
    files |= {"content/share.yaml": messages} if messages else {}
    made = site(files)
    assert made.build().written, made.problems
    page = made.out("privacy.html")
    return {words for words in (NETWORKS, REMEMBERED, FIELDS, PHOTO) if words in page}


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ("{}", {NETWORKS, REMEMBERED}),
        ("{networks: []}", set()),
        ("{networks: [signal]}", set()),
        ("{networks: [email, sms]}", set()),
        ("{networks: [mastodon]}", {NETWORKS, REMEMBERED}),
        ("{networks: [x]}", {NETWORKS}),
        ("{networks: [], safe_messages: yes}", {NETWORKS, FIELDS}),
    ],
)
def test_networks_are_spoken_of_where_they_are_linked(
    site: MakeSite, share: str, expected: set[str]
) -> None:
    assert told(site, f"{URL}share: {share}\n") == expected


def test_without_an_address_only_some_networks_open(site: MakeSite) -> None:
    assert told(site, f"{PLAIN}share: {{networks: [facebook, vk]}}\n", messages=MESSAGE) == set()
    assert told(site, f"{PLAIN}share: {{networks: [x]}}\n", messages=MESSAGE) == {NETWORKS}


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        (CALL % ("We need water.", AMINA), set()),
        (CALL % ("'I am [your name].'", AMINA), {FIELDS}),
        (CALL % ("We need water.", f"{AMINA}, {BADIA}"), {FIELDS}),
        (POST % "We need water.", set()),
        (POST % "'I, [your name], need water.'", {FIELDS}),
        (LETTER % "We need water.", set()),
        (LETTER % "'We need water. [your name]'", {FIELDS}),
        (PLEDGE, {FIELDS}),
        (STUDIO, {PHOTO}),
        (STUDIO.replace("}", ", until: 2016-05-31}"), set()),
    ],
)
def test_fields_are_spoken_of_where_there_are_some(
    site: MakeSite, actions: str, expected: set[str]
) -> None:
    assert told(site, f"{URL}share: {{networks: []}}\n", actions) == expected


def test_posts_and_pledges_link_to_networks(site: MakeSite) -> None:
    settings = f"{PLAIN}share: {{networks: [x, facebook]}}\n"
    assert told(site, settings, POST % "We need water.") == {NETWORKS}
    assert told(site, settings, PLEDGE) == {NETWORKS, FIELDS}


def test_when_it_is_over_nothing_asks(site: MakeSite) -> None:
    settings = f"{URL}ended: 2026-01-01\nshare: {{safe_messages: yes}}\n"
    assert told(site, settings, PLEDGE + STUDIO, MESSAGE) == set()
