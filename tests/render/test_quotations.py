"""Quotations on cards: never words that nobody said, never fewer words than were said."""

from __future__ import annotations

import zipfile
from html import unescape
from pathlib import Path

import pytest

from sites import BuiltSite, small_site

SENTENCE = "We have come to this room each week since the spring, and there were fewer chairs. "
POST = (
    "network: x\nauthor: {{shown_as: {{en: a reader, ar: قارئة}}}}\nposted: 2026-04-30\nlang: en\n"
    "text: {text}\nconsent: {{status: given}}\nsource: gazette\n"
)
SITE = {
    "site.yaml": "title: {en: Keep the library, ar: أبقوا المكتبة}\n"
    "url: https://library.example.org/\nlanguages: {en: English, ar: العربية}\n"
    "sources: {gazette: {title: The gazette of Exampleton}}\n",
    "content/index.ar.md": "---\ntitle: البداية\ndescription: صفحة.\n---\n\nكلام.\n",
    "content/posts/hearts.yaml": POST.format(text="❤️🌊"),
    "content/posts/some.yaml": POST.format(text="I ❤️ it. We 👎 the sale"),
    "content/posts/long.yaml": POST.format(text=SENTENCE * 6),
    "content/posts/longest.yaml": POST.format(text=SENTENCE * 24),
    "content/posts/short.yaml": POST.format(text="I learnt to read there."),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Not to be changed."""
    made = small_site(tmp_path_factory.mktemp("quoted") / "site", SITE)
    result = made.build(kit=True)
    assert result.written, result.problems
    return made


def told(made: BuiltSite) -> list[tuple[str, str]]:
    assert made.result
    return [(one.code, one.place.path.split("/")[-1]) for one in made.result.problems]


def sizes(made: BuiltSite, post: str, lang: str = "en") -> set[str]:
    """The sizes in which there are cards of a post to be passed on."""
    names = (Path(name).name for name in made.files() if name.startswith(f"kit/{lang}/"))
    return {name.split(".")[0].split("-")[2] for name in names if name.startswith(f"post-{post}-")}


def preview(made: BuiltSite, page: str) -> str:
    """What stands on a page's preview, whose file is there."""
    lines = (line.split('"') for line in made.out(page).split("\n") if "og:image" in line)
    head = {parts[1]: unescape(parts[3]) for parts in lines}
    assert (made.output / head["og:image"].removeprefix("https://library.example.org/")).exists()
    return head["og:image:alt"].replace("\xa0", " ")


def test_each_quotation_is_told_of_once_and_stops_nothing(built: BuiltSite) -> None:
    assert sorted(told(built)) == [
        ("card-left-out", "long.yaml"),
        ("card-left-out", "longest.yaml"),
        ("emoji-dropped", "hearts.yaml"),
        ("emoji-dropped", "some.yaml"),
    ]
    assert built.result
    (message,) = [
        one.message for one in built.result.problems if one.place.path.endswith("/long.yaml")
    ]
    assert message == "the quotation is too long for these of its cards: preview (en, ar)"


def test_nobody_is_made_to_say_what_the_campaign_says(built: BuiltSite) -> None:
    assert sizes(built, "hearts") == set()
    assert preview(built, "voices/hearts.html") == (
        "A reader, 30 April 2026. The whole text is on the page. Source: The gazette of Exampleton."
    )


def test_what_is_left_out_of_the_drawing_is_kept_for_those_who_hear_it(built: BuiltSite) -> None:
    said = "Quotation, word for word. I ❤️ it. We 👎 the sale. A reader, 30 April 2026."
    assert preview(built, "voices/some.html").startswith(said)
    with zipfile.ZipFile(built.output / "kit/kit-en.zip") as archive:
        texts = archive.read("texts.txt").decode("utf-8-sig")
    assert "I ❤️ it. We 👎 the sale." in texts


@pytest.mark.parametrize("folder", ["", "ar/"])
def test_a_preview_without_room_for_the_words_says_who_and_when(
    built: BuiltSite, folder: str
) -> None:
    said = preview(built, f"{folder}voices/long.html")
    assert said.startswith({"": "A reader, 30 April 2026.", "ar/": "قارئة، 30 "}[folder])
    assert "room" not in said
    assert "The gazette" in said
    assert "I learnt to read there." in preview(built, f"{folder}voices/short.html")


def test_sizes_with_room_for_all_of_the_words_are_there(built: BuiltSite) -> None:
    every = {"square", "portrait", "story"}
    assert [sizes(built, name) for name in ("short", "some", "long")] == [every] * 3
    assert sizes(built, "longest") == set()
    assert sizes(built, "longest", "ar") == set()
