"""The posts of a campaign are read without its pages, and told apart by their addresses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.ledger.kept import identity, kept, whereabouts
from generator.problems import EnvironmentFault, Place
from sites import BuiltSite

MakeSite = Callable[..., BuiltSite]


def test_broken_pages_and_posts_hinder_no_others(site: MakeSite) -> None:
    made = site(
        {
            "content/about.md": "---\ntitle: [\n---\n",
            "content/posts/a.yaml": "- {id: b, text: c}\n- {id: d, txet: e}\n",
            "content/posts.yaml": "- {id: f, text: g}\n- {id: b, text: h}\n",
            "content/figures.yaml": "- nonsense\n",
        }
    )
    found = kept(made.root)
    assert [ident for ident, _, _ in found.posts()] == ["f", "b"]
    assert sorted(found.documents) == ["b", "d", "f"]
    assert sorted(problem.code for problem in found.problems) == ["duplicate-id", "unknown-key"]
    assert sorted(found.files) == ["content/posts.yaml", "content/posts/a.yaml"]
    with pytest.raises(EnvironmentFault, match="has mistakes"):
        found.post("d")
    with pytest.raises(EnvironmentFault) as unknown:
        found.post("ff")
    assert "did you mean" in unknown.value.hint or "post list" in unknown.value.hint


def test_a_broken_site_is_told(site: MakeSite) -> None:
    with pytest.raises(EnvironmentFault, match=r"site\.yaml has mistakes"):
        kept(site({"site.yaml": "titel: a\n"}).root)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://x.com/a/status/726541475551531008", "http://twitter.com/b/status/726541475551531008?s=1", True),
        ("https://x.com/a/status/726541475551531008", "https://x.com/a/status/726541475551531009", False),
        ("https://example.org/a", "https://example.org/a ", True),
        ("https://example.org/a", "https://example.org/b", False),
    ],
)  # fmt: skip
def test_addresses_of_one_post(one: str, other: str, same: bool) -> None:
    assert (identity(one) == identity(other)) is same


def test_of_protected_posts_the_file_alone_is_named(site: MakeSite) -> None:
    text = "- {id: a, url: 'https://example.org/a'}\n- {id: b, protect: handle, text: c}\n"
    found = kept(site({"content/posts/k.yaml": text}).root)
    assert whereabouts(found.documents["a"]) == Place("content/posts/k.yaml", 1, 11, 3)
    assert whereabouts(found.documents["b"], "id") == Place("content/posts/k.yaml")


def test_an_unknown_id_is_explained(site: MakeSite) -> None:
    record = "protect: name\nauthor: {handle: '@noor_secret'}\ntext: a\n"
    found = kept(site({"content/posts/noor_secret.yaml": record}).root)
    hints = {}
    for ident in ("noor_secre", "lost-index-1", "quite-another"):
        with pytest.raises(EnvironmentFault) as unknown:
            found.post(ident)
        hints[ident] = unknown.value.hint
    assert hints["noor_secre"] == hints["quite-another"] == "see all ids: handbill post list"
    assert "a page makes such a post from an address alone on a line" in hints["lost-index-1"]
    assert "handbill post add ADDRESS --id" in hints["lost-index-1"]
