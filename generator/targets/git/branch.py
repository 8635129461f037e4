"""A branch that a host shows as a site: each release is one commit without a past."""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from generator.kinds.deployment import GitTarget
from generator.targets.faults import DeployFault, patiently
from generator.targets.git.faults import Broken, NoBranch, Refused
from generator.targets.git.plumbing import Git
from generator.targets.plan import Plan
from generator.targets.release import Release
from generator.targets.target import Live, Mark, Older, Step, Surroundings, Target, in_order
from generator.write.manifest import MANIFEST, Listing, parse

_LIVE = "refs/handbill/live"  # in our repository: what stands at the remote
_NEXT = "refs/handbill/next"
_KEPT = "refs/handbill/releases/"  # at the remote: what one can go back to
_RELEASE = re.compile(re.escape(_KEPT) + r"(\d{8}T\d{6}Z-([0-9a-f]{64}))")

# For the hosts: show the files as they are; the site's domain at GitHub, and at Codeberg.
_AS_IT_IS, _DOMAINS = ".nojekyll", ("CNAME", ".domains")


def open_git(settings: GitTarget, around: Surroundings) -> Target:
    """The branch; nothing is asked of the remote yet. Raises DeployFault without git."""
    folder = around.private / "git" if around.private else None
    lent = None if folder else Path(tempfile.mkdtemp(prefix="handbill-"))
    remote = settings.remote
    if remote.startswith("."):  # beside the campaign
        remote = str((around.root / remote).resolve())
    git = Git(folder or lent or Path(), remote, around.environ, around.secrets)
    git.prepare()
    return GitBranch(git, settings, around.keep, lent=lent)


