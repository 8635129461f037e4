"""One zip of the site, the same for the same files, put in place in one step."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

from generator.kinds.deployment import ZipTarget
from generator.pack.archive import archive
from generator.targets.faults import DeployFault
from generator.targets.plan import Plan
from generator.targets.release import Release
from generator.targets.target import Live, Mark, Older, Step, Surroundings
from generator.write.manifest import MANIFEST

_MOST = 1 << 30  # bytes that a file of a site may have: zips of strangers claim anything


def open_zip(settings: ZipTarget, around: Surroundings) -> Zip:
    return Zip(around.root / Path(settings.path).expanduser(), settings.path)


class Zip:
    """For hosts that take a zip, and for whoever carries the site by hand; it keeps no releases."""

    def __init__(self, path: Path, where: str) -> None:
        self.where = where
        self._path = path

    def look(self) -> Live:
        if not self._path.exists():
            return Live(None, {})
        try:
            with zipfile.ZipFile(self._path) as zipped:
                infos = [one for one in zipped.infolist() if not one.is_dir()]
                files = {one.filename: Mark(one.file_size, f"{one.CRC:08x}") for one in infos}
                manifest = _read(zipped, MANIFEST)
        except zipfile.BadZipFile:
            return Live(None, {self._path.name: Mark(self._path.stat().st_size)})
        except OSError as error:
            raise self._fault(error) from error
        return Live(manifest, files, version=self._facts())

    def publish(self, release: Release, plan: Plan, live: Live, step: Step) -> None:
        if live.version and self._facts() != live.version:
            message = f"somebody else has written {self.where} in the meantime"
            raise DeployFault(message, "nothing was changed; deploy again to see what is there now")
        sent = set(plan.sent)

        def read(path: str) -> bytes:
            step(release.files[path][0] if path in sent else 0)
            return release.read(path)

        draft = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with draft.open("wb") as stream:
                archive(stream, release.files, read)
            draft.replace(self._path)
        except OSError as error:
            raise self._fault(error) from error
        finally:
            draft.unlink(missing_ok=True)

    def read(self, path: str) -> bytes | None:
        try:
            with zipfile.ZipFile(self._path) as zipped:
                return _read(zipped, path)
        except (OSError, zipfile.BadZipFile) as error:
            raise DeployFault(f"{self.where} cannot be read: {error}", "deploy again") from error

    def older(self) -> Sequence[Older]:
        return ()

    def go_back(self, older: Older) -> None:
        raise DeployFault(f"{self.where} keeps no older releases", "build the older site again")

    def forget(self, older: Sequence[Older]) -> None:
        """There is none to forget."""

    def close(self) -> None:
        """Nothing is held open."""

    def _facts(self) -> str:
        data = self._path.read_bytes() if self._path.exists() else b""
        return hashlib.sha256(data).hexdigest()

    def _fault(self, error: OSError) -> DeployFault:
        hint = "make room there, or see to it that you may write to it; nothing was changed"
        return DeployFault(f"{self.where}: {error.strerror or error}", hint)


def _read(zipped: zipfile.ZipFile, path: str) -> bytes | None:
    try:
        info = zipped.getinfo(path)
    except KeyError:
        return None
    with zipped.open(info) as stream:
        return stream.read(min(info.file_size, _MOST))
