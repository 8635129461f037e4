"""Files that are believed only if this user's own build wrote them."""

from __future__ import annotations

from contextlib import suppress
from hashlib import blake2b
from hmac import compare_digest
from pathlib import Path
from secrets import token_hex

from generator.cache.secret import secret

_SEAL = 32  # bytes before the data


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
    try:
        kept = file.read_bytes()
    except OSError:
        return None
    data = kept[_SEAL:]
    return data if compare_digest(_seal(name or file.name, data), kept[:_SEAL]) else None


def _seal(name: str, data: bytes) -> bytes:
    state = blake2b(key=secret(), digest_size=_SEAL)
    state.update(name.encode() + b"\0")
    state.update(data)
    return state.digest()
