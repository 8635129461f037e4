"""Git as a tool: run in a private repository, deaf to everybody's settings, and bounded."""

from __future__ import annotations

import base64
import os
import shutil
import signal
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from generator.targets.faults import DeployFault
from generator.targets.git.faults import Broken, told
from generator.targets.http import is_local
from generator.targets.secrets import Secrets

# Whoever publishes does not say by name, address or time zone who it was.
_NOBODY = {
    "GIT_AUTHOR_NAME": "site",
    "GIT_AUTHOR_EMAIL": "site@localhost",
    "GIT_COMMITTER_NAME": "site",
    "GIT_COMMITTER_EMAIL": "site@localhost",
    "TZ": "UTC",
}

# Strict keys, no questions, and an end to waiting. Keys and names come from the user's ssh config.
_SSH = (
    "ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=30"
    " -o ServerAliveInterval=20 -o ServerAliveCountMax=3"
)

# An empty askpass keeps git from opening a window; messages in English are what we know to read.
_QUIET = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    "GIT_SSH_COMMAND": _SSH,
    "GIT_SSH_VARIANT": "ssh",
    "LC_ALL": "C",
}

_SETTINGS = {
    "core.hooksPath": os.devnull,
    "core.attributesFile": os.devnull,
    "core.autocrlf": "false",
    "core.fsmonitor": "false",
    "gc.auto": "0",
    "push.gpgSign": "false",
    # The key goes nowhere but to the server that site.yaml names.
    "http.followRedirects": "false",
    "http.lowSpeedLimit": "1",
    "http.lowSpeedTime": "60",
    # ext:: and others would run programs.
    "protocol.allow": "never",
    "protocol.https.allow": "always",
    "protocol.ssh.allow": "always",
    "protocol.file.allow": "always",
}


@dataclass(frozen=True, slots=True)
class Git:
    """Runs git in a bare repository of ours; `remote` is the only other one that it speaks to."""

    folder: Path
    remote: str
    environ: Mapping[str, str]
    secrets: Secrets

    def prepare(self) -> None:
        """Make the repository, or make it usable again after a run that was killed."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for lock in (*self.folder.glob("*.lock"), *(self.folder / "refs").rglob("*.lock")):
            lock.unlink(missing_ok=True)
        try:
            self._init()
        except Broken:
            self.anew()

    def anew(self) -> None:
        """An empty repository in its place: it keeps nothing that the remote does not have."""
        shutil.rmtree(self.folder)
        self.folder.mkdir(mode=0o700)
        self._init()

    def is_sound(self) -> bool:
        """Whether everything is there that our repository says it has."""
        return (
            self.find("fsck", "--connectivity-only", "--no-dangling", "--no-progress") is not None
        )

    def _init(self) -> None:
        self.local("init", "--quiet", "--bare", "--template=", str(self.folder))

    def local(self, *command: str, chunks: Iterable[bytes] = ()) -> bytes:
        """What a command says that concerns our repository alone; `chunks` are sent to it.

        Raises Broken, also where the repository was damaged.
        """
        code, said, complaint = self._run(command, chunks)
        if code:
            fault = told(complaint, self._hidden())
            raise Broken(self.secrets.scrub(str(fault)), fault.hint)
        return said

    def find(self, *command: str) -> bytes | None:
        """As `local`; None where there is nothing to be found."""
        code, said, _ = self._run(command)
        return None if code else said

    def ask(self, command: str, *rest: str, options: Iterable[str] = ()) -> str:
        """What a command says that speaks to the remote.

        Raises Passing for a bad moment, Moved and Refused for what a push may meet, DeployFault.
        """
        code, said, complaint = self._run((command, *options, "--", self.remote, *rest))
        text = said.decode(errors="replace")
        if code:
            fault = told(f"{complaint}\n{text}", self._hidden())
            raise type(fault)(self.secrets.scrub(str(fault)), fault.hint)
        return text

    def _run(
        self, command: tuple[str, ...], chunks: Iterable[bytes] = ()
    ) -> tuple[int, bytes, str]:
        try:
            process = subprocess.Popen(
                ["git", f"--git-dir={self.folder}", *command],
                cwd=self.folder,
                env=self._environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except OSError as error:
            raise DeployFault("git cannot be run", "install it, and deploy again") from error
        with process:
            try:
                return _fed(process, chunks)
            except BaseException:  # where reading a file fails or somebody presses Ctrl-C
                process.kill()
                raise

    def _environment(self) -> dict[str, str]:
        """Of GIT_* variables nothing is taken over: they would change whose commit it is."""
        inherited = {name: v for name, v in self.environ.items() if not name.startswith("GIT_")}
        settings = {**_SETTINGS, **self._plain_http(), **self._key()}
        numbered = {"GIT_CONFIG_COUNT": str(len(settings))}
        for number, (name, value) in enumerate(settings.items()):
            numbered[f"GIT_CONFIG_KEY_{number}"] = name
            numbered[f"GIT_CONFIG_VALUE_{number}"] = value
        return {**inherited, **_NOBODY, **_QUIET, **numbered}

    def _plain_http(self) -> dict[str, str]:
        local = is_local(urlsplit(self.remote).hostname or "")
        return {"protocol.http.allow": "always"} if local else {}

    def _key(self) -> dict[str, str]:
        """The token as a header for this one server; never an argument, which all could see."""
        parts = urlsplit(self.remote)
        if parts.scheme not in ("http", "https"):
            return {}
        token = self.secrets.get("GIT_TOKEN")
        if not token:
            return {}
        user = self.secrets.get("GIT_USER") or "x-access-token"
        pair = self.secrets.hide(base64.b64encode(f"{user}:{token}".encode()).decode())
        server = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/"
        return {f"http.{server}.extraHeader": f"Authorization: Basic {pair}"}

    def _hidden(self) -> tuple[str, ...]:
        """What messages do not repeat: where things lie on this machine."""
        return (str(self.folder), self.remote, self.environ.get("HOME") or str(Path.home()))


def _fed(process: subprocess.Popen[bytes], chunks: Iterable[bytes]) -> tuple[int, bytes, str]:
    """Everything sent, everything read; commands that are sent much say little."""
    assert process.stdin is not None
    # A command that fails stops reading; its complaint says why.
    with suppress(BrokenPipeError):
        for chunk in chunks:
            process.stdin.write(chunk)
        process.stdin.flush()
    said, complaint = process.communicate()
    told = complaint.decode(errors="replace")
    # Where the size of files is limited, the system ends it before it can complain.
    too_large = getattr(signal, "SIGXFSZ", None)
    if too_large is not None and process.returncode == -too_large:
        told += "fatal: File too large"
    return process.returncode, said, told
