"""A finished site of a few files, as a build leaves it, and the words that a copy says."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from generator.pack import Edition, Voice
from generator.write.manifest import MANIFEST, SUMS, manifest, sums
from sites import PROJECT


def finished(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Put the files into the folder, with the two that list them."""
    listing = {}
    for path, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        listing[path] = (len(data), hashlib.sha256(data).hexdigest())
    (folder / MANIFEST).write_bytes(manifest(listing))
    (folder / SUMS).write_bytes(sums(listing))
    return folder


def page(body: str, *, lang: str = "en", head: str = "", title: str = "A page") -> str:
    direction = "rtl" if lang == "ar" else "ltr"
    return (
        f'<!doctype html>\n<html lang="{lang}" dir="{direction}">\n<head>\n<title>{title}</title>\n'
        f'{head}</head>\n<body class="page">\n{body}\n</body>\n</html>\n'
    )


def say(key: str, **values: str) -> str:
    return " ".join([key, *values.values()])


def template(name: str) -> str:
    return (PROJECT / "templates" / "pack" / name).read_text("utf-8")


def edition(url: str = "https://campaign.example.org/", *codes: str) -> Edition:
    voices = [
        Voice(code, code, "rtl" if code == "ar" else "ltr", f"Title {code}", say)
        for code in codes or ("en",)
    ]
    return Edition("a-campaign", url, tuple(voices), template)
