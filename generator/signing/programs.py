"""The programs that sign and check, and what they complain of in our words."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

from generator.problems import EnvironmentFault

PACKAGES = {"ssh-keygen": "openssh-client", "minisign": "minisign"}

ANOTHER = "try another key"

_SECONDS = 120.0  # with nobody there to type a password or to touch a key

# Theirs name folders and people.
_COMPLAINTS: Mapping[str, tuple[str, str]] = {
    "UNPROTECTED": ("other people of this machine can read the key", "chmod 600 its file"),
    "passphrase": ("the key's passphrase was wrong, or nobody could be asked", "try 'ssh-add'"),
    "assword": ("the key's password was wrong, or nobody could be asked", "use a terminal"),
    "private key found": ("there is only the public key", "load the private one with 'ssh-add'"),
    "agent refused": ("the agent would not sign", "unlock the key, or load it with 'ssh-add'"),
}

Done = subprocess.CompletedProcess[bytes]


def run(program: str, asked: list[str], data: bytes = b"", *, asks: bool = False) -> Done | None:
    """Run a program on `data`; None where it is not installed. Raises EnvironmentFault.

    `asks` lets it ask a person at a terminal for a password, or to touch a key.
    """
    found = shutil.which(program)
    if found is None:
        return None
    person = asks and sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
    try:
        return subprocess.run(
            [found, *asked],
            # minisign asks where it reads, and OpenSSH at the terminal whatever it reads.
            input=None if person and not data else data,
            stdout=subprocess.PIPE,
            stderr=None if person else subprocess.PIPE,
            timeout=None if person else _SECONDS,
            env={**os.environ, "LC_ALL": "C"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        message = f"'{program}' did not come to an end"
        raise EnvironmentFault(
            message, "run the command in a terminal, where it can ask"
        ) from error
    except OSError as error:
        raise EnvironmentFault(f"'{program}' cannot be run: {error.strerror}", ANOTHER) from error


def complete(program: str, done: Done | None) -> Done:
    """What a program did that was to sign. Raises EnvironmentFault where it did not."""
    if done is None:
        message = f"'{program}' is not installed, and nothing can be signed without it"
        raise EnvironmentFault(message, f"Debian and Ubuntu: apt install {PACKAGES[program]}")
    if done.returncode == 0:
        return done
    said = (done.stderr or b"").decode("utf-8", "replace")
    otherwise = (f"{program} would not", ANOTHER)
    why, hint = next((ours for mark, ours in _COMPLAINTS.items() if mark in said), otherwise)
    raise EnvironmentFault(f"nothing was signed: {why}", hint)
