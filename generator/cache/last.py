"""The last build: what it was made from, what stands of it, and whether both are as they were."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from generator.cache import private_folder
from generator.cache.ground import ground
from generator.cache.sealed import read_sealed, write_sealed
from generator.cache.signatures import Signature, is_settled, now, of_file, of_tree, settled
from generator.options import Options

_FILE = "last"


class Made(NamedTuple):
    """A file of the output: the key of all that it was made from, its bytes and their SHA-256."""

    key: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What a build was asked for: the same words have the same answer."""

    output: str
    drafts: bool
    strict: bool
    kit: bool

    @classmethod
    def of(cls, options: Options) -> Terms:
        return cls(str(options.output), options.drafts, options.strict, options.kit)


@dataclass(frozen=True, slots=True)
class Last:
    """What the last build left behind.

    `files` are those of its output with their signatures when they were written, at `looked` (ns).
    `moments` are all those at which time alone changes something; `now` is what the build went by.
    `told` is what it reported, and `late` what it only found while it was drawing; `place` is where
    the output really stands, with its folders.
    """

    terms: Terms
    now: datetime
    moments: tuple[datetime, ...]
    inputs: Mapping[str, Signature]
    files: Mapping[str, Made]
    signatures: Mapping[str, Signature]
    looked: int
    told: Mapping[str, Any]
    late: tuple[Any, ...]
    place: str

    def is_current(self, root: Path, at: datetime) -> bool:
        """Whether a build at `at` would change nothing: no input, no output, and no day is due."""
        output = Path(self.terms.output)
        return (
            not self._passed(at)
            and place(output) == self.place
            and inputs(root) == self.inputs
            and self._whole(output)
        )

    def standing(self) -> dict[str, Made]:
        """The files of the output that are as they were written."""
        output = Path(self.terms.output)
        seen = of_tree(output)
        return {
            name: made
            for name, made in self.files.items()
            if seen.get(name) == self.signatures[name] and self._holds(output / name, name)
        }

    def _passed(self, at: datetime) -> bool:
        """Whether one of the moments lies between the two."""
        early, late = sorted((self.now, at))
        return any(early <= moment <= late for moment in self.moments)

    def _whole(self, output: Path) -> bool:
        """Whether the output has all its files as they were written, and no others."""
        seen = of_tree(output)
        return seen == self.signatures and all(self._holds(output / n, n) for n in seen)

    def _holds(self, file: Path, name: str) -> bool:
        """Of what was written just before it was looked at, only its bytes tell the truth."""
        made = self.files.get(name)
        if made is None or is_settled(self.signatures[name], self.looked):
            return made is not None
        try:
            return sha256(file.read_bytes()).hexdigest() == made.digest
        except OSError:
            return False


def place(output: Path) -> str:
    """Where an output stands with links followed, and its folders with what they allow to whom."""
    found = [f"{folder}: {os.lstat(folder).st_mode:o}" for folder, _, _ in os.walk(output)]
    return "\n".join([os.path.realpath(output), *sorted(found)])


def inputs(root: Path) -> dict[str, Signature]:
    """The signatures of all files that a site is made from, by their paths from its root."""
    found = {"site.yaml": of_file(root / "site.yaml")}
    for folder, follows in (("content", False), ("templates", True)):
        seen = of_tree(root / folder, follows=follows)
        found |= {f"{folder}/{name}": one for name, one in seen.items()}
    return found


def recall(root: Path, terms: Terms) -> Last | None:
    """The last build of these terms, if this user's Handbill, as it is now, made it."""
    folder = private_folder(root)
    data = read_sealed(folder / _FILE) if folder else None
    if data is None:
        return None
    try:
        kept = json.loads(data)
        if kept["ground"] != ground() or Terms(**kept["terms"]) != terms:
            return None
        return Last(
            terms=terms,
            now=datetime.fromisoformat(kept["now"]),
            moments=tuple(map(datetime.fromisoformat, kept["moments"])),
            inputs={name: tuple(seen) for name, seen in kept["inputs"].items()},
            files={name: Made(*facts[:3]) for name, facts in kept["files"].items()},
            signatures={name: tuple(facts[3:]) for name, facts in kept["files"].items()},
            looked=kept["looked"],
            told=kept["told"],
            late=tuple(kept["late"]),
            place=kept["place"],
        )
    except (ValueError, TypeError, LookupError):
        return None


def record(
    root: Path,
    terms: Terms,
    at: datetime,
    *,
    moments: Iterable[datetime],
    seen: Mapping[str, Signature],
    looked: int,
    files: Mapping[str, Made],
    told: Mapping[str, Any],
    late: Iterable[Any],
) -> None:
    """Keep what a build did; `seen` are its inputs as they were looked at before, at `looked`."""
    output = Path(terms.output)
    written, when = of_tree(output), now()
    if written.keys() != files.keys():
        return
    kept = {
        "ground": ground(),
        "terms": {name: getattr(terms, name) for name in Terms.__slots__},
        "now": at.isoformat(),
        "moments": [moment.isoformat() for moment in moments],
        "inputs": settled(seen, looked),
        "files": {name: (*made, *written[name]) for name, made in files.items()},
        "looked": when,
        "told": told,
        "late": list(late),
        "place": place(output),
    }
    if folder := private_folder(root):
        write_sealed(folder / _FILE, json.dumps(kept).encode())
