from collections.abc import Callable
from typing import Any

import pytest

MakeSite = Callable[..., Any]

SITE = "title: T\nurl: https://example.org/\nlanguages: [en, ar]\nhashtags: [OneTag]\n"
PAGE = "---\ntitle: {}\ndescription: D.\n{}---\n\nWords.\n"
HOME = {"content/index.ar.md": PAGE.format("الصفحة", "")}
LONG = "word " * 52 + "end"


def told(site: MakeSite, networks: str, **files: str) -> list[tuple[str, str]]:
    made = site({"site.yaml": f"{SITE}share: {{networks: {networks}}}\n", **HOME, **files})
    made.build()
    return [(str(p.place), p.hint) for p in made.problems if p.code == "message-too-long"]


def test_the_title_of_a_page_is_told_where_it_stands(site: MakeSite) -> None:
    found = told(site, "[x, reddit]", **{"content/a.md": PAGE.format(LONG, "")})
    (place, hint) = found[0]
    assert place.startswith("content/a.md:2:8")
    assert hint.startswith("the words have 263, the link 23; cut it, or write fewer words")
    assert hint.endswith("under 'share: …'")
    assert {one[0] for one in found} == {place}


def test_other_words_for_a_page_make_up_for_a_long_title(site: MakeSite) -> None:
    assert told(site, "x", **{"content/a.md": PAGE.format(LONG, "share: Short.\n")}) == []
    led = {"content/a.md": PAGE.format(LONG, ""), "content/share.yaml": "{id: m, text: b, page: a}"}
    assert told(site, "x", **led) == []


def test_reddit_gets_the_title_whatever_the_words_are(site: MakeSite) -> None:
    page = PAGE.format("a" * 301, "share: Short.\n")
    (found,) = told(site, "[x, reddit]", **{"content/a.md": page})
    assert found[1] == "the words have 301; cut it"
    page = PAGE.format("a" * 300, "share: Short.\n")
    assert told(site, "[x, reddit]", **{"content/a.md": page}) == []


@pytest.mark.parametrize(
    ("name", "yaml", "line"),
    [
        ("timeline", "id: t\ntitle: {}\nevents:\n- {{id: e, date: 2016, title: E}}\n", 2),
        ("timeline", "id: t\ntitle: T\nevents:\n- {{id: e, date: 2016, title: {}}}\n", 4),
        ("actions", "id: t\nkind: link\ntitle: {}\n", 3),
        ("figures", "id: t\nvalue: 3\nsource: none\nwhat: {}\n", 4),
    ],
)
def test_a_record_is_told_at_its_own_words(site: MakeSite, name: str, yaml: str, line: int) -> None:
    found = told(site, "x", **{f"content/{name}.yaml": yaml.format(LONG)})
    assert [place.rpartition(":")[0] for place, _ in found] == [f"content/{name}.yaml:{line}"]
    assert told(site, "[whatsapp, facebook]", **{f"content/{name}.yaml": yaml.format(LONG)}) == []


def test_at_the_end_nothing_is_passed_on_and_nothing_told(site: MakeSite) -> None:
    files = {"content/a.md": PAGE.format(LONG, ""), "site.yaml": SITE + "ended: 2016-06-01\n"}
    made = site({**HOME, **files})
    made.build()
    assert [p for p in made.problems if p.code == "message-too-long"] == []
