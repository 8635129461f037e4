"""After the end of a campaign: its words stay, and nothing that was built asks for anything."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from generator.kinds.campaign import Campaign
from generator.render import kit
from generator.render.documents import document_values
from generator.render.stage import Stage
from generator.resolve.derive import EMBEDS, embeds_of
from sites import BuiltSite

MakeSite = Callable[..., BuiltSite]

SITE = """title: Keep the library
tagline: Read there, now.
url: https://library.example.org/
share: {networks: [whatsapp, mastodon, reddit], safe_messages: yes}
"""
FILES = {
    "content/share.yaml": "- {id: read, text: We read here., page: index}\n",
    "content/actions.yaml": "- {id: red, kind: photo, title: Go there}\n",
}
ENDED = {"site.yaml": SITE + "ended: 2016-06-30\n", **FILES}
SAID = "This campaign has ended: 30 June 2016."


@pytest.fixture
def over(site: MakeSite) -> BuiltSite:
    made = site(ENDED)
    assert made.build().written, made.problems
    return made


def main(page: str) -> str:
    """What the main part of a page says."""
    inner = page.split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub("<[^>]*>", " ", inner).split()).replace(" .", ".")


def test_the_kit_tells_in_the_past(over: BuiltSite) -> None:
    said = main(over.out("kit.html"))
    assert SAID in said
    assert "Words that were sent" in said
    for asking in ("Words to send", "to pass on", "Save", "Copy"):
        assert asking not in said


@pytest.mark.parametrize("page", ["mastodon.html", "safe.html"])
def test_the_tools_are_gone(over: BuiltSite, page: str) -> None:
    html = over.out(page)
    for part in ("<form", "<textarea", "<input", "data-ready", "mastodon.js", "safe.js"):
        assert part not in html
    assert "has ended" in main(html)


def test_mastodon_has_nothing_to_share(over: BuiltSite) -> None:
    said = main(over.out("mastodon.html"))
    assert f"{SAID} There is nothing to share here any more." in said
    assert "Choose your own server" not in said


def test_the_pack_says_so_at_the_top(site: MakeSite) -> None:
    made = site(ENDED)
    assert made.build(kit=True).written
    with zipfile.ZipFile(made.output / "kit/kit-en.zip") as archive:
        texts, readme = (archive.read(f"{name}.txt").decode() for name in ("texts", "README"))
    for text in (texts, readme):
        assert text.split("\r\n")[2] == SAID
    assert "We read here." in texts
    for asking in ("may be posted", "Messages to copy", "print", "Give the description"):
        assert asking not in readme


def test_posters_ask_for_nothing(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[dict[str, Any]] = []

    def kept(stage: Stage, paper: str) -> dict[str, Any]:
        made.append(document_values(stage, paper))
        return made[-1]

    monkeypatch.setattr(kit, "document_values", kept)
    assert site({**ENDED, "site.yaml": SITE}).build(kit=True).written
    lasting = made.pop()
    assert (lasting["strips"], lasting["scan"]) == (8, "Scan with your phone")
    assert (lasting["asks"], lasting["text"]) == (["Go there"], "A campaign of one page.")
    assert site(ENDED).build(kit=True).written
    over = made.pop()
    assert (over["strips"], over["scan"], over["asks"], over["text"]) == (0, "", [], SAID)


def test_embeds_need_an_address_and_something_to_ask() -> None:
    now = datetime(2026, 6, 1, tzinfo=UTC)
    banner = {"banner": {"text": "Read.", "ends": "2026-06-30"}}
    said = {"title": "A", "url": "https://library.example.org/", "share": banner}

    def offered(**more: object) -> tuple[str, ...]:
        return embeds_of(Campaign.model_validate({**said, **more}), now)

    assert offered() == EMBEDS
    assert offered(share={}) == ("badge",)
    assert offered(share={"banner": {"text": "Read.", "ends": "2026-05-31"}}) == ("badge",)
    assert offered(ended="2026-05-20") == ()
    assert embeds_of(Campaign.model_validate({"title": "A", "share": banner}), now) == ()
    assert offered(ended="2026-06-20") == EMBEDS
