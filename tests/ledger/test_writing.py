"""A found post as YAML: what is read back is what was found, sign for sign."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.kinds.permalink import recognise
from generator.kinds.post import Post
from generator.kinds.text import Speech
from generator.ledger.record import Attachment, Found
from generator.ledger.writing import Wanted, as_item, as_yaml, mended, quoted, scalar, words
from generator.read.yaml import parse_yaml

_NASTY = st.text(
    st.one_of(
        st.sampled_from(list(" \t\n#:-?[]{},&*!|>'\"%@`~\\\r")),
        st.sampled_from(["\x85", "\u2028", "\u2029", "\ufeff", "\u200f", "\ufffe", "\0", "\x7f"]),
        st.sampled_from(["😀", "ا", "َ", "e", "\u0301", "\U0010ffff", "\U000e0067", "\u200d"]),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=40,
)


def read(text: str) -> Any:
    value, _, problems = parse_yaml(text, "a.yaml")
    assert problems == []
    return value


@given(_NASTY)
@example("\n\n  a\n")
@example("   ")
@example("\ta\n---\n...\n# b\n- c: d\n\n\n")
@example("a\r\nb")
@example("%a\n@b")
def test_words_are_read_back_sign_for_sign(text: str) -> None:
    record = f"text: {words(text)}\nstate: lost\n"
    assert read(record) == {"text": text, "state": "lost"}
    assert read("# list\n" + as_item(record, 2)) == [{"text": text, "state": "lost"}]
    assert read(record.replace("\n", "\r\n")) == {"text": text, "state": "lost"}


@given(_NASTY)
@example("null")
@example("No")
@example("a: b")
@example("a #b")
def test_single_lines_are_read_back(text: str) -> None:
    assert read(f"a: {scalar(text)}\nb: c\n") == {"a": text, "b": "c"}
    assert read(f"a: {{b: {quoted(text)}, c: d}}\n") == {"a": {"b": text, "c": "d"}}
    assert "\n" not in scalar(text) + quoted(text)


@given(st.text(st.characters(categories=["Cs", "L"]), max_size=10))
def test_half_characters_are_joined_or_replaced(text: str) -> None:
    assert read(f"a: {words(text)}\n").get("a", "") == mended(text)
    mended(text).encode()


def test_halves_that_belong_together_are_joined() -> None:
    assert mended("\ud83d\ude00") == "😀"
    assert mended("a\ud83d") == "a\ufffd"


def test_words_stand_in_a_block_that_people_can_read() -> None:
    assert words("One #Aleppo\n\n- two: 2") == "|-\n  One #Aleppo\n\n  - two: 2"
    assert words(" in\n") == "|2\n   in"
    assert words("a\n\n\n") == "|+\n  a\n\n"
    assert words("a\u2028b") == '"a\\u2028b"'


def test_a_record_is_in_the_order_of_the_others() -> None:
    found = Found(
        network="x",
        url="https://x.com/amina_example/status/726435235995504640",
        handle="@amina_example",
        name="Amina Example",
        text="We are here.\n#KeepTheLibrary",
        posted="2016-04-30T15:37:04Z",
        lang="en",
        archive="https://web.archive.org/web/2016/https://x.com/a/status/1",
        attachments=(Attachment("https://example.org/a.jpg", "A\nroom"),),
    )
    assert as_yaml(found, Wanted("post-1", "name", "given", "S1")) == (
        "id: post-1\n"
        "protect: name\n"
        "network: x\n"
        'author: {name: Amina Example, handle: "@amina_example"}\n'
        "url: https://x.com/amina_example/status/726435235995504640\n"
        "posted: 2016-04-30T15:37:04Z\n"
        "lang: en\n"
        "text: |-\n"
        "  We are here.\n"
        "  #KeepTheLibrary\n"
        "state: unknown  # live, deleted, suspended or lost: look, and say which\n"
        "archive: https://web.archive.org/web/2016/https://x.com/a/status/1\n"
        "source: S1\n"
        "# The post shows this. Save it to content/media/, name the files, take off the '#':\n"
        "# media:\n"
        '#   - {file: media/…, alt: "A\\nroom"}  # "https://example.org/a.jpg"\n'
        "consent: {status: given}\n"
    )


def test_what_was_not_found_is_not_written_and_consent_says_what_to_do() -> None:
    text = as_yaml(Found("gab", lang="und"))
    assert text.splitlines()[0] == "network: other"
    assert set(read(text)) == {"network", "state", "consent"}
    assert read(text)["consent"] == {"status": "unknown"}
    assert "# ask" in text


def test_a_moment_from_the_number_is_marked_as_such() -> None:
    url = "https://twitter.com/amina/status/726435235995504640"
    mark = "# read from the number"
    link = recognise(url)
    assert link
    for posted, marked in [(link.posted, True), ("2016-04-30", False)]:
        assert (mark in as_yaml(Found("x", url=url, posted=posted))) is marked


@given(
    name=_NASTY,
    handle=_NASTY,
    text=_NASTY,
    lang=st.sampled_from(["", "ar", "und", "qme", "no language"]),
    alts=st.lists(_NASTY, max_size=2),
)
def test_every_found_post_makes_a_record_that_holds(
    name: str, handle: str, text: str, lang: str, alts: list[str]
) -> None:
    shown = tuple(Attachment(alt, alt) for alt in alts)
    found = Found("x", handle=handle, name=name, text=text, lang=lang, attachments=shown)
    post = Post.model_validate(read(as_yaml(found, Wanted("a"))), context=Speech())
    assert (post.text.words["en"] if post.text else "") == (text if text.strip() else "")
    assert "\n" not in post.author.name


@pytest.mark.parametrize("tag", ["und", "zxx", "qme", "q", "en_US", ""])
def test_marks_for_no_language_are_none(tag: str) -> None:
    assert "lang" not in read(as_yaml(Found("x", text="a", lang=tag)))
