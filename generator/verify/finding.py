"""What was found out about a copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.signing import Verdict
from generator.write.manifest import spoken


@dataclass(frozen=True, slots=True)
class Finding:
    """A copy held against what it says of itself, and against what its reader knows of it.

    `root` is the root hash in hexadecimal, `site` what the copy calls itself; `count` is how many
    of its files are there, `size` the bytes of them that were read. Paths: `changed`, `missing`,
    `added`, `unread` (with why), `unserved` (files for the host, which it shows to nobody), `hosts`
    (added by the host or a file browser), `beside` (around the site) and, of these, `unvouched` (a
    reader may open them, and nothing tells whether they are true). `sums` is what the file is
    called that vouches for a whole zip, there or not, and `is_vouched` whether it does.
    `faults` are sentences on what makes the copy untrue as a whole, `doubts` on what speaks against
    who is said to have made it, `notes` on what else a reader should know. `asked` says that the
    reader named a key or a root hash.
    """

    site: str
    root: str
    count: int = 0
    size: int = 0
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    unserved: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    unvouched: tuple[str, ...] = ()
    sums: str = ""
    is_vouched: bool = False
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    signatures: tuple[tuple[str, Verdict], ...] = ()
    doubts: tuple[str, ...] = ()
    asked: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether every file is as the copy itself says."""
        return not (self.changed or self.missing or self.added or self.unread or self.faults)

    @property
    def is_true_inside(self) -> bool:
        """Whether the site in it is whole, and nothing that the reader knows speaks against it."""
        return self.is_whole and not self.doubts

    @property
    def is_true(self) -> bool:
        """Whether all that a reader may open is so."""
        return self.is_true_inside and not self.unvouched

    @property
    def trusted(self) -> bool | None:
        """Whether the reader's key and root hash were found again; None where there was none."""
        return not self.doubts if self.asked else None

    def as_json(self) -> Mapping[str, object]:
        return {
            "true": self.is_true,
            "whole": self.is_whole,
            "trusted": self.trusted,
            "site": self.site,
            "root": self.root,
            "spoken": spoken(self.root),
            "files": self.count,
            "size": self.size,
            "changed": self.changed,
            "missing": self.missing,
            "added": self.added,
            "unread": [{"path": path, "why": why} for path, why in self.unread],
            "unserved": self.unserved,
            "hosts": self.hosts,
            "beside": self.beside,
            "unvouched": self.unvouched,
            "faults": self.faults,
            "doubts": self.doubts,
            "notes": self.notes,
            "signatures": [
                {"file": name, "good": v.good, "who": v.who, "trusted": v.trusted, "why": v.why}
                for name, v in self.signatures
            ],
        }
