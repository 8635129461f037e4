"""One zip of the site, the same for the same files, put in place in one step."""

from __future__ import annotations

import hashlib
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from generator.kinds.deployment import ZipTarget
from generator.pack.archive import archive
from generator.targets.faults import DeployFault
from generator.targets.plan import Plan
from generator.targets.release import Release
from generator.targets.target import Live, Mark, Older, Step, Surroundings
from generator.write.manifest import MANIFEST

# All that reading a damaged zip may raise, and one whose files are locked, or packed in a way that
# we never do.
_NO_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,
    ValueError,
    EOFError,
    LookupError,
    struct.error,
)
_MOST = 256 << 20  # bytes that a file of a site may have: zips of strangers claim anything


def open_zip(settings: ZipTarget, around: Surroundings) -> Zip:
    return Zip(around.root / Path(settings.path).expanduser(), settings.path)


class Zip:
    """For hosts that take a zip, and for whoever carries the site by hand; it keeps no releases."""

    def __init__(self, path: Path, where: str) -> None:
        self.where = where
        self.remarks: tuple[str, ...] = ()
        self._path = path

    def look(self) -> Live:
        version = self._facts()
        if not version:
            return Live(None, {})
        try:
            with zipfile.ZipFile(self._path) as zipped:
                infos = [one for one in zipped.infolist() if not one.is_dir()]
                files = {one.filename: Mark(one.file_size, f"{one.CRC:08x}") for one in infos}
                manifest = _read(zipped, MANIFEST)
        except _NO_ZIP:
            return Live(None, {self._path.name: Mark(-1)}, version=version)
        except OSError as error:
            raise self._fault(error) from error
        return Live(manifest, files, version=version)

    def publish(self, release: Release, plan: Plan, live: Live, step: Step) -> None:
        if self._facts() != live.version:
            message = f"somebody else has written {self.where} in the meantime"
            raise DeployFault(message, "nothing was changed; deploy again to see what is there now")
        sent = set(plan.sent)

        def read(path: str) -> bytes:
            step(release.files[path][0] if path in sent else 0)
            return release.read(path)

        draft = self._path.with_name(f".{self._path.name}.{token_hex(4)}.part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._clear_drafts()
            with draft.open("xb") as stream:
                archive(stream, release.files, read)
                stream.flush()
                os.fsync(stream.fileno())
            draft.replace(self._path)
        except OSError as error:
            raise self._fault(error) from error
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    def read(self, path: str) -> bytes | None:
        try:
            with zipfile.ZipFile(self._path) as zipped:
                return _read(zipped, path)
        except (OSError, *_NO_ZIP) as error:
            raise DeployFault(f"{self.where} cannot be read", "deploy again") from error

    def older(self) -> Sequence[Older]:
        return ()

    def go_back(self, older: Older) -> None:
        raise DeployFault(f"{self.where} keeps no older releases", "build the older site again")

    def forget(self, older: Sequence[Older]) -> None:
        """There is none to forget."""

    def close(self) -> None:
        """Nothing is held open."""

    def _clear_drafts(self) -> None:
        """Delete what killed deploys have left; one that is under way fails, and harms nothing."""
        draft = re.compile(re.escape(f".{self._path.name}.") + r"[0-9a-f]{8}\.part")
        for file in self._path.parent.iterdir():
            if draft.fullmatch(file.name):
                file.unlink(missing_ok=True)

    def _facts(self) -> str:
        try:
            return hashlib.sha256(self._path.read_bytes()).hexdigest()
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise self._fault(error) from error

    def _fault(self, error: OSError) -> DeployFault:
        hint = "make room there, or see to it that you may write to it; nothing was changed"
        return DeployFault(f"{self.where}: {error.strerror or error}", hint)


def _read(zipped: zipfile.ZipFile, path: str) -> bytes | None:
    try:
        info = zipped.getinfo(path)
    except KeyError:
        return None
    if info.file_size > _MOST:
        raise zipfile.BadZipFile("a file that is too large for a site")
    with zipped.open(info) as stream:
        return stream.read(info.file_size)
