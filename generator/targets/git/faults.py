"""What git complains of, in words for somebody who publishes a site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from generator.targets.faults import DeployFault, Passing

_LONGEST = 200  # characters of what git or the host says that are repeated
_PATH = re.compile(r"(?<![\w:/.])(?:/[^\s'\"/:]+){2,}/?")
_COMPLAINT = re.compile(r"^(?:fatal|error|warning): (.+)$", re.MULTILINE)
_FROM_HOST = re.compile(r"^remote: (?:(?:error|fatal): )?(.*?)\s*$", re.MULTILINE)


class Moved(DeployFault):
    """Somebody else has changed the branch since we looked."""


class Refused(DeployFault):
    """The host does not let us change what we asked to change."""


class NoBranch(DeployFault):
    """The remote has no such branch, or no such release."""


class Broken(DeployFault):
    """A command in our own repository failed."""


class _Cause(NamedTuple):
    """By what a cause is known, and what is said of it; `quoted` adds the host's own words."""

    known_by: str
    kind: type[DeployFault]
    message: str
    hint: str
    quoted: bool = False


_TRUST = (
    "look up the key's fingerprint at the host, compare it with what 'ssh-keyscan HOST | "
    "ssh-keygen -lf -' shows, and add the key to your known_hosts"
)
_KEY = "look whether your SSH agent has the key, or whether GIT_TOKEN is set, valid, and may write"
_AGAIN = "look whether the network is there, and deploy again"

# The first that fits is told: what comes last is also said where something before it was meant.
_CAUSES = (
    _Cause(
        r"Host key verification failed|HOST IDENTIFICATION HAS CHANGED|host key is known",
        DeployFault,
        "the server's key is not the one that this machine knows, or it knows none",
        _TRUST,
    ),
    _Cause(
        r"stale info|fetch first|non-fast-forward|cannot lock ref|incorrect old value|"
        r"reference already exists|failed to update ref|remote ref updated since",
        Moved,
        "somebody else has published there in the meantime",
        "deploy again: you will be shown what stands there now",
    ),
    _Cause(
        r"No space left on device|[Dd]isk quota exceeded|File too large",
        DeployFault,
        "there is no room left on the disk",
        "make room, here or at the host, and deploy again",
    ),
    _Cause(
        r"exceeds .*(?:size|limit)|[Qq]uota",
        DeployFault,
        "the host finds the site, or a file of it, too large",
        "make the largest files smaller, or publish them elsewhere",
        quoted=True,
    ),
    _Cause(
        r"\[remote rejected\]|hook declined|unpacker error|insufficient permission|deny updating",
        Refused,
        "the host does not let this branch be changed",
        "allow it in the repository's settings, where the branch may be protected",
        quoted=True,
    ),
    _Cause(
        r"Authentication failed|could not read (?:Username|Password)|terminal prompts disabled|"
        r"Permission denied|returned error: 40[13]|Access denied|write access .* not granted",
        DeployFault,
        "the host does not accept the key",
        _KEY,
    ),
    _Cause(
        r"[Cc]ertificate|SSL routines(?!.*unexpected eof)|gnutls_handshake(?!.*terminated)",
        DeployFault,
        "the server's certificate cannot be trusted",
        "look at the address and at this machine's clock",
    ),
    _Cause(r"couldn't find remote ref", NoBranch, "there is no such branch", ""),
    _Cause(
        r"Could not resolve host",
        DeployFault,
        "no server is known by that name",
        _AGAIN,
    ),
    _Cause(
        r"transport '.*' not allowed",
        DeployFault,
        "the connection would not be encrypted",
        "use an address that begins with https:// or ssh://",
    ),
    _Cause(
        r"unable to update url base from redirection|returned error: 30\d|too many redirects",
        DeployFault,
        "the server sends us to another address",
        "if that is right, set the new address in site.yaml",
    ),
    _Cause(
        r"dubious ownership",
        DeployFault,
        "the repository belongs to somebody else on this machine",
        "publish as its owner",
    ),
    _Cause(
        r"does not appear to be a git repository|[Rr]epository .*not found|returned error: 404|"
        r"Could not find the repository|does not exist",
        DeployFault,
        "there is no such repository",
        "make an empty one at the host, or look at 'remote' in site.yaml",
    ),
    _Cause(
        r"returned error: (?:429|5\d\d)|timed out|Operation too slow|SSL_ERROR_SYSCALL|"
        r"Connection (?:was )?(?:refused|reset|closed)|unexpected eof|non-properly terminated|"
        r"hung up|early EOF|RPC failed|unexpected disconnect|Broken pipe|name resolution|"
        r"Failed to connect|Empty reply|Network is unreachable|No route to host|bytes of body",
        Passing,
        "the server does not answer, or the connection broke off",
        _AGAIN,
    ),
)


def told(complaint: str, hidden: Iterable[str] = ()) -> DeployFault:
    """The fault that a complaint of git means, by its kind; `hidden` texts are not repeated."""
    for cause in _CAUSES:
        if re.search(cause.known_by, complaint):
            said = _line(_FROM_HOST.findall(complaint), hidden) if cause.quoted else ""
            return cause.kind(cause.message + (f": {said}" if said else ""), cause.hint)
    said = _line(_COMPLAINT.findall(complaint), hidden)
    return DeployFault(f"git failed: {said}" if said else "git failed and does not say why")


def _line(found: Iterable[str], hidden: Iterable[str]) -> str:
    """One line of what was said, without control characters and places of this machine."""
    text = " ".join(" ".join(found).split())
    for part in sorted(filter(None, hidden), key=len, reverse=True):
        text = text.replace(part, "…")
    text = _PATH.sub("…", text)
    return "".join(char for char in text if char.isprintable())[:_LONGEST]
