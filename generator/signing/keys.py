"""Keys to sign with and to check by, as a file or as the line that stands in one."""

from __future__ import annotations

import base64
import os
import re
from pathlib import Path
from typing import NamedTuple

from generator.problems import EnvironmentFault
from generator.signing.programs import ANOTHER

# A larger file is neither a key nor a signature.
MOST = 100_000

# What signatures of ours are for: one that was made for mail, say, is none.
NAMESPACE = "handbill"

# The first bytes of whatever minisign writes: plain Ed25519, or that over a hash.
MARKS = (b"Ed", b"ED")

SSH_KEY = re.compile(r"(?:^|\s)((?:ssh|ecdsa|sk)-[\w@.-]+)[ \t]+(AAAA[A-Za-z0-9+/]+={0,3})")
# What a line of a list of signers may say of its key, or one of a list of hosts (ssh-keygen(1)).
_LIMITED = re.compile(
    r'@revoked|@?cert-authority|valid-(?:after|before)=|namespaces="([^"]*)"', re.I
)
_SSH_SECRET = re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----")
_MINISIGN_LINE = re.compile(r"^[A-Za-z0-9+/]{56,}={0,2}\r?$", re.MULTILINE)
_MINISIGN_PUBLIC, _MINISIGN_SECRET = 42, 158  # bytes

_KINDS = "a file, or a line such as 'ssh-ed25519 AAAA…' or 'RW…'"


class Keys(NamedTuple):
    """Public keys by program; each as the bytes that its text stands for."""

    ssh: frozenset[bytes]
    minisign: frozenset[bytes]


def public(key: str) -> Keys:
    """The public keys that `key` names or is. Raises EnvironmentFault where there is none."""
    text = _text(key)
    if _SSH_SECRET.search(text) or _minisign(text, _MINISIGN_SECRET):
        message = "that is a private key, which checking has no use for"
        raise EnvironmentFault(message, "name the public one, a file that ends in .pub")
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    found = [SSH_KEY.search(line) for line in lines]
    if any(match and _is_limited(match.string[: match.start()]) for match in found):
        message = "a line says that its key is not good for everything, and that is not looked at"
        raise EnvironmentFault(message, "name a file with the key alone, if you still trust it")
    ssh = frozenset(_decoded(match[2]) for match in found if match and _is_whole(*match.groups()))
    minisign = frozenset(_minisign(text, _MINISIGN_PUBLIC))
    if not ssh and not minisign:
        raise EnvironmentFault("that is no public key of SSH or minisign", _KINDS)
    return Keys(ssh, minisign)


def _is_limited(before: str) -> bool:
    """Whether what stands before a key makes less of it: revoked, for other uses or times."""
    limits = (match[1] for match in _LIMITED.finditer(before))
    return any(for_ is None or NAMESPACE not in for_.split(",") for for_ in limits)


def secret(key: str) -> tuple[str, str]:
    """The program that signs with `key`, and the key as that wants it: a file, or a line."""
    text = _text(key)
    file = _file(key)
    if line := SSH_KEY.search(text):
        return "ssh-keygen", str(file) if _is_file(file) else f"{line[1]} {line[2]}"
    if _SSH_SECRET.search(text):
        return "ssh-keygen", str(file)
    if _minisign(text, _MINISIGN_SECRET):
        return "minisign", str(file)
    message = "that is no key of SSH or minisign to sign with"
    raise EnvironmentFault(message, "name the file of a private key; 'ssh-keygen' makes one")


def _text(key: str) -> str:
    """What stands in the file that `key` names; `key` itself where there is no such file."""
    file = _file(key)
    try:
        if not _is_file(file):
            return key
        with file.open("rb") as opened:
            return opened.read(MOST).decode("utf-8", "replace")
    except OSError as error:
        raise EnvironmentFault(f"the key cannot be read: {error.strerror}", ANOTHER) from error


def _file(key: str) -> Path:
    """Where `key` would be as a file; unlike pathlib's, this leaves an unknown '~name' alone."""
    return Path(os.path.expanduser(key))  # noqa: PTH111


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a key's line is longer than any name, or holds what none may
        return False


def _is_whole(kind: str, text: str) -> bool:
    """Whether a key says itself of which kind it is, as all do (RFC 4253, section 6.6)."""
    return _decoded(text)[4:].startswith(kind.encode())


def _minisign(text: str, size: int) -> list[bytes]:
    """What minisign wrote in lines of base64: each `size` bytes long, which tells what it is."""
    found = [_decoded(line) for line in _MINISIGN_LINE.findall(text)]
    return [raw for raw in found if len(raw) == size and raw[:2] in MARKS]


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""
