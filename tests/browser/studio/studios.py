"""A small site with a photo studio, photos to put into it, and what comes out."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect

from sites import BuiltSite, small_site

from ..server import serving
from ..visits import WATCH

TINT = (0xB3, 0x00, 0x1B)
WHITE, BLUE, GREEN, BLACK = (255, 255, 255), (0, 0, 255), (0, 160, 0), (0, 0, 0)

_PARTS = ("/assets/", "/media/")

_PAGE = "---\ntitle: {0}\ndescription: {0}.\n---\n\n::: photo\n"


def studio_site(root: Path) -> BuiltSite:
    """A page with a studio in two languages, with a frame of the campaign's own."""
    site = small_site(
        root,
        {
            "site.yaml": "title: {en: Small, ar: صغيرة}\nurl: https://campaign.example.org/\n"
            "languages: {en: {name: English}, ar: {name: العربية, locale: ar-SY}}\n"
            "hashtags: {en: [TurnItRed], ar: [حلب_تحترق]}\n"
            "colours: {accent: '#b3001b'}\n",
            "content/index.md": _PAGE.format("Studio") + "\n![A green frame](media/frame.png)\n",
            "content/index.ar.md": _PAGE.format("استوديو"),
            "content/actions.yaml": "- id: turn-red\n  kind: photo\n"
            "  title: {en: Turn red, ar: لوّنوا صوركم}\n  frame: media/frame.png\n",
            "content/media/frame.png": frame(),
        },
    )
    site.build()
    return site


