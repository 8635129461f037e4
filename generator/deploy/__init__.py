"""Publishing: after it, readers find the finished site at its targets, or what stood there before.

Build, look through, then for each target: look, plan, ask, publish, confirm, record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.deploy.addresses import lost_addresses
from generator.deploy.back import forget, go_back
from generator.deploy.finished import Finished, finished
from generator.deploy.hiding import Hiding
from generator.deploy.line import look, publish
from generator.deploy.outcome import Ending, Outcome
from generator.deploy.state import State
from generator.deploy.talk import Talk
from generator.kinds.deployment import Destination
from generator.options import Options, no_site
from generator.problems import EnvironmentFault, has_errors
from generator.read.parse import parse_campaign
from generator.targets.table import chosen, open_target
from generator.targets.target import Surroundings, Target
from generator.write import building

__all__ = ["Ending", "Outcome", "Wishes", "deploy"]

_Act = Callable[[Destination, Target, Surroundings], Outcome]


@dataclass(frozen=True, slots=True)
class Wishes:
    """Which targets (the first one where none is named), and what is wanted besides publishing.

    `key` signs the release where there is one.
    """

    name: str | None = None
    every: bool = False
    dry: bool = False
    rollback: bool = False
    forget: bool = False
    key: str = ""


def deploy(
    root: Path,
    options: Options,
    wishes: Wishes,
    talk: Talk,
    environ: Mapping[str, str],
) -> list[Outcome] | None:
    """Publish the site in `root`; None where its problems forbid that, which were then told.

    What goes wrong at one target is an outcome of it, and the next one is still tried. Raises
    EnvironmentFault where nothing could be begun.
    """
    targets = _targets(root, talk)
    if targets is None:
        return None
    names = chosen(targets, wishes.name, every=wishes.every)
    act: _Act
    if wishes.rollback:
        act = partial(go_back, talk=talk, now=options.now)
    elif wishes.forget:
        act = partial(forget, talk=talk)
    else:
        with talk.building() as progress:
            site = finished(root, options, wishes.key, progress)
        talk.problems(site.problems)
        if site.release is None:
            return None
        act = _Publishing(site, options, talk, dry=wishes.dry)
    with building(root):  # what is being published is not to be replaced meanwhile
        return [_at(name, targets[name], root, environ, act) for name in names]


def _targets(root: Path, talk: Talk) -> Mapping[str, Destination] | None:
    try:
        data = (root / "site.yaml").read_bytes()
    except OSError as error:
        raise no_site("this folder", renamed=False) from error
    campaign, problems = parse_campaign(data)
    if campaign is None or has_errors(problems):
        talk.problems(problems)
        return None
    found: Mapping[str, Destination] = campaign.value.deploy
    return found


def _at(
    name: str, settings: Destination, root: Path, environ: Mapping[str, str], act: _Act
) -> Outcome:
    """What came of it at one target; what went wrong there is no reason to leave out the others."""
    where = ""
    try:
        target, around = open_target(name, settings, root, environ)
        where = target.where
        with closing(target):
            return act(settings, target, around)
    except EnvironmentFault as fault:
        return Outcome(name, where, Ending.FAILED, message=str(fault), hint=fault.hint)


@dataclass(frozen=True, slots=True)
class _Publishing:
    """Publishes one site to whatever target it is called with."""

    site: Finished
    options: Options
    talk: Talk
    dry: bool

    def __call__(self, settings: Destination, target: Target, around: Surroundings) -> Outcome:
        site, release, guard = self.site, self.site.release, self.site.guard
        assert release is not None
        assert guard is not None
        assert site.places is not None
        opened = look(settings, target, around, release.site)
        place = site.places.key("deploy", around.name)
        standing = opened.standing
        # Addresses of another campaign are not ours to keep.
        before = {} if standing.state is State.ANOTHER else standing.published
        lost = lost_addresses(before, release.files, site.sources, place)
        told = [guard.discreet(problem) for problem in lost]
        self.talk.problems(told)
        if has_errors(told, strict=self.options.strict):
            message = "addresses that were published would be lost, which --strict forbids"
            raise EnvironmentFault(message, "add the aliases, or deploy without --strict")
        hiding = Hiding(guard.mark if guard.hides else "", guard.names_hidden)
        return publish(opened, release, hiding, self.options.now, self.talk, dry=self.dry)