class GitBranch:
    """Keeps what it saw last: the remote's commit, which is fetched into a repository of ours."""

    def __init__(
        self,
        git: Git,
        settings: GitTarget,
        keep: int,
        *,
        lent: Path | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.where = f"branch '{settings.branch}' of {_shown(settings.remote)}"
        self.remarks: list[str] = []
        self._git, self._keep, self._lent, self._clock = git, keep, lent, clock
        self._branch, self._domain = f"refs/heads/{settings.branch}", settings.domain
        self._tip: str | None = None  # where the branch was when somebody last looked

    def look(self) -> Live:
        try:
            live = patiently(self._look)
        except DeployFault:
            # After a power cut, say, it may be our copy that is damaged: then another is fetched.
            if self._git.is_sound():
                raise
            self._git.anew()
            live = patiently(self._look)
        self._tip = live.version
        return live

    def publish(self, release: Release, plan: Plan, live: Live, step: Step) -> None:
        now = self._clock()
        kept = f"{_KEPT}{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime(now))}-{release.root}"
        commit = self._commit(release, set(plan.sent), step, int(now))
        self._switch(commit, live.version, kept if self._keep else "")
        for old in self.older()[self._keep :]:
            with suppress(DeployFault):  # the site is out; next time there is another chance
                self.forget([old])

    def read(self, path: str) -> bytes | None:
        # The remote has confirmed the commit, whose name is a hash of everything below it.
        return self._git.find("cat-file", "blob", f"{_LIVE}:{path}")

    def older(self) -> Sequence[Older]:
        refs = self._refs(f"{_KEPT}*", self._branch)
        live = self._tip = refs.get(self._branch, "")
        found = [(match, refs[ref]) for ref in refs if (match := _RELEASE.fullmatch(ref))]
        standing = max((match[1] for match, commit in found if commit == live), default="")
        kept = (Older(match[1], match[2]) for match, commit in found if commit != live)
        return in_order((one for one in kept if one.root != standing.rpartition("-")[2]), standing)

    def go_back(self, older: Older) -> None:
        seen = self._seen_there() if self._tip is None else self._tip
        patiently(lambda: self._fetch(f"{_KEPT}{older.name}", _NEXT))
        self._switch(self._id(_NEXT), seen)

    def forget(self, older: Sequence[Older]) -> None:
        if gone := [f":{_KEPT}{one.name}" for one in older]:
            patiently(lambda: self._git.ask("push", *gone, options=("--quiet",)))

    def close(self) -> None:
        if self._lent:
            shutil.rmtree(self._lent, ignore_errors=True)

    def _look(self) -> Live:
        before = self._git.find("rev-parse", "--verify", "--quiet", _LIVE) or b""
        try:
            self._fetch(self._branch, _LIVE)
        except NoBranch:
            self._git.find("update-ref", "-d", _LIVE)
            return Live(manifest=None, files={})
        commit = self._id(_LIVE)
        if commit != before.decode().strip():
            self._tidy()
        manifest = self.read(MANIFEST)
        listed = (parse(manifest) if manifest else None) or {}
        settled = self._has_domain(listed)
        return Live(manifest, self._files(listed), version=commit, settled=settled)

    def _has_domain(self, listed: Listing) -> bool:
        """Whether the domain stands there as it is wanted, as far as that is ours to say."""
        said = f"{self._domain}\n".encode()
        names = [name for name in _DOMAINS if self._domain and name not in listed]
        return all(self.read(name) == said for name in names)

    def _fetch(self, ref: str, into: str) -> None:
        options = ("--quiet", "--depth=1", "--no-tags", "--no-write-fetch-head", "--no-auto-gc")
        self._git.ask("fetch", f"+{ref}:{into}", options=options)

    def _files(self, listed: Listing) -> Mapping[str, Mark]:
        """What lies there, without what we add for the host."""
        ours = {_AS_IT_IS, *_DOMAINS} - listed.keys()
        tree = self._git.local("ls-tree", "-r", "-l", "-z", _LIVE).decode(errors="replace")
        rows = (row.partition("\t") for row in tree.split("\0") if row)
        return {path: _mark(facts) for facts, _, path in rows if path not in ours}

    def _commit(self, release: Release, sent: set[str], step: Step, now: int) -> str:
        """The release as a commit of its own in our repository."""
        stream = _stream(release, now, self._beside(release), sent, step)
        self._git.local("fast-import", "--quiet", "--force", chunks=stream)
        return self._id(_NEXT)

    def _beside(self, release: Release) -> dict[str, bytes]:
        """What the host needs, as far as the site has no such files of its own."""
        beside = {_AS_IT_IS: b""}
        for name in _DOMAINS:
            # A domain may have been set at the host, which writes it into the branch.
            said = f"{self._domain}\n".encode() if self._domain else self.read(name)
            if said is not None:
                beside[name] = said
        return {name: said for name, said in beside.items() if name not in release.files}

    def _switch(self, commit: str, seen: str, kept: str = "") -> None:
        """Make the commit live if the branch is still where it was seen; keep it if it may be."""
        wanted = [f"{commit}:{self._branch}"]
        # Of two releases of one second, which differ in the domain alone, the later one is kept.
        also = [f"+{commit}:{kept}"] if kept else []
        try:
            patiently(lambda: self._push(seen, [*wanted, *also]))
        except Refused:
            if not also:
                raise
            # Some hosts take nothing but branches, and some refuse all for the sake of one.
            if self._seen_there() != commit:
                patiently(lambda: self._push(seen, wanted))
            self.remarks.append("this host keeps no older releases: there is no going back")
        self._git.local("update-ref", _LIVE, commit)
        with suppress(Broken):
            self._tidy()

    def _push(self, seen: str, refs: list[str]) -> None:
        """Sent again after an answer was lost, it is found to be done."""
        lease = f"--force-with-lease={self._branch}:{seen}"
        self._git.ask("push", *refs, options=("--quiet", "--no-verify", lease))

    def _seen_there(self) -> str:
        return self._refs(self._branch).get(self._branch, "")

    def _refs(self, *patterns: str) -> dict[str, str]:
        """The remote's names of commits, and which these are."""
        listing = patiently(lambda: self._git.ask("ls-remote", *patterns, options=("--quiet",)))
        rows = (line.partition("\t") for line in listing.splitlines())
        return {ref: commit for commit, _, ref in rows}

    def _id(self, ref: str) -> str:
        return self._git.local("rev-parse", "--verify", ref).decode().strip()

    def _tidy(self) -> None:
        """Keep what stands there and nothing older, in a form that tells quickly what is new.

        Commits have no past in common: without a bitmap, git would send every file every time.
        """
        self._git.find("update-ref", "-d", _NEXT)
        if b"\nparent " not in self._git.local("cat-file", "commit", _LIVE).partition(b"\n\n")[0]:
            (self._git.folder / "shallow").unlink(missing_ok=True)
        self._git.local("repack", "-a", "-d", "-b", "-q", "--window=0")
        self._git.local("prune", "--expire=now")


def _stream(
    release: Release, now: int, beside: Mapping[str, bytes], sent: set[str], step: Step
) -> Iterator[bytes]:
    """What `git fast-import` reads; cut off anywhere, it makes no commit."""
    message = f"Publish the site\n\nRoot hash: {release.root}\n".encode()
    yield b"feature done\n"
    yield f"commit {_NEXT}\ncommitter site <site@localhost> {now} +0000\n".encode()
    yield b"data %d\n%b\ndeleteall\n" % (len(message), message)
    for path, data in beside.items():
        yield _entry(path, data)
    for path in release.files:
        data = release.read(path)
        yield _entry(path, data)
        if path in sent:
            step(len(data))
    yield b"done\n"


def _entry(path: str, data: bytes) -> bytes:
    quoted = path.replace("\\", "\\\\").replace('"', '\\"').encode()
    return b'M 100644 inline "%b"\ndata %d\n%b\n' % (quoted, len(data), data)


def _mark(facts: str) -> Mark:
    """From mode, kind, id and size; what is no file has '-' for its size."""
    _, _, blob, size = facts.split()
    return Mark(int(size) if size.isdigit() else 0, blob)


def _shown(remote: str) -> str:
    """How messages name a repository: without a user, and without a folder of this machine."""
    parts = urlsplit(remote)
    if remote.startswith(("/", ".")) or parts.scheme == "file":
        return f"'{Path(parts.path).name}'"
    if parts.scheme:
        return f"'{parts.netloc.rpartition('@')[2]}{parts.path}'"
    return f"'{remote.rpartition('@')[2]}'"
