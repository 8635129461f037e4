from __future__ import annotations

import zxingcpp
from PIL import Image

from conftest import MakeSite


def test_the_code_stands_above_the_address_in_words(site: MakeSite) -> None:
    drawn = site({"site.yaml": "title: Keep it\nurl: https://library.example.org/\n"})
    drawn.build()
    with Image.open(drawn.output / "kit/qr-en.png") as picture:
        code = picture.convert("L")
    (found,) = zxingcpp.read_barcodes(code)
    assert found.text == "https://library.example.org/"
    assert code.height > code.width
    below = code.crop((0, code.width, code.width, code.height))
    assert below.getextrema() == (0, 255)
    assert code.crop((0, 0, code.width // 30, code.height)).getextrema() == (255, 255)


def test_words_that_need_joining_are_left_out(site: MakeSite) -> None:
    made = site({"site.yaml": "title: Keep it\nurl: https://library.example.org/مكتبة/\n"})
    made.build()
    with Image.open(made.output / "kit/qr-en.png") as picture:
        code = picture.convert("L")
    assert code.height == code.width
    (found,) = zxingcpp.read_barcodes(code)
    assert found.text.startswith("https://library.example.org/")
