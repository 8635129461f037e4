"""Ids, paths and sentences without what posts hide; and nothing else is taken out."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ledger.record import Found
from generator.ledger.veil import HIDDEN, Veil, hidden_of
from generator.problems import Place, Problem

NOOR = Found("x", handle="@noor_secret", name="Noor Madeup", url="https://example.org/noor/wall")
_LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9)


def veil(found: Iterable[Found] = (NOOR,), level: str = "name", *spared: str) -> Veil:
    return Veil(hidden_of(found, level), spared)


@pytest.mark.parametrize(
    "name",
    ["noor_secret", "Noor-Secret", "noorsecret", "by-noor", "madeup2", "NOOR", "x.noor_secret.y"],
)
def test_names_that_tell(name: str) -> None:
    assert veil().tells(name)
    assert veil().ident(name) == HIDDEN
    assert veil().path(f"content/posts/{name}.yaml") == "content/posts/…"


@pytest.mark.parametrize("name", ["post-2016-04-30-1", "lost-index-1", "nurse", "secret-ballot"])
def test_names_that_tell_nothing(name: str) -> None:
    assert veil().ident(name) == name
    assert veil().path(f"content/posts/{name}.yaml") == f"content/posts/{name}.yaml"


def test_a_level_hides_no_more_than_it_says() -> None:
    assert not veil(level="handle").tells("madeup-was-here")
    assert veil(level="handle").tells("noor_secret")
    assert not veil(level="nothing").tells("noor_secret")
    assert not veil(level="").tells("noor_secret")
    assert not veil([NOOR], "name", "Madeup").tells("madeup-village")


@given(_LETTERS.filter(lambda word: word not in {"post", "posts", "lost", "content"}))
def test_handles_tell_however_short_they_are(handle: str) -> None:
    short = veil([Found("x", handle=f"@{handle}")], "handle")
    assert short.tells(handle)
    assert short.tells(f"{handle.upper()}-1")
    assert handle not in short.said(f"'{handle}' was added").split("was")[0]


def test_what_we_call_our_own_is_nobody() -> None:
    ours = veil([Found("x", handle="@posts", name="Lost Content")])
    assert ours.path("content/posts/post-1.yaml") == "content/posts/post-1.yaml"
    assert ours.tells("lost-content")


def test_a_path_that_tells_as_a_whole_is_left_away() -> None:
    assert veil([NOOR], "handle").path("content/posts/noor/secret.yaml") == "…"


def test_problems_keep_what_can_be_kept() -> None:
    place = Place("content/posts/noor_secret.yaml", 3, 1)
    told = veil().problem(Problem("post-known", "this is 'noor_secret' and 'a'", place, "see 'b'"))
    assert told.message == "this is '…' and 'a'"
    assert (told.place, told.hint, told.quiet) == (Place("content/posts/…", 3, 1), "see 'b'", True)
    bare = veil().problem(Problem("post-known", "Noor Madeup said so", Place("a", 1), "ask Noor!"))
    assert "oor" not in bare.message.replace("something", "") + bare.hint
    same = Problem("post-known", "it is here: 'a'", Place("content/posts/a.yaml", 1), "so")
    assert veil().problem(same) == same


@given(st.text(max_size=40), st.text(max_size=40))
def test_nothing_stumbles(text: str, name: str) -> None:
    over = veil([Found("bluesky", handle=name, name=text, url=text, archive=name)])
    for said in (over.path(text), over.ident(name), over.said(text)):
        assert isinstance(said, str)
