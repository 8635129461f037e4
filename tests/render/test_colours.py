"""Contrast is computed, and the nearest readable shade offered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Place
from generator.render.colours import PAPER, PAPER_DARK, check_accent, contrast, palette

colours = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


def test_known_ratios() -> None:
    # WCAG's own examples: black on white is 21, #767676 on white just passes 4.5.
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@given(colours)
def test_every_palette_can_be_read(accent: str) -> None:
    made = palette(accent)
    assert contrast(made["accent-text"], PAPER) >= 4.5
    assert contrast(made["accent-text-dark"], PAPER_DARK) >= 4.5
    assert contrast(made["on-accent"], made["accent"]) >= 4.5
    assert contrast(made["on-accent-dark"], made["accent-dark"]) >= 4.5
    assert contrast(made["accent-dark"], PAPER_DARK) >= 3


def test_a_readable_accent_is_kept_and_another_refused() -> None:
    assert not check_accent("#b3001b", Place("site.yaml"))
    (problem,) = check_accent("#ffdd00", Place("site.yaml"))
    shade = problem.hint.split("'")[1]
    assert not check_accent(shade, Place("site.yaml"))
