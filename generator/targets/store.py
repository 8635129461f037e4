"""A store: a place that takes, gives and lists single files, and knows nothing of releases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from generator.targets.target import Mark


class ContentKind(NamedTuple):
    """How a file is to be served: its media type with charset, and its Cache-Control."""

    media_type: str
    cache: str


class Store(Protocol):
    """Every method may raise DeployFault, and Passing for what may work in a moment.

    Paths are the site's own, with '/' between folders and none at either end. Methods are called
    from several threads at once.
    """

    where: str

    def list(self) -> Mapping[str, Mark]:
        """Everything that lies there."""

    def get(self, path: str) -> bytes | None: ...

    def put(self, path: str, data: bytes, kind: ContentKind) -> None:
        """The file is there whole afterwards, or as it was before: never a part of it."""

    def remove(self, paths: Sequence[str]) -> None:
        """What is not there is no fault."""

    def close(self) -> None: ...
