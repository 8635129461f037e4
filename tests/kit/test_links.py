import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kit.links import full_links_in, links_in
from kit import reference

# Text before and behind an address, in scripts that have no blanks there, and signs of all sorts.
AROUND = [
    "",
    " ",
    ".한국",
    "قال",
    "אמר",
    "см",
    "見",
    "(",
    "«",
    "“",
    "#",
    "@",
    "/",
    ".",
    "-",
    "\u200f",
    "\n",
]
BEHIND = ["", " ", "قال", ".", ",", "!", ")", "»", "،", "؟", "\u200f", "\u2069", "a", "\n", "。"]
ADDRESSES = [
    "https://example.org",
    "http://example.org/",
    "https://makefacebookred.example.org/ar/take-action.html",
    "https://example.org/%D8%AD%D9%84%D8%A8/",
    "https://example.org/حلب/تحترق",
    "https://example.org/история_(место)",
    "https://example.org/a_(b_(c)).",
    "https://example.org/?a=b&c=d#e",
    "https://example.org/a?q=حلب",
    "https://example.org:8080/a",
    "https://EXAMPLE.ORG/A",
    "https://sub_domain.example.co.uk/a-b",
    "https://xn--mgbh0fb.xn--kgbechtv/",
    "https://موقع.example.org/",
    "https://campaign.example/",
    "https://example.museum-of-red/",
    "https://localhost/a",
    "https://t.co/abcDEF123/more",
    "https://t.co/" + "a" * 41,
    "example.org",
    "example.org/a/b.html",
    "example.مصر",
    "a.b.example.com/a",
    "example.com.",
    "example.community",
    "example.c",
    "ftp://example.org/",
    "someone@example.org",
    "report.pdf",
    "bsky.app/profile/example.org",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_links_are_found_where_x_finds_them(address: str) -> None:
    for before in AROUND:
        for behind in BEHIND:
            text = f"{before}{address}{behind}"
            assert links_in(text) == reference.links(text), text


PARTS = st.sampled_from(
    "https:// http:// t.co/ example org com .com .한국 xn--a1b حلب онлайн مصر 見 a é ж ٢ 80 %D8 . / ( ) - _ ? "
    "# ＃ @ : = & ! ~ , ' * \u2013 \u200f ".split(" ")
)


@given(st.lists(PARTS | st.sampled_from(" \n"), max_size=14).map("".join))
def test_links_are_found_in_anything_where_x_finds_them(text: str) -> None:
    assert links_in(text) == reference.links(text)


def test_an_address_of_a_kind_is_no_link_when_it_is_longer_than_4096() -> None:
    address = "https://example.org/" + "a" * 4096
    assert links_in(address) == []
    assert len(links_in(address[:4000])) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://example.org/حلب/تحترق!", ["https://example.org/حلب/تحترق"]),
        ("example.org/a is plain words there", []),
        ("(https://example.org/a_(b))", ["https://example.org/a_(b)"]),
        ("قالhttps://example.org/?q=حلب، ثم", ["https://example.org/?q=حلب،"]),
        ("https://campaign.example/", []),
    ],
)
def test_mastodon_sees_full_addresses_alone(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in full_links_in(text)] == found


@pytest.mark.parametrize("part", ["a.", "見", "a-", "a_", "(a", "حلب.", "https://a.", "com."])
def test_long_texts_are_read_to_their_end(part: str) -> None:
    text = part * 5000 + " example.org"
    assert text[slice(*links_in(text)[-1])] == "example.org"
    assert full_links_in(text) == []


@given(st.text(alphabet="a.-_/:()x?حش ", max_size=300))
def test_finding_ends_and_gives_spans_in_order(text: str) -> None:
    spans = links_in("https://example.org/" + text)
    flat = [number for span in spans for number in span]
    assert flat == sorted(flat)
    assert all(re.search(r"\.", text) or start == 0 for start, _ in spans)
