"""What a voice hides is neither in the output nor in what builds remember."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest

from .campaign import SECRETS, files
from .conftest import MakeLiving
from .edits import Edit, instead, more
from .living import Living
from .readable import telling
from .record_changes import BASIL, POSTS

# The change, what it hides, and whether that can be read before.
HIDING: dict[str, tuple[Edit, tuple[str, ...]]] = {
    "a handle": (more(BASIL, "protect: handle\n"), ("quince.paste",)),
    "a name": (more(BASIL, "protect: name\n"), ("Basil Sampleton",)),
    "words": (more(BASIL, "protect: words\n"), ("Basil Sampleton", "Marmalade")),
    "a name and not only a handle": (
        instead(POSTS, "protect: handle", "protect: name"),
        ("Wren Example",),
    ),
}


def _folders(site: Living) -> list[Path]:
    return [site.output, site.root / ".handbill"]


def _told(site: Living, words: Iterable[str]) -> list[str]:
    return telling(_folders(site), words)


def test_what_was_always_hidden_is_nowhere(living: MakeLiving) -> None:
    site = living()
    assert _told(site, ["I learnt to read in that room"]) != []
    assert _told(site, SECRETS) == []
    more("content/about.md", "\nAnother line.\n")(site.root)
    assert site.agrees() == "written"
    assert _told(site, SECRETS) == []


@pytest.mark.parametrize("name", HIDING)
def test_what_is_hidden_later_is_forgotten(living: MakeLiving, name: str) -> None:
    edit, words = HIDING[name]
    site = living()
    assert [word for word in words if not _told(site, [word])] == []
    edit(site.root)
    assert site.agrees() == "written"
    assert _told(site, words) == []


def test_what_is_shown_again_can_be_hidden_again(living: MakeLiving) -> None:
    site = living()
    for level in ("nothing", "name", "nothing", "words"):
        site.write({BASIL: files()[BASIL] + f"protect: {level}\n".encode()})
        assert site.agrees() == "written"
        assert bool(_told(site, ["Basil Sampleton"])) == (level == "nothing")


def test_words_that_were_deleted_are_forgotten(living: MakeLiving) -> None:
    site = living()
    more("content/about.md", "\nThe wombat is in the attic.\n")(site.root)
    assert site.agrees() == "written"
    assert _told(site, ["wombat"]) != []
    site.restore()
    assert site.agrees() == "written"
    assert _told(site, ["wombat"]) == []


def test_a_name_that_is_not_published_yet_is_remembered_nowhere(living: MakeLiving) -> None:
    """A build is refused since a page tells a hidden name: nothing keeps that page."""
    site = living()
    more("content/about.md", "\nVerbena Unshown said so.\n")(site.root)
    assert site.agrees() == "refused"
    assert _told(site, SECRETS) == []


def test_the_search_sees_through_packing(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"\0\1" + zlib.compress(b"A Wombat, you see. " * 9))
    assert telling([tmp_path], ["wombat"]) == ["kept"]
    assert telling([tmp_path], ["capybara"]) == []
