"""A zip of a whole site that is the same on every machine: sorted, without times and owners."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from typing import IO

# The first moment that a zip can hold (APPNOTE.TXT 6.3.10, 4.4.6: years count from 1980).
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3


def archive(target: IO[bytes], names: Iterable[str], read: Callable[[str], bytes]) -> None:
    """Write what `read` gives for each of the names, one after the other, into a zip.

    Nothing is compressed: pictures and documents are already, and what zlib makes of a text differs
    from one build of it to another.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as zipped:
        for name in sorted(names, key=str.encode):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE
            zipped.writestr(entry, read(name))
