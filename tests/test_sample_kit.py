"""The sample's kit: counts as the reference counts, sheets that lead to the campaign, nobody hidden."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from generator import default_templates
from generator.build import Options, prepare
from generator.kit.networks import NETWORKS
from generator.render.environment import CompiledTemplates
from generator.render.share import Sharing
from generator.render.stage import Stage
from kit import reference
from sites import NOW, BuiltSite

HIDDEN = ("Latif", "latif_syr", "عبداللطيف")
LANGUAGES = {"en": "", "ar": "ar/"}


@pytest.fixture(scope="module")
def sharings(sample: BuiltSite) -> dict[str, Sharing]:
    book = prepare(sample.root, Options(sample.output, NOW, kit=False)).book
    assert book is not None
    code = CompiledTemplates(default_templates())
    languages = book.site.languages
    return {lang: Sharing(Stage(book, one, code).speech) for lang, one in languages.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("network", NETWORKS)
def test_every_message_fits_where_it_is_offered_and_is_counted_right(
    sharings: dict[str, Sharing], language: str, network: str
) -> None:
    sharing = sharings[language]
    for message in sharing.book.entries("message"):
        made = sharing.composed(message, NETWORKS[network].id)
        if network in sharing.intents.networks:
            assert not made.count.over, (message.id, made.count)
        if network == "x":
            assert made.count.used == reference.weight(made.message)
        if network == "bluesky":
            # Nothing in the sample is joined of several code points but by vowel signs.
            assert made.count.used <= len(made.message)
        if network == "sms":
            units = len(made.message.encode("utf-16-be")) // 2
            most = (70, 67) if language == "ar" else (160, 153)
            assert made.count.parts == (1 if units <= most[0] else -(-units // most[1]))


def rasterised(pdf: Path, folder: Path) -> list[Image.Image]:
    """The pages of a PDF as printers see them."""
    if not shutil.which("pdftoppm"):
        pytest.fail("no pdftoppm: apt-get install poppler-utils", pytrace=False)
    subprocess.run(["pdftoppm", "-r", "120", "-png", str(pdf), str(folder / "page")], check=True)
    return [Image.open(file).convert("L") for file in sorted(folder.glob("page*.png"))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sheet", ["poster-a4", "poster-letter", "flyer-a4", "flyer-letter"])
def test_printed_sheets_lead_to_the_campaign_and_can_be_read_aloud(
    sample: BuiltSite, tmp_path: Path, sheet: str, language: str
) -> None:
    file = sample.output / f"kit/{sheet}-{language}.pdf"
    (page,) = rasterised(file, tmp_path)
    led = {code.text for code in zxingcpp.read_barcodes(page)}
    assert led == {f"https://makefacebookred.example.org/{LANGUAGES[language]}"}
    reader = PdfReader(file)
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert str(catalogue["/Lang"]).startswith(language)
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1" in file.read_bytes()
    assert reader.metadata
    assert reader.metadata.title
    assert reader.metadata.creation_date is None
    if language == "ar":
        # Letters come out twice where they are drawn in two pieces, so the words stand beside them.
        assert alternatives(catalogue["/StructTreeRoot"])[0].startswith(
            "لوّنوا فيسبوك بالأحمر\nلوّنوا صوركم بالأحمر من أجل حلب\n"
        )


def alternatives(node: Any) -> list[str]:
    """What stands for the pictures of a document, from the outside in."""
    one = node.get_object()
    if not hasattr(one, "get"):
        return []
    below = one.get("/K", [])
    below = below if isinstance(below, list) else [below]
    own = [str(one["/Alt"])] if "/Alt" in one else []
    return own + [
        alt for each in below if hasattr(each, "get_object") for alt in alternatives(each)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_codes_lead_to_the_campaign(sample: BuiltSite, language: str) -> None:
    with Image.open(sample.output / f"kit/qr-{language}.png") as picture:
        (found,) = zxingcpp.read_barcodes(picture.convert("L"))
    assert found.text == f"https://makefacebookred.example.org/{LANGUAGES[language]}"


def test_no_card_is_too_heavy_for_messengers(sample: BuiltSite) -> None:
    cards = [p for p in (sample.output / "kit").rglob("*") if p.suffix in (".png", ".jpg")]
    assert len(cards) > 150
    assert {p.name: p.stat().st_size for p in cards if p.stat().st_size > 300_000} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_hidden_is_in_the_kit(sample: BuiltSite, language: str) -> None:
    for file in (sample.output / "kit").glob(f"*-{language}.pdf"):
        words = "".join(page.extract_text() for page in PdfReader(file).pages)
        assert [name for name in HIDDEN if name in words] == []
    with zipfile.ZipFile(sample.output / f"kit/kit-{language}.zip") as archive:
        names = archive.namelist()
        texts = b"".join(archive.read(name) for name in names if name.endswith((".txt", ".svg")))
    for name in HIDDEN:
        assert name not in "".join(names)
        assert name.encode() not in texts
    assert len([name for name in names if name.startswith("pictures/")]) > 20


def test_every_picture_of_the_pack_is_described(sample: BuiltSite) -> None:
    for language in LANGUAGES:
        with zipfile.ZipFile(sample.output / f"kit/kit-{language}.zip") as archive:
            texts = archive.read("texts.txt").decode("utf-8-sig")
            pictures = [name for name in archive.namelist() if name.startswith("pictures/")]
            for name in pictures:
                data = archive.read(name)
                assert Image.open(io.BytesIO(data)).size[0] >= 400
        assert [name for name in pictures if name not in texts] == []
