"""Sites on a server that is reached over SSH: their settings, and whether they are whole."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.kinds.deployment import SshTarget
from generator.targets.target import Surroundings
from servers.sshd import HOST, Sshd
from targets.releases import around


def settings(running: Sshd, path: Path, **more: object) -> SshTarget:
    return SshTarget.model_validate(
        {"to": "ssh", "host": HOST, "port": running.port, "path": str(path), **more}
    )


def at(running: Sshd, root: Path, keep: int = 5) -> Surroundings:
    plain = around(root)
    return Surroundings(plain.name, root, plain.private, plain.secrets, keep, running.environ)


def standing(live: Path) -> str:
    """The root hash of what stands there; AssertionError unless it is whole and nothing besides."""
    sums = (live / "SHA256SUMS").read_bytes()
    listed = {
        path: digest for digest, path in (x.split("  ", 1) for x in sums.decode().split("\n")[:-1])
    }
    found = {p.relative_to(live).as_posix(): p for p in live.rglob("*") if p.is_file()}
    assert found.keys() == listed.keys() | {"SHA256SUMS", "manifest.json"}
    for path, digest in listed.items():
        assert hashlib.sha256(found[path].read_bytes()).hexdigest() == digest, path
    return hashlib.sha256(sums).hexdigest()
