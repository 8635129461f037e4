"""The table of posts: it fits, it counts, and it tells nothing that is hidden."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.kinds.campaign import Campaign
from generator.kinds.post import Post
from generator.kinds.text import Speech
from generator.ledger.kept import Kept
from generator.ledger.lacking import incomplete
from generator.ledger.listing import as_facts, chosen, rows
from generator.ledger.table import table
from generator.model import Document, Places
from generator.report import columns_of


def kept_of(*records: dict[str, object]) -> Kept:
    speech = Speech("en", ("en", "ar"))
    documents = {}
    for number, record in enumerate(records):
        post = Post.model_validate({"id": f"p{number}", **record}, context=speech)
        documents[post.id] = Document("post", post.id, post, Places("content/posts/a.yaml"), "en")
    campaign = Campaign.model_validate({"title": "A"}, context=speech)
    return Kept(Path(), campaign, speech, documents, {}, ())


_NAMES = st.text("abcdefghيمنحلمد😀漢", min_size=5, max_size=30)


@given(_NAMES, _NAMES, st.sampled_from(["handle", "name", "words"]), st.integers(40, 200))
def test_hidden_handles_and_names_are_never_told(
    name: str, handle: str, level: str, width: int
) -> None:
    author = {"name": f"{name}Q1", "handle": f"@{handle}Q2"}
    kept = kept_of({"author": author, "protect": level, "paraphrase": "b", "text": "words Q3"})
    told = table(rows(kept), width) + str(as_facts(rows(kept)))
    told += str([p.message + p.hint for p in incomplete(kept)])
    assert "Q2" not in told
    assert "Q3" not in told
    assert ("Q1" in str(as_facts(rows(kept)))) is (level == "handle")


@given(st.lists(_NAMES, min_size=1, max_size=4), st.integers(70, 200))
def test_the_table_is_as_wide_as_the_terminal_at_most(names: list[str], width: int) -> None:
    kept = kept_of(*({"author": name, "network": "x"} for name in names))
    lines = table(rows(kept), width).split("\n\n")[0].split("\n")
    assert len(lines) == len(names) + 1
    assert max(map(columns_of, lines)) <= width
    assert (
        len(
            {
                line.rindex("nothing") and columns_of(line[: line.rindex("nothing")])
                for line in lines[1:]
            }
        )
        == 1
    )


def test_a_role_stands_for_a_hidden_name_and_terminals_are_not_obeyed() -> None:
    role = {"shown_as": {"en": "a\x1b[31m nurse\u202e"}}
    (row,) = rows(kept_of({"author": {"name": "Noor Madeup", **role}, "protect": "name"}))
    shown = table([row], 120)
    assert "a\\u001b[31m nurse" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_posts_are_sorted_by_their_moment_and_chosen_by_columns() -> None:
    kept = kept_of({}, {"posted": "2017"}, {"posted": "2016-05", "state": "lost"})
    found = rows(kept)
    assert [row.id for row in found] == ["p2", "p1", "p0"]
    assert [row.id for row in chosen(found, {"state": "lost", "consent": ""})] == ["p2"]
    assert chosen(found, {"state": "lost", "consent": "given"}) == []
