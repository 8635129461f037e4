"""What a workflow has to know of a campaign: where it goes, and when it changes by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from generator.build import Options, prepare
from generator.kinds.deployment import Destination
from generator.problems import EnvironmentFault, has_errors
from generator.render.keys import moments


def due(root: Path, now: datetime) -> tuple[Mapping[str, Destination], list[datetime]]:
    """The targets by name, and all moments at which time alone changes the site.

    Raises EnvironmentFault for a campaign with errors: its days are not known.
    """
    prepared = prepare(root, Options(root / "output", now, kit=False))
    if prepared.reading is None or prepared.resolved is None or has_errors(prepared.problems):
        message = "the campaign has errors, so nobody knows when it changes"
        raise EnvironmentFault(message, "'handbill check' lists them")
    targets: Mapping[str, Destination] = prepared.resolved.site.campaign.deploy
    return targets, moments(prepared.reading, prepared.resolved.site)
