"""Links to headings of pages that could not be read are not blamed for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

MakeSite = Callable[..., Any]

HEAD = "---\ntitle: {}\ndescription: About it.\n---\n\n"
LINKS = HEAD.format("Home") + "[why](about.md#why) [who](about.md#who)\n"


def found(site: MakeSite, about: str | bytes) -> list[tuple[str, str]]:
    made = site({"content/index.md": LINKS, "content/about.md": about})
    return [(problem.code, problem.place.path) for problem in made.build().problems]


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ("---\ntitle: About\n\n## Why\n", "front-matter"),
        ("---\ntitle: [About\n---\n\n## Why\n", "yaml-syntax"),
        (b"## Why \xff\n", "encoding"),
        ("## Why\n\n" + "long " * 200_001, "too-long"),
        (HEAD.format("About") + "## Why\n\n" + "long " * 30_000, "too-long"),
    ],
)
def test_a_page_that_cannot_be_read_is_told_of_alone(
    site: MakeSite, about: str | bytes, code: str
) -> None:
    assert found(site, about) == [(code, "content/about.md")]


@pytest.mark.parametrize(
    ("about", "dead"),
    [
        (HEAD.format("About") + "## Why\n\nFor this.\n", 1),
        (HEAD.format("About") + "Words.\n", 2),
        ("", 2),
    ],
)
def test_headings_of_pages_that_were_read_are_missed(site: MakeSite, about: str, dead: int) -> None:
    errors = [each for each in found(site, about) if each[0] == "dead-anchor"]
    assert errors == [("dead-anchor", "content/index.md")] * dead


def test_a_page_without_headings_is_told_as_such(site: MakeSite) -> None:
    made = site({"content/index.md": LINKS, "content/about.md": HEAD.format("About") + "Words.\n"})
    hints = {problem.hint for problem in made.build().problems}
    assert hints == {"that page has no headings"}
