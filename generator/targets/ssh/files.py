"""Single files and folders at a server, by SFTP; each function is one call for a connection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import asyncssh
from asyncssh import SFTPClient
from asyncssh.constants import FILEXFER_TYPE_DIRECTORY, FILEXFER_TYPE_REGULAR

from generator.targets.faults import DeployFault
from generator.targets.ssh.connection import Connection, NotThere
from generator.targets.ssh.shell import NO_FILE
from generator.targets.target import Mark

_FOLDER, _FILE = 0o755, 0o644  # whatever the login's umask is: a web server is to read them
_LONGEST = 1 << 30  # bytes that are held in memory, whatever a server tells
_BLOCKS = 16  # of a file system that is as good as full


def fetch(connection: Connection, path: str, most: int = _LONGEST) -> bytes | None:
    """A file's bytes; None: there is none. Raises DeployFault where there are more than `most`."""

    async def read(client: SFTPClient) -> bytes:
        async with client.open(path, "rb") as file:
            # As many as the server tells of before: one that never ends is not read to its end.
            told = (await file.stat()).size or 0
            data = b"" if told > most else cast(bytes, await file.read(told + 1))
        if told > most or len(data) > most:
            message = f"'{path.rpartition('/')[2]}' is longer at the server than is ever read back"
            raise DeployFault(
                message, "look at what lies there, and whether the server is in order"
            )
        return data

    try:
        return connection.sftp(read)
    except NotThere:
        return None


async def write_new(client: SFTPClient, path: str, data: bytes) -> None:
    """A file that must not be there yet."""
    try:
        async with client.open(path, "xb") as file:
            await file.write(data)
            await file.chmod(_FILE)
    except asyncssh.SFTPFailure as error:
        # Servers tell of a full disk as of any failure.
        left = await client.statvfs(path.rpartition("/")[0])
        if left.bavail * left.frsize < max(len(data), _BLOCKS * left.frsize):
            raise asyncssh.SFTPNoSpaceOnFilesystem(error.reason) from error
        raise


async def make_folder(client: SFTPClient, folder: str) -> None:
    """A folder for all to read; that it is there already is no fault."""
    try:
        await client.mkdir(folder)
    except asyncssh.SFTPError:
        if not await client.isdir(folder):
            raise
    else:
        await client.chmod(folder, _FOLDER)


async def remove(client: SFTPClient, path: str) -> None:
    """A file, or a folder with all it holds; that there is none is no fault."""
    if await client.isdir(path) and not await client.islink(path):
        await client.rmtree(path)
    elif await client.lexists(path):
        await client.remove(path)


async def scan(client: SFTPClient, folder: str) -> Mapping[str, Mark]:
    """All files below a folder with their sizes; the tag is when each was last written."""
    found: dict[str, Mark] = {}
    ahead = [""]
    while ahead:
        below = ahead.pop()
        async for entry in client.scandir(f"{folder}/{below}"):
            name = str(entry.filename)
            is_ = entry.attrs
            if is_.type == FILEXFER_TYPE_REGULAR:
                found[below + name] = Mark(is_.size or 0, f"written {is_.mtime}")
            elif is_.type == FILEXFER_TYPE_DIRECTORY:
                if name not in (".", ".."):
                    ahead.append(f"{below}{name}/")
            else:
                # A link, say: it holds nothing that was ever sent.
                found[below + name] = Mark(0, NO_FILE)
    return found


def parents(path: str) -> Sequence[str]:
    """The folders that a file lies in, the outermost first."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: n + 1]) for n in range(len(parts))]
