"""The kit's files: planned before they are drawn, remembered, packed; nobody hidden is in them."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from conftest import MakeSite
from generator.kit import typeset
from generator.render.cards import SIZES
from generator.render.drawing import Easel
from sites import BuiltSite, small_site

SITE = {
    "site.yaml": "title: Keep the library\nurl: https://library.example.org/\n"
    "hashtags: [KeepTheLibrary]\nsources: {gazette: {title: The gazette of Exampleton}}\n",
    "content/figures.yaml": "- {id: signed, value: {more_than: 240}, unit: people,"
    " what: have signed, as_of: 2026-05-01, source: gazette}\n",
    "content/share.yaml": "- {id: read, text: We read here., page: index}\n",
    "content/actions.yaml": '- {id: red, kind: photo, title: Turn red, tint: "#b3001b"}\n',
    "content/posts/room.yaml": "network: x\nauthor: {name: Amina Example}\nposted: 2026-04-30\n"
    "lang: en\ntext: I learnt to read in that room.\nconsent: {status: given}\nsource: gazette\n",
}


def kit_of(made: BuiltSite) -> list[str]:
    return [name for name in made.files() if name.startswith("kit/")]


def named(made: BuiltSite, beginning: str, ending: str = ".png") -> str:
    """The one file of the kit whose name begins and ends so."""
    names = (name for name in kit_of(made) if name.startswith(f"kit/{beginning}"))
    (found,) = (name for name in names if name.endswith(ending))
    return found


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site with its kit. Not to be changed."""
    made = small_site(tmp_path_factory.mktemp("drawn") / "site", SITE)
    result = made.build(kit=True)
    assert result.written, result.problems
    return made


@pytest.fixture
def again(drawn: BuiltSite, tmp_path: Path) -> BuiltSite:
    """The same in a folder of its own, with what was drawn before."""
    shutil.copytree(drawn.root, tmp_path / "site")
    return BuiltSite(tmp_path / "site")


def test_there_is_a_card_of_every_size(drawn: BuiltSite) -> None:
    for subject in ("message-read", "figure-signed"):
        for size, pixels in SIZES.items():
            data = (drawn.output / named(drawn, f"en/{subject}-{size}.")).read_bytes()
            with Image.open(io.BytesIO(data)) as picture:
                assert (picture.format, picture.size) == ("PNG", pixels)
                assert not picture.info.keys() - {"transparency"}
            assert len(data) <= 300_000


def test_a_card_has_a_thumbnail_of_a_third_of_its_bytes(drawn: BuiltSite) -> None:
    for size, (width, height) in SIZES.items():
        card, small = (
            (drawn.output / named(drawn, f"en/message-read-{size}.", ending)).read_bytes()
            for ending in (".png", ".webp")
        )
        with Image.open(io.BytesIO(small)) as picture:
            assert picture.format == "WEBP"
            assert abs(picture.width / picture.height - width / height) < 0.01
        assert len(small) * 2 < len(card)


def test_every_page_shows_its_card_to_networks(drawn: BuiltSite) -> None:
    for page in drawn.pages():
        html = drawn.out(page)
        if page not in ("404.html",):
            (address,) = [
                line.split('"')[3] for line in html.split("\n") if 'property="og:image"' in line
            ]
            path = address.removeprefix("https://library.example.org/")
            with Image.open(drawn.output / path) as picture:
                assert picture.size == SIZES["preview"]
            assert 'property="og:image:alt"' in html


def test_a_second_build_draws_nothing(again: BuiltSite, monkeypatch: pytest.MonkeyPatch) -> None:
    before = again.everything()
    asked: list[object] = []
    fresh = Easel._fresh
    monkeypatch.setattr(Easel, "_fresh", lambda self, *of: asked.extend(of[0]) or fresh(self, *of))
    assert again.build(kit=True).written
    assert asked == []
    assert again.everything() == before


def test_a_changed_record_changes_its_own_cards_and_their_names(again: BuiltSite) -> None:
    before = set(kit_of(again))
    again.write({"content/share.yaml": "- {id: read, text: We read there., page: index}\n"})
    again.build(kit=True)
    gone = {name.split(".")[0] for name in before - set(kit_of(again))}
    assert gone == {f"kit/en/message-read-{size}" for size in SIZES}


