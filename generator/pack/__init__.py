"""Pack: after it, a folder holds the finished site as one zip and one page, with their hashes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from generator import signing
from generator.pack.archive import archive
from generator.pack.edition import Edition, Voice
from generator.pack.folder import checked, fill
from generator.pack.original import Original
from generator.pack.single import Single, single
from generator.urls import RESERVED_NAMES, slugify
from generator.write.manifest import SUMS, spoken

__all__ = ["Edition", "Packed", "Voice", "checked", "name_of", "pack"]

README = "README.txt"
SITE = "site/"
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Packed:
    """The files that were made, the site's root hash, and what is in the single file if any."""

    files: tuple[Path, ...]
    root: str
    single: Single | None


def name_of(title: str) -> str:
    """What the files are called: a name that every disk and every messenger takes."""
    name = slugify(title)[:_LONGEST].strip("-")
    return name if name.isascii() and name and name not in RESERVED_NAMES else "campaign"


def pack(
    output: Path, folder: Path, edition: Edition, *, limit: int | None, key: str = ""
) -> Packed:
    """Pack the finished site in `output` into `folder`; both must be real folders.

    Without a `limit` in bytes, no single file is made. With a `key` the sums are signed. Raises
    EnvironmentFault, and what stood in the folder then stands there still.
    """
    original = Original.open(output)
    whole = None if limit is None else single(original, edition, limit)
    names = {ending: edition.name + ending for ending in (".zip", ".html", f".{SUMS}")}

    def make(stage: Path) -> None:
        if whole:
            (stage / names[".html"]).write_bytes(whole.data)
        with (stage / names[".zip"]).open("wb") as zipped:
            _zip(zipped, original, edition, whole)
        listed = sorted(file.name for file in stage.iterdir())
        sums = stage / names[f".{SUMS}"]
        sums.write_text("".join(f"{_digest(stage / name)}  {name}\n" for name in listed), "utf-8")
        if key:
            signing.sign(sums, key)

    ours = {*names.values(), *(f"{names[f'.{SUMS}']}{end}" for end in (".sig", ".minisig"))}
    return Packed(tuple(fill(folder, make, ours.__contains__)), original.root, whole)


def _zip(target: IO[bytes], original: Original, edition: Edition, whole: Single | None) -> None:
    """The site in a folder of its own, and before it what somebody looks for who has opened it."""
    name = f"{edition.name}.html"
    made = {README: readme(original, edition, with_single=whole is not None)}
    made |= {name: whole.data} if whole else {}
    made |= {SITE + path: data for path, data in original.frame().items()}

    def read(path: str) -> bytes:
        return made[path] if path in made else original.read(path.removeprefix(SITE))

    archive(target, [*made, *(SITE + path for path in original.files)], read)


def readme(original: Original, edition: Edition, *, with_single: bool) -> bytes:
    """How to open a copy and how to tell whether it is true, in each language of the campaign."""
    asked = [
        ("open", f"{edition.name}.html" if with_single else ""),
        ("folder", f"{SITE}index.html"),
        ("digits", spoken(original.root)),
        ("verify", f"handbill verify {edition.name}.zip"),
        ("sums", f"{edition.name}.{SUMS}"),
        ("address", edition.url),
    ]
    parts = []
    for voice in edition.voices:
        told = [
            f"{_directed(voice, voice.say(f'copy.readme.{what}'))}\n\n    {value}"
            for what, value in asked
            if value
        ]
        parts.append("\n\n".join([f"{_directed(voice, voice.title)}\n{'=' * 40}", *told]))
    return ("\n\n\n".join(parts) + "\n").encode()


def _directed(voice: Voice, line: str) -> str:
    """A line as it is read also where a program takes all text for left to right, as most do.

    The marks are those of an embedding: an isolate would hide from others which way the line runs.
    """
    return (
        f"\N{RIGHT-TO-LEFT EMBEDDING}{line}\N{POP DIRECTIONAL FORMATTING}"
        if voice.direction == "rtl"
        else line
    )


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
