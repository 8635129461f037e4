"""One accent colour becomes a palette for light and dark, its contrast computed."""

from __future__ import annotations

import colorsys

from generator.problems import Place, Problem

# The theme's paper, light and dark: what the accent must be readable on.
PAPER = "#fbf9f5"
PAPER_DARK = "#141210"
INK_ON_LIGHT, INK_ON_DARK = "#000000", "#ffffff"

# WCAG 2.2, success criterion 1.4.3: text against its background.
READABLE = 4.5


def luminance(colour: str) -> float:
    """Relative luminance (0 black to 1 white) of '#rrggbb', as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable_shade(colour: str, paper: str, ratio: float = READABLE) -> str:
    """The nearest shade of `colour`, hue kept, that can be read on `paper`."""
    hue, light, saturation = colorsys.rgb_to_hls(
        *(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    )
    darker = luminance(paper) > 0.5
    while contrast(colour, paper) < ratio and light != (0.0 if darker else 1.0):
        light = max(0.0, light - 0.01) if darker else min(1.0, light + 0.01)
        channels = colorsys.hls_to_rgb(hue, light, saturation)
        colour = "#" + "".join(f"{round(c * 255):02x}" for c in channels)
    return colour


def text_on(field: str) -> str:
    """Black or white ink, whichever reads better on a field of that colour."""
    return max((INK_ON_DARK, INK_ON_LIGHT), key=lambda ink: contrast(ink, field))


def palette(accent: str) -> dict[str, str]:
    """The custom properties that a stylesheet begins with."""
    dark = readable_shade(accent, PAPER_DARK, 3.0)
    return {
        "accent": accent,
        "on-accent": text_on(accent),
        "accent-text": readable_shade(accent, PAPER),
        "accent-dark": dark,
        "on-accent-dark": text_on(dark),
        "accent-text-dark": readable_shade(accent, PAPER_DARK),
    }


def check_accent(accent: str, place: Place) -> list[Problem]:
    """An accent that cannot be read on the theme's paper is refused, with the nearest that can."""
    ratio = contrast(accent, PAPER)
    if ratio >= READABLE:
        return []
    near = readable_shade(accent, PAPER)
    message = f"'{accent}' cannot be read on light paper (contrast {ratio:.1f}, needed {READABLE})"
    return [Problem("low-contrast", message, place, f"the nearest readable shade is '{near}'")]
