"""Answers to the six questions, and new sites made of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator import default_templates
from generator.scaffold import Answers, Created, create, drawing
from generator.schema import schemas

USUAL = Answers("Save the Park", "", ("en",), ("SaveThePark",), "", "#b3001b")

Make = Callable[..., Created]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a site of the usual answers with some changed: `make(languages=("ar",))`."""

    def made(folder: Path = tmp_path / "park", **changes: object) -> Created:
        return create(folder, replace(USUAL, **changes), default_templates(), schemas())

    return made


@pytest.fixture
def small_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Squares of four pixels: most of a build's time goes into the picture's many sizes."""
    monkeypatch.setattr(drawing, "CELL", 4)