def test_what_is_gone_is_not_remembered(again: BuiltSite) -> None:
    kept = again.root / ".handbill" / "kept"
    before = {file.name for file in kept.iterdir()}
    again.write({"content/share.yaml": "[]\n"})
    again.build(kit=True)
    after = {file.name for file in kept.iterdir()}
    assert len(before - after) == 2 * len(SIZES)


def test_without_kit_nothing_is_drawn_and_the_campaigns_picture_is_shown(site: MakeSite) -> None:
    made = site(SITE)
    made.build(kit=False)
    assert not [n for n in kit_of(made) if n.endswith((".pdf", ".zip")) or "-preview." in n]
    assert 'property="og:image"' not in made.out("index.html")
    assert "kit/qr-en.svg" in kit_of(made)


def test_a_build_that_cannot_draw_forgets_nothing(
    again: BuiltSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = again.root / ".handbill" / "kept"
    before = {file.name for file in kept.iterdir()}
    monkeypatch.setattr(typeset, "available", lambda: False)
    assert again.build(kit=True).written
    assert before
    assert {file.name for file in kept.iterdir()} == before


def test_without_typst_there_is_one_warning_and_a_site(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeset, "available", lambda: False)
    made = site(SITE)
    result = made.build(kit=True)
    assert result.written
    assert [problem.code for problem in result.problems] == ["no-typst"]
    with zipfile.ZipFile(made.output / "kit/kit-en.zip") as archive:
        assert {"README.txt", "texts.txt", "qr-en.svg"} <= set(archive.namelist())


def test_the_pack_holds_all_that_is_passed_on(drawn: BuiltSite) -> None:
    with zipfile.ZipFile(drawn.output / "kit/kit-en.zip") as archive:
        names = set(archive.namelist())
        texts = archive.read("texts.txt").decode("utf-8-sig")
        readme = archive.read("README.txt").decode("utf-8-sig")
        square = archive.read("pictures/message-read-square.png")
    assert {"poster-a4-en.pdf", "poster-letter-en.pdf", "flyer-a4-en.pdf", "qr-en.png"} <= names
    assert {"pictures/figure-signed-story.png", "pictures/post-room-square.png"} <= names
    assert square == (drawn.output / named(drawn, "en/message-read-square.")).read_bytes()
    assert "We read here.\r\n#KeepTheLibrary\r\nhttps://library.example.org/" in texts
    assert "more than 240 people have signed" in texts
    for name in names - {"README.txt"}:
        assert name in readme or name.startswith("pictures/")


def test_a_hidden_name_in_a_message_keeps_the_site_from_being_written(site: MakeSite) -> None:
    hidden = SITE["content/posts/room.yaml"] + "protect: name\n"
    text = "- {id: read, text: Amina Example reads here., page: index}\n"
    made = site({**SITE, "content/posts/room.yaml": hidden, "content/share.yaml": text})
    result = made.build(kit=True)
    assert not result.written
    found = [problem.message for problem in result.problems if problem.code == "hidden-value"]
    assert found
    assert any(".png" in message for message in found)
    assert not any("Amina" in message for message in found)


def test_a_protected_persons_card_tells_nothing_of_them(site: MakeSite) -> None:
    hidden = SITE["content/posts/room.yaml"] + "protect: name\n"
    made = site({**SITE, "content/posts/room.yaml": hidden})
    assert made.build(kit=True).written
    assert b"Amina" not in made.everything()
    with zipfile.ZipFile(made.output / "kit/kit-en.zip") as archive:
        assert b"Amina" not in b"".join(map(archive.read, archive.namelist()))


def test_squares_have_the_actions_colour(drawn: BuiltSite) -> None:
    for width, height in ((400, 400), (1080, 1080), (1500, 500)):
        with Image.open(drawn.output / f"kit/red-{width}x{height}.png") as picture:
            assert picture.size == (width, height)
            assert picture.convert("RGB").getcolors() == [(width * height, (0xB3, 0, 0x1B))]


def test_the_frame_is_see_through_in_the_middle_and_coloured_at_the_edge(drawn: BuiltSite) -> None:
    with Image.open(drawn.output / named(drawn, "en/red-frame.")) as picture:
        frame = picture.convert("RGBA")
    assert frame.getpixel((540, 500))[3] == 0
    assert frame.getpixel((2, 540)) == (0xB3, 0, 0x1B, 255)


def test_documents_speak_of_no_machine_and_are_tagged(drawn: BuiltSite) -> None:
    for name in kit_of(drawn):
        if name.endswith(".pdf"):
            data = (drawn.output / name).read_bytes()
            assert b"/MarkInfo" in data
            assert b"pdfuaid" in data
            assert str(drawn.root).encode() not in data


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Pages that are hard to put on a card, in Arabic and in English."""
    stream = io.BytesIO()
    Image.linear_gradient("L").resize((1600, 900)).convert("RGB").save(stream, "JPEG")
    head = "---\ntitle: {}\ndescription: {}\nimage: media/photo.jpg\nimage_alt: Grey.\n{}---\n\nWords.\n"
    made = small_site(
        tmp_path_factory.mktemp("odd") / "site",
        {
            "site.yaml": "title: {en: Keep it, ar: أبقوها}\nurl: https://library.example.org/\n"
            "languages: {en: English, ar: {name: العربية, locale: ar-SY, numerals: arab}}\n"
            "hashtags: [KeepTheLibrary]\nsources: {gazette: {title: The gazette}}\n",
            "content/index.ar.md": "---\ntitle: البداية\ndescription: صفحة واحدة.\n---\n\nكلام.\n",
            "content/media/photo.jpg": stream.getvalue(),
            "content/fire.md": "---\ntitle: 🔥🔥\ndescription: Fire.\n---\n\nWords.\n",
            "content/seen.md": head.format("Seen", "A photo.", ""),
            "content/bare.md": head.format("Bare", "The photo alone.", "card: no\n"),
            "content/figures.yaml": "- {id: signed, value: 240, unit: {en: people, ar: شخص},"
            " what: {en: have signed, ar: وقّعوا}, where: {en: Exampleton, ar: إكزامبلتون},"
            " as_of: 2026-05-01, source: gazette}\n",
        },
    )
    result = made.build(kit=True)
    assert result.written, result.problems
    return made


def head_of(made: BuiltSite, page: str) -> dict[str, str]:
    """The properties of a page's link preview."""
    lines = (line.split('"') for line in made.out(page).split("\n") if "og:" in line)
    return {parts[1]: parts[3] for parts in lines}


def test_a_card_of_emoji_has_the_campaigns_name_on_it_and_in_its_description(
    odd: BuiltSite,
) -> None:
    assert head_of(odd, "fire.html")["og:image:alt"] == "Keep it."


def test_a_pages_photo_lies_behind_its_title(odd: BuiltSite) -> None:
    address = head_of(odd, "seen.html")["og:image"]
    assert address.endswith(".jpg")
    data = (odd.output / address.removeprefix("https://library.example.org/")).read_bytes()
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == SIZES["preview"]
        assert not picture.getexif()
    assert len(data) <= 300_000


def test_card_no_leaves_the_photo_alone(odd: BuiltSite) -> None:
    assert "/media/" in head_of(odd, "bare.html")["og:image"]
    assert "/kit/en/bare-preview" not in "".join(odd.files())


def test_an_arabic_card_says_where_and_when_with_arabic_commas(odd: BuiltSite) -> None:
    with zipfile.ZipFile(odd.output / "kit/kit-ar.zip") as archive:
        texts = archive.read("texts.txt").decode("utf-8-sig")
    assert "إكزامبلتون، " in texts
    assert "·" not in texts


def test_the_same_is_drawn_in_another_folder_and_under_another_umask(
    drawn: BuiltSite, tmp_path: Path
) -> None:
    other = small_site(tmp_path / "elsewhere", SITE)
    before = os.umask(0o077)
    try:
        assert other.build(kit=True).written
    finally:
        os.umask(before)
    assert other.everything() == drawn.everything()


def test_squares_of_one_name_in_two_colours_are_told(site: MakeSite) -> None:
    actions = '- {id: Red-Now, kind: photo, title: A, tint: "#b3001b"}\n'
    actions += '- {id: red-now, kind: photo, title: B, tint: "#00561b"}\n'
    made = site({**SITE, "content/actions.yaml": actions})
    told = {problem.message for problem in made.build().problems}
    assert "two files of the site would have one address: kit/red-now-400x400.png" in told
    assert not made.output.exists()
