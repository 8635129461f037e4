"""Posts completed by their address, cleaned, or left out."""

import pytest

from generator.ledger.imports.finish import finish
from generator.ledger.record import Attachment, Found
from generator.problems import Place, Problem
from ledger.imports.samples import codes

URL = "https://twitter.com/amina_example/status/726435237491380225"
PLACE = Place("a.json", 3, 5)


def finished(**fields: object) -> Found:
    found = finish(Found(**{"network": "", "url": URL, **fields}), [])  # type: ignore[arg-type]
    assert found
    return found


def test_an_address_alone_tells_network_handle_and_second() -> None:
    post = finished(url=URL + "?s=20")
    assert (post.network, post.handle, post.posted) == (
        "x",
        "@amina_example",
        "2016-04-30T15:37:11Z",
    )
    assert post.url == URL


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://example.org/post", "https://example.org/post"),
        ("javascript:alert(1)", ""),
        ("https://example.org/a b", ""),
        ("https://example.org/\u202ea", ""),
        ("https://[", ""),
        ("https://example.org/" + "a" * 3000, ""),
    ],
)
def test_other_addresses_are_kept_if_they_are_any(written: str, kept: str) -> None:
    assert finished(url=written, text="Words").url == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("@omar", "@omar"),
        ("omar", "@omar"),
        ("@omar@social.example.org", "@omar@social.example.org"),
        ("@o\u202emar", "@omar"),
        # What cannot be a handle is not, and the address tells it.
        ("@<b> a b", "@amina_example"),
        ("did:plc:abc", "@amina_example"),
    ],
)
def test_handles(written: str, kept: str) -> None:
    assert finished(handle=written).handle == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [("ar", "ar"), ("pt_BR", "pt-BR"), ("iw", "he"), ("und", ""), ("english", ""), ("<b>", "")],
)
def test_languages(written: str, kept: str) -> None:
    assert finished(lang=written).lang == kept


def test_attachments_need_an_address_or_words() -> None:
    attachments = (Attachment("javascript:x"), Attachment("", "Words\u202e"))
    assert finished(attachments=attachments).attachments == (Attachment("", "Words"),)


def test_nothing_is_left_of_a_post_without_words_and_address() -> None:
    problems: list[Problem] = []
    assert finish(Found("x", text="\u202e ", place=PLACE), problems) is None
    assert [(p.code, p.place) for p in problems] == [("import-skipped", PLACE)]


def test_what_was_taken_out_is_told_once_and_does_not_say_whose_it_was() -> None:
    problems: list[Problem] = []
    finish(Found("x", name="<i>A\u202emina</i>", text="W\u202eords", place=PLACE), problems)
    assert codes(problems) == ["import-cleaned"]
    assert problems[0].message == "taken out of a post: invisible direction controls, tags"