def frame() -> bytes:
    """A green border round nothing."""
    image = Image.new("RGBA", (540, 540), (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((0, 0, 539, 539), outline=(*GREEN, 255), width=40)
    return _bytes(image, "PNG")


def phone_photo(width: int = 8000, height: int = 6000) -> bytes:
    """A JPEG as phones save it: lying, with a note to turn it, and the place where it was taken.

    Upright, its corners are green, white, black, blue, row by row.
    """
    image = Image.new("RGB", (width, height), WHITE)
    draw = ImageDraw.Draw(image)
    draw.rectangle((width // 2, 0, width, height // 2), fill=BLUE)
    draw.rectangle((0, height // 2, width // 2, height), fill=GREEN)
    draw.rectangle((width // 2, height // 2, width, height), fill=BLACK)
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "A maker"
    exif.get_ifd(0x8825).update({1: "N", 2: (36.0, 12.0, 0.0), 3: "E", 4: (37.0, 9.0, 0.0)})
    return _bytes(image, "JPEG", quality=80, exif=exif, comment=b"a secret comment")


def _bytes(image: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


# Hands a file, or no more than an address, to the page as the clipboard or a mouse would.
HAND_OVER = """([kind, name, mime, text]) => {
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const given = new DataTransfer();
  if (name) given.items.add(new File([bytes], name, { type: mime }));
  else given.setData("text/uri-list", "https://elsewhere.example.org/a.png");
  const options = { bubbles: true, cancelable: true };
  const target = document.querySelector(kind === "paste" ? "body" : "form.studio canvas");
  return !target.dispatchEvent(kind === "paste"
    ? new ClipboardEvent(kind, { ...options, clipboardData: given })
    : new DragEvent(kind, { ...options, dataTransfer: given }));
}"""


@dataclass
class Studio:
    """A page with a studio: what was said on its console, and asked of anybody since it stood."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def strangers(self) -> list[str]:
        """Whom the page asked besides its own files, which may still be on their way."""
        home = self.page.url.rpartition("/")[0].removesuffix("/ar")
        own = ("blob:", *(home + part for part in _PARTS))
        return [address for address in self.asked if not address.startswith(own)]

    def choose(self, name: str, data: bytes, mime: str = "image/jpeg") -> None:
        """Put a photo in, and wait for what is said about it."""
        file = {"name": name, "mimeType": mime, "buffer": data}
        self.page.set_input_files("input[type=file]", file)
        self.settled()

    def settled(self) -> None:
        """Wait until something has been said that is no 'please wait'."""
        self.page.wait_for_function(
            "() => { const form = document.querySelector('form.studio');"
            " const said = form.querySelector('[role=status]').textContent;"
            " return said && said !== form.dataset.opening; }"
        )

    def says(self, words: str) -> None:
        """Wait until these words are said; fail if they never are."""
        assert words
        expect(self.page.locator("form.studio [role=status]")).to_have_text(words)

    def word(self, name: str) -> str:
        """One of the words that the studio may say."""
        return self.page.locator("form.studio").get_attribute(f"data-{name}") or ""

    def slide(self, name: str, value: int) -> None:
        """Move a slider, as an assistive tool does."""
        self.page.locator(f"[name={name}]").fill(str(value))

    def value(self, name: str) -> int:
        return int(self.page.locator(f"[name={name}]").input_value())

    def plain(self) -> None:
        """Choose the colour alone, for which no photo is needed."""
        self.page.locator("[value=plain]").check()

    def words_off(self) -> None:
        self.page.locator("[name=ringed]").uncheck()

    def saved(self, size: str = "1080 1080") -> tuple[str, bytes]:
        """The name and bytes of the file that a button saves."""
        button = self.page.locator(f"[data-save='{size}']")
        with self.page.expect_download() as started:
            button.evaluate("button => button.click()")
        return started.value.suggested_filename, Path(started.value.path()).read_bytes()


@contextmanager
def opened_studio(
    browser: Browser, url: str, before: str = "", **options: object
) -> Iterator[Studio]:
    """A studio in a page of its own; that all was silent and nobody asked is checked at the end."""
    context = browser.new_context(accept_downloads=True, **options)
    try:
        studio = Studio(context.new_page())
        page = studio.page
        page.add_init_script(WATCH + before)
        page.on("console", lambda message: studio.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: studio.said.append(str(error)))
        page.goto(url, wait_until="load")
        page.on("request", lambda request: studio.asked.append(request.url))
        yield studio
        assert studio.said == [], studio.said
        assert studio.strangers == [], studio.strangers
        assert not any("?" in address for address in studio.asked), studio.asked
    finally:
        context.close()


@contextmanager
def place_of(site: BuiltSite, kind: str) -> Iterator[str]:
    """Where a site's pages stand: on a host, or in a folder."""
    if kind == "folder":
        yield f"{site.output.as_uri()}/"
        return
    with serving(site.output) as host:
        yield host.url
        assert [path for path, status in host.asked if status != 200] == []


def metadata(data: bytes, folder: Path) -> dict[str, str]:
    """What exiftool finds in a picture besides its own facts about the file and its pixels."""
    if not shutil.which("exiftool"):
        pytest.fail("no exiftool: apt-get install libimage-exiftool-perl", pytrace=False)
    file = folder / "picture"
    file.write_bytes(data)
    told = subprocess.run(
        ["exiftool", "-json", "-G0", "-a", "-u", "-ee", str(file)], capture_output=True, check=True
    )
    plain = ("SourceFile", "ExifTool:", "File:", "Composite:", "JFIF:")
    (found,) = json.loads(told.stdout)
    header = {"PNG:ImageWidth", "PNG:ImageHeight", "PNG:BitDepth", "PNG:ColorType"}
    header |= {"PNG:Compression", "PNG:Filter", "PNG:Interlace", "PNG:SRGBRendering"}
    kept = {tag: value for tag, value in found.items() if not tag.startswith(plain)}
    if "File:Comment" in found:
        kept["File:Comment"] = found["File:Comment"]
    return {tag: value for tag, value in kept.items() if tag not in header}


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def colour(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place, given in parts of the picture."""
    return image.getpixel((round(x * (image.width - 1)), round(y * (image.height - 1))))


def near(one: tuple[int, ...], other: tuple[int, ...], most: int = 12) -> bool:
    return all(abs(a - b) <= most for a, b in zip(one, other, strict=True))


def quarters(image: Image.Image) -> list[str]:
    """The names of the colours in the middle of the four quarters, row by row."""
    names = {"white": WHITE, "blue": BLUE, "green": GREEN, "black": BLACK}
    places = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)]
    found = [colour(image, *place) for place in places]
    return [next((n for n, c in names.items() if near(c, one)), str(one)) for one in found]
