"""Publishing to a server over SSH: by rsync where both sides have it, else by SFTP."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping

from generator.kinds.deployment import SshTarget
from generator.targets.faults import DeployFault
from generator.targets.file_by_file import FileByFile
from generator.targets.ssh.releases import SshReleases
from generator.targets.ssh.rsync import RsyncServer
from generator.targets.ssh.shell import rsync_is_new
from generator.targets.target import Surroundings, Target

_LIBRARIES = ("asyncssh", "cryptography")  # and what the first cannot do without


def open_ssh(settings: SshTarget, around: Surroundings) -> Target:
    """Raises DeployFault where the server lets nobody in, or nothing here can speak to it."""
    if settings.in_place:
        return _in_place(settings, around)
    server = _by_rsync(settings, around) if settings.over != "sftp" else None
    if server is not None:
        return SshReleases(server, settings, around)
    return _by_sftp(settings, around)


def _by_rsync(settings: SshTarget, around: Surroundings) -> RsyncServer | None:
    """None where one side has no rsync, and SFTP will do."""
    if _has_rsync(around.environ):
        server = RsyncServer(settings, around.environ, around.private)
        try:
            able = server.can()
        except DeployFault:
            server.close()
            raise
        if able:
            return server
        server.close()
        missing = f"{settings.host} has no rsync 3, or no shell"
    else:
        missing = "this machine has no rsync 3, or no ssh"
    if settings.over == "rsync":
        raise DeployFault(missing, "install it, or take out 'over: rsync': SFTP will do")
    return None


def _has_rsync(environ: Mapping[str, str]) -> bool:
    # Windows' ssh cannot share a connection, and its rsync lives among paths of another kind.
    path = environ.get("PATH")
    if os.name != "posix" or not shutil.which("ssh", path=path):
        return False
    if (rsync := shutil.which("rsync", path=path)) is None:
        return False
    told = subprocess.run([rsync, "--version"], capture_output=True, check=False)
    return rsync_is_new(told.stdout.decode("utf-8", "replace"))


def _by_sftp(settings: SshTarget, around: Surroundings) -> Target:
    # The library is an extra, and takes a third of a second to load.
    try:
        from generator.targets.ssh.connection import Connection
        from generator.targets.ssh.sftp import SftpServer
    except ImportError as error:
        raise _no_library(error) from None
    connection = Connection(settings, around.environ)
    try:
        return SshReleases(SftpServer(connection), settings, around)
    except DeployFault:
        connection.close()
        raise


def _in_place(settings: SshTarget, around: Surroundings) -> Target:
    if settings.over == "rsync":
        message = "'in_place' goes over SFTP, and this target says 'over: rsync'"
        raise DeployFault(message, "take out one of them in site.yaml")
    # As above: an extra.
    try:
        from generator.targets.ssh.connection import Connection
        from generator.targets.ssh.store import SshStore
    except ImportError as error:
        raise _no_library(error) from None
    store = SshStore(settings, Connection(settings, around.environ))
    return FileByFile(store, around, settings.leave)


def _no_library(error: ImportError) -> DeployFault:
    """Raises the error itself where it is another module that is missing: that is our mistake."""
    if (error.name or "").partition(".")[0] not in _LIBRARIES:
        raise error
    message = "publishing by SFTP needs a library that is not installed"
    return DeployFault(message, "run: pip install 'handbill[ssh]'; or install rsync on both sides")
