"""Protection by command: what would be written, and advice that names nothing hidden."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.kinds.post import Post
from generator.ledger.edit import EditFault
from generator.ledger.kept import kept
from generator.ledger.protecting import LEVELS, Protection, protection
from generator.problems import EnvironmentFault
from generator.resolve.protect import hidden_levels
from sites import BuiltSite

MakeSite = Callable[..., BuiltSite]
_NAMES = st.text("abcdefghijklmnopqrstuvwxyz", min_size=7, max_size=9)


def change(made: BuiltSite, text: str, ident: str, level: str, file: str = "a") -> Protection:
    made.write({f"content/posts/{file}.yaml": text})
    found = protection(kept(made.root), ident, level)
    (made.root / f"content/posts/{file}.yaml").unlink()
    return found


@given(_NAMES, _NAMES, st.sampled_from(["handle", "name"]), st.booleans())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_advice_names_nothing_hidden(
    made: BuiltSite, name: str, handle: str, level: str, again: bool
) -> None:
    before = f"protect: {'words' if again else 'nothing'}\n"
    text = (
        f"{before}author: {{name: 'Z{name} Q{name}', handle: '@q{handle}'}}\n"
        f"text: said q{handle} here today\nparaphrase: about q{handle}\n"
        f"url: https://x.com/q{handle}/status/726541475551531008\n"
        f"context: by Q{name}\nmedia: [{{file: media/q{handle}.jpg, alt: a}}]\n"
    )
    found = change(made, text, f"q{handle}", level, f"q{handle}")
    told = f"{found.shown_id} {found.shown_path} {found.advice}".casefold()
    assert f"q{handle}" not in told
    assert found.shown_id == "the post"
    assert found.shown_path == "content/posts/…"
    fields = ["'context'"] * (level == "name") + ["'media'", "'paraphrase'"]
    assert [field for field in fields if field not in told] == []
    if level == "name":
        assert f"q{name}" not in told
    assert found.shows_more is again


@pytest.fixture
def made(site: MakeSite) -> Any:
    return site()


def test_what_is_clean_is_told_what_always_holds(made: BuiltSite) -> None:
    text = "- id: said\n  author: {handle: '@amina_example', name: Amina}\n  text: Hello.\n"
    found = change(made, text, "said", "handle")
    assert len(found.advice) == 2
    assert "git" in found.advice[1]
    assert (found.shown_id, found.shown_path) == ("'said'", "content/posts/a.yaml")
    assert found.data.decode() == text.replace("said\n", "said\n  protect: handle\n", 1)


def test_a_level_that_stands_changes_nothing(made: BuiltSite) -> None:
    text = "protect: handle\nauthor: {handle: '@amina_example'}\n"
    found = change(made, text, "a", "handle")
    assert (found.data, found.before, found.shows_more) == (text.encode(), "handle", False)


def test_lifting_protection_gives_no_advice(made: BuiltSite) -> None:
    found = change(made, "protect: name\nauthor: Amina Example\n", "a", "nothing")
    assert (found.advice, found.shows_more) == ((), True)


def test_a_file_named_after_somebody_is_told(made: BuiltSite) -> None:
    text = "- {id: said, author: {handle: '@amina_example'}, text: a}\n"
    found = change(made, text, "said", "handle", "amina-example")
    assert found.shown_path == "content/posts/…"
    assert found.advice[0].startswith("the file's name says what is hidden")


@pytest.mark.parametrize("text", ["txet: a\n", "- {id: a, text: [}\n"])
def test_a_broken_record_is_not_touched(made: BuiltSite, text: str) -> None:
    with pytest.raises(EnvironmentFault):
        change(made, text, "a", "name")


def test_the_levels_are_those_of_records_in_order() -> None:
    assert LEVELS == ("nothing", "handle", "name", "words")
    assert hidden_levels(Post(protect="words", paraphrase="a")) == LEVELS[1:]


def test_a_file_that_cannot_be_changed_is_not_named_either(made: BuiltSite) -> None:
    text = "author: {handle: '@amina_example'}\nprotect: >-\n  nothing\n"
    with pytest.raises(EditFault) as refused:
        change(made, text, "amina-example", "handle", "amina-example")
    (problem,) = refused.value.problems
    assert (problem.place.path, problem.quiet) == ("content/posts/…", True)
    assert "amina" not in problem.message + problem.hint
