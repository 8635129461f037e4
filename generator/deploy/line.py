"""The line of a deploy to one target: look, plan, ask, publish, confirm, record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from generator.deploy.confirm import confirm
from generator.deploy.outcome import Ending, Outcome
from generator.deploy.records import Record, keep, recall
from generator.deploy.saying import counted, planned, question
from generator.deploy.state import Standing, State, judge
from generator.deploy.takedown import lasting, must_forget, taken_down
from generator.deploy.talk import Talk
from generator.kinds.deployment import Destination
from generator.targets.faults import DeployFault
from generator.targets.plan import Plan, plan
from generator.targets.release import Release
from generator.targets.table import kind_of
from generator.targets.target import Live, Surroundings, Target

# States in which nobody but somebody who knows better may go on.
_GRAVE = frozenset({State.MOVED, State.ALTERED, State.ANOTHER})


@dataclass(frozen=True, slots=True)
class Opened:
    """A target that has been looked at."""

    settings: Destination
    target: Target
    around: Surroundings
    live: Live
    standing: Standing
    record: Record | None


def look(settings: Destination, target: Target, around: Surroundings, site: str) -> Opened:
    """What stands at a target. Raises DeployFault, also where it is none of our business."""
    live = target.look()
    record = recall(around.private, target.where)
    standing = judge(live, record, site)
    if standing.state is State.FOREIGN:
        message = f"{target.where} holds what Handbill did not publish: {_some(standing.odd)}"
        raise DeployFault(message, _EMPTY_IT)
    return Opened(settings, target, around, live, standing, record)


def publish(
    opened: Opened, release: Release, hidden: str, now: datetime, talk: Talk, *, dry: bool
) -> Outcome:
    """Bring a release to a target that has been looked at. Raises DeployFault.

    `hidden` changes with what posts hide, '' where they hide nothing.
    """
    target, standing = opened.target, opened.standing
    changes = plan(release.files, standing.files, standing.odd)
    forgets = must_forget(standing.published, release.files, opened.record, hidden)
    for line in planned(opened.around.name, target.where, standing, changes, forgets=forgets):
        talk.tell(line)
    if dry:
        return _outcome(opened, Ending.PLANNED, changes=changes)
    if changes.is_empty and standing.state is State.OURS:
        notes = _forgotten(target) if forgets else ()
        keep(opened.around.private, _record(opened, release, opened.live, hidden, now))
        return _outcome(opened, Ending.UNCHANGED, release.root, changes, notes)
    if not talk.agrees(question(standing, target.where), grave=standing.state in _GRAVE):
        return _outcome(opened, Ending.DECLINED, changes=changes)
    with talk.sending(f"Sending to {opened.around.name}", changes.size) as step:
        target.publish(release, changes, opened.live, step)
    live = confirm(target, release, changes)
    keep(opened.around.private, _record(opened, release, live, hidden, now))
    notes = _forgotten(target) if forgets else ()
    if forgets or taken_down(standing.published, release.files):
        notes = (*notes, *lasting(kind_of(opened.settings)))
    return _outcome(opened, Ending.PUBLISHED, release.root, changes, notes)


def _forgotten(target: Target) -> Sequence[str]:
    """Delete the older releases, which hold what was taken down; say how many there were."""
    older = target.older()
    if not older:
        return ()
    target.forget(older)
    return (f"{counted(len(older))} deleted, for what was taken down since",)


def _record(opened: Opened, release: Release, live: Live, hidden: str, now: datetime) -> Record:
    tags = {path: mark.tag for path, mark in (live.files or {}).items() if mark.tag}
    return Record(opened.target.where, release.root, now, release.files, tags, hidden)


def _outcome(
    opened: Opened,
    ending: Ending,
    root: str = "",
    changes: Plan | None = None,
    notes: Sequence[str] = (),
) -> Outcome:
    return Outcome(
        name=opened.around.name,
        where=opened.target.where,
        ending=ending,
        root=root,
        plan=changes,
        notes=tuple(notes),
    )


def _some(paths: Sequence[str]) -> str:
    first = ", ".join(f"'{path}'" for path in paths[:3])
    return f"{first} and {len(paths) - 3} more" if len(paths) > 3 else first or "a manifest.json"


_EMPTY_IT = "deploy to a place of its own, or move what is there away first; nothing was changed"
