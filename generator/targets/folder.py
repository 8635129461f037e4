"""A folder of this machine: exchanged in one step, its older releases linked beside it."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from generator.kinds.deployment import FolderTarget
from generator.problems import EnvironmentFault
from generator.targets.faults import DeployFault
from generator.targets.plan import FRAME, Plan
from generator.targets.release import Release
from generator.targets.target import Live, Mark, Older, Step, Surroundings, in_order
from generator.write.exchange import Staging, repair
from generator.write.manifest import MANIFEST, Manifest, parse, parse_whole, root_hash
from generator.write.target import LITTER

_RELEASE = re.compile(r"\d{20}-[0-9a-f]{16}")
_ELSEWHERE, _PATH = "with --output", "below 'path' in site.yaml"
_DRAFT = re.compile(r"\.\d{20}(?:-[0-9a-f]{16})?")
_ROOT = re.compile(r"[0-9a-f]{64}")
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def open_folder(settings: FolderTarget, around: Surroundings) -> Folder:
    path = Path(os.path.abspath(around.root / Path(settings.path).expanduser()))  # noqa: PTH100
    if path == around.root / "output":
        hint = "name another folder: output/ is where it is built, and each build replaces it"
        raise DeployFault("the site cannot be published into output/", hint)
    return Folder(path, settings.path, around)


class Folder:
    """Readers see the old site or the new one, at every moment."""

    def __init__(self, path: Path, where: str, around: Surroundings) -> None:
        self.where = where  # as it was written: messages are read by more people than disks
        self.remarks: tuple[str, ...] = ()
        self._path = path
        self._root = around.root
        self._keep = around.keep
        self._releases = path.with_name(f".{path.name}.releases")

    def look(self) -> Live:
        try:
            # What a killed deploy has left may be the older site, with what was taken down since.
            with self._in_our_words():
                repair(self._path, self._root)
            self._clear_drafts()
            files = dict(_marks(self._path)) if self._path.exists() else {}
        except OSError as error:
            raise self._fault(error) from error
        manifest = self.read(MANIFEST) if MANIFEST in files else None
        return Live(manifest, files, version=_version(manifest))

    def publish(self, release: Release, plan: Plan, live: Live, step: Step) -> None:
        manifest = self.read(MANIFEST)
        if _version(manifest) != live.version:
            message = f"somebody else has deployed to {self.where} in the meantime"
            raise DeployFault(message, "nothing was changed; deploy again to see what is there now")
        if manifest is not None:
            if self._keep:
                self._link_aside(manifest)
            self._clear_strangers(manifest, plan)
        sent = set(plan.sent)
        with self._in_our_words(), Staging(self._path, self._root) as stage:
            for path in sorted(release.files):
                stage.put(PurePosixPath(path), release.read(path))
                step(release.files[path][0] if path in sent else 0)
            stage.commit()
        with suppress(DeployFault):  # the site is out; next time there is another chance
            self.forget(self.older()[self._keep :])

    def read(self, path: str) -> bytes | None:
        try:
            with os.fdopen(os.open(self._path / path, _READ), "rb") as stream:
                return stream.read()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise self._fault(error) from error

    def older(self) -> Sequence[Older]:
        manifest = self.read(MANIFEST)
        live = parse_whole(manifest) if manifest else None
        kept, root = self._kept(), live.root if live else ""
        standing = max((one.name for one in kept if one.root == root), default="")
        return in_order((one for one in kept if one.root != root), standing)

    def go_back(self, older: Older) -> None:
        kept = self._releases / older.name
        try:
            manifest = parse_whole((kept / MANIFEST).read_bytes())
            marks = dict(_marks(kept))
            if manifest is None or not _is_whole(manifest, marks):
                message = f"the older release at {self.where} is not as it was published"
                raise DeployFault(message, "check out the older campaign, and deploy that")
            if live := self.read(MANIFEST):
                self._link_aside(live)
            with self._in_our_words(), Staging(self._path, self._root) as stage:
                for path in marks:
                    stage.put(PurePosixPath(path), (kept / path).read_bytes())
                stage.commit()
        except OSError as error:
            raise self._fault(error) from error

    def forget(self, older: Sequence[Older]) -> None:
        try:
            for one in older:
                # By its other name it is known for what it is, should this be interrupted.
                kept = self._releases / one.name
                kept.rename(kept.with_name(f".{one.name}"))
        except OSError as error:
            raise self._fault(error) from error
        self._clear_drafts()

    def _clear_drafts(self) -> None:
        """Delete what was on its way into the releases, or out of them."""
        try:
            for name in _names(self._releases):
                if _DRAFT.fullmatch(name):
                    shutil.rmtree(self._releases / name)
            if self._releases.exists() and not any(self._releases.iterdir()):
                self._releases.rmdir()
        except OSError as error:
            raise self._fault(error) from error

    def close(self) -> None:
        """Nothing is held open."""

    def _kept(self) -> list[Older]:
        """All releases that were put aside, the last one first."""
        found = []
        for name in sorted(_names(self._releases), reverse=True):
            manifest = _bytes_of(self._releases / name / MANIFEST)
            whole = parse_whole(manifest) if manifest and _RELEASE.fullmatch(name) else None
            if whole and _ROOT.fullmatch(whole.root) and name.endswith(whole.root[:16]):
                found.append(Older(name, whole.root))
        return found

    def _clear_strangers(self, manifest: bytes, plan: Plan) -> None:
        """What others have put into the folder, and somebody has agreed to lose."""
        listed = parse(manifest) or {}
        try:
            for path in plan.removed:
                if path not in listed and path not in FRAME:
                    (self._path / path).unlink(missing_ok=True)
        except OSError as error:
            raise self._fault(error) from error

    def _link_aside(self, manifest: bytes) -> None:
        """Keep what stands there: its files are linked, and take no room of their own."""
        whole = parse_whole(manifest)
        if whole is None or any(one.root == whole.root for one in self._kept()):
            return
        try:
            marks = dict(_marks(self._path))
        except OSError as error:
            raise self._fault(error) from error
        if not _is_whole(whole, marks):
            return  # nobody wants to go back to what somebody else has changed
        stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
        draft = self._releases / f".{stamp}"
        try:
            draft.mkdir(parents=True)
            for path in marks:
                (draft / path).parent.mkdir(parents=True, exist_ok=True)
                _link(self._path / path, draft / path)
            draft.rename(self._releases / f"{stamp}-{whole.root[:16]}")
        except OSError as error:
            raise self._fault(error) from error

    @contextmanager
    def _in_our_words(self) -> Iterator[None]:
        """Faults of writing, which name the folder by its place on this disk, told as here."""
        try:
            yield
        except DeployFault:
            raise
        except EnvironmentFault as fault:
            real, hint = os.path.realpath(self._path), fault.hint.replace(_ELSEWHERE, _PATH)
            message = str(fault).replace(real, self.where).replace(str(self._path), self.where)
            raise DeployFault(message, hint) from None

    def _fault(self, error: OSError) -> DeployFault:
        hint = "make room there, or see to it that you may write to it; nothing was changed"
        return DeployFault(f"{self.where}: {error.strerror or error}", hint)


def _is_whole(manifest: Manifest, marks: Mapping[str, Mark]) -> bool:
    """Whether all that a manifest lists is there, and nothing else."""
    there = {path: mark.digest for path, mark in marks.items() if path not in FRAME}
    listed = {path: digest for path, (_, digest) in manifest.files.items()}
    return there == listed and root_hash(manifest.files) == manifest.root


def _version(manifest: bytes | None) -> str:
    return hashlib.sha256(manifest).hexdigest() if manifest is not None else ""


def _marks(folder: Path, prefix: str = "") -> Iterator[tuple[str, Mark]]:
    """All files below a folder, links among them: whatever lies there is seen."""
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _marks(Path(entry.path), f"{path}/")
            elif entry.name in LITTER:
                continue
            elif entry.is_file(follow_symlinks=False):
                data = Path(entry.path).read_bytes()
                digest = hashlib.sha256(data).hexdigest()
                yield path, Mark(len(data), digest, digest)
            else:
                yield path, Mark(-1)


def _names(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in folder.iterdir()]
    except FileNotFoundError:
        return []


def _bytes_of(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        # Some disks know no links.
        shutil.copyfile(source, target)
