"""A store in memory, for tests of what is done with stores."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Lock

from generator.targets.store import ContentKind
from generator.targets.target import Mark


class Memory:
    """A store that remembers every call, and fails as it is told."""

    where = "memory"

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.kinds: dict[str, ContentKind] = {}
        self.calls: list[tuple[str, str]] = []
        self.before: Callable[[str, str], None] = lambda what, path: None
        self.odd: dict[str, Mark] = {}
        self._lock = Lock()

    def list(self) -> Mapping[str, Mark]:
        return {path: Mark(len(data)) for path, data in self.files.items()} | self.odd

    def get(self, path: str) -> bytes | None:
        return self.files.get(path)

    def put(self, path: str, data: bytes, kind: ContentKind) -> None:
        self.before("put", path)
        with self._lock:
            self.calls.append(("put", path))
            self.files[path] = data
            self.kinds[path] = kind

    def remove(self, paths: Sequence[str]) -> None:
        for path in paths:
            self.before("remove", path)
            self.calls.append(("remove", path))
            self.files.pop(path, None)

    def close(self) -> None: ...
