"""Manifests by strangers: large, deep, damaged, and lying."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import EnvironmentFault
from generator.verify.claims import MOST, claims
from generator.verify.copies import Taken
from generator.write.manifest import manifest, sums

FILES = {name: (1, hashlib.sha256(name.encode()).hexdigest()) for name in ("a.html", "b.html")}
TRUE = {"manifest.json": manifest(FILES, "Home"), "SHA256SUMS": sums(FILES)}


class Memory:
    """A copy that was never written anywhere."""

    threads = 1
    served = False
    beside: Sequence[str] = ()
    file: Path | None = None

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files

    def names(self) -> Sequence[str]:
        return list(self.files)

    def take(self, path: str, most: int, *, keep: bool = False) -> Taken | None:
        data = self.files.get(path)
        if data is None:
            return None
        return Taken(min(len(data), most + 1), hashlib.sha256(data).hexdigest(), data[: most + 1])

    def close(self) -> None: ...


def faults(**files: bytes) -> str:
    named = {name.replace("manifest", "manifest.json"): data for name, data in files.items()}
    return "; ".join(claims(Memory(TRUE | named)).faults)


def test_a_true_manifest_has_no_faults() -> None:
    said = claims(Memory(TRUE))
    assert (said.faults, said.site, said.files) == ((), "Home", FILES)
    assert said.root == hashlib.sha256(TRUE["SHA256SUMS"]).hexdigest()
    assert said.signed == TRUE["SHA256SUMS"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"[" * 5_000_000, "damaged"),
        (b'{"generator": "Handbill", "files": ' + b"[" * 100_000, "damaged"),
        (b" " * (MOST + 1), "larger than"),
        (json.dumps(json.loads(TRUE["manifest.json"]), indent=0).encode(), "damaged"),
        (b'{"generator": "Handbill", "files": [' + b"[]," * 5_000_000 + b"[]]}", "damaged"),
        (b'{"generator": "Handbill", "files": [\n\n' + b"[" * 5_000_000 + b"]}\n", "damaged"),
        (b'{"generator": "Handbill", "files": [' + b"\n" * 5_000_000 + b"]}\n", "damaged"),
        (b'{"generator": "Handbill", "files": [\n' + b"[]," * 5_000_000 + b"\n]}\n", "damaged"),
        (TRUE["manifest.json"].replace(b"Home", b"Hume"), "was changed"),
        (TRUE["manifest.json"].replace(b'"format": 1', b'"format": 2'), "was changed"),
        (TRUE["manifest.json"].replace(b'"size": 1', b'"size": 1e0'), "damaged"),
        (TRUE["manifest.json"].replace(b'"size": 1', b'"size": ' + b"9" * 5000), "damaged"),
        (b"", "damaged"),
    ],
)
def test_a_manifest_by_a_stranger_is_a_fault(data: bytes, told: str) -> None:
    assert told in faults(manifest=data)


@pytest.mark.parametrize(
    "data", [b"\xff", b"x", b"0" * 64 + b" a", b"0" * 64 + b"  ../a\n", TRUE["SHA256SUMS"] * 2]
)
def test_damaged_sums_are_a_fault(data: bytes) -> None:
    assert "SHA256SUMS is damaged" in faults(SHA256SUMS=data)


def test_two_lists_that_are_true_of_different_sites_do_not_agree() -> None:
    other = {f"{n}.html": (1, "0" * 64) for n in range(9)}
    told = faults(SHA256SUMS=sums(other))
    assert told.startswith("manifest.json and SHA256SUMS do not agree on '0.html', '1.html'")
    assert told.endswith("and 8 more")


def test_neither_list_is_of_any_use() -> None:
    with pytest.raises(EnvironmentFault, match="damaged"):
        claims(Memory({"manifest.json": b"{", "SHA256SUMS": b"{"}))


def test_a_large_site_is_read() -> None:
    many = {f"{n:06d}.html": (n, f"{n:064x}") for n in range(5_000)}
    said = claims(Memory({"manifest.json": manifest(many), "SHA256SUMS": sums(many)}))
    assert (len(said.files), said.faults) == (len(many), ())


@settings(max_examples=50)
@given(st.binary(max_size=200), st.binary(max_size=200))
def test_nothing_else_is_raised(listed: bytes, summed: bytes) -> None:
    try:
        said = claims(Memory({"manifest.json": listed, "SHA256SUMS": summed}))
    except EnvironmentFault:
        return
    assert said.faults
