"""Who made a copy: signatures by a key, and a root hash that was heard elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.signing import SUFFIXES, Verdict, check
from generator.verify.claims import Claims
from generator.verify.copies import Copy, Unread
from generator.verify.finding import Finding
from generator.verify.root import is_same
from generator.write.manifest import SUMS

_MOST = 100_000
_FORGED = "its files may agree with its own manifest, which whoever forges a site writes anew"


def trusted(copy: Copy, said: Claims, found: Finding, key: str | None, root: str | None) -> Finding:
    """The finding with signatures, and with doubts; `root` as it was heard.

    Raises EnvironmentFault for what is no key.
    """
    other = root is not None and not is_same(root, said.root)
    signatures = tuple(_signatures(copy, said, key))
    doubts = [f"{name}: {v.why}" for name, v in signatures if v.good is False]
    if key is not None and not any(v.good and v.trusted for _, v in signatures):
        doubts.append(_unsigned(signatures))
    if other:
        doubts.append(f"the root hash is not the one that you gave: {_FORGED}")
    asked = key is not None or root is not None
    return replace(found, signatures=signatures, doubts=tuple(doubts), asked=asked)


def _signatures(copy: Copy, said: Claims, key: str | None) -> Iterator[tuple[str, Verdict]]:
    if key is not None:
        check(b"", b"", key)  # what is no key is told of though nothing was signed
    for suffix in SUFFIXES.values():
        name = SUMS + suffix
        try:
            taken = copy.take(name, _MOST, keep=True)
        except Unread as error:
            yield name, Verdict(None, "", None if key is None else False, str(error))
            continue
        # Some hosts answer with a page of their own for whatever is not there.
        if taken is None or (copy.served and taken.data.lstrip()[:1] == b"<"):
            continue
        yield name, check(said.signed, taken.data, key)


def _unsigned(signatures: tuple[tuple[str, Verdict], ...]) -> str:
    if not signatures:
        return f"it is not signed, and you named a key: {_FORGED}"
    why = "; ".join(f"{name}: {verdict.why}" for name, verdict in signatures)
    return f"the key that you named did not sign it ({why})"
