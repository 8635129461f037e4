"""Looks for hidden values in a finished site, with not a line of the code that is to keep them out.

Whatever a file is, its texts are taken out with other people's readers: html5lib, ElementTree,
json, csv, zipfile, pypdf, exiftool. Each is searched in three Unicode forms, and the bytes as well.
"""

from __future__ import annotations

import base64
import csv
import gzip
import io
import json
import re
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta, timezone
from functools import cache
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import html5lib
from PIL import Image
from pypdf import PdfReader

RUN = 7
# Shorter ones stand by chance inside other words, and in the bytes of every picture.
SURE = 6

_PICTURES = (".png", ".jpg", ".webp", ".avif", ".gif")

Secret = tuple[str, str]


class Found(NamedTuple):
    """A hidden value's field, the form of it that was found, and the file that holds it."""

    field: str
    form: str
    path: str


# ------------------------------------------------------------------ what is looked for


def _handle(value: str) -> Iterator[str]:
    bare = value.lstrip("@")
    yield from (value, bare, bare.split("@")[0], bare.removesuffix(".bsky.social"))


def _address(value: str) -> Iterator[str]:
    yield from (value, value.partition("//")[2], unquote(value))
    yield urlsplit(value).path.rstrip("/").rpartition("/")[2]


def _copy(value: str) -> Iterator[str]:
    yield from (value, value.partition("//")[2])
    yield from re.findall(r"/(\d{14})/", value)


def _second(value: str) -> Iterator[str]:
    moment = datetime.fromisoformat(value)
    yield str(int(moment.timestamp()))
    for hours in (0, 2, 3):
        there = moment.astimezone(timezone(timedelta(hours=hours)))
        for form in ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y%m%dT%H%M%S", "%Y%m%d%H%M%S"):
            yield there.strftime(form)
        yield there.strftime("%H:%M:%S")


def _name(value: str) -> Iterator[str]:
    spellings = [part.strip() for part in re.split(r"[()]", value) if part.strip()]
    yield from (value, *spellings)
    for spelling in spellings:
        words = spelling.split()
        yield from (*words, "_".join(words), "-".join(words), "".join(words), " ".join(words[::-1]))


def _file(value: str) -> Iterator[str]:
    yield from (value, PurePosixPath(value).stem)


def _wording(value: str) -> Iterator[str]:
    yield from _runs(value)


FORMS: dict[str, Callable[[str], Iterable[str]]] = {
    "handle": _handle,
    "url": _address,
    "archive": _copy,
    "captured": _file,
    "posted": _second,
    "name": _name,
    "text": _wording,
    "translation": _wording,
    "media": _file,
}
_BY_WORDS = ("text", "translation")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _runs(text: str) -> Iterator[str]:
    words = _words(text)
    return (" ".join(words[n : n + RUN]) for n in range(max(1, len(words) - RUN + 1)))


def _unicode_forms(text: str) -> set[str]:
    """Three Unicode forms without case; folding case can undo the form, so it is made again."""
    return {
        unicodedata.normalize(form, unicodedata.normalize(form, text).casefold())
        for form in ("NFC", "NFD", "NFKC")
    }


# ------------------------------------------------------------------ what is looked through


def _html(text: str) -> Iterator[str]:
    page = html5lib.parse(text, treebuilder="etree", namespaceHTMLElements=False)
    yield _lines_joined("".join(page.itertext()))
    for node in page.iter():
        if not isinstance(node.tag, str):
            yield node.text or ""
            continue
        for value in node.attrib.values():
            yield from (value, unescape(value), unquote(value))
            yield from _data_address(value)
        if node.tag == "script" and (node.text or "").lstrip().startswith(("{", "[")):
            yield from _json(node.text or "")


def _xml(text: str) -> Iterator[str]:
    root = ElementTree.fromstring(text)
    yield _lines_joined("".join(root.itertext()))
    for node in root.iter():
        yield from _string(node.text or "")
        for value in node.attrib.values():
            yield from (value, unquote(value))
            yield from _data_address(value)


