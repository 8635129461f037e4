"""What a build is asked for, and of which folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.problems import EnvironmentFault


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


def no_site(folder: str, *, renamed: bool) -> EnvironmentFault:
    """There is nothing to build in a folder; `renamed` says that there is a site.yml."""
    if renamed:
        return EnvironmentFault("the file is named site.yml", "rename it to site.yaml")
    return EnvironmentFault(
        f"there is no site.yaml in {folder}",
        "go to the campaign's folder, name it with --site, or make one: handbill new FOLDER",
    )
