"""Publishing to a store, which takes one file after another: never a page without its pictures.

While files are sent, `deploying.json` lies beside them: whoever comes next sees what was begun, and
which files may be of either release.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from fnmatch import fnmatchcase
from functools import partial
from typing import NamedTuple, TypeVar

from generator.targets.faults import DeployFault, patiently
from generator.targets.media_types import kind_of
from generator.targets.plan import FRAME, Plan
from generator.targets.release import Release
from generator.targets.store import ContentKind, Store
from generator.targets.target import Live, Older, Step, Surroundings
from generator.write.manifest import MANIFEST, Listing, parse_whole
from generator.write.paths import is_safe

MARKER = "deploying.json"
_MARKER_KIND = ContentKind("application/json", "no-store")
_THREADS = 8
_AT_ONCE = 200  # deletions that a store is asked for at a time
_T = TypeVar("_T")


class Begun(NamedTuple):
    """What an interrupted deploy was about: the manifest of its release as far as it is told.

    What the files `doubtful` hold is not known: they may be of its release or as they were before,
    there or not.
    """

    site: str
    root: str
    release: Listing
    doubtful: frozenset[str]


def begun(marker: bytes) -> Begun | None:
    """What deploying.json tells, or None when Handbill did not write it."""
    try:
        found = json.loads(marker)
        manifest = parse_whole(json.dumps(found["manifest"]).encode())
        paths = [*found["sending"], *found["removing"]]
    except (ValueError, TypeError, LookupError, RecursionError):
        return None
    if manifest is None or not all(isinstance(path, str) for path in paths):
        return None
    return Begun(manifest.site, manifest.root, manifest.files, frozenset(filter(is_safe, paths)))


class FileByFile:
    """A target made of a store. What matches `leave` is neither seen nor touched."""

    def __init__(self, store: Store, around: Surroundings, leave: Sequence[str] = ()) -> None:
        self.where = store.where
        self.remarks: list[str] = []
        self._store = store
        self._around = around
        self._leave = tuple(leave)

    def look(self) -> Live:
        listed = self._try(self._store.list)
        manifest = self.read(MANIFEST) if MANIFEST in listed else None
        unfinished = self.read(MARKER) if MARKER in listed else None
        files = {path: mark for path, mark in listed.items() if self._is_ours(path)}
        return Live(manifest, files, unfinished, _version(manifest, unfinished))

    def publish(self, release: Release, plan: Plan, live: Live, step: Step) -> None:
        """Send what pages need, then pages, then what is no longer wanted goes.

        Older pages keep all they show until the last of them is replaced, so that a reader finds
        every picture at every moment.
        """
        self._refuse(release, live)
        removed = [path for path in plan.removed if self._is_ours(path)]
        marker = _marker(release, plan.sent, removed)
        self._try(partial(self._store.put, MARKER, marker, _MARKER_KIND))
        for paths in plan.steps():
            if paths[0] in FRAME:
                self._refuse_another(marker)
            self._send(release, paths, step)
        self._refuse_another(marker)
        for start in range(0, len(removed), _AT_ONCE):
            self._try(partial(self._store.remove, removed[start : start + _AT_ONCE]))
        self._try(partial(self._store.remove, [MARKER]))

    def read(self, path: str) -> bytes | None:
        return self._try(partial(self._store.get, path))

    def older(self) -> Sequence[Older]:
        return ()

    def go_back(self, older: Older) -> None:
        hint = "check out the older campaign, build it, and deploy that"
        raise DeployFault(f"{self.where} keeps no older releases", hint)

    def forget(self, older: Sequence[Older]) -> None:
        """There is none to forget."""

    def close(self) -> None:
        self._store.close()

    def _is_ours(self, path: str) -> bool:
        # A listing comes from a stranger: a path that leaves the folder is not looked at.
        return is_safe(path) and path != MARKER and not matches(path, self._leave)

    def _refuse(self, release: Release, live: Live) -> None:
        """Raises DeployFault where this release cannot go there, before anything is changed."""
        if MARKER in release.files:
            message = f"the site has a file '{MARKER}', a name that deploying needs"
            raise DeployFault(message, "give that file another name")
        if left := sorted(path for path in release.files if matches(path, self._leave)):
            message = f"'{left[0]}' is part of this site, and 'leave' says not to touch it"
            raise DeployFault(message, "take that pattern out of 'leave' in site.yaml")
        if live.version != _version(self.read(MANIFEST), self.read(MARKER)):
            message = f"somebody else has deployed to {self.where} in the meantime"
            raise DeployFault(message, "nothing was changed; deploy again to see what is there now")

    def _refuse_another(self, marker: bytes) -> None:
        """Raises DeployFault where somebody has begun after us: what stands there may be theirs."""
        if self.read(MARKER) != marker:
            message = f"somebody else has begun to deploy to {self.where} in the meantime"
            raise DeployFault(message, "let one of you deploy again when the other is done")

    def _send(self, release: Release, paths: Iterable[str], step: Step) -> None:
        """All of these files, several at a time; the first fault ends it."""
        with ThreadPoolExecutor(_THREADS) as threads:
            sent = [threads.submit(self._put, release, path) for path in paths]
            try:
                for done in as_completed(sent):
                    step(done.result())
            finally:
                threads.shutdown(wait=True, cancel_futures=True)

    def _put(self, release: Release, path: str) -> int:
        data = release.read(path)
        self._try(partial(self._store.put, path, data, kind_of(path)))
        return len(data)

    def _try(self, call: Callable[[], _T]) -> _T:
        """What `call` returns, asked again where that may help; no secret gets into its faults."""
        try:
            return patiently(call)
        except DeployFault as fault:
            scrub = self._around.secrets.scrub
            raise type(fault)(scrub(str(fault)), scrub(fault.hint)) from None


def matches(path: str, patterns: Iterable[str]) -> bool:
    """Whether a pattern names the path, or a folder above it; `*` stands for '/' too."""
    return any(
        fnmatchcase(path, pattern) or fnmatchcase(path, f"{pattern.rstrip('/')}/*")
        for pattern in patterns
    )


def _version(manifest: bytes | None, unfinished: bytes | None) -> str:
    """Tells whether somebody else has deployed since; '' where nobody ever did."""
    if manifest is None and unfinished is None:
        return ""
    return hashlib.sha256((manifest or b"") + b"\0" + (unfinished or b"")).hexdigest()


def _marker(release: Release, sending: Sequence[str], removing: Sequence[str]) -> bytes:
    said: Mapping[str, object] = {
        "manifest": json.loads(release.read(MANIFEST)),
        "sending": sending,
        "removing": removing,
    }
    return json.dumps(said, ensure_ascii=False).encode()
