"""A folder at a server whose files are replaced where they lie, one by one, over SFTP."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial

import asyncssh
from asyncssh import SFTPClient

from generator.kinds.deployment import SshTarget
from generator.targets.ssh.connection import Connection, NotThere
from generator.targets.ssh.files import fetch, make_folder, parents, scan, write_new
from generator.targets.ssh.releases import folder_of
from generator.targets.store import ContentKind
from generator.targets.target import Mark


class SshStore:
    """A store for `file_by_file`. A web server decides itself how files are served."""

    def __init__(self, settings: SshTarget, connection: Connection) -> None:
        self.where = f"{settings.host}:{settings.path}"
        self._connection = connection
        self._top = folder_of(settings)
        self._made: set[str] = set()

    def list(self) -> Mapping[str, Mark]:
        """Nothing lies in a folder that is not there yet."""
        try:
            return self._connection.sftp(partial(scan, folder=self._top))
        except NotThere:
            return {}

    def get(self, path: str) -> bytes | None:
        return fetch(self._connection, self._full(path))

    def put(self, path: str, data: bytes, kind: ContentKind) -> None:
        """Sent under another name, then renamed: no reader ever gets a part of it."""
        new = self._full(f".handbill-{secrets.token_hex(8)}")
        folders = [self._top, *map(self._full, parents(path))]

        async def send(client: SFTPClient) -> None:
            for folder in folders:
                if folder not in self._made:
                    await make_folder(client, folder)
                    self._made.add(folder)
            try:
                await write_new(client, new, data)
                await client.posix_rename(new, self._full(path))
            except asyncssh.SFTPError:
                with suppress(asyncssh.SFTPError):
                    await client.remove(new)
                raise

        self._connection.sftp(send)

    def remove(self, paths: Sequence[str]) -> None:
        """Folders that are empty afterwards go too."""
        for path in paths:
            self._connection.sftp(partial(self._remove, path=path))

    def close(self) -> None:
        self._connection.close()

    async def _remove(self, client: SFTPClient, path: str) -> None:
        with suppress(asyncssh.SFTPNoSuchFile):
            await client.remove(self._full(path))
        for folder in reversed(parents(path)):
            self._made.discard(self._full(folder))
            # One that still holds something stays.
            with suppress(asyncssh.SFTPError):
                await client.rmdir(self._full(folder))

    def _full(self, path: str) -> str:
        return f"{self._top}/{path}"
