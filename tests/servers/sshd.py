"""A real sshd on a free port of 127.0.0.1, with keys of its own and a client set up for it.

Nothing is read from the home folder of whoever runs the tests: `Sshd.environ` names a home of its
own, and a `bin` first on PATH whose `ssh` reads that home's config.
"""

from __future__ import annotations

import getpass
import os
import resource
import shlex
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
_PATIENCE = 30  # seconds until a server must have answered


@dataclass(frozen=True, slots=True)
class Sshd:
    """A running server. `user` may log in with `key`; `known_hosts` holds the server's key."""

    folder: Path
    port: int
    user: str
    pid: int

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def key(self) -> Path:
        return self.folder / "key"

    @property
    def config(self) -> Path:
        return self.home / ".ssh" / "config"

    @property
    def known_hosts(self) -> Path:
        return self.home / ".ssh" / "known_hosts"

    @property
    def environ(self) -> Mapping[str, str]:
        """The environment of a client that knows this server; git's ssh is the same one."""
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("SSH_", "GIT_"))}
        path = f"{self.folder / 'bin'}{os.pathsep}{inherited['PATH']}"
        return {**inherited, "PATH": path, "HOME": str(self.home)}

    def trust(self, public_key: Path | None = None) -> None:
        """Write known_hosts: the server's own key, or another one in its place."""
        kind, text, *_ = (public_key or self.folder / "host_key.pub").read_text().split()
        self.known_hosts.write_text(f"[{HOST}]:{self.port} {kind} {text}\n")

    def cut(self) -> int:
        """Kill every process that serves a connection, as if a cable were pulled; their number."""
        return _kill(_below(self.pid))

    def stop(self) -> None:
        """End the server, and what it serves."""
        _kill([self.pid, *_below(self.pid)])


@contextmanager
def sshd(folder: Path, *lines: str, largest: int = 0) -> Iterator[Sshd]:
    """A server in `folder`, which is made; `lines` are added to its sshd_config.

    `largest` is how many bytes a file may have, as a stand-in for a disk that is full (0: any).
    """
    binary = _tool("sshd", "openssh-server")
    folder.mkdir(parents=True)
    make_key(folder / "host_key")
    make_key(folder / "key")
    port = _free_port()
    (folder / "sshd_config").write_text("\n".join([*_config(folder, port), *lines, ""]))
    # A login whose files nobody else may read, as on many servers; and a file that grows too large
    # is a failure to write, no signal that kills: Python's own processes ignore that one.
    process = subprocess.Popen(
        _command(binary, folder), stdin=subprocess.DEVNULL, umask=0o077, restore_signals=False
    )
    if largest:
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (largest, largest))
    try:
        server = Sshd(folder, port, getpass.getuser(), process.pid)
        _set_up_client(server)
        _await_greeting(process, port, folder / "log")
        yield server
        server.cut()
    finally:
        process.kill()
        process.wait()


def make_key(path: Path) -> Path:
    """A new key without a passphrase; its public half, which names nobody."""
    command = [_tool("ssh-keygen", "openssh-client"), "-q", "-t", "ed25519", "-N", "", "-C", ""]
    subprocess.run([*command, "-f", str(path)], check=True)
    return path.with_name(path.name + ".pub")


def _config(folder: Path, port: int) -> list[str]:
    return [
        f"ListenAddress {HOST}:{port}",
        f"HostKey {folder / 'host_key'}",
        f"AuthorizedKeysFile {folder / 'key.pub'}",
        "PidFile none",
        "UsePAM no",
        "StrictModes no",
        "PermitRootLogin yes",
        "PasswordAuthentication no",
        "KbdInteractiveAuthentication no",
        "MaxStartups 100",
        # Its new kinds of exchange take most of a second here; nothing is tried of them.
        "KexAlgorithms curve25519-sha256",
        "Subsystem sftp internal-sftp",
    ]


def _command(binary: str, folder: Path) -> list[str]:
    if os.geteuid() == 0:
        # A server that runs as root wants this empty folder, which only the service makes.
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    command = [binary, "-D", "-E", str(folder / "log"), "-f", str(folder / "sshd_config")]
    # Newer servers turn away an address that often comes with a wrong key: here all are one.
    lenient = [*command, "-o", "PerSourcePenalties=no"]
    known = subprocess.run([*lenient, "-t"], check=False, capture_output=True).returncode == 0
    return lenient if known else command


def _set_up_client(server: Sshd) -> None:
    server.config.parent.mkdir(parents=True, mode=0o700)
    lines = [
        f"IdentityFile {server.key}",
        "IdentitiesOnly yes",
        "IdentityAgent none",
        f"UserKnownHostsFile {server.known_hosts}",
        "GlobalKnownHostsFile /dev/null",
    ]
    server.config.write_text("\n".join(["Host *", *lines, ""]))
    server.trust()
    client = server.folder / "bin" / "ssh"
    client.parent.mkdir()
    real, config = shlex.quote(_tool("ssh", "openssh-client")), shlex.quote(str(server.config))
    client.write_text(f'#!/bin/sh\nexec {real} -F {config} "$@"\n')
    client.chmod(0o755)


def _await_greeting(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection((HOST, port), timeout=_PATIENCE) as connection:
                if connection.recv(4) == b"SSH-":
                    return
        except ConnectionRefusedError:
            time.sleep(0.02)
    raise AssertionError(f"sshd does not answer: {log.read_text() if log.exists() else ''}")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


def _tool(name: str, package: str) -> str:
    path = f"{os.environ['PATH']}{os.pathsep}/usr/sbin"
    found = shutil.which(name, path=path)
    assert found, f"'{name}' is missing: apt-get install {package}"
    return found


def _below(pid: int) -> list[int]:
    """All processes that descend from one, the nearest first."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            fields = stat.read_text().rpartition(")")[2].split()
            parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found: list[int] = []
    row = parents.get(pid, [])
    while row:
        found += row
        row = [child for parent in row for child in parents.get(parent, [])]
    return found


def _kill(processes: list[int]) -> int:
    for pid in processes:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return len(processes)
