"""The pack's plain texts: they name what is in the zip, and nothing else."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from conftest import MakeSite
from sites import BuiltSite, small_site

NETWORKS = "share: {networks: [whatsapp, x, reddit]}\n"
SITE = {
    "site.yaml": "title: Keep the library\nurl: https://library.example.org/\n"
    "hashtags: [KeepTheLibrary]\nsources: {gazette: {title: The gazette of Exampleton}}\n"
    + NETWORKS,
    "content/figures.yaml": "- {id: signed, value: {more_than: 240}, unit: people,"
    " what: have signed, as_of: 2026-05-01, source: gazette}\n",
    "content/share.yaml": "- {id: read, text: We read here., page: index,"
    " picture: media/door.png, picture_alt: An open door.}\n",
    "content/posts/room.yaml": "network: x\nauthor: {name: Amina Example}\nposted: 2026-04-30\n"
    "lang: en\ntext: I learnt to read in that room.\nconsent: {status: given}\nsource: gazette\n",
}


def door() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (640, 480), "#335577").save(stream, "PNG")
    return stream.getvalue()


def packed(made: BuiltSite) -> tuple[set[str], str, str]:
    """The names in a pack, its texts, and what it says of itself."""
    with zipfile.ZipFile(made.output / "kit/kit-en.zip") as archive:
        names = set(archive.namelist())
        texts, readme = (
            archive.read(name).decode("utf-8-sig").replace("\r\n", "\n") if name in names else ""
            for name in ("texts.txt", "README.txt")
        )
        return names, texts, readme


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], str, str]:
    root = tmp_path_factory.mktemp("full") / "site"
    made = small_site(root, {**SITE, "content/media/door.png": door()})
    assert made.build(kit=True).written, made.problems
    return packed(made)


def test_every_picture_is_named_and_described(full: tuple[set[str], str, str]) -> None:
    names, texts, _ = full
    pictures = {name for name in names if name.startswith("pictures/")}
    assert {line for line in texts.split("\n") if line.startswith("pictures/")} == pictures
    (own,) = (name for name in pictures if name.startswith("pictures/message-read."))
    assert f"{own}\nDescription: An open door.\n" in texts


def test_the_sample_names_every_picture(sample: BuiltSite) -> None:
    for code in ("en", "ar"):
        with zipfile.ZipFile(sample.output / f"kit/kit-{code}.zip") as archive:
            pictures = {name for name in archive.namelist() if name.startswith("pictures/")}
            texts = archive.read("texts.txt").decode().split("\r\n")
        assert len(pictures) > 9
        assert pictures == {line for line in texts if line.startswith("pictures/")}


def test_who_takes_a_title_gets_no_message(full: tuple[set[str], str, str]) -> None:
    _, texts, _ = full
    message = "We read here.\n#KeepTheLibrary\nhttps://library.example.org/"
    titled = "Keep the library\nhttps://library.example.org/"
    assert f"For WhatsApp and X:\n\n{message}\n\nFor Reddit:\n\n{titled}\n\n" in texts


def test_no_two_lines_are_empty(full: tuple[set[str], str, str]) -> None:
    for text in full[1:]:
        assert "\n\n\n" not in text
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


def listed(readme: str) -> set[str]:
    """The files that the readme speaks of."""
    lines = (line for line in readme.split("\n") if line and " " not in line)
    return {line for line in lines if Path(line).suffix or line.endswith("/")}


def test_the_readme_lists_what_is_there(full: tuple[set[str], str, str]) -> None:
    names, _, readme = full
    there = {name for name in names if "/" not in name} - {"README.txt"} | {"pictures/"}
    assert listed(readme) == there
    assert "the strips at the foot" in readme


def test_what_is_not_there_is_not_listed(site: MakeSite) -> None:
    bare = {"site.yaml": "title: Keep the library\n" + NETWORKS}
    made = site(bare)
    assert made.build(kit=True).written
    names, _, readme = packed(made)
    assert not {"texts.txt", "pictures/"} & listed(readme)
    assert "texts.txt" not in names
    assert not made.exists("kit/texts-en.txt")
    assert listed(readme) <= names
    assert "poster-a4-en.pdf" in listed(readme)
    assert "strips" not in readme
    words = site({**bare, "content/share.yaml": "- {id: read, text: We read here.}\n"})
    words.build(kit=True)
    assert {"texts.txt", "pictures/"} <= listed(packed(words)[2])


def test_what_pictures_show_reads_right_in_arabic(site: MakeSite) -> None:
    made = site(
        SITE
        | {
            "site.yaml": "title: {en: Library, ar: المكتبة}\nurl: https://library.example.org/\n"
            "languages: {en: {name: English}, ar: {name: العربية}}\n"
            "sources: {gazette: {title: The gazette of Exampleton}}\n",
            "content/share.yaml": "- {id: read, text: {en: We read., ar: نقرأ مع @reader.},"
            " picture: media/door.png, picture_alt: {en: A door., ar: 'باب كتبت عليه @amina،"
            " من https://library.example.org/ هنا.'}}\n",
            "content/index.ar.md": "---\ntitle: الرئيسية\ndescription: نقرأ هنا.\n---\n\nنقرأ.\n",
            "content/media/door.png": door(),
        }
    )
    assert made.build(kit=True).written, made.problems
    with zipfile.ZipFile(made.output / "kit/kit-ar.zip") as archive:
        texts = archive.read("texts.txt").decode()
    assert "\u2066@amina\u2069،" in texts
    assert "نقرأ مع @reader." in texts, "messages are copied as they are"
    assert " https://library.example.org/ هنا." in texts, "addresses end where they end"


def test_without_networks_the_messages_stay(site: MakeSite) -> None:
    made = site(
        {
            **SITE,
            "site.yaml": SITE["site.yaml"].replace(NETWORKS, "share: {networks: []}\n"),
            "content/media/door.png": door(),
        }
    )
    assert made.build(kit=True).written, made.problems
    _, texts, _ = packed(made)
    assert "\n\nWe read here.\n#KeepTheLibrary\nhttps://library.example.org/\n\n" in texts
