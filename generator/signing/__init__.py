"""Detached signatures over SHA256SUMS, by OpenSSH and by minisign."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from generator.problems import EnvironmentFault
from generator.signing.keys import MARKS, MOST, NAMESPACE, SSH_KEY, Keys, public, secret
from generator.signing.programs import ANOTHER, PACKAGES, complete, run

__all__ = ["NAMESPACE", "SUFFIXES", "Verdict", "check", "sign"]

# What is added to a file's name for its signature, by the program that makes it.
SUFFIXES = {"ssh-keygen": ".sig", "minisign": ".minisig"}

_SSH_SIGNATURE = re.compile(
    r"\s*-----BEGIN SSH SIGNATURE-----\s+([A-Za-z0-9+/=\s]+)-----END SSH SIGNATURE-----\s*"
)
_MINISIGN_SIGNATURE = 74  # bytes


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a signature is worth.

    `good`: whether it is that of these bytes; None where this machine cannot tell. `who` made it:
    the fingerprint of an SSH key, the id of a minisign key, or ''. `trusted`: whether it was the
    key that was asked for; None where none was. `why` says it in words.
    """

    good: bool | None
    who: str
    trusted: bool | None
    why: str


class _Signature(NamedTuple):
    """A signature taken apart: `key` is the SSH key in it, or a minisign key's id of 8 bytes."""

    program: str
    key: bytes
    text: str


def sign(sums: Path, key: str) -> Path:
    """Sign the file with `key`; gives the signature, which is written beside it.

    `key` is the file of a private key of SSH or minisign, or an SSH public key, as a file or as its
    line, whose private one the agent holds. Neither its comment nor the time gets into the
    signature. Raises EnvironmentFault.
    """
    program, given = secret(key)
    data = sums.read_bytes()
    with TemporaryDirectory(prefix="handbill-") as folder:
        made = _SIGNERS[program](data, given, Path(folder))
    target = sums.with_name(sums.name + SUFFIXES[program])
    if program == "ssh-keygen" and check(data, made, None).good is not True:
        raise EnvironmentFault("the signature that was made is not a good one", ANOTHER)
    beside = target.with_name(f".{target.name}.part")
    beside.write_bytes(made)
    beside.replace(target)
    return target


def check(data: bytes, signature: bytes, key: str | None) -> Verdict:
    """Whether `signature` is one over `data`, and whether `key` made it.

    `key` is a public key of SSH or minisign, as a file (of several, any may have signed) or as its
    line. Raises EnvironmentFault where it is none.
    """
    keys = None if key is None else public(key)
    found = _taken_apart(signature)
    if found is None:
        return Verdict(False, "", None if keys is None else False, "it is no signature")
    judge = _check_ssh if found.program == "ssh-keygen" else _check_minisign
    return judge(data, found, keys)


def _by_ssh(data: bytes, key: str, folder: Path) -> bytes:
    if SSH_KEY.match(key):
        line, key = key, str(folder / "key.pub")
        Path(key).write_text(f"{line}\n", "ascii")
    done = run("ssh-keygen", ["-q", "-Y", "sign", "-f", key, "-n", NAMESPACE], data, asks=True)
    return complete("ssh-keygen", done).stdout


def _by_minisign(data: bytes, key: str, folder: Path) -> bytes:
    """The comments are given, as minisign's own would tell the time."""
    signed, made = folder / "SHA256SUMS", folder / "signature"
    signed.write_bytes(data)
    comments = ["-c", "signature over SHA256SUMS", "-t", NAMESPACE]
    asked = ["-S", "-s", key, "-m", str(signed), "-x", str(made), *comments]
    complete("minisign", run("minisign", asked, asks=True))
    return made.read_bytes()


def _check_ssh(data: bytes, found: _Signature, keys: Keys | None) -> Verdict:
    who = "SHA256:" + base64.b64encode(hashlib.sha256(found.key).digest()).decode().rstrip("=")
    known = None if keys is None else found.key in keys.ssh
    with TemporaryDirectory(prefix="handbill-") as folder:
        path = Path(folder, "signature")
        path.write_text(found.text, "ascii")
        asked = ["-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(path)]
        done = run("ssh-keygen", asked, data)
    # The program names the key that it found: the one that was read here, and no other.
    if done is None:
        return _unchecked("ssh-keygen", who, known)
    good = done.returncode == 0 and who in done.stdout.decode("ascii", "replace").split()
    return _verdict(good, who, known)


def _check_minisign(data: bytes, found: _Signature, keys: Keys | None) -> Verdict:
    """Only with the key can it be checked at all: the signature has no more than the key's id."""
    who = f"{int.from_bytes(found.key, 'little'):X}"  # as minisign writes it
    if keys is None:
        why = f"it is said to be of minisign key {who}: name the key with --key to check it"
        return Verdict(None, who, None, why)
    named = [key for key in keys.minisign if key[2:10] == found.key]
    if not named:
        return Verdict(None, who, False, f"it is of another key: {who}")
    with TemporaryDirectory(prefix="handbill-") as folder:
        path, signed = Path(folder, "signature"), Path(folder, "signed")
        path.write_text(found.text, "utf-8")
        signed.write_bytes(data)
        public = base64.b64encode(named[0]).decode()
        done = run("minisign", ["-V", "-q", "-P", public, "-x", str(path), "-m", str(signed)])
    if done is None:
        return _unchecked("minisign", who, True)
    return _verdict(done.returncode == 0, who, True)


def _unchecked(program: str, who: str, known: bool | None) -> Verdict:
    why = f"it cannot be checked: '{program}' is not installed ({PACKAGES[program]})"
    return Verdict(None, who, None if known is None else False, why)


def _verdict(good: bool, who: str, known: bool | None) -> Verdict:
    if not good:
        return Verdict(False, who, None if known is None else False, "it is not over these files")
    says = {None: f"by {who}", True: f"by the key that was asked for, {who}", False: f"by {who}"}
    why = "; that is not the key that was asked for" if known is False else ""
    return Verdict(True, who, known, says[known] + why)


def _taken_apart(signature: bytes) -> _Signature | None:
    try:
        text = signature.decode()
        if len(text) > MOST:
            return None
        if armoured := _SSH_SIGNATURE.fullmatch(text):
            blob = base64.b64decode("".join(armoured[1].split()), validate=True)
            return _Signature("ssh-keygen", _ssh_key_in(blob), text)
        lines = text.splitlines()
        raw = base64.b64decode(lines[1], validate=True)
        framed = len(lines) == 4 and lines[0].startswith("untrusted comment:")
        if framed and len(raw) == _MINISIGN_SIGNATURE and raw[:2] in MARKS:
            return _Signature("minisign", raw[2:10], text)
    except (ValueError, IndexError):
        pass
    return None


def _ssh_key_in(blob: bytes) -> bytes:
    """The public key in an SSH signature (OpenSSH, PROTOCOL.sshsig). Raises ValueError."""
    length = int.from_bytes(blob[10:14], "big")
    key = blob[14 : 14 + length]
    if blob[:6] != b"SSHSIG" or not key or len(key) != length:
        raise ValueError("not a signature of SSH")
    return key


_SIGNERS = {"ssh-keygen": _by_ssh, "minisign": _by_minisign}
