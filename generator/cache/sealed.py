"""Files that are believed only if this user's own build wrote them."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from hashlib import blake2b
from hmac import compare_digest
from pathlib import Path
from secrets import token_hex

from generator.cache.secret import secret

_SEAL = 32  # bytes before the data
_MOST = 2_000_000_000  # bytes that any of our files may have

_READ = os.O_RDONLY
for _name in ("O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):
    _READ |= getattr(os, _name, 0)


def write_sealed(file: Path, data: bytes, name: str = "") -> None:
    """Put `data` into `file` in one step; where the disk refuses, nothing is kept.

    `name` says what it is: a file that was renamed to pass for another one is not believed.
    """
    draft = file.with_name(f"{file.name}.{token_hex(4)}")
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with draft.open("xb") as stream:
                draft.chmod(0o600)
                stream.write(_seal(name or file.name, data))
                stream.write(data)
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)


def read_sealed(file: Path, name: str = "") -> bytes | None:
    """What `write_sealed` was given; None for what is damaged, foreign or not there."""
    kept = _own_bytes(file)
    if kept is None:
        return None
    data = kept[_SEAL:]
    return data if compare_digest(_seal(name or file.name, data), kept[:_SEAL]) else None


def hashed(text: str) -> str:
    """A hash that only this user can make: nobody finds the text by trying."""
    return blake2b(text.encode("utf-8", "surrogatepass"), key=secret(), digest_size=16).hexdigest()


def _own_bytes(file: Path) -> bytes | None:
    """What a file of our own holds; of links, pipes and devices nothing is read."""
    try:
        fd = os.open(file, _READ)
    except OSError:
        return None
    facts = os.fstat(fd)
    own = getattr(os, "getuid", lambda: facts.st_uid)() == facts.st_uid
    if not (stat.S_ISREG(facts.st_mode) and own and facts.st_size <= _MOST):
        os.close(fd)
        return None
    with os.fdopen(fd, "rb") as stream:
        return stream.read()


def _seal(name: str, data: bytes) -> bytes:
    state = blake2b(key=secret(), digest_size=_SEAL)
    state.update(name.encode() + b"\0")
    state.update(data)
    return state.digest()
