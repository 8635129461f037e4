"""What a record lacks is told, and no more."""

from __future__ import annotations

import pytest

from generator.kinds.post import Post
from generator.kinds.text import Speech
from generator.ledger.lacking import lacking


@pytest.mark.parametrize(
    ("record", "lacks"),
    [
        ({}, ("words", "day", "archive", "capture", "consent")),
        ({"text": "a", "posted": "2016"}, ("language", "archive", "capture", "consent")),
        ({"text": "a", "verbatim": "no", "consent": {"status": "none"}, "posted": "2016"},
         ("archive", "capture")),
        ({"paraphrase": "a", "protect": "name", "posted": "2016", "consent": {"status": "given"}},
         ("archive", "capture", "role")),
    ],
)  # fmt: skip
def test_what_is_lacking(record: dict[str, object], lacks: tuple[str, ...]) -> None:
    speech = Speech("en", ("en", "ar"))
    assert lacking(Post.model_validate(record, context=speech)) == lacks
