"""Who made a copy: signatures by a key, and a root hash that was heard elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from generator.signing import SUFFIXES, Verdict, check
from generator.verify.claims import Claims
from generator.verify.copies import Copy, Unread
from generator.verify.finding import Finding
from generator.verify.root import is_same
from generator.write.manifest import SUMS

_MOST = 100_000
_FORGED = "its files may agree with its own manifest, which whoever forges a site writes anew"


def trusted(
    copy: Copy, said: Claims, found: Finding, key: str | None, root: str | None, *, signed: bool
) -> Finding:
    """The finding with signatures, and with doubts; `root` as it was heard.

    `signed` says that the key signed all that the copy came in. Raises EnvironmentFault for what is
    no key.
    """
    other = root is not None and not is_same(root, said.root)
    made = tuple(signatures(SUMS, said.signed, partial(_kept, copy), key))
    doubts = [f"{name}: {v.why}" for name, v in made if v.good is False]
    if key is not None and not signed and not any(v.good and v.trusted for _, v in made):
        doubts.append(_unsigned(made))
    if other:
        doubts.append(f"the root hash is not the one that you gave: {_FORGED}")
    asked = key is not None or root is not None
    return replace(found, signatures=made, doubts=tuple(doubts), asked=asked)


def signatures(
    sums: str, data: bytes, read: Callable[[str], bytes | None], key: str | None
) -> Iterator[tuple[str, Verdict]]:
    """What each signature of the sums is worth; `read` takes what is added to their name for it.

    `read` gives None where there is none, and may raise Unread. Raises EnvironmentFault for what is
    no key.
    """
    if key is not None:
        check(b"", b"", key)  # what is no key is told of though nothing was signed
    for suffix in SUFFIXES.values():
        name = sums + suffix
        try:
            signature = read(suffix)
        except Unread as error:
            yield name, Verdict(None, "", None if key is None else False, str(error))
            continue
        if signature is not None:
            yield name, check(data, signature, key)


def _kept(copy: Copy, suffix: str) -> bytes | None:
    taken = copy.take(SUMS + suffix, _MOST, keep=True)
    # Some hosts answer with a page of their own for whatever is not there.
    if taken is None or (copy.served and taken.data.lstrip()[:1] == b"<"):
        return None
    return taken.data


def _unsigned(signatures: tuple[tuple[str, Verdict], ...]) -> str:
    if not signatures:
        return f"it is not signed, and you named a key: {_FORGED}"
    why = "; ".join(f"{name}: {verdict.why}" for name, verdict in signatures)
    return f"the key that you named did not sign it ({why})"
