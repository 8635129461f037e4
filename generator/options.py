"""What a build is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """How to build: `now` decides what is due, `output` is where the site goes.

    Without `kit` no card, poster or zip is drawn. Without `cache` everything is made anew, and
    nothing is kept for the next build. In a `preview`, styles and scripts keep their names, so that
    a page does not change with them.
    """

    output: Path
    now: datetime
    drafts: bool = False
    strict: bool = False
    kit: bool = True
    cache: bool = True
    preview: bool = False
