from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from generator.kit import typeset
from generator.kit.printing import Job, Made
from kit.drawing_room import drawn

PAGE = "#set page(width: 40pt, height: 30pt, margin: 0pt, fill: rgb(255, 0, 0))\n"
FONT = "#set text(font: json(bytes(sys.inputs.fonts)).ltr, fallback: false)\n"
SAID = "#json(bytes(sys.inputs.values)).words"


def one(text: str, form: str = "PNG", values: str = '{"words": "a"}', **more: str) -> Made:
    return drawn({"card.typ": PAGE + FONT + text, **more}, Job("card.typ", values, form))[0]


def problem(text: str) -> tuple[str, str, str, str]:
    (found,) = one(text).problems
    return found.code, str(found.place), found.message, found.hint


def test_a_point_is_a_pixel() -> None:
    image = Image.open(BytesIO(one("").data))
    assert image.size == (40, 30)
    assert image.convert("RGB").getpixel((20, 15)) == (255, 0, 0)


def test_words_are_never_markup() -> None:
    plain, clever = (
        one("#set page(width: 300pt)\n" + SAID, values=json.dumps({"words": words}))
        for words in ("word", "*word* #panic() $x$ = _a_ @b")
    )
    assert plain.data != clever.data
    assert not clever.problems


def test_mistakes_are_told_at_their_line() -> None:
    code, place, message, _ = problem("#let a = 1\n  #nothing")
    assert (code, place) == ("kit-template", "templates/kit/card.typ:4:4")
    assert message == "unknown variable: nothing"


def test_the_hints_of_typst_are_passed_on() -> None:
    assert "adding spaces" in problem("#let a-b = 1\n#let c = 2\n#(c-a)")[3]


def test_a_mistake_in_an_imported_file_is_told_there() -> None:
    (found,) = one('#import "parts.typ": *', **{"parts.typ": "\n#let a = (1"}).problems
    assert found.place.path == "templates/kit/parts.typ"
    assert found.place.line == 2


def test_a_font_that_is_not_there_is_a_mistake() -> None:
    code, place, message, _ = problem('#set text(font: "Comic Sans MS")\na')
    assert (code, place) == ("kit-template", "templates/kit/card.typ:3:17")
    assert message == "unknown font family: comic sans ms"


def test_nothing_outside_its_folder_is_read() -> None:
    code, _, message, _ = problem('#read("../fonts/NotoSans-Bold.ttf", encoding: none)')
    assert code == "kit-template"
    assert "root" in message


def test_packages_are_refused_before_anything_is_drawn() -> None:
    code, place, _, _ = problem('#import "@preview/cetz:0.3.0"')
    assert (code, place) == ("kit-template", "templates/kit/card.typ:3:2")


def test_what_slips_through_is_fetched_from_nobody() -> None:
    text = '" #("/*") #import "@preview/nothing-of-ours:1.0.0"; #("*/")'
    code, _, message, _ = problem(text)
    assert code == "kit-template"
    assert message.startswith("failed to download package")


def test_a_picture_has_one_page() -> None:
    assert "3 pages" in problem("a #pagebreak() b #pagebreak() c")[2]


def test_a_template_knows_whether_a_photo_will_lie_behind_it() -> None:
    text = (
        "#set page(width: 8pt, height: 8pt, margin: 0pt, "
        'fill: if sys.inputs.photo == "" { rgb(255, 0, 0) })'
    )
    stream = BytesIO()
    Image.new("RGB", (8, 8), (0, 0, 200)).save(stream, "JPEG")
    jobs = [Job("card.typ", "{}", "PNG", photo) for photo in (b"", stream.getvalue())]
    plain, over = drawn({"card.typ": text}, *jobs)
    assert Image.open(BytesIO(plain.data)).convert("RGB").getpixel((4, 4)) == (255, 0, 0)
    assert Image.open(BytesIO(over.data)).convert("RGB").getpixel((4, 4))[2] > 190


def test_how_texts_fit_is_told() -> None:
    made = one('#metadata((name: "text", size: 12, excess: 1.5)) <fit>')
    assert [(fit.name, fit.size, fit.excess) for fit in made.fits] == [("text", 12, 1.5)]


def test_a_document_is_for_everybody_and_tells_of_no_machine() -> None:
    text = '#set document(title: "A title", date: none)\n#set text(lang: "ar", dir: rtl)\nسلام'
    first, second = (one(text, "PDF") for _ in range(2))
    assert first.data == second.data
    reader = PdfReader(BytesIO(first.data))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "ar"
    assert reader.metadata == {"/Title": "A title", "/Creator": reader.metadata.creator}
    xmp = reader.trailer["/Root"]["/Metadata"].get_data()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert b"Date>" not in xmp


def test_a_document_without_words_for_a_picture_is_refused() -> None:
    svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"
    text = f'#set document(title: "A")\n#image(bytes("{svg}"), format: "svg")'
    assert one(text, "PDF").problems[0].code == "kit-template"


def test_loading_asks_nobody_and_starts_no_threads() -> None:
    script = (
        "import threading, os\n"
        "from generator.kit import typeset\n"
        "assert typeset.available()\n"
        "assert typeset.version().startswith('0.15')\n"
        "import sys\n"
        "print(len(os.listdir('/proc/self/task')) if sys.platform == 'linux' else 1)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "1\n"), done.stderr


@pytest.mark.parametrize("error", [ImportError, OSError])
def test_without_typst_nothing_is_available(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def broken(name: str) -> None:
        raise error("libtypst: cannot open shared object file")

    monkeypatch.setattr(typeset.importlib, "import_module", broken)
    typeset.available.cache_clear()
    try:
        assert not typeset.available()
    finally:
        typeset.available.cache_clear()
