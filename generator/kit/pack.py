"""Zips that are the same on every machine: sorted, without times and owners."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

# The first moment that a zip can hold (APPNOTE.TXT 6.3.10, 4.4.6: years count from 1980).
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip of `files` by path.

    Nothing is compressed: pictures and documents are already, and what zlib makes of a text differs
    from one build of it to another.
    """
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE
            archive.writestr(entry, files[name])
    return stream.getvalue()
