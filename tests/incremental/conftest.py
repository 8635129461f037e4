"""Fixtures: a process that builds from nothing, and sites that are built again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from .apart import Apart
from .campaign import files
from .living import Living, tree


@pytest.fixture(scope="session")
def apart() -> Iterator[Apart]:
    made = Apart()
    yield made
    made.close()


MakeLiving = Callable[..., Living]


@pytest.fixture
def living(tmp_path: Path, apart: Apart) -> MakeLiving:
    """Makes a site of the campaign, or of the files given, and builds it once."""

    def make(given: Mapping[str, bytes] | None = None, name: str = "site") -> Living:
        made = Living(tmp_path / name, files() if given is None else given, apart)
        assert made.agrees() == "written"
        return made

    return make


class Shared:
    """One site for many tests: each leaves it as it found it, or it is made anew."""

    def __init__(self, folder: Path, apart: Apart) -> None:
        self._folder, self._apart = folder, apart
        self._made = 0
        self._site: Living | None = None
        self.base: dict[str, tuple[int, bytes]] = {}

    def site(self) -> Living:
        """The site as it was given and built; a new one, where a test left it otherwise."""
        if (
            self._site is None
            or not self._site.is_as_given()
            or tree(self._site.output) != self.base
        ):
            self._made += 1
            self._site = Living(self._folder / f"site-{self._made}", files(), self._apart)
            assert self._site.agrees() == "written"
            self.base = tree(self._site.output)
        return self._site

    def spoil(self) -> None:
        self._site = None


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, apart: Apart) -> Shared:
    return Shared(tmp_path_factory.mktemp("shared"), apart)