def _json(text: str) -> Iterator[str]:
    def walk(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield key
                yield from walk(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner)
        elif isinstance(value, str):
            yield from _string(value)
        else:
            yield str(value)

    yield from walk(json.loads(text))


def _string(value: str) -> Iterator[str]:
    """A text inside another file, which may be HTML itself."""
    yield from (value, unquote(value))
    if "<" in value:
        yield from _html(value)


def _csv(text: str) -> Iterator[str]:
    for row in csv.reader(io.StringIO(text)):
        yield "\n".join(row)


def _calendar(text: str) -> Iterator[str]:
    yield re.sub(r"\r?\n[ \t]", "", text).replace("\\n", " ").replace("\\", "")


def _script(text: str) -> Iterator[str]:
    yield re.sub(r"\\u\{?([0-9a-fA-F]{4,6})\}?", lambda m: chr(int(m[1], 16)), text)
    yield re.sub(r"\\([0-9a-fA-F]{2,6}) ?", lambda m: chr(int(m[1], 16) % 0x110000), text)
    yield from _data_address(text)


def _data_address(value: str) -> Iterator[str]:
    for kind, payload in re.findall(r"data:([\w/+.-]*)[^,]*;base64,([A-Za-z0-9+/=]+)", value):
        yield from texts(f"inside.{kind.rpartition('/')[2]}", base64.b64decode(payload))


_READERS: dict[str, Callable[[str], Iterator[str]]] = {
    ".html": _html,
    ".xml": _xml,
    ".svg": _xml,
    ".svg+xml": _xml,
    ".json": _json,
    ".webmanifest": _json,
    ".csv": _csv,
    ".ics": _calendar,
    ".js": _script,
    ".css": _script,
}


def _zip(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield archive.comment.decode("utf-8", "replace")
        for member in archive.infolist():
            yield member.comment.decode("utf-8", "replace")
            yield from texts(member.filename, archive.read(member))


def _pdf(data: bytes) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(data))
    yield from (str(value) for value in (reader.metadata or {}).values())
    yield from (_lines_joined(page.extract_text()) for page in reader.pages)


_OPENERS: dict[bytes, Callable[[bytes], Iterator[str]]] = {
    b"PK": _zip,
    b"%PDF": _pdf,
    b"\x1f\x8b": lambda data: texts("inside", gzip.decompress(data)),
}


def _lines_joined(text: str) -> str:
    return " ".join(text.split())


def texts(path: str, data: bytes) -> Iterator[str]:
    """The texts of a file, its name included; what a picture's metadata say is not among them."""
    yield from (path, unquote(path))
    for signature, open_file in _OPENERS.items():
        if data.startswith(signature):
            yield from open_file(data)
            return
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    yield from map(_lines_joined, (text, unquote(text), unescape(text)))
    read = _READERS.get(PurePosixPath(path).suffix)
    if read:
        yield from read(text)


def _metadata(folder: Path) -> dict[str, str]:
    """What exiftool reads in every file that it knows, by path."""
    command = ["exiftool", "-json", "-a", "-U", "-u", "-G1", "-r", "-x", "Directory", str(folder)]
    made = subprocess.run(command, capture_output=True, check=False).stdout
    told = json.loads(made or b"[]")
    return {
        Path(one.pop("SourceFile")).relative_to(folder).as_posix(): "\n".join(
            map(str, one.values())
        )
        for one in told
    }


def _all_texts(path: str, data: bytes) -> str:
    return "\n".join(dict.fromkeys(texts(path, data)))


class Content(NamedTuple):
    """A file's bytes, everything that can be read in it in three Unicode forms, and its runs."""

    data: bytes
    forms: frozenset[str]
    runs: frozenset[str]

    @classmethod
    def of(cls, data: bytes, text: str) -> Content:
        forms = frozenset(_unicode_forms(text))
        return cls(data, forms, frozenset(run for form in forms for run in _runs(form)))


# The files of a site by path.
Finished = Mapping[str, Content]


def finished(folder: Path, *, pictures: bool = True) -> Finished:
    """A folder, read once for all who ask about it; `pictures` wants their metadata as well."""
    told = _metadata(folder) if pictures else {}
    site: dict[str, Content] = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        path, data = file.relative_to(folder).as_posix(), file.read_bytes()
        site[path] = Content.of(data, f"{_all_texts(path, data)}\n{told.get(path, '')}")
    return site


def shows_picture(site: Finished, picture: bytes) -> list[str]:
    """The files whose pixels are nearly those of a picture, whatever the format and the size."""
    wanted = _pixels(picture)
    return [
        path
        for path, content in site.items()
        if PurePosixPath(path).suffix in _PICTURES
        and sum(abs(a - b) for a, b in zip(_pixels(content.data), wanted, strict=True))
        < 20 * len(wanted)
    ]


@cache
def _pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGB").resize((6, 4)).tobytes()


# ------------------------------------------------------------------ the search


class Oracle:
    """Knows what may nowhere stand; asked about texts, files and folders."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._runs: dict[str, Secret] = {}
        self._values: dict[str, Secret] = {}
        self._raw: dict[bytes, Secret] = {}
        self._wide: dict[bytes, Secret] = {}
        for field, value in secrets:
            for form in FORMS[field](value):
                self._learn(field, form)

    def _learn(self, field: str, form: str) -> None:
        table = self._runs if field in _BY_WORDS else self._values
        for written in _unicode_forms(form):
            table[" ".join(_words(written)) if field in _BY_WORDS else written] = (field, form)
        if len(form) >= SURE:
            for written in {form, unicodedata.normalize("NFD", form)}:
                self._raw[written.encode()] = (field, form)
                for code in ("utf-16-le", "utf-16-be"):
                    self._wide[written.encode(code)] = (field, form)

    def in_text(self, text: str) -> set[Secret]:
        """Field and form of everything that a text holds."""
        return self._in(Content.of(b"", text))

    def in_file(self, path: str, data: bytes) -> list[Found]:
        """Everything that one file holds, but for what the metadata of a picture say."""
        return self.in_finished({path: Content.of(data, _all_texts(path, data))})

    def in_finished(self, site: Finished) -> list[Found]:
        """Everything that a finished site holds."""
        found = {(*secret, path) for path, content in site.items() for secret in self._in(content)}
        return sorted(Found(*one) for one in found)

    def _in(self, content: Content) -> set[Secret]:
        raw = {**self._raw, **self._wide} if b"\0" in content.data else self._raw
        found = {secret for value, secret in raw.items() if value in content.data}
        found |= {self._runs[run] for run in content.runs & self._runs.keys()}
        return found | {
            secret
            for form in content.forms
            for value, secret in self._values.items()
            if value in form and (len(value) >= SURE or _stands_alone(value, form))
        }


def _stands_alone(value: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text) is not None
