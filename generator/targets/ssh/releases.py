"""Releases side by side on a server, and one link that says which of them is live.

    campaign/current -> releases/20260401120000-0123456789abcdef
    campaign/releases/20260401120000-0123456789abcdef/
    campaign/releases/.new-fedcba9876543210/        while it is being filled

A release is filled out of sight, confirmed, renamed, and then the link is replaced in one step.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Protocol, TypeVar

from generator.kinds.deployment import SshTarget
from generator.targets.faults import DeployFault, patiently
from generator.targets.file_by_file import matches
from generator.targets.plan import Plan
from generator.targets.release import Release
from generator.targets.target import Live, Mark, Older, Step, Surroundings, in_order
from generator.write.manifest import MANIFEST, SUMS, parse_whole

_T = TypeVar("_T")
_NAME = re.compile(r"(\d{14})-[0-9a-f]{16}")
_NEW = ".new-"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_THREADS = 8


def _utc() -> datetime:
    return datetime.now(UTC)


class Server(Protocol):
    """A server's disk, by paths as the server takes them. Every method may be called twice.

    Methods may raise DeployFault, and Passing where the connection broke.
    """

    def names(self, folder: str) -> Sequence[str] | None:
        """What lies in a folder; None: there is no such folder."""

    def link(self, path: str) -> str | None:
        """Where a link leads, as it is written; None: there is no link."""

    def files(self, folder: str) -> Mapping[str, Mark]:
        """All files below a folder; the tag is their SHA-256 where the server can tell it."""

    def read(self, path: str) -> bytes | None: ...

    def make(self, folders: Sequence[str]) -> None: ...

    def fill(self, release: Release, folder: str, live: str, plan: Plan, step: Step) -> None:
        """Put the release there; what `live` (or '') holds unchanged becomes a hard link to it."""

    def rename(self, folder: str, name: str) -> None:
        """To a name that nothing has yet."""

    def point(self, path: str, end: str) -> None:
        """Make a link, in place of the one that is there, in one step."""

    def remove(self, paths: Sequence[str]) -> None:
        """Files, and folders with all they hold; what is not there is no fault."""

    def close(self) -> None: ...


class SshReleases:
    """A target with its releases side by side."""

    def __init__(
        self,
        server: Server,
        settings: SshTarget,
        around: Surroundings,
        now: Callable[[], datetime] = _utc,
    ) -> None:
        self.where = f"{settings.host}:{settings.path}"
        self.remarks: tuple[str, ...] = ()
        self._server = server
        self._leave = settings.leave
        self._keep = around.keep
        self._now = now
        self._top = folder_of(settings)
        self._releases = f"{self._top}/releases"
        self._current = f"{self._top}/current"

    def look(self) -> Live:
        lying = self._try(partial(self._server.names, self._top))
        if lying is None:
            self._need_parent()
            return Live(None, {})
        version = self._version()
        if version and not _NAME.fullmatch(version.rpartition("/")[2]):
            return Live(None, {"current": Mark(0)}, version=version)  # it may lead anywhere
        if not version:
            ours = {"releases", "current.new"}
            strange = [n for n in lying if n not in ours and not matches(n, self._leave)]
            return Live(None, dict.fromkeys(strange, Mark(0)))
        files = self._try(partial(self._server.files, self._current))
        return Live(self.read(MANIFEST), files, version=version)

    def publish(self, release: Release, plan: Plan, live: Live, step: Step) -> None:
        self._unmoved(live)
        self._try(partial(self._server.make, [self._top, self._releases]))
        standing, lying = live.version.rpartition("/")[2], self._lying()
        new = _NEW + release.name
        # What others have begun and left lies in the way; who is still at it is told so at the end.
        self._remove(name for name in lying if name.startswith(_NEW) and name != new)
        name = _next(self._now(), lying, release)
        if new not in lying:
            self._reuse(release, standing, lying, new)
        self._fill(release, new, standing if _NAME.fullmatch(standing) else "", plan, step)
        self._unmoved(live)
        self._try(partial(self._server.rename, self._path(new), self._path(name)))
        self._try(partial(self._server.point, self._current, f"releases/{name}"))
        with suppress(DeployFault):  # the site is out; next time there is another chance
            self._tidy(standing, name)

    def read(self, path: str) -> bytes | None:
        return self._try(partial(self._server.read, f"{self._current}/{path}"))

    def older(self) -> Sequence[Older]:
        standing = self._version().rpartition("/")[2]
        kept = (name for name in self._lying() if _NAME.fullmatch(name) and name != standing)
        return in_order((Older(n, root) for n in kept if (root := self._root(n))), standing)

    def go_back(self, older: Older) -> None:
        """Raises DeployFault where the older release is not there whole."""
        name = self._kept(older)
        files = self._try(partial(self._server.files, self._path(name)))
        manifest = self._try(partial(self._server.read, self._path(name, MANIFEST)))
        listed = parse_whole(manifest) if manifest else None
        if listed is None or any(differs(files.get(p), is_) for p, is_ in listed.files.items()):
            message = f"the release {name} at {self.where} is not whole any more"
            raise DeployFault(message, "the live site is as it was; deploy the older campaign anew")
        self._try(partial(self._server.point, self._current, f"releases/{name}"))

    def forget(self, older: Sequence[Older]) -> None:
        standing = self._version().rpartition("/")[2]
        self._remove(name for name in map(self._kept, older) if name != standing)

    def close(self) -> None:
        self._server.close()

    def _fill(self, release: Release, new: str, standing: str, plan: Plan, step: Step) -> None:
        """Raises DeployFault where what lies there in the end is not the release."""
        folder, live = self._path(new), self._path(standing) if standing else ""
        self._try(partial(self._server.make, [folder]))
        # What is wrong the first time is sent the second time: its like in the live release may be.
        for linked in (live, ""):
            self._try(partial(self._server.fill, release, folder, linked, plan, step))
            wrong = self._wrong(release, folder, plan.sent)
            if not wrong:
                return
            self._try(partial(self._server.remove, [f"{folder}/{path}" for path in wrong]))
        message = f"'{wrong[0]}' does not arrive at {self.where} as it was sent"
        raise DeployFault(message, "the live site is as it was; is somebody else deploying?")

    def _wrong(self, release: Release, folder: str, sent: Iterable[str]) -> list[str]:
        """Paths that are missing, too many, or hold something else."""
        found = self._try(partial(self._server.files, folder))
        wrong = [path for path in found if path not in release.files]
        wrong += [p for p, is_ in release.files.items() if differs(found.get(p), is_)]
        # Where the server cannot tell what a file holds, those that were sent are fetched.
        blind = [p for p in sent if p in found and not _DIGEST.fullmatch(found[p].tag)]
        with ThreadPoolExecutor(_THREADS) as threads:
            texts = threads.map(lambda path: self._digest(f"{folder}/{path}"), blind)
            wrong += [
                p for p, text in zip(blind, texts, strict=True) if text != release.files[p][1]
            ]
        return sorted(set(wrong))

    def _digest(self, path: str) -> str:
        return hashlib.sha256(self._try(partial(self._server.read, path)) or b"").hexdigest()

    def _reuse(self, release: Release, standing: str, lying: Sequence[str], new: str) -> None:
        """A release with these very files may lie there already: gone back from, or unfinished."""
        for name in lying:
            if _NAME.fullmatch(name) and name.endswith(release.name) and name != standing:
                self._try(partial(self._server.rename, self._path(name), self._path(new)))
                return

    def _tidy(self, before: str, live: str) -> None:
        """Keep what was live; what was never live, or was gone back from, is in nobody's way."""
        kept = sorted((n for n in self._lying() if _NAME.fullmatch(n)), reverse=True)
        past = [name for name in kept if name <= before]
        self._remove(name for name in kept if name != live and name not in past[: self._keep])

    def _unmoved(self, live: Live) -> None:
        if self._version() != live.version:
            message = f"somebody else has deployed to {self.where} in the meantime"
            raise DeployFault(message, "nothing was changed; deploy again to see what is there now")

    def _need_parent(self) -> None:
        parent = self._top.rpartition("/")[0] or "/"
        if self._try(partial(self._server.names, parent)) is None:
            message = f"{self.where} is not there, nor the folder that it would lie in"
            raise DeployFault(message, "make the folder at the server, or correct 'path'")

    def _kept(self, older: Older) -> str:
        if not _NAME.fullmatch(older.name):
            raise DeployFault(f"{self.where} keeps no release '{older.name}'")
        return older.name

    def _version(self) -> str:
        return self._try(partial(self._server.link, self._current)) or ""

    def _lying(self) -> Sequence[str]:
        return self._try(partial(self._server.names, self._releases)) or ()

    def _root(self, name: str) -> str:
        listed = self._try(partial(self._server.read, self._path(name, SUMS)))
        return hashlib.sha256(listed).hexdigest() if listed is not None else ""

    def _remove(self, names: Iterable[str]) -> None:
        if paths := [self._path(name) for name in names]:
            self._try(partial(self._server.remove, paths))

    def _path(self, *parts: str) -> str:
        return "/".join((self._releases, *parts))

    def _try(self, call: Callable[[], _T]) -> _T:
        return patiently(call)


def folder_of(settings: SshTarget) -> str:
    """The site's folder as every server takes it: from the root, or from where a login begins."""
    path = settings.path.removeprefix("~/").rstrip("/")
    return path if path.startswith("/") else f"./{path}"


def differs(found: Mark | None, expected: tuple[int, str]) -> bool:
    """Whether a file is missing, or other than expected as far as the server tells."""
    if found is None or found.size != expected[0]:
        return True
    return bool(_DIGEST.fullmatch(found.tag)) and found.tag != expected[1]


def _next(now: datetime, lying: Iterable[str], release: Release) -> str:
    """A name that sorts after all that are there, even where somebody's clock runs ahead."""
    last = max((int(found[1]) for name in lying if (found := _NAME.fullmatch(name))), default=0)
    return f"{max(int(now.strftime('%Y%m%d%H%M%S')), last + 1):014d}-{release.name}"
