"""A server with a shell and rsync, reached by the system's own ssh as it is set up."""

from __future__ import annotations

import shlex
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from generator.kinds.deployment import SshTarget
from generator.targets.plan import Plan
from generator.targets.release import Release
from generator.targets.ssh.faults import bare_host, refused, tells_of_full_disk, told
from generator.targets.ssh.line import SSH_FAILED, NoShell, ShellLine
from generator.targets.ssh.shell import LISTING, NOT_THERE, PROBE, listed, rsync_is_new
from generator.targets.target import Mark, Step

_BROKEN = frozenset({10, 12, 20, 30, 35, SSH_FAILED})  # the other side is gone, or silent
_SILENCE = 60  # seconds
_AT_ONCE = 100  # paths in one command


class RsyncServer:
    """Asked by a shell, and filled by rsync."""

    def __init__(
        self, settings: SshTarget, environ: Mapping[str, str], private: Path | None = None
    ) -> None:
        self._settings = settings
        self._environ = dict(environ)
        self._line = ShellLine(settings, environ, private)
        self._ask = self._line.ask

    def can(self) -> bool:
        """Whether the server has what this needs. Raises DeployFault where it lets nobody in."""
        try:
            return rsync_is_new(_text(self._ask(PROBE) or b""))
        except NoShell:
            return False

    def names(self, folder: str) -> Sequence[str] | None:
        said = self._ask(f"test -d {_q(folder)} || exit {NOT_THERE}; ls -A {_q(folder)}")
        return None if said is None else _text(said).splitlines()

    def link(self, path: str) -> str | None:
        said = self._ask(f"test -h {_q(path)} || exit {NOT_THERE}; readlink {_q(path)}")
        return None if said is None else _text(said).removesuffix("\n")

    def files(self, folder: str) -> Mapping[str, Mark]:
        return listed(self._ask(f"cd {_q(folder)} || exit {NOT_THERE}; {LISTING}") or b"")

    def read(self, path: str) -> bytes | None:
        return self._ask(f"test -f {_q(path)} || exit {NOT_THERE}; cat {_q(path)}")

    def make(self, folders: Sequence[str]) -> None:
        self._ask("; ".join(f"test -d {_q(f)} || mkdir {_q(f)} || exit 1" for f in folders))

    def fill(self, release: Release, folder: str, live: str, plan: Plan, step: Step) -> None:
        """rsync finds out by itself what is the same in both releases."""
        link = [f"--link-dest=../{live.rpartition('/')[2]}"] if live else []
        host = f"[{bare_host(self._settings)}]"
        remote = shlex.join(self._line.ssh())
        command = [
            *["rsync", "--recursive", "--checksum", "--perms", "--chmod=D755,F644", "--compress"],
            *["--protect-args", "--from0", "--files-from=-", f"--timeout={_SILENCE}", *link],
            *["--out-format=%i %l", f"--rsh={remote}", "--"],
            *[f"{release.folder}/", f"{host}:{folder}/"],
        ]
        paths = "\0".join(release.files).encode()
        status, said = self._follow(command, paths, step)
        if status in _BROKEN and not tells_of_full_disk(said):
            raise told(said, self._settings)
        if status:
            raise refused(said, self._settings)

    def rename(self, folder: str, name: str) -> None:
        self._ask(f"test -d {_q(name)} || mv {_q(folder)} {_q(name)}")

    def point(self, path: str, end: str) -> None:
        """GNU's and busybox's mv know -T, BSD's knows -h: not to follow the link that is there."""
        new = f"{path}.new"
        link = f"rm -f {_q(new)}; ln -s {_q(end)} {_q(new)}"
        self._ask(f"{link} && {{ mv -fT {_q(new)} {_q(path)} || mv -fh {_q(new)} {_q(path)}; }}")

    def remove(self, paths: Sequence[str]) -> None:
        for start in range(0, len(paths), _AT_ONCE):
            self._ask("rm -rf " + " ".join(map(_q, paths[start : start + _AT_ONCE])))

    def close(self) -> None:
        self._line.close()

    def _follow(self, command: Sequence[str], given: bytes, step: Step) -> tuple[int, str]:
        """Run rsync; its lines tell which files it has sent."""
        with tempfile.TemporaryFile() as paths, tempfile.TemporaryFile() as err:
            paths.write(given)
            paths.seek(0)
            environ = {**self._environ, "LC_ALL": "C"}
            with subprocess.Popen(
                command, stdin=paths, stdout=subprocess.PIPE, stderr=err, env=environ
            ) as running:
                assert running.stdout is not None
                for line in running.stdout:
                    kind, _, size = _text(line).partition(" ")
                    if kind.startswith("<f"):
                        step(int(size))
            return running.returncode, _said(err)


def _said(complaints: IO[bytes]) -> str:
    complaints.seek(0)
    return complaints.read().decode("utf-8", "replace")


def _text(said: bytes) -> str:
    return said.decode("utf-8", "surrogateescape")


_q = shlex.quote
