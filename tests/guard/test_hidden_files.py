"""Pictures that a post hides are shown by nothing else, and no picture is named after the hidden."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

MakeSite = Callable[..., Any]

WORDS = """\
protect: words
author: {name: Amina Zorblat}
text: Where is he, where is my brother?
paraphrase: She asks for a relative.
media: [{file: media/square.png, alt: A square.}]
"""
CAPTURED = """\
protect: handle
author: {name: Amina Zorblat, handle: "@amina_zz"}
paraphrase: She asks for a relative.
captured: {at: 2026-01-05, file: media/square.png}
"""
SHOWN = "---\ntitle: About\ndescription: About us.\n---\n\n![A square](media/{})\n"


def square(colour: str) -> bytes:
    data = BytesIO()
    Image.new("RGB", (40, 40), colour).save(data, "PNG")
    return data.getvalue()


@pytest.mark.parametrize("post", [WORDS, CAPTURED], ids=["picture", "capture"])
@pytest.mark.parametrize("name", ["square.png", "copy.png"])
def test_a_hidden_picture_is_shown_by_nothing_else(site: MakeSite, post: str, name: str) -> None:
    files = {f"content/media/{n}": square("red") for n in {"square.png", name}}
    made = site({**files, "content/posts/p.yaml": post, "content/about.md": SHOWN.format(name)})
    result = made.build()
    assert not result.written
    (problem,) = (p for p in result.problems if p.code == "hidden-value")
    assert (problem.place.path, problem.place.line) == ("content/about.md", 6)


def test_other_pictures_are_shown(site: MakeSite) -> None:
    files = {"content/media/square.png": square("red"), "content/media/other.png": square("blue")}
    made = site(
        {**files, "content/posts/p.yaml": WORDS, "content/about.md": SHOWN.format("other.png")}
    )
    assert made.build().written


def test_no_picture_is_named_after_the_hidden(site: MakeSite) -> None:
    post = WORDS.replace("media: [{file: media/square.png, alt: A square.}]\n", "")
    made = site(
        {
            "content/media/zorblat-at-home.png": square("red"),
            "content/posts/p.yaml": post,
            "content/about.md": SHOWN.format("zorblat-at-home.png"),
        }
    )
    result = made.build()
    assert not result.written
    (problem,) = (p for p in result.problems if p.code == "hidden-in-name")
    assert (problem.place.path, problem.place.line) == ("content/about.md", 6)
    assert "zorblat" not in f"{problem.message} {problem.hint}".lower()
    assert problem.quiet
