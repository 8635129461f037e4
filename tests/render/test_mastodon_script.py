"""The Mastodon chooser's reckoning: which server was meant, and the link that it makes."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.kit.counting import mastodon
from scripts import answers


def parse(*written: str) -> list[Any]:
    return answers("mastodon.js", *(("parse", [text]) for text in written))


# What a message may be made of where the two could differ.
PIECES = st.sampled_from(
    """
    https://example.org https://example.org/ (https://example.org/a) https://example.org/a(b)
    https://example.org/a_(b(c))? http://localhost:8000/a HTTPS://a.example.org:80/ü?q=1&r=2.
    https://example.org#it «https://example.org/حلب» https://example.org/a, حلبhttps://example.org
    xhttps://example.org @amina@social.example.org (@amina@social.example.org) @amina حلب #it
    """.split()
)


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("mastodon.social", "mastodon.social"),
        ("  Mastodon.Social \n", "mastodon.social"),
        ("https://x.example/@me", "x.example"),
        ("HTTPS://X.Example/", "x.example"),
        ("http://x.example", "x.example"),
        ("x.example/@me@other.example", "x.example"),
        ("@me@x.example", "x.example"),
        ("me@x.example", "x.example"),
        ("@first.last@x.example", "x.example"),
        ("@أمينة@x.example", "x.example"),
        ("x。example", "x.example"),
        ("ｍａｓｔｏｄｏｎ．ｓｏｃｉａｌ", "mastodon.social"),
        ("\u202bx.example\u202c\u200b", "x.example"),
        ("x.example.", "x.example"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("مثال.إختبار", "xn--mgbh0fb.xn--kgbechtv"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("x.example:8443", "x.example:8443"),
        ("https://x.example:443/@me", "x.example"),
        ("@me@x.example:3000", "x.example:3000"),
    ],
)
def test_a_server_is_found_in_what_people_write(written: str, host: str) -> None:
    assert parse(written)[0]["host"] == host


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("mastodon social", "blank"),
        ("x.example\u0000", "blank"),
        ("x\texample.org", "blank"),
        ("javascript:alert(1)", "scheme"),
        ("JavaScript://x.example/%0aalert(1)", "scheme"),
        ("data:text/html,x", "scheme"),
        ("ftp://x.example", "scheme"),
        ("https:x.example", "scheme"),
        ("https:///x.example", "scheme"),
        ("x.example/share", "path"),
        ("x.example/@me/12345", "path"),
        ("x.example?text=1", "path"),
        ("x.example#@me", "path"),
        ("x.example\\@other.example", "path"),
        ("https://x.example/..//other.example", "path"),
        ("x.example:80a", "port"),
        ("x.example:0", "port"),
        ("x.example:65536", "port"),
        ("x.example:", "port"),
        ("x.example:1:2", "port"),
        ("https://x.example@other.example", "user"),
        ("https://me:secret@x.example", "user"),
        ("x.example@other.example", "user"),
        ("me@x.example@other.example", "user"),
        ("mastodon", "name"),
        ("localhost", "name"),
        ("127.0.0.1", "name"),
        ("[::1]", "port"),
        ("0x7f.0x1", "name"),
        ("x..example", "name"),
        ("-x.example", "name"),
        ("x_y.example", "name"),
        ("%6d.example", "name"),
        ("x.example'onclick=1", "name"),
        ("<b>.example", "name"),
        ("a" * 64 + ".example", "name"),
        (".".join(["abcdefgh"] * 30), "name"),
    ],
)
def test_anything_else_is_refused_with_its_reason(written: str, wrong: str) -> None:
    assert parse(written) == [{"wrong": wrong}]


def test_an_empty_field_is_no_mistake() -> None:
    assert parse("", "  ", "\u200f") == [None, None, None]


_AWKWARD = st.text(
    st.sampled_from("axé.@:/\\?#%[]_- \t。ا١٠0１\u202e\u200d<>'\"") | st.characters()
)


@settings(max_examples=8)
@given(st.lists(_AWKWARD, min_size=150, max_size=150))
def test_whatever_is_written_leads_to_a_server_or_to_a_reason(texts: list[str]) -> None:
    known = {"blank", "scheme", "path", "port", "user", "name"}
    for text, found in zip(texts, parse(*texts), strict=True):
        if found is None or "wrong" in found:
            assert found is None or found["wrong"] in known, text
            continue
        parts = urlsplit(f"https://{found['host']}/share")
        assert (parts.netloc, parts.path, parts.username) == (found["host"], "/share", None)
        assert found["host"].isascii()


@settings(max_examples=5)
@given(st.lists(_AWKWARD, min_size=150, max_size=150))
def test_a_shown_name_is_read_as_the_same_server(texts: list[str]) -> None:
    found = [one for one in parse(*texts) if one and "host" in one]
    assert parse(*(one["shown"] for one in found)) == found


@settings(max_examples=5)
@given(st.lists(st.text(min_size=1), min_size=50, max_size=50))
def test_a_message_comes_through_byte_for_byte(texts: list[str]) -> None:
    fragments = [f"#text={quote(text, safe='')}" for text in texts]
    assert answers("mastodon.js", *(("message", [one]) for one in fragments)) == texts


@pytest.mark.parametrize(
    "fragment", ["", "#", "#content", "#text=", "#text=%E0%A4", "#text=%", "#x"]
)
def test_a_fragment_without_a_message_gives_none(fragment: str) -> None:
    assert answers("mastodon.js", ("message", [fragment])) == [None]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Aleppo", 6),
        ("حَلَب", 3),
        ("👩‍👩‍👧", 1),
        ("see https://example.org/a/very/long/path?with=a&query=of#its-own", 4 + 23),
        ("@amina@social.example.org hello", len("@amina hello")),
    ],
)
def test_a_message_is_as_long_as_mastodon_takes_it_to_be(text: str, length: int) -> None:
    assert answers("mastodon.js", ("length", [text])) == [length]


@settings(max_examples=6)
@given(st.lists(st.lists(PIECES, max_size=6).map(" ".join), min_size=40, max_size=40))
def test_the_chooser_counts_as_the_build_does(texts: list[str]) -> None:
    made = answers("mastodon.js", *(("length", [text]) for text in texts))
    assert made == [mastodon(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("حلب", "rtl"),
        ("#AleppoIsBurning\nحلب تحترق\nhttps://example.org/", "rtl"),
        ("Aleppo, حلب", "ltr"),
        ("@amina@example.org ۱۲۳", ""),
    ],
)
def test_a_message_runs_as_its_words_do(text: str, runs: str) -> None:
    assert answers("mastodon.js", ("direction", [text])) == [runs]


def test_of_what_was_kept_only_servers_are_taken() -> None:
    stored = (
        '["x.example", 7, "javascript:1", "x.example", "B.example", "a b", null, "e.example/x"]'
    )
    broken = ["", "{", "null", "7", '{"0": "x.example"}']
    found = answers("mastodon.js", *(("kept", [text]) for text in [stored, *broken]))
    assert found == [["x.example", "b.example"], *([[]] * len(broken))]


def test_the_server_used_last_stands_first_and_five_are_kept() -> None:
    names = [f"{letter}.example" for letter in "abcde"]
    first, again = answers(
        "mastodon.js", ("added", [names, "z.example"]), ("added", [names, "c.example"])
    )
    assert first == ["z.example", *names[:4]]
    assert again == ["c.example", "a.example", "b.example", "d.example", "e.example"]
