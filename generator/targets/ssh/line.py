"""A shell at a server that is asked one thing after another, by the system's own ssh."""

from __future__ import annotations

import re
import secrets
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from generator.kinds.deployment import SshTarget
from generator.targets.faults import DeployFault
from generator.targets.ssh.faults import bare_host, refused, told
from generator.targets.ssh.sharing import Meeting
from generator.targets.ssh.shell import NOT_THERE, SETTING

SSH_FAILED = 255
"""What ssh ends with when it is ssh that failed, and not what it was to run."""

# A login may end in a menu that waits for ever, or in a program that talks without end.
_GREETING_SECONDS, _LONGEST_GREETING = 60.0, 1_000_000
_LONGEST_ANSWER = 1 << 30  # bytes; a file is asked for whole
_AT_ONCE = 1 << 16

# Whatever the machine's own settings are: nothing is asked, and no unknown key is taken.
_STRICT = {
    "BatchMode": "yes",
    "StrictHostKeyChecking": "yes",
    "UpdateHostKeys": "no",
    "ConnectTimeout": "20",
    "ServerAliveInterval": "15",
    "ServerAliveCountMax": "3",
    "ForwardAgent": "no",
    "ForwardX11": "no",
    "ClearAllForwardings": "yes",
    "PermitLocalCommand": "no",
    "RequestTTY": "no",
    "LogLevel": "INFO",
}


class NoShell(DeployFault):
    """One can log in, and is given no shell."""


class ShellLine:
    """One connection, which ends with this process; others of the same machine may share it."""

    def __init__(
        self, settings: SshTarget, environ: Mapping[str, str], private: Path | None = None
    ) -> None:
        self._settings = settings
        self._environ = dict(environ)
        self._meeting = Meeting(private)
        self._complaints = self._meeting.folder / "complaints"
        self._shell: subprocess.Popen[bytes] | None = None
        self._one_at_a_time = threading.Lock()

    def ask(self, script: str) -> bytes | None:
        """What a script of one line says; None: what it was asked for is not there.

        Raises Passing where the line broke, and DeployFault where the script failed.
        """
        with self._one_at_a_time:
            status, said, complaint = self._run(script)
        if status == NOT_THERE:
            return None
        if status:
            raise refused(complaint, self._settings)
        return said

    def ssh(self) -> Sequence[str]:
        """The command of a further ssh, up to the server's name: it shares this connection."""
        return self._command("no")

    def close(self) -> None:
        if self._shell is not None:
            self._shell.communicate()
        self._meeting.close()

    def _run(self, script: str) -> tuple[int, bytes, str]:
        """How the script ended, what it said, and what it complained of."""
        end = _word()
        shell = self._shell or self._connect()
        said = self._exchange(
            shell,
            f"complaint=$( ( {script} ) 2>&1 >&3 3>&- </dev/null ); "
            f"printf '\\n%s %s\\n%s\\n' {end} $? \"$complaint\"; echo {end}",
            end,
        )
        body, _, rest = said.partition(f"\n{end} ".encode())
        status, _, complaint = rest.partition(b"\n")
        if not re.fullmatch(rb"\d{1,3}", status):
            raise NoShell(f"{self._settings.host} does not answer as a shell does")
        return int(status), body, complaint.decode("utf-8", "replace").strip()

    def _exchange(
        self, shell: subprocess.Popen[bytes], line: str, end: str, most: int = _LONGEST_ANSWER
    ) -> bytes:
        """What comes before the line that is `end`. Raises what ended the connection, if it did.

        One that says more than `most` bytes is ended here.
        """
        assert shell.stdin is not None
        assert shell.stdout is not None
        heard: list[bytes] = []
        # Where it cannot be written to, reading tells that it has ended.
        with suppress(BrokenPipeError):
            shell.stdin.write(f"{line}\n".encode("utf-8", "surrogateescape"))
            shell.stdin.flush()
        while most > 0 and (said := shell.stdout.readline(_AT_ONCE)):
            if said == f"{end}\n".encode():
                return b"".join(heard)
            heard.append(said)
            most -= len(said)
        shell.kill()
        raise self._lost(shell)

    def _connect(self) -> subprocess.Popen[bytes]:
        """Raises NoShell where one can log in, but is given no shell."""
        # Left by a connection that broke: a new one would not be shared.
        self._meeting.socket.unlink(missing_ok=True)
        with self._complaints.open("wb") as complaints:
            self._shell = subprocess.Popen(
                [*self._command("yes"), "--", bare_host(self._settings), "exec sh"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env=self._environ,
            )
        end = _word()
        # What the login's own start-up files say comes before it.
        patience = threading.Timer(_GREETING_SECONDS, self._shell.kill)
        patience.daemon = True
        patience.start()
        try:
            self._exchange(self._shell, f"{SETTING}; echo {end}", end, _LONGEST_GREETING)
        finally:
            patience.cancel()
        return self._shell

    def _lost(self, shell: subprocess.Popen[bytes]) -> DeployFault:
        shell.communicate()
        self._shell = None
        if shell.returncode != SSH_FAILED:
            return NoShell(f"{self._settings.host} gives no shell to this login")
        return told(self._complaints.read_text("utf-8", "replace"), self._settings)

    def _command(self, shares: str) -> list[str]:
        sharing = {"ControlMaster": shares, "ControlPath": self._meeting.option}
        options = [f"-o{key}={value}" for key, value in (_STRICT | sharing).items()]
        port = ["-p", str(self._settings.port)] if self._settings.port else []
        user = ["-l", self._settings.user] if self._settings.user else []
        return ["ssh", *options, *port, *user]


def _word() -> str:
    """Nobody can guess it, so no file can hold it."""
    return secrets.token_hex(16)
