"""What goes wrong on the way to a server over SSH, in words that tell what to do.

The client's own words are read and not repeated: they name logins, and files in home folders.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable

from generator.kinds.deployment import SshTarget
from generator.targets.faults import DeployFault, Passing

_Told = Callable[[SshTarget], DeployFault]


def bare_host(settings: SshTarget) -> str:
    """The host without the brackets that an IPv6 address may be written with."""
    return settings.host.strip("[]")


def unknown_key(settings: SshTarget) -> DeployFault:
    message = f"this machine does not know the key of {settings.host}, so it may be anybody's"
    login = _line("ssh", settings)
    hint = f"{_comparison(settings)}; if it is the same, log in once with '{login}' and accept it"
    return DeployFault(message, hint)


def changed_key(settings: SshTarget) -> DeployFault:
    message = f"{settings.host} shows another key than the one this machine knows it by"
    known = f"[{bare_host(settings)}]:{settings.port}" if settings.port else bare_host(settings)
    forget = f"ssh-keygen -R {shlex.quote(known)}"
    hint = f"{_comparison(settings)}; only if it is the same, forget the old one with '{forget}'"
    return DeployFault(message, hint)


def no_login(settings: SshTarget) -> DeployFault:
    message = f"{settings.host} does not accept any key that was offered"
    hint = (
        f"try '{_line('ssh', settings)}'; a key with a passphrase has to be in the agent (ssh-add)"
    )
    return DeployFault(message, hint)


def no_sftp(settings: SshTarget) -> DeployFault:
    message = f"{settings.host} gives no SFTP to this login"
    return DeployFault(
        message, "look at 'user' in site.yaml; ask the host to switch SFTP on for it"
    )


def unreadable(settings: SshTarget) -> DeployFault:
    message = "the keys of this machine, or the settings of its ssh, cannot be read"
    hint = f"put a key with a passphrase into the agent (ssh-add); try '{_line('ssh', settings)}'"
    return DeployFault(message, hint)


def unreachable(settings: SshTarget) -> DeployFault:
    message = f"{settings.host} cannot be reached"
    return Passing(message, "look at 'host' and 'port' in site.yaml, and whether you are online")


def broken(settings: SshTarget) -> DeployFault:
    message = f"the connection to {settings.host} broke"
    return Passing(message, "the live site is as it was; deploy again")


def full(settings: SshTarget) -> DeployFault:
    message = f"the disk of {settings.host} is full, or your share of it"
    return DeployFault(message, "the live site is as it was; make room there, or lower 'keep'")


# The system's ssh tells these in English whatever the language; what is not here is a lost line.
_SAID: tuple[tuple[str, _Told], ...] = (
    ("IDENTIFICATION HAS CHANGED|REVOKED HOST KEY|host key for .* has changed", changed_key),
    ("Host key verification failed|host key is known for", unknown_key),
    ("Permission denied|Too many authentication failures|no mutual signature", no_login),
    ("Could not resolve|[Cc]onnection refused|[Tt]imed out|No route|is unreachable", unreachable),
)


def told(said: str, settings: SshTarget) -> DeployFault:
    """The fault that the system's ssh ended with, from what it wrote."""
    for form, fault in _SAID:
        if re.search(form, said):
            return fault(settings)
    return broken(settings)


def tells_of_full_disk(said: str) -> bool:
    return re.search("No space left|[Qq]uota exceeded|File too large", said) is not None


def refused(said: str, settings: SshTarget) -> DeployFault:
    """The fault of a command at the server, from what it wrote."""
    if tells_of_full_disk(said):
        return full(settings)
    lines = [line for line in said.splitlines() if line.strip()] or ["no reason was given"]
    reason = lines[0].rpartition(": ")[2].strip()
    message = f"{settings.host} refuses to change {settings.path}: {reason}"
    return DeployFault(message, "the folder must be there, and yours to write to")


def _comparison(settings: SshTarget) -> str:
    scan = f"{_line('ssh-keyscan', settings)} | ssh-keygen -lf -"
    return f"compare what '{scan}' prints with the fingerprint that the host publishes"


def _line(command: str, settings: SshTarget) -> str:
    port = ["-p", str(settings.port)] if settings.port else []
    user = f"{settings.user}@" if settings.user and command == "ssh" else ""
    return shlex.join([command, *port, f"{user}{bare_host(settings)}"])
