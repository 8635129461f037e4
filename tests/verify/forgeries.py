"""A small site, and everything that may befall a copy of it."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from generator.write import write

NAME = "https://example.org/"

PAGES = {
    "index.html": b"<!doctype html><title>Home</title>" + b"<p>words</p>" * 40,
    "about.html": b"<!doctype html><title>About</title>",
    "404.html": b"<!doctype html><title>Not found</title>",
    "ar/index.html": "<!doctype html><title>البيت</title>".encode(),
    "ar/صفحة.html": "<!doctype html><title>صفحة</title>".encode(),
    "assets/css/style.0123abcd.css": b"p { color: #123456 }\n" * 30,
    "assets/a b+c%20.png": bytes(range(256)) * 8,
    "assets/empty.txt": b"",
    "feed.xml": b"<feed/>",
    "_headers": b"/*\n  X-Content-Type-Options: nosniff\n",
    ".htaccess": b"Header set X-Content-Type-Options nosniff\n",
}

Files = dict[str, bytes]


def made(root: Path, pages: Files | None = None, site: str = NAME) -> Files:
    """All files of the site as it is written."""
    output = root / "output"
    root.mkdir(exist_ok=True)
    given = PAGES if pages is None else pages
    write([(PurePosixPath(path), data) for path, data in given.items()], output, root, site=site)
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file()
    }


def as_folder(files: Files, folder: Path) -> Path:
    for path, data in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder


def as_zip(files: Files, file: Path, prefix: str = "") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, data in sorted(files.items()):
            packed.writestr(prefix + path, data)
    return file


def one_byte(files: Files, chance: random.Random) -> str:
    """Another byte somewhere; the path of the file."""
    path = chance.choice(sorted(path for path in files if files[path]))
    data = bytearray(files[path])
    at = chance.randrange(len(data))
    data[at] ^= chance.randrange(1, 256)
    files[path] = bytes(data)
    return path


def added(files: Files, chance: random.Random) -> str:
    folder = chance.choice(["", "ar/", "assets/css/", "new/"])
    path = f"{folder}{chance.randrange(10**6)}.{chance.choice(['html', 'js', 'php', ''])}"
    files[path] = b"new"
    return path


def removed(files: Files, chance: random.Random) -> str:
    path = chance.choice(sorted(files))
    del files[path]
    return path


FORGERIES: dict[str, Callable[[Files, random.Random], str]] = {
    "one byte": one_byte,
    "added": added,
    "removed": removed,
}
