"""Fixtures for every test: `site` makes a small campaign, `sample` is the project's own, built."""

from __future__ import annotations

import fcntl
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from generator.problems import has_errors
from sites import BuiltSite, copy_of_sample, small_site

MakeSite = Callable[..., BuiltSite]

# A busy machine is no failure.
settings.register_profile("handbill", deadline=None)
settings.load_profile("handbill")


@pytest.fixture
def site(tmp_path: Path) -> MakeSite:
    """Makes a site of `{path: content}`, with a site.yaml and an index.md where none is given."""
    made = 0

    def make(files: dict[str, str | bytes] | None = None, **more: str | bytes) -> BuiltSite:
        nonlocal made
        made += 1
        return small_site(tmp_path / f"site-{made}", {**(files or {}), **more})

    return make


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The project's own campaign, built once for all workers of a run. Not to be changed."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    root, kept = shared / "sample", shared / "sample.result"
    with _alone(shared / "sample.lock"):
        if not kept.exists():
            result = copy_of_sample(root).build(kit=True)
            assert not has_errors(result.problems), result.problems
            kept.write_bytes(pickle.dumps(result))
    return BuiltSite(root, pickle.loads(kept.read_bytes()))


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One process at a time; the kernel lets go when it dies."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
