"""A release: a finished site in its folder, and what it consists of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from generator.targets.faults import DeployFault
from generator.write.manifest import Listing


@dataclass(frozen=True, slots=True)
class Release:
    """What is to be published.

    `files` are all files with size and SHA-256, manifest.json, SHA256SUMS and signatures among
    them; `root` is the root hash in hexadecimal; `site` names the campaign as its manifest does.
    """

    folder: Path
    files: Listing
    root: str
    site: str

    @property
    def name(self) -> str:
        """Short, and the same wherever these files are published."""
        return self.root[:16]

    def read(self, path: str) -> bytes:
        """A file's bytes. Raises DeployFault where they are no longer those that are listed."""
        try:
            data = (self.folder / path).read_bytes()
        except OSError as error:
            message = f"'{path}' cannot be read any more: {error.strerror}"
            raise DeployFault(message, "do not change output/ while it is published") from error
        if (len(data), hashlib.sha256(data).hexdigest()) != self.files[path]:
            message = f"'{path}' has changed since it was built"
            raise DeployFault(message, "do not change output/ while it is published")
        return data
