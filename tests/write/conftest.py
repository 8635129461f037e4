"""What the tests of writing share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty campaign folder with nothing beside it."""
    folder = tmp_path / "campaign"
    folder.mkdir()
    return folder


@pytest.fixture
def output(root: Path) -> Path:
    return root / "output"
