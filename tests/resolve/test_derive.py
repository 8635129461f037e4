"""Routes that follow from the content: the log of corrections where there is something to tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

MakeSite = Callable[..., Any]

SOURCE = "source: {title: R}"
OLD = f"- {{id: a, value: 1, what: x, {SOURCE}}}\n"
CORRECTIONS = "corrections: {date: 2016, text: Wrong.}"
EVENT = f"{{date: 2016, title: E, {SOURCE}"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"content/figures.yaml": OLD}, False),
        ({"content/figures.yaml": f"{OLD}- {{id: b, value: 2, what: x, {SOURCE}, supersedes: a}}\n"}, True),
        ({"content/figures.yaml": OLD.replace("}}", f"}}, {CORRECTIONS}}}")}, True),
        ({"content/timeline/t.yaml": f"title: T\nevents: [{EVENT}}}]\n"}, False),
        ({"content/timeline/t.yaml": f"title: T\nevents: [{EVENT}, {CORRECTIONS}}}]\n"}, True),
        ({"content/timeline/t.yaml": f"title: T\n{CORRECTIONS}\nevents: [{EVENT}}}]\n"}, True),
        ({"content/a.md": f"---\ntitle: A\n{CORRECTIONS}\n---\n\nx\n"}, True),
        ({"content/a.md": f"---\ntitle: A\ndraft: yes\n{CORRECTIONS}\n---\n\nx\n"}, False),
    ],
)  # fmt: skip
def test_the_log_is_made_where_something_changed(
    site: MakeSite, files: dict[str, str], told: bool
) -> None:
    made = site(files)
    assert made.build().written
    assert made.exists("corrections.html") is told
    sitemap = made.out("sitemap.xml")
    assert ("corrections.html" in sitemap) is told
