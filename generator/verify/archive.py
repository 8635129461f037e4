"""A copy in a zip, which is read and never unpacked."""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from generator.problems import EnvironmentFault
from generator.verify.copies import Taken, Unread, taken
from generator.verify.layout import HIDDEN, faults
from generator.write.manifest import MANIFEST

# The list of a zip's files is read at once, and takes about ten times as much memory.
_LONGEST_LIST = 32_000_000

# No deflated stream holds more for each of its bytes; a zip that does lists one stream twice.
_DENSEST = 1032

# The ends of a zip (PKWARE's APPNOTE, 4.3.14 to 4.3.16): their lengths, and where they say how
# long the list is.
_END, _END_LENGTH, _END_AT = b"PK\x05\x06", 22, 12
_LARGE_LOCATOR, _LOCATOR_LENGTH = b"PK\x06\x07", 20
_LARGE_END, _LARGE_LENGTH, _LARGE_AT = b"PK\x06\x06", 56, 40
_LONGEST_COMMENT = 65_535

_IS_UTF8 = 0x800

_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error)
_UNPACK = "unpack it, and verify the folder"


class Archive:
    """A zip: of the site itself, or as `pack` makes it, with the site in a folder."""

    threads = 1
    served = False

    def __init__(self, file: Path) -> None:
        self.file: Path | None = file
        self._zip = _opened(file)
        try:
            self._settle(file.stat().st_size)
            self.faults: Sequence[str] = _laid_out(file, self._zip)
        except EnvironmentFault:
            self._zip.close()
            raise

    def _settle(self, size: int) -> None:
        entries = [(_name(one), one) for one in self._zip.infolist() if not _is_folder(one)]
        held = sum(one.file_size for _, one in entries)
        if held > size * _DENSEST:
            message = f"the zip is a trap: it claims to hold {held:,} bytes in {size:,}"
            raise EnvironmentFault(message, "delete it")
        prefix = _prefix([name for name, _ in entries])
        inside = [(name[len(prefix) :], one) for name, one in entries if name.startswith(prefix)]
        self._names = [name for name, _ in inside]
        self._entries = dict(inside)
        self.beside: Sequence[str] = sorted(n for n, _ in entries if not n.startswith(prefix))

    def names(self) -> Sequence[str]:
        return self._names

    def take(self, path: str, most: int, *, keep: bool = False) -> Taken | None:
        entry = self._entries.get(path)
        if entry is None:
            return None
        if entry.flag_bits & 0x1:
            raise Unread("it is encrypted")
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Unread("it is packed in an unusual way")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise Unread("it is a link")
        try:
            with self._zip.open(entry) as reading:
                return taken(reading.read, most, keep=keep)
        except (*_BROKEN, RuntimeError, OSError, ValueError) as error:
            raise Unread("its place in the zip is broken") from error

    def close(self) -> None:
        self._zip.close()


def _opened(file: Path) -> ZipFile:
    try:
        with file.open("rb") as reading:
            if _length_of_list(reading) > _LONGEST_LIST:
                raise EnvironmentFault("the zip lists more files than are checked", _UNPACK)
        return ZipFile(file)
    except (*_BROKEN, ValueError) as error:
        message = f"'{file.name}' is no zip, or a broken one"
        raise EnvironmentFault(message, "get it once more") from error
    except OSError as error:
        message = f"'{file.name}' cannot be read: {error.strerror}"
        raise EnvironmentFault(message, "look at its permissions") from error


def _laid_out(file: Path, opened: ZipFile) -> list[str]:
    """What makes programs disagree on what the zip holds: all of it must be what is listed."""
    try:
        with file.open("rb") as reading:
            found = faults(reading, opened.infolist(), opened.start_dir)
            size, listed = reading.seek(0, 2), _length_of_list(reading)
    except OSError as error:
        message = f"'{file.name}' cannot be read: {error.strerror}"
        raise EnvironmentFault(message, "look at its permissions") from error
    ends = _END_LENGTH + len(opened.comment)
    rest = size - opened.start_dir - listed - ends
    if rest not in (0, _LARGE_LENGTH + _LOCATOR_LENGTH) or _END in opened.comment:
        found.append(HIDDEN)
    return sorted(set(found))


def _length_of_list(reading: IO[bytes]) -> int:
    """How many bytes list the files, as the zip says itself; 0 where it has no end."""
    size = reading.seek(0, 2)
    reading.seek(max(0, size - _END_LENGTH - _LONGEST_COMMENT - _LARGE_LENGTH - _LOCATOR_LENGTH))
    tail = reading.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_LENGTH:
        return 0
    large = at - _LOCATOR_LENGTH - _LARGE_LENGTH
    if large >= 0 and tail[at - _LOCATOR_LENGTH :].startswith(_LARGE_LOCATOR):
        return int(struct.unpack_from("<Q", tail, large + _LARGE_AT)[0])
    return int(struct.unpack_from("<I", tail, at + _END_AT)[0])


def _name(entry: ZipInfo) -> str:
    """An entry's name, whole: what stands behind a zero byte is dropped elsewhere.

    Some programs write UTF-8 and do not say so.
    """
    name = entry.orig_filename
    if entry.flag_bits & _IS_UTF8:
        return name
    try:
        return name.encode("cp437").decode()
    except UnicodeError:
        return name


def _is_folder(entry: ZipInfo) -> bool:
    return entry.orig_filename.endswith("/") and not entry.file_size


def _prefix(names: list[str]) -> str:
    """The folder in the zip that the site lies in, with a slash, or '' for none."""
    tops = [name for name in set(names) if name == MANIFEST or name.endswith(f"/{MANIFEST}")]
    if not tops:
        return ""
    nearest = min(name.count("/") for name in tops)
    found = sorted(name for name in tops if name.count("/") == nearest)
    if len(found) > 1:
        raise EnvironmentFault("the zip holds more than one site", _UNPACK)
    return found[0].removesuffix(MANIFEST)
