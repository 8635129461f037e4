from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import default_templates
from generator.kit.fonts import digest, families, load_fonts
from generator.kit.glyphs import missing

THEME = default_templates()
SHIPPED, _ = load_fonts([THEME])
ALEF = "\N{ARABIC LETTER ALEF}"


def own(root: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        file = root / "kit" / "fonts" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return root


def test_the_shipped_fonts_are_two_families_in_two_weights() -> None:
    assert families(SHIPPED) == ["Noto Sans", "Noto Sans Arabic"]
    assert families(SHIPPED, ALEF) == ["Noto Sans Arabic", "Noto Sans"]
    assert len(SHIPPED) == 4
    assert sum(font.file.stat().st_size for font in SHIPPED) < 720_000


@pytest.mark.parametrize(
    "text",
    [
        "Łódź, ÅÄÖ ß ẞ ğ ı ő ș ț “quoted” – … · € №",
        "Được Nguyễn ở Việt Nam",
        "Ελληνικά Ά ΐ",
        "Українська ґ є ї, Қазақша ә ң ө",
        "لوّنوا صوركم بالأحمر، «العربية» ٠١٢٣٤٥٦٧٨٩ ؟؛٪",
        "فارسی: گچ پژ ۰۱۲۳۴۵۶۷۸۹ می‌خواهم",
        "اردو: ٹ ڈ ڑ ں ے ہ، کوردی: ڕ ڵ ۆ ێ ە",
        "\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069\u202f\u00a0",
    ],
)
def test_the_shipped_fonts_hold_the_letters_of_many_languages(text: str) -> None:
    assert missing(text, [font.face for font in SHIPPED]) == ""


def test_controls_of_direction_have_glyphs_of_their_own() -> None:
    codes = {*range(0x200C, 0x2010), *range(0x2066, 0x206A)}
    assert codes <= SHIPPED[0].face.characters | SHIPPED[2].face.characters


def test_the_licence_and_its_owners_lie_beside_the_fonts() -> None:
    text = (THEME / "kit/fonts/OFL.txt").read_text("utf-8")
    assert "notofonts/latin-greek-cyrillic" in text
    assert "notofonts/arabic" in text
    assert "SIL OPEN FONT LICENSE Version 1.1" in text


def test_fonts_of_the_site_go_first(tmp_path: Path) -> None:
    arabic = (THEME / "kit/fonts/NotoSansArabic-Bold.ttf").read_bytes()
    fonts, problems = load_fonts([own(tmp_path, {"Ours.ttf": arabic}), THEME])
    assert not problems
    assert fonts[0].file.name == "Ours.ttf"
    assert families(fonts) == ["Noto Sans Arabic", "Noto Sans"]
    assert digest(fonts) != digest(SHIPPED)


def test_a_font_takes_the_place_of_one_with_its_name(tmp_path: Path) -> None:
    site = own(tmp_path, {})
    (site / "kit/fonts").mkdir(parents=True)
    shutil.copy(THEME / "kit/fonts/NotoSans-Bold.ttf", site / "kit/fonts/NotoSans-Regular.ttf")
    fonts, _ = load_fonts([site, THEME])
    assert [font.file.name for font in fonts].count("NotoSans-Regular.ttf") == 1
    assert len(fonts) == 4


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("Web.woff2", b"wOF2", "'Web.woff2' is a web font"),
        ("All.ttc", b"ttcf", "'All.ttc' is a collection of fonts"),
        ("Page.ttf", b"<!doctype html>", "it is neither TrueType nor OpenType"),
        ("Cut.ttf", b"\0\1\0\0\0\x0f", "it is damaged or cut off"),
        ("Empty.otf", b"OTTO\0\0", "it lacks the table 'name'"),
    ],
)
def test_what_cannot_be_used_is_a_problem(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    fonts, problems = load_fonts([own(tmp_path, {name: data}), THEME])
    assert [problem.code for problem in problems] == ["kit-font"]
    assert said in problems[0].message
    assert problems[0].place.path == f"templates/kit/fonts/{name}"
    assert fonts == SHIPPED
