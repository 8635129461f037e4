"""Which posts are wanted, and under what names: what cannot be is refused, and not repeated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.ledger.adding import plan
from generator.ledger.edit import EditFault
from generator.ledger.kept import kept
from generator.ledger.record import Found
from generator.ledger.wishes import Wishes, chosen
from generator.problems import EnvironmentFault
from sites import BuiltSite

MakeSite = Callable[..., BuiltSite]
NOOR = Found("x", handle="@ed", name="Noor Madeup", text="We are here.")


@pytest.mark.parametrize("level", ["handle", "name"])
@pytest.mark.parametrize(
    "wishes", [Wishes(id="ed"), Wishes(file="content/posts/ed.yaml")], ids=["id", "file"]
)
def test_names_that_tell_are_refused(site: MakeSite, level: str, wishes: Wishes) -> None:
    posts = kept(site().root)
    with pytest.raises(EditFault) as refused:
        plan(posts, [NOOR], replace(wishes, protect=level))
    (problem,) = refused.value.problems
    assert problem.code == "hidden-in-name"
    assert problem.place.path == ("--id" if wishes.id else "--file")
    assert "'ed'" not in problem.message + problem.hint
    assert plan(posts, [NOOR], replace(wishes, protect="nothing")).files
    assert plan(posts, [NOOR], wishes).files


def test_the_folder_of_the_site_may_be_called_like_somebody(site: MakeSite) -> None:
    made = site()
    home = Found("x", handle=f"@{made.root.name}", text="a")
    where = str(made.root / "content/posts/kept.yaml")
    assert plan(kept(made.root), [home], Wishes(protect="handle", file=where)).files


def test_what_only_names_is_not_repeated_for_protected_people() -> None:
    for protect, repeated in (("name", False), ("nothing", True)):
        with pytest.raises(EnvironmentFault) as refused:
            chosen([NOOR], Wishes(only=("https://x.com/ed/status/1",), protect=protect))
        assert ("x.com/ed" in str(refused.value)) is repeated
