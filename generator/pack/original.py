"""The finished site that is packed, each file held against its manifest when it is read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from generator.problems import EnvironmentFault
from generator.write.manifest import MANIFEST, SUMS, Listing, parse, root_hash, sums

_AGAIN = "pack again; if that does not help, build the site anew"


@dataclass(frozen=True, slots=True)
class Original:
    """A site in its folder, as its manifest.json lists it."""

    folder: Path
    files: Listing

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Raises EnvironmentFault where no build of ours stands."""
        listing = parse(_read(folder / MANIFEST))
        if listing is None:
            raise EnvironmentFault("there is no site of Handbill's to pack", "build it first")
        return cls(folder, listing)

    def read(self, path: str) -> bytes:
        """A file's bytes. Raises EnvironmentFault when they are not those of the manifest.

        A build that goes on meanwhile must not lead to a copy of two halves.
        """

        data = _read(self.folder / path)
        if (len(data), hashlib.sha256(data).hexdigest()) != self.files[path]:
            raise EnvironmentFault(f"'{path}' has changed since the site was built", _AGAIN)
        return data

    def size(self, path: str) -> int:
        return self.files[path][0]

    @property
    def root(self) -> str:
        """The root hash, in hexadecimal."""
        return root_hash(self.files)

    def frame(self) -> dict[str, bytes]:
        """The files that list the others, and are listed nowhere."""
        frame = {name: _read(self.folder / name) for name in (MANIFEST, SUMS)}
        if frame[SUMS] != sums(self.files):
            raise EnvironmentFault(f"'{SUMS}' does not go with '{MANIFEST}'", _AGAIN)
        return frame


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        message = f"'{file.name}' of the finished site cannot be read: {error.strerror}"
        raise EnvironmentFault(message, _AGAIN) from error
