"""Letters as links: they come back byte for byte, and nothing in them makes another header."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kit.letters import (
    LONGEST_LINK,
    WAYS,
    Letter,
    dial,
    is_long,
    link,
    ways_to,
    whole_link,
)

LETTER = Letter(
    "office@example.org",
    "100% & more? #yes + no",
    "Dear Amina,\n\nwhy not?\n– “quoted” & a=b;c\n\nمرحبا، كيف الحال؟ 😀",
)

# What each provider calls the recipient, the subject and the text.
FIELDS = {"gmail": ("to", "su", "body")}


def read(way: str, address: str) -> Letter:
    """What a mail program or a provider makes of a link."""
    parts = urlsplit(address)
    names = FIELDS.get(way, ("to", "subject", "body"))
    asked = parse_qs(parts.query, keep_blank_values=True, strict_parsing=True)
    assert all(len(values) == 1 for values in asked.values())
    to = unquote(parts.path) if parts.scheme == "mailto" else asked[names[0]][0]
    return Letter(to, asked[names[1]][0], asked.get(names[2], [""])[0])


@pytest.mark.parametrize("way", WAYS)
def test_a_letter_comes_back_byte_for_byte(way: str) -> None:
    address = link(WAYS[way], LETTER)
    found = read(way, address)
    assert (found.to, found.subject) == (LETTER.to, LETTER.subject)
    assert found.body.encode() == LETTER.body.replace("\n", "\r\n").encode()
    assert "+" not in address
    assert "%20" in address
    assert "%0D%0A%0D%0A" in address


@pytest.mark.parametrize("way", WAYS)
@given(subject=st.text(max_size=40), body=st.text(max_size=120))
def test_any_words_come_back(way: str, subject: str, body: str) -> None:
    address = whole_link(WAYS[way], Letter("a.b+c@example.org", subject, body))
    assert re.fullmatch(r"[!-~]+", address)
    found = read(way, address)
    assert found.to == "a.b+c@example.org"
    assert found.subject == " ".join(subject.split())
    assert found.body == body.replace("\r\n", "\n").replace("\n", "\r\n")


@pytest.mark.parametrize("way", WAYS)
def test_no_word_adds_a_header_or_a_field(way: str) -> None:
    evil = "x\r\nBcc: other@example.org&bcc=other@example.org?cc=a%0d%0aBcc:b{to}{body}"
    address = link(WAYS[way], Letter("office@example.org", evil, evil))
    found = read(way, address)
    assert "\n" not in found.subject
    assert set(parse_qs(urlsplit(address).query)) <= {"view", "fs", "to", "su", "subject", "body"}
    assert "{to}{body}" in found.body


def test_a_mail_names_its_recipient_as_the_standard_has_it() -> None:
    assert link(WAYS["mail"], LETTER).startswith("mailto:office@example.org?subject=")


@pytest.mark.parametrize("way", WAYS)
def test_a_long_letter_leaves_recipient_and_subject(way: str) -> None:
    room = LONGEST_LINK - len(whole_link(WAYS[way], Letter("a@example.org", "Yes", "")))
    fits = Letter("a@example.org", "Yes", "x" * room)
    assert len(link(WAYS[way], fits)) == LONGEST_LINK
    assert read(way, link(WAYS[way], fits)) == fits
    over = Letter("a@example.org", "Yes", "x" * (room + 1))
    assert read(way, link(WAYS[way], over)) == Letter("a@example.org", "Yes", "")
    assert "body" not in link(WAYS[way], over)


def test_arabic_is_long_before_it_looks_so() -> None:
    words = "نرجو إبقاء المكتبة مفتوحة. " * 14
    assert len(words) < 400
    assert is_long(Letter("a@example.org", "", words))
    assert not is_long(Letter("a@example.org", "", "x" * len(words)))


def test_a_plus_sign_that_would_be_lost_is_not_risked() -> None:
    assert [way.id for way in ways_to("a@example.org")] == ["mail", "gmail", "outlook", "yahoo"]
    assert "outlook" not in [way.id for way in ways_to("a+b@example.org")]


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("+44 20 7946 0000", "tel:+442079460000"),
        ("+44 (0)20 7946-0000", "tel:+442079460000"),
        ("(020) 7946.0000", "tel:02079460000"),
        ("112", "tel:112"),
    ],
)
def test_a_number_can_be_dialled(written: str, dialled: str) -> None:
    assert dial(written) == dialled
