"""Ways in which a text lies inside a file: archives, pictures, PDF, data in text; and closed files."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable
from urllib.parse import quote

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter

from guard.people import picture

# ------------------------------------------------------------------ archives


def zipped(
    name: str, data: bytes, comment: bytes = b"", method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr(name, data)
        archive.comment = comment
    return file.getvalue()


def remarked(text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        member = zipfile.ZipInfo("a.txt")
        member.comment = text.encode()
        archive.writestr(member, "nothing")
    return file.getvalue()


# ------------------------------------------------------------------ pictures


def png(**chunks: bytes) -> bytes:
    """A picture with chunks of its own behind its header."""
    made = picture(7)
    head = made[: 8 + 25]
    extra = b"".join(
        struct.pack(">I", len(data))
        + name.encode()
        + data
        + struct.pack(">I", zlib.crc32(name.encode() + data))
        for name, data in chunks.items()
    )
    return head + extra + made[8 + 25 :]


def png_text(text: str, *, compressed: bool) -> bytes:
    info = PngInfo()
    info.add_itxt("Author", text, zip=compressed)
    file = io.BytesIO()
    Image.new("RGB", (2, 2)).save(file, "PNG", pnginfo=info)
    return file.getvalue()


def exif(text: str, tag: int = 0x013B) -> bytes:
    found = Image.Exif()
    # What Windows writes (0x9C9D) is two-byte text.
    found[tag] = text.encode("utf-16-le") if tag == 0x9C9D else text.encode()
    return found.tobytes()


def saved(form: str, **options: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (16, 16), (200, 0, 0)).save(file, form, **options)
    return file.getvalue()


def xmp(text: str) -> bytes:
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>{text}</a></x:xmpmeta>'.encode()


def segment(data: bytes) -> bytes:
    made = saved("JPEG")
    return made[:2] + b"\xff\xfe" + struct.pack(">H", len(data) + 2) + data + made[2:]


# ------------------------------------------------------------------ text


def calendar(text: str) -> bytes:
    line = f"SUMMARY:{text}".encode()
    # Lines are folded by bytes, in the middle of letters if need be (RFC 5545, 3.1).
    parts = [line[n : n + 11] for n in range(0, len(line), 11)]
    return b"BEGIN:VEVENT\r\n" + b"\r\n ".join(parts) + b"\r\nEND:VEVENT\r\n"


def single_letters(text: str) -> bytes:
    letters = "".join(f"<tspan x='1'>{char}</tspan>" for char in text)
    return f"<svg><text>{letters}</text></svg>".encode()


def in_attribute(text: str) -> bytes:
    value = json.dumps(text).replace('"', "&quot;")
    return f'<p data-a="{value}"></p>'.encode()


def script_escapes(text: str) -> bytes:
    letters = "".join(f"\\u{{{ord(char):x}}}" for char in text)
    return f'var a = "{letters}";'.encode()


def data_address(text: str) -> bytes:
    inner = base64.b64encode(f"<svg><title>{text}</title></svg>".encode()).decode()
    return f'<img alt="" src="data:image/svg+xml;charset=utf-8;base64,{inner}">'.encode()


def described(text: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": text})
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def attached(text: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("a.txt", text.encode())
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


WRAPPINGS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "a zip": ("kit.zip", lambda t: zipped("a.txt", t.encode())),
    "a stored zip": ("kit.zip", lambda t: zipped("a.txt", t.encode(), method=zipfile.ZIP_STORED)),
    "a zip in a zip": ("kit.zip", lambda t: zipped("b.zip", zipped("a.txt", t.encode()))),
    "the name of a member": ("kit.zip", lambda t: zipped(f"{t}.txt", b"nothing")),
    "the comment of a member": ("kit.zip", remarked),
    "the comment of a zip": ("kit.zip", lambda t: zipped("a.txt", b"nothing", t.encode())),
    "a page in a zip": (
        "kit.zip",
        lambda t: zipped("a.html", f"<p>{t}".replace("r", "<b>r</b>").encode()),
    ),
    "a calendar in a zip": ("kit.zip", lambda t: zipped("a.ics", calendar(t))),
    "a zip by another name": ("kit.bin", lambda t: zipped("a.txt", t.encode())),
    "gzip": ("a.svgz", lambda t: gzip.compress(f"<svg><title>{t}</title></svg>".encode())),
    "gzip in gzip": ("a.gz", lambda t: gzip.compress(gzip.compress(t.encode()))),
    "bzip2": ("a.bz2", lambda t: bz2.compress(t.encode())),
    "xz": ("a.xz", lambda t: lzma.compress(t.encode())),
    "tEXt": ("a.png", lambda t: png(tEXt=b"Author\0" + t.encode())),
    "zTXt": ("a.png", lambda t: png(zTXt=b"Author\0\0" + zlib.compress(t.encode()))),
    "iTXt": ("a.png", lambda t: png_text(t, compressed=False)),
    "iTXt, compressed": ("a.png", lambda t: png_text(t, compressed=True)),
    "eXIf": ("a.png", lambda t: png(eXIf=exif(t)[6:])),
    "eXIf of two bytes": ("a.png", lambda t: png(eXIf=exif(t, 0x9C9D)[6:])),
    "behind a PNG": ("a.png", lambda t: png() + t.encode()),
    "a comment in a JPEG": ("a.jpg", lambda t: segment(t.encode())),
    "EXIF in a JPEG": ("a.jpg", lambda t: saved("JPEG", exif=exif(t))),
    "EXIF of two bytes in a JPEG": ("a.jpg", lambda t: saved("JPEG", exif=exif(t, 0x9C9D))),
    "XMP in a JPEG": ("a.jpg", lambda t: saved("JPEG", xmp=xmp(t))),
    "behind a JPEG": ("a.jpg", lambda t: saved("JPEG") + t.encode()),
    "EXIF in a WebP": ("a.webp", lambda t: saved("WEBP", exif=exif(t))),
    "XMP in a WebP": ("a.webp", lambda t: saved("WEBP", xmp=xmp(t))),
    "a comment in a GIF": ("a.gif", lambda t: saved("GIF", comment=t.encode())),
    "a picture by another name": ("a.bin", lambda t: segment(t.encode())),
    "SVG": ("a.svg", lambda t: f"<svg><text>{t}</text></svg>".encode()),
    "the title of an SVG": ("a.svg", lambda t: f"<svg><title>{t}</title></svg>".encode()),
    "letters of an SVG": ("a.svg", single_letters),
    "JSON": ("a.json", lambda t: json.dumps({"a": [t]}).encode()),
    "a key of JSON": ("a.json", lambda t: json.dumps({t: 1}).encode()),
    "JSON in JSON": ("a.json", lambda t: json.dumps(json.dumps([t])).encode()),
    "JSON in an attribute": ("a.html", in_attribute),
    "a script": ("a.js", script_escapes),
    "CSV": ("a.csv", lambda t: f'1,"{t}"\r\n'.encode()),
    "a calendar": ("a.ics", calendar),
    "a feed": (
        "a.xml",
        lambda t: f"<a>&lt;p&gt;{t.replace('r', '&lt;b&gt;r&lt;/b&gt;')}</a>".encode(),
    ),
    "a data address": ("a.html", data_address),
    "an address": (
        "a.html",
        lambda t: f'<a href="https://example.org/?q={quote(t)}">a</a>'.encode(),
    ),
    "UTF-16": ("a.txt", lambda t: t.encode("utf-16")),
    "UTF-16 from the big end": ("a.txt", lambda t: b"\xfe\xff" + t.encode("utf-16-be")),
    "UTF-16 without a mark": ("a.txt", lambda t: t.encode("utf-16-le")),
    "UTF-16 among bytes": ("a.bin", lambda t: b"\x00\x9f\x01" + t.encode("utf-16-le") + b"\xff"),
    "the description of a PDF": ("a.pdf", described),
    "a file in a PDF": ("a.pdf", attached),
    "a PDF in a zip": ("a.zip", lambda t: zipped("a.pdf", described(t))),
}


# ------------------------------------------------------------------ what cannot be searched


def locked_zip() -> bytes:
    """A zip whose member says of itself that it is locked (flag 1 of both of its headers)."""
    data = bytearray(zipped("a.txt", b"nothing"))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def locked_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


CLOSED: dict[str, tuple[str, bytes]] = {
    "a locked zip": ("a.zip", locked_zip()),
    "a locked zip in a zip": ("a.zip", zipped("b.zip", locked_zip())),
    "a broken zip": ("a.zip", zipped("a.txt", b"nothing" * 50)[:60]),
    "broken gzip": ("a.gz", gzip.compress(b"nothing" * 50)[:20]),
    "a broken picture": ("a.png", picture(1)[:60]),
    "a locked PDF": ("a.pdf", locked_pdf()),
    "a broken PDF": ("a.pdf", b"%PDF-1.7\nnothing"),
    "7z": ("a.7z", b"7z\xbc\xaf\x27\x1c\0\x04"),
    "RAR": ("a.rar", b"Rar!\x1a\x07\x01\0"),
}
