"""The sample's published pictures tell nothing but what they show: exiftool finds no metadata."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from sites import BuiltSite

PICTURES = (".png", ".jpg", ".webp", ".avif", ".gif")

# Sizes, colours and how the bytes are packed: all that a picture may say of itself.
_GROUPS = {"SourceFile", "File", "Composite", "PNG", "RIFF", "QuickTime", "Meta"}
_TELLING = re.compile(
    r"(?i)comment|date|time|author|artist|creator|software|text|title|description|copyright|keyword"
    r"|gps|exif|xmp|iptc|profile(desc|copy)|serial|model|make$"
)


def metadata(folder: Path) -> dict[str, list[str]]:
    """What pictures below `folder` tell besides what they show, by exiftool; by file."""
    if not shutil.which("exiftool"):
        pytest.fail("no exiftool: apt-get install libimage-exiftool-perl", pytrace=False)
    told = subprocess.run(
        ["exiftool", "-json", "-G1", "-a", "-u", "-ee", "-r", str(folder)],
        capture_output=True,
        check=True,
    )
    return {
        picture["SourceFile"]: [
            tag for tag in picture if not tag.startswith(("System:", "ExifTool:")) and _tells(tag)
        ]
        for picture in json.loads(told.stdout)
        if picture["File:MIMEType"].startswith("image/")
        and not picture["SourceFile"].endswith(".svg")
    }


def _tells(tag: str) -> bool:
    group, _, name = tag.rpartition(":")
    return bool(_TELLING.search(name)) or (group or tag) not in _GROUPS


def test_pictures_tell_nothing_but_what_they_show(sample: BuiltSite) -> None:
    pictures = [name for name in sample.files() if name.endswith(PICTURES)]
    found = metadata(sample.output)
    assert len(found) == len(pictures) > 10
    assert {name: tags for name, tags in found.items() if tags} == {}


def test_exiftool_sees_what_it_is_there_for(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x9286] = "A maker", "A comment"
    picture = Image.new("RGB", (9, 9))
    for name in ("a.jpg", "b.webp", "c.avif", "d.png"):
        picture.save(tmp_path / name, exif=exif)
    assert sorted(name for name, tags in metadata(tmp_path).items() if tags) == sorted(
        map(str, tmp_path.iterdir())
    )
