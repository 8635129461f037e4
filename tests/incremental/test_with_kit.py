"""Cards, posters and zips, on a small site: they are drawn again when what is on them changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.render.theme import default_templates

from .apart import Apart
from .edits import Edit, instead, put
from .living import Living, differing, tree
from .readable import telling

FILES = {
    "site.yaml": "title: Keep it open\nurl: https://library.example.org/\n",
    "content/index.md": "---\ntitle: Keep the library open\ndescription: It is ours.\n---\n\nHello.\n",
    "content/posts/baker.yaml": "author: {name: Basil Sampleton}\nlang: en\n"
    "text: Bread and books.\nparaphrase: He wants both.\nconsent: {status: given}\n",
}
BAKER = "content/posts/baker.yaml"
CARD = (default_templates() / "kit/card.typ").read_text("utf-8")

# Each with whether pictures of the kit are other ones then.
CHANGES: dict[str, tuple[Edit, bool]] = {
    "words on a page": (instead("content/index.md", "Hello.", "Good morning."), False),
    "a title": (instead("content/index.md", "Keep the library", "Leave the library"), True),
    "a voice's words": (instead(BAKER, "Bread and books", "Books and bread"), True),
    "a drawing of one's own": (put("templates/kit/card.typ", f"{CARD}\n// Ours.\n"), True),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, apart: Apart) -> Living:
    given = {name: text.encode() for name, text in FILES.items()}
    site = Living(tmp_path_factory.mktemp("kit") / "site", given, apart)
    assert site.agrees(kit=True) == "written"
    return site


def _drawn(site: Living) -> set[str]:
    return {name for name in site.files() if name.endswith((".png", ".jpg", ".pdf", ".zip"))}


@pytest.mark.parametrize("name", CHANGES)
def test_what_changes_is_drawn_again(small: Living, name: str) -> None:
    edit, is_drawn = CHANGES[name]
    before, drawn = tree(small.output), _drawn(small)
    assert len(drawn) >= 8
    edit(small.root)
    try:
        assert small.agrees(kit=True) == "written"
        assert (_drawn(small) != drawn) == is_drawn
    finally:
        small.restore()
    assert small.build(kit=True).written
    assert differing(tree(small.output), before) == []


def test_the_kit_is_switched_off_and_on(small: Living) -> None:
    before = tree(small.output)
    assert small.agrees(kit=False) == "written"
    assert tree(small.output) != before
    assert small.build(kit=True).written
    assert differing(tree(small.output), before) == []


def test_a_card_of_words_that_are_hidden_is_forgotten(small: Living) -> None:
    def kept(folder: Path) -> set[bytes]:
        return {path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    secret = small.root / ".handbill"
    before = kept(secret)
    put(BAKER, FILES[BAKER] + "protect: words\n")(small.root)
    assert small.agrees(kit=True) == "written"
    assert telling([small.output, secret], ["Basil Sampleton", "Bread and books"]) == []
    # The pictures of these words are gone from there, too.
    assert before - kept(secret) != set()
    small.restore()
    assert small.build(kit=True).written
