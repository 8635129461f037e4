"""The policy lets in what the site needs, and nothing that it does not."""

from __future__ import annotations

import html

import pytest

from conftest import MakeSite
from generator.render.metadata import policy

STUDIO = "- {id: s, kind: photo, title: Red%s}\n"


def pictures_from(text: str) -> str:
    (said,) = (part for part in html.unescape(text).split(";") if " img-src " in f" {part} ")
    return said.partition("img-src ")[2]


@pytest.mark.parametrize(
    ("actions", "sources"),
    [
        ("", "'self'"),
        ("- {id: v, kind: pledge, title: Vow}\n", "'self'"),
        (STUDIO % ", until: 2016-05-31", "'self'"),
        (STUDIO % "", "'self' blob:"),
    ],
)
def test_photos_are_let_in_where_there_is_a_studio(
    site: MakeSite, actions: str, sources: str
) -> None:
    made = site({"content/actions.yaml": actions} if actions else {})
    assert made.build().written, made.problems
    assert pictures_from(made.out("index.html")) == sources


def test_headers_hold_for_every_page() -> None:
    headers = policy(headers=True, https=True)
    assert pictures_from(headers) == "'self' blob:"
    assert headers.endswith("; frame-ancestors 'none'; upgrade-insecure-requests")
    assert "data:" not in headers
