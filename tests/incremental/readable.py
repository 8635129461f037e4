"""What can be read in files, also where it was packed: for words that must be nowhere."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

# How a stream of zlib or gzip begins.
_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")


def telling(folders: Iterable[Path], words: Iterable[str]) -> list[str]:
    """The files that hold one of the words, in their names or in their bytes."""
    wanted = [form for word in words for form in _forms(word)]
    return [
        path.name
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if any(form in text for form in wanted for text in _texts(path))
    ]


def _forms(word: str) -> Iterator[bytes]:
    for encoding in ("utf-8", "utf-16-le", "utf-32-le"):
        yield word.casefold().encode(encoding)


def _texts(path: Path) -> Iterator[bytes]:
    yield path.name.casefold().encode()
    if path.is_file():
        data = path.read_bytes()
        yield data.lower()
        for match in _PACKED.finditer(data):
            try:
                yield zlib.decompressobj(wbits=47).decompress(data[match.start() :]).lower()
            except zlib.error:
                # These two bytes began something else.
                continue
