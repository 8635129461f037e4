"""A server that is reached by SFTP: for those who have no rsync, or may do nothing else there."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import partial

from asyncssh import SFTPClient

from generator.targets.faults import DeployFault, Passing
from generator.targets.plan import Plan
from generator.targets.release import Release
from generator.targets.ssh.connection import Connection, NotThere
from generator.targets.ssh.files import fetch, make_folder, parents, remove, scan, write_new
from generator.targets.ssh.releases import differs
from generator.targets.ssh.shell import LISTING, PROBE, has_shell, listed
from generator.targets.target import Mark, Step

_THREADS = 8
_GREETING_SECONDS = 30.0  # some logins end in a menu that waits for ever


class SftpServer:
    """All of it by SFTP; a shell, where there is one, tells what files hold."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._has_shell = has_shell(connection.run(PROBE, patience=_GREETING_SECONDS))

    def names(self, folder: str) -> Sequence[str] | None:
        try:
            found = self._connection.sftp(lambda client: client.listdir(folder))
        except NotThere:
            return None
        return [name for name in found if name not in (".", "..")]

    def link(self, path: str) -> str | None:
        async def read(client: SFTPClient) -> str | None:
            return await client.readlink(path) if await client.islink(path) else None

        return self._connection.sftp(read)

    def files(self, folder: str) -> Mapping[str, Mark]:
        if self._has_shell:
            said = self._connection.run(f"cd {shlex.quote(folder)} && {{ {LISTING}; }}")
            if said is not None:
                return listed(said)
        try:
            return self._connection.sftp(lambda client: scan(client, folder))
        except NotThere:
            return {}

    def read(self, path: str) -> bytes | None:
        return fetch(self._connection, path)

    def make(self, folders: Sequence[str]) -> None:
        for folder in folders:
            self._connection.sftp(partial(make_folder, folder=folder))

    def fill(self, release: Release, folder: str, live: str, plan: Plan, step: Step) -> None:
        there = self.files(folder)
        missing = [path for path, is_ in release.files.items() if differs(there.get(path), is_)]
        # A file left by an interrupted deploy is never written to: the live one may be the same.
        self.remove([f"{folder}/{path}" for path in missing if path in there])
        lay = _Laying(self._connection, release, folder, live, frozenset(plan.sent))
        for below in sorted({parent for path in missing for parent in parents(path)}):
            self.make([f"{folder}/{below}"])
        with ThreadPoolExecutor(_THREADS) as threads:
            laid = [threads.submit(lay, path) for path in missing]
            try:
                for done in as_completed(laid):
                    step(done.result())
            finally:
                threads.shutdown(wait=True, cancel_futures=True)

    def rename(self, folder: str, name: str) -> None:
        async def move(client: SFTPClient) -> None:
            if not await client.lexists(name):
                await client.posix_rename(folder, name)

        self._connection.sftp(move)

    def point(self, path: str, end: str) -> None:
        new = f"{path}.new"

        async def replace(client: SFTPClient) -> None:
            if await client.lexists(new):
                await client.remove(new)
            await client.symlink(end, new)
            await client.posix_rename(new, path)

        self._connection.sftp(replace)

    def remove(self, paths: Sequence[str]) -> None:
        for path in paths:
            self._connection.sftp(partial(remove, path=path))

    def close(self) -> None:
        self._connection.close()


class _Laying:
    """Puts one file of a release in its place: a link to the live one's, or sent."""

    def __init__(
        self, connection: Connection, release: Release, folder: str, live: str, sent: Set[str]
    ) -> None:
        self._connection = connection
        self._release = release
        self._folder = folder
        self._live = live
        self._sent = sent

    def __call__(self, path: str) -> int:
        """The number of bytes that were sent."""
        if self._live and path not in self._sent and self._link(path):
            return 0
        data = self._release.read(path)
        self._connection.sftp(partial(write_new, path=f"{self._folder}/{path}", data=data))
        return len(data)

    def _link(self, path: str) -> bool:
        """Not where the file is another user's, or the server knows no links."""
        old, new = f"{self._live}/{path}", f"{self._folder}/{path}"
        try:
            self._connection.sftp(lambda client: client.link(old, new))
        except Passing:
            raise
        except DeployFault:
            return False
        return True
