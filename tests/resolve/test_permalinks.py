"""Addresses of posts alone on a line: which of them make a lost post, and what it is called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

MakeSite = Callable[..., Any]

ADDRESS = "https://twitter.com/example_amina/status/726459922079080449"
HEAD = "---\ntitle: About\ndescription: About us.\n{}---\n\nWords.\n\n{}\n"


def about(body: str, front: str = "") -> dict[str, str]:
    return {"content/about.md": HEAD.format(front, body)}


def test_an_address_alone_on_a_line_is_a_lost_post(site: MakeSite) -> None:
    made = site(about(ADDRESS))
    (problem,) = made.build().problems
    assert problem.code == "unknown-post"
    assert (problem.place.path, problem.place.line) == ("content/about.md", 8)
    assert "id: lost-about-1" in problem.hint
    assert "17:15:17" in made.out("voices/lost-about-1.html")
    assert 'class="voice lost' in made.out("about.html")


@pytest.mark.parametrize(
    ("body", "front"),
    [
        (ADDRESS, "draft: true\n"),
        (ADDRESS, "publish: 2030-01-01\n"),
        (ADDRESS, "expires: 2020-01-01\n"),
        (f"<!--\n{ADDRESS}\n-->", ""),
        (f"```\n{ADDRESS}\n```", ""),
        (f"    {ADDRESS}", ""),
        (f"Look at\n{ADDRESS}\nonce more.", ""),
        ("https://www.example.org/blog/2016", ""),
    ],
)
def test_what_is_not_published_as_a_post_makes_none(site: MakeSite, body: str, front: str) -> None:
    made = site(about(body, front))
    result = made.build()
    assert result.written
    assert not [p for p in result.problems if p.code == "unknown-post"]
    assert not made.exists("voices.html")


def test_an_address_in_a_record_is_a_lost_post_too(site: MakeSite) -> None:
    events = f"title: Week\nevents:\n- {{date: 2016-04, title: A, source: {{title: R}}, text: '{ADDRESS}'}}\n"
    made = site({"content/timeline/week.yaml": events})
    assert [problem.code for problem in made.build().problems] == ["unknown-post"]
    assert made.exists("voices/lost-timeline-week-1.html")


def test_one_post_on_two_pages_is_one(site: MakeSite) -> None:
    mobile = ADDRESS.replace("twitter", "mobile.twitter")
    made = site(
        {**about(ADDRESS), "content/more.md": HEAD.format("", mobile).replace("About", "More")}
    )
    assert len(made.build().problems) == 2
    assert made.exists("voices/lost-about-1.html")
    assert not made.exists("voices/lost-more-1.html")
    assert "lost-about-1" in made.out("more.html")


def test_the_id_does_not_depend_on_the_address(site: MakeSite) -> None:
    """It stays when the post is protected one day, and must not be of use to whoever guesses."""
    for number in ("726459922079080449", "726459922079080450"):
        made = site(about(ADDRESS.replace("726459922079080449", number)))
        made.build()
        assert made.exists("voices/lost-about-1.html")


def test_several_are_numbered_and_pass_over_ids_that_are_taken(site: MakeSite) -> None:
    other = ADDRESS.replace("726459922079080449", "726541475551531008")
    made = site(
        {
            **about(f"{ADDRESS}\n\n::: note\n\n{other}\n\n:::"),
            "content/posts/a.yaml": "id: lost-about-1\nparaphrase: Hers.\n",
        }
    )
    made.build()
    assert made.exists("voices/lost-about-2.html")
    assert made.exists("voices/lost-about-3.html")
    assert "22:39:20" in made.out("voices/lost-about-3.html")
