"""Found posts become records: ids that name nobody, nothing twice, all or none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.kinds.post import Post
from generator.ledger.adding import plan
from generator.ledger.edit import EditFault
from generator.ledger.kept import kept, read_back
from generator.ledger.record import Found
from generator.ledger.wishes import MOST, Wishes
from generator.problems import EnvironmentFault, Place
from sites import BuiltSite

MakeSite = Callable[..., BuiltSite]
URL = "https://x.com/amina_example/status/726541475551531008"
SAID = Found("x", text="We are here.", handle="@amina_example", posted="2016-04-30T10:00:00Z")


@pytest.fixture
def made(site: MakeSite) -> BuiltSite:
    return site()


_LETTERS = st.text("abcdefghijklmnop", min_size=6, max_size=10)


@given(_LETTERS, _LETTERS, st.sampled_from(["", "2016-04-30", "2016-04", "2016-04-30T10:00Z"]))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_ids_and_files_name_nobody(made: BuiltSite, name: str, handle: str, posted: str) -> None:
    found = Found("x", handle=f"@{handle}", name=name, text=f"by {name}", posted=posted)
    (added,) = plan(kept(made.root), [found], Wishes()).added
    assert added.id == ("post-2016-04-30-1" if posted[8:] else "post-1")
    assert added.path == f"content/posts/{added.id}.yaml"


def test_the_same_post_is_added_once(made: BuiltSite) -> None:
    mobile = URL.replace("x.com", "mobile.twitter.com") + "?s=20"
    twice = [Found("x", url=URL), Found("x", url=mobile), SAID, replace(SAID, place=Place("b", 2))]
    result = plan(kept(made.root), twice, Wishes())
    assert [added.id for added in result.added] == ["post-1", "post-2016-04-30-1"]
    made.write(dict(result.files))
    again = plan(kept(made.root), twice, Wishes())
    assert (again.added, again.files) == ([], {})
    assert [p.code for p in again.problems] == ["post-known"] * 4
    for path in result.files:
        (made.root / path).unlink()


def test_what_is_new_of_a_known_post_is_told(made: BuiltSite) -> None:
    made.write({"content/posts/old.yaml": f"url: {URL}\n"})
    found = Found("x", url=URL, text="We are here.", lang="en", archive="https://example.org/c")
    result = plan(kept(made.root), [found], Wishes())
    (problem,) = result.problems
    assert problem.place == Place("content/posts/old.yaml", 1, 1, 3)
    assert "its words, its language, an archived copy;" in problem.hint
    assert "We are here." in result.known["old"]
    made.write({"content/posts/old.yaml": f"protect: handle\nurl: {URL}\n"})
    hidden = plan(kept(made.root), [found], Wishes())
    assert hidden.problems[0].place == Place("content/posts/old.yaml")
    assert hidden.known == {}


def test_records_hold_as_the_project_reads_them(made: BuiltSite) -> None:
    posts = [replace(SAID, url=URL), replace(SAID, text=" a\n\n", posted="", lang="ar")]
    wishes = Wishes(file="content/posts/kept.yaml", protect="name", consent="asked")
    site = kept(made.root)
    result = plan(site, posts, wishes)
    (data,) = result.files.values()
    documents, problems = read_back(site, "content/posts/kept.yaml", data)
    assert problems == []
    assert [d.id for d in documents] == [added.id for added in result.added]
    for document in documents:
        assert isinstance(document.value, Post)
        assert (document.value.protect, document.value.consent.status) == ("name", "asked")
    assert documents[1].value.text.words["en"] == " a\n\n"
    assert result.added[0].lacks == ("archive", "capture", "role")


def test_a_record_that_does_not_hold_points_to_where_it_was_found(made: BuiltSite) -> None:
    bad = replace(SAID, posted="yesterday", place=Place("tweets.js", 7, 3))
    with pytest.raises(EditFault) as refused:
        plan(kept(made.root), [SAID, bad], Wishes())
    assert [(p.code, p.place) for p in refused.value.problems] == [("bad-date", bad.place)]


def test_a_broken_neighbour_in_the_list_is_no_hindrance(made: BuiltSite) -> None:
    made.write({"content/posts/kept.yaml": "- {id: a, txet: b}\n"})
    result = plan(kept(made.root), [SAID], Wishes(file="content/posts/kept.yaml"))
    assert result.files["content/posts/kept.yaml"].startswith(b"- {id: a, txet: b}\n- id: post-")


def test_many_posts_want_a_choice(made: BuiltSite) -> None:
    site = kept(made.root)
    many = [replace(SAID, text=f"Number {n}") for n in range(MOST + 1)]
    with pytest.raises(EnvironmentFault, match=f"{MOST + 1} posts"):
        plan(site, many, Wishes())
    assert len(plan(site, many[:MOST], Wishes()).added) == MOST
    assert len(plan(site, many, Wishes(limit=MOST + 1)).added) == MOST + 1
    assert len(plan(site, [*many, replace(SAID, url=URL)], Wishes(only=(URL,))).added) == 1
