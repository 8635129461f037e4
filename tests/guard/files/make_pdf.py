"""Prints names.pdf anew with a Chromium: `python tests/guard/files/make_pdf.py [CHROMIUM]`.

The tests read the file that it made once, so that they need no browser.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from pypdf import PdfReader, PdfWriter

HERE = Path(__file__).resolve().parent
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer")
# Names as people.py has them; the title of a page is the title in the PDF's own description.
PAGE = """<!doctype html><meta charset="utf-8"><title>Poster for Sinéad Samplaigh</title>
<style>b { letter-spacing: 0.4em }</style>
<p>It was Lucía Muestrarez who said so, on a street without lamps.</p>
<p lang="ar" dir="rtl">قالت رندة التخيّلوي إن الشارع بلا مصابيح.</p>
<p lang="ru">Так сказал Фёдор Придумкин.</p>
<p><b>Gülşen Denemecioğlu</b></p>
<p><a href="https://example.org/@joana.izmisleva">A link</a></p>
"""


def main(chromium: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page, printed = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(PAGE, "utf-8")
        target = (f"--user-data-dir={folder}/profile", f"--print-to-pdf={printed}", page.as_uri())
        subprocess.run([chromium, *FLAGS, *target], check=True, capture_output=True)
        writer = PdfWriter(clone_from=PdfReader(printed))
        # Day, time and program are of no use to the tests.
        writer.metadata = {"/Title": "Poster for Sinéad Samplaigh"}
        with (HERE / "names.pdf").open("wb") as file:
            writer.write(file)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "chromium")
